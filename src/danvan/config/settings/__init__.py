"""Settings by purpose: base is complete, production overrides, test speeds up."""
