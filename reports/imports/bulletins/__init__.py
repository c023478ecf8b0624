"""Daily bulletins, read from the data sets that transcribe them and merged to one report a party and day."""
