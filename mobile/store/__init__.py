"""The phone’s own database, and the questions the screens and the synchronisation ask it."""
