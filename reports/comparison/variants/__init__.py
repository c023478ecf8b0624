"""Where sources print otherwise than the record: how far, who, how often."""
