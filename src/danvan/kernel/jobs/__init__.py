"""Jobs: work done beside the pages, taken once, tried again, never lost."""
