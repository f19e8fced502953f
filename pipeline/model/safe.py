"""What a published file may say: the manifest and the indexes are data from outside wherever they are read."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

SafePath = Annotated[str, Meta(max_length=1000, pattern=r"\A(?![./]|.*/(?:[./]|\Z))[^\\\x00-\x1f]+\Z")]
"""Relative; no part is empty or begins with a dot, so there is no `..`; no backslash."""
Sha256 = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Number = Annotated[int, Meta(ge=0, le=2**53 - 1)]
"""Such as every JSON reader knows exactly."""
Instant = Annotated[datetime, Meta(tz=True)]
WebUrl = Annotated[str, Meta(max_length=10_000, pattern=r"\A(?i:https?)://[^/\s]\S*\Z")]
LanguageTag = Annotated[str, Meta(max_length=35, pattern=r"\A[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*\Z")]
"""BCP 47, as far as its form goes."""
