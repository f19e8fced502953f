"""Floor 2: all disk access. Reads the content folder, and replaces outputs/ by its next generation in one commit."""

from pipeline.store.discover import Discovery, discover
from pipeline.store.lock import Busy
from pipeline.store.media import MediaDigest, digest_media, read_media
from pipeline.store.outputs import Changes, Cleaned, Outputs, clean, load, recover
from pipeline.store.paths import keep_apart
from pipeline.store.settings import SettingsFiles, read_settings

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
    "keep_apart",
    "load",
    "read_media",
    "read_settings",
    "recover",
]
