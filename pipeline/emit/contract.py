"""schemas/NAME.v1.schema.json: the published contract, one JSON Schema (2020-12) for each kind of JSON output."""

from collections.abc import Iterator
from importlib.resources import files

from pipeline.emit._formats import EditionFormat
from pipeline.model import Artifact, Edition


def emit(_edition: Edition) -> Iterator[Artifact]:
    for schema in sorted((files("pipeline.emit") / "schemas").iterdir(), key=lambda file: file.name):
        yield Artifact(f"schemas/{schema.name}", schema.read_bytes(), "application/schema+json", "site")


FORMAT = EditionFormat("contract", emit)
