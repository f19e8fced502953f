"""A publication that changes quickly: `Publisher(folder).publish({("open-day", "en"): Text("Come in.")})`."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from pipeline import emit, ledger, store
from pipeline.model import Artifact, Attachment, Edition, FileRecord, Gone, Redirect, Tombstone
from pipeline.store import Changes
from tests.emit.factory import BASE, Publication, at


class Text(NamedTuple):
    """What an entry says."""

    body: str
    slug: str = ""
    """The end of its URL, if that is not its id."""
    day: int = 1
    """Of its publication."""
    media: str = ""
    """The bytes of a file that it links to."""
    collection: str = "news"


Content = Mapping[tuple[str, str], Text]
"""Entries by id and language."""


class Publisher:
    """An outputs/ folder that gets one generation after the other, by what a build does after it has read the content."""

    def __init__(self, folder: Path) -> None:
        self.output = folder
        self.now = at("2026-06-01T12:00:00")

    def publish(self, content: Content, *, forget: bool = False, allow: bool = True) -> Changes:
        """Publish *content* a minute after what came before; *forget* loses the ledger, and so begins a new epoch."""
        self.now += timedelta(minutes=1)
        with store.Outputs.open(self.output) as outputs:
            ours = ledger.read(outputs.load)
            before = None if forget else ours
            edition = replace(self._edition(content), ledger=before)
            edition = replace(edition, **self._departed(edition))
            records: list[tuple[str, FileRecord]] = []

            def add(artifact: Artifact) -> FileRecord:
                records.append((artifact.owner, outputs.stage(artifact)))
                return records[-1][1]

            for artifact in (*emit.artifacts(edition), *_media(content)):
                add(artifact)
                if compressed := emit.compressed(artifact):
                    add(compressed)
            indexes = list(emit.indexes(edition, records))
            epoch, sequence = ledger.advance(before, {index.path: add(index).sha256 for index in indexes})
            changes = []
            if before:
                for record in emit.kept_changes(before, sequence):
                    records.append(("changes", record))
                    changes.append(outputs.keep(record, outputs.load))
                if sequence > before.sequence:
                    changes.append(add(emit.changes(edition, before, sequence, self.now, records, outputs.load)))
            indexes.append(emit.changes_index(changes))
            add(indexes[-1])
            add(emit.manifest(edition, indexes, epoch, sequence, changes))
            return outputs.commit([record.path for _, record in records], ours.files if ours else {})

    def _edition(self, content: Content) -> Edition:
        publication = Publication()
        for (id, language), text in content.items():
            publication.entry(
                id,
                language,
                collection=text.collection,
                title=f"Title of {id}",
                html=f"<p>{text.body}</p>\n",
                fragment=f'<div lang="{language}"><p>{text.body}</p></div>\n',
                url=f"{BASE}/{language}/{text.collection}/{text.slug or id}",
                published=at("2026-03-01T09:00:00") + timedelta(days=text.day),
                attachments=(_attachment(text.media),) if text.media else (),
            )
        return publication.translated().feed("news", "en").edition()

    def _departed(self, edition: Edition) -> dict[str, object]:
        """Tombstones and redirects, without what takes them back: a reader believes them, whatever they say."""
        before = edition.ledger
        if not before:
            return {}
        here = {entry.uid: entry for entry in edition.entries}
        stones = [stone for uid, stone in before.tombstones.items() if uid not in here]
        stones += [_stone(before.entries[uid].id, uid, self.now) for uid in before.entries if uid not in here]
        moved = [Redirect(was.url, here[uid].url, uid) for uid, was in before.entries.items() if uid in here]
        return {
            "tombstones": tuple(sorted(stones, key=lambda stone: (-stone.removed_at.timestamp(), stone.uid))),
            "redirects": tuple(move for move in moved if move.source != move.target),
            "gone": tuple(Gone(stone.url, stone.uid, stone.removed_at) for stone in stones),
        }


def _stone(id: str, uid: str, now: datetime) -> Tombstone:
    language = uid.rpartition(":")[2]
    return Tombstone(
        uid=uid,
        id=id,
        language=language,
        url=f"{BASE}/{language}/news/{id}",
        reason="deleted",
        removed_at=now,
        date_published=at("2026-03-01T09:00:00"),
    )


def _attachment(text: str) -> Attachment:
    artifact = _file(text)
    digest = hashlib.sha256(artifact.data).hexdigest()
    return Attachment(f"{BASE}/feeds/{artifact.path}", artifact.path, artifact.media_type, len(artifact.data), digest)


def _media(content: Content) -> Iterator[Artifact]:
    for text in sorted({text.media for text in content.values()} - {""}):
        yield _file(text)


def _file(text: str) -> Artifact:
    data = text.encode() * 100
    return Artifact(f"media/file.{hashlib.sha256(data).hexdigest()[:12]}.txt", data, "text/plain", "media")
