"""The sync server: accounts, synchronisation, console, import and jobs."""
