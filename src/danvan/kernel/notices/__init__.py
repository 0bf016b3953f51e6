"""Notices: what a post is told in the site, from the outbox and from alarms."""
