"""Bringing the app to a container host."""
