"""Floor 2: tokens into an HTML fragment with holes for what only the whole corpus knows."""

from pipeline.render.fragment import Rendered, render
from pipeline.render.links import Aim, classify
from pipeline.render.sections import lead_digest, sections

__all__ = ["Aim", "Rendered", "classify", "lead_digest", "render", "sections"]
