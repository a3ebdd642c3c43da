"""How fast and how small it is, measured on the real code: `make bench`, or `python -m bench --quick`."""
