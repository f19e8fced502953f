"""A small Wagtail site in two languages."""
