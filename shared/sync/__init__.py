"""What synchronisation is made of: clock, change, merge and messages; the same code on phone and server."""
