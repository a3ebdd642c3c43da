"""The records of the outreach work and their rules, free of any database session or network."""
