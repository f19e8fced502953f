"""Measurements: they print, and assert no time."""
