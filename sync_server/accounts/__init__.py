"""Accounts: networks, structures, workers and their devices; who may do and see what."""
