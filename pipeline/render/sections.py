"""A document's sections."""

from hashlib import sha256

from pipeline.model import Document, Section


def sections(document: Document) -> tuple[Section, ...]:
    """Return the sections of *document*: each heading with what stands up to the next, in order."""
    lines = document.source.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    starts = [heading.span.start.line for heading in document.headings]
    ends = [*starts, len(lines) + 1][1:]
    return tuple(
        Section(heading.id, heading.level, heading.text, _digest(lines[start - 1 : end - 1]))
        for heading, start, end in zip(document.headings, starts, ends, strict=True)
    )


def _digest(lines: list[str]) -> str:
    text = "\n".join(line.rstrip() for line in lines).strip("\n")
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
