"""What the phone and the server agree on: records, rules, protocol, reference data and words."""
