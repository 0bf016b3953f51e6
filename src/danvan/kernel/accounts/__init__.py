"""Accounts: a person signs in, holds a post for a span of days, and the post has grants."""
