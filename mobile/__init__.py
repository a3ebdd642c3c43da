"""The phone: everything that runs in a worker’s pocket."""
