"""Jobs: work that runs after commit, once among many processes."""
