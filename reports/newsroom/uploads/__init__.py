"""Files that editors import: received, read by a process of their own, shown, confirmed, written by another."""
