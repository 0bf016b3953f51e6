"""The room of operations: what runs beside the pages, what failed, what waits for a hand."""
