"""What keeps the phone’s data unreadable to whoever finds the phone: the encrypted files and their key."""
