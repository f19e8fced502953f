"""The tests of parse/."""
