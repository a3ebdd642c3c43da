"""Invented people and visits of the territory, for the demo: none of them exists."""
