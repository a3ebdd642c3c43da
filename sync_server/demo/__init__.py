"""The demo: invented data, and a page that shows two phones and the console side by side."""
