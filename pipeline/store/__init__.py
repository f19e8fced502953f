"""Floor 2: all disk access. Reads the content folder, and replaces outputs/ by its next generation in one commit."""

from pipeline.store.discover import Discovery, discover
from pipeline.store.edited import edited
from pipeline.store.lock import Busy
from pipeline.store.media import MediaDigest, digest_media, read_images, read_media, read_texts
from pipeline.store.outputs import Changes, Cleaned, Outputs, clean, load, lost, recover
from pipeline.store.paths import keep_apart
from pipeline.store.settings import SettingsFiles, read_settings
from pipeline.store.sources import replace_media

__all__ = [
    "Busy",
    "Changes",
    "Cleaned",
    "Discovery",
    "MediaDigest",
    "Outputs",
    "SettingsFiles",
    "clean",
    "digest_media",
    "discover",
    "edited",
    "keep_apart",
    "load",
    "lost",
    "read_images",
    "read_media",
    "read_settings",
    "read_texts",
    "recover",
    "replace_media",
]
