"""Invented people and visits of the territory, for the demo: none of them exists."""

import datetime as dt

MADE_ON = dt.date(2026, 11, 24)
"""No date of the sample is later, save what was promised: judge it by this day, whatever a machine’s clock says."""
