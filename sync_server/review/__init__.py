"""Review: what the coordinator does with the visits that phones sent. No web inside."""
