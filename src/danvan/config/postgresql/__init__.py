"""Django's PostgreSQL, which asks a kept line whether it stands only where that is in doubt."""
