"""What is known before anybody is met: the territory, the needs, and the closed lists, as versioned files."""
