"""What is being written, as values and rules: no screen and no database here."""
