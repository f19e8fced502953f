"""A client for WordPress: it keeps pages equal to the entries of a copy, over the REST API."""

from importlib.resources import files

from pipeline.consume.wordpress._conversation import Conversation
from pipeline.consume.wordpress._plan import Deed, Rules, Step
from pipeline.consume.wordpress._push import Push
from pipeline.consume.wordpress._site import Site
from pipeline.consume.wordpress._wanted import Mapped

__all__ = ["Conversation", "Deed", "Mapped", "Push", "Rules", "Site", "Step", "plugin"]


def plugin() -> str:
    """Return the source of our plugin for WordPress, which belongs in wp-content/mu-plugins/knowledge-networks.php."""
    return (files(__name__) / "knowledge-networks.php").read_text(encoding="utf-8")
