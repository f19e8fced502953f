"""Floor 2: the importer's side of what is published.

`pull` keeps a folder equal to a publication on a web server; `Copy` reads such a folder, for the clients of CMSs. The rules are
those of docs/protocol.md.
"""

from pipeline.consume._copy import Copy
from pipeline.consume._delta import Delta
from pipeline.consume._generation import mass_removal
from pipeline.consume._parts import USUAL
from pipeline.consume._pull import Options, Pulled, Target, pull
from pipeline.consume._server import Patience, Server
from pipeline.consume._spool import Spool
from pipeline.consume._wire import (
    Attachment,
    Author,
    Entry,
    File,
    Image,
    Manifest,
    Removed,
    Rendition,
    Row,
    Section,
    Stone,
    Translation,
)

__all__ = [
    "USUAL",
    "Attachment",
    "Author",
    "Copy",
    "Delta",
    "Entry",
    "File",
    "Image",
    "Manifest",
    "Options",
    "Patience",
    "Pulled",
    "Removed",
    "Rendition",
    "Row",
    "Section",
    "Server",
    "Spool",
    "Stone",
    "Target",
    "Translation",
    "mass_removal",
    "pull",
]
