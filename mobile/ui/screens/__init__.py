"""One page of the phone per file."""
