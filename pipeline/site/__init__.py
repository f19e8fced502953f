"""Floor 2: what content/ says of the site: site.toml, content types (JSON Schema), vocabularies; and of its pictures."""

from pipeline.site.picture import origin
from pipeline.site.settings import interpret

__all__ = ["interpret", "origin"]
