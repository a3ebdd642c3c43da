"""Taking in foreign files of people and visits: read, understand, compare, and only then write."""
