"""The page toolkit: gates, case pages, components."""
