"""What editors fill in, and the checks that put a message beside the field before the database has to refuse."""
