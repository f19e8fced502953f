"""The tests of render/."""
