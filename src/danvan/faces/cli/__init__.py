"""The command line: `danvan` and its sub-commands, each thin over a function."""
