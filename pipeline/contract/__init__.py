"""Floor 2: what a new version of the published schemas means for those who read by the old one.

Who publishes may promise more than before, never less: a reader is safe where every document that the new schema allows was
allowed by the old one. Sound rather than complete: what cannot be decided counts as breaking, and says so.
"""

from pipeline.contract._diff import Difference, Impact, diff, diff_files, unannounced
from pipeline.contract._node import Schemas
from pipeline.contract._shape import fault

__all__ = ["Difference", "Impact", "Schemas", "diff", "diff_files", "fault", "unannounced"]
