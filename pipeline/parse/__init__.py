"""Floor 2: sources into documents, settings into data. Parsing never fails; it finds."""

from pipeline.parse.data import parse_json, parse_toml, parse_yaml
from pipeline.parse.document import parse

__all__ = ["parse", "parse_json", "parse_toml", "parse_yaml"]
