"""One table and nothing else."""
