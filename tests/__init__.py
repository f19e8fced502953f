"""The tests mirror pipeline/."""
