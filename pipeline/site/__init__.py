"""Floor 2: what content/ says of the site: site.toml, content types (JSON Schema), vocabularies."""

from pipeline.site.settings import interpret

__all__ = ["interpret"]
