"""Keeping this phone in step with its server."""
