"""A document's sections."""

from hashlib import sha256

from pipeline.model import Document, Section


def sections(document: Document) -> tuple[Section, ...]:
    """Return the sections of *document*: each heading with what stands up to the next, in order."""
    lines = _lines(document)
    starts = [heading.span.start.line for heading in document.headings]
    ends = [*starts, len(lines) + 1][1:]
    return tuple(
        Section(heading.id, heading.level, heading.text, _digest(lines[start - 1 : end - 1]), heading.span)
        for heading, start, end in zip(document.headings, starts, ends, strict=True)
    )


def lead_digest(document: Document) -> str:
    """Return the digest of what stands before the first heading of *document*, as those of its sections."""
    end = document.headings[0].span.start.line if document.headings else None
    return _digest(_lines(document)[document.body_line - 1 : end and end - 1])


def _lines(document: Document) -> list[str]:
    return document.source.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _digest(lines: list[str]) -> str:
    text = "\n".join(line.rstrip() for line in lines).strip("\n")
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
