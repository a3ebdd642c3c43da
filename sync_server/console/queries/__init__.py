"""What the pages of the console read: one file per page, and what they share."""
