"""The kit: values and callbacks in, controls out; every colour, gap and radius is decided here."""
