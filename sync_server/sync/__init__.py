"""Synchronisation on the server: taking changes in, giving rows out, and the log of what happened."""
