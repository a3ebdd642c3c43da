"""One file per page of the console."""
