"""A compiler for bilingual university content: Markdown in; HTML fragments, JSON and feeds out."""

__version__ = "0.1.0"
