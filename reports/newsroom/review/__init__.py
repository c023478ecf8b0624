"""What a reviewer looks at: the queue, one report beside its sources and the party's last, and what else waits."""
