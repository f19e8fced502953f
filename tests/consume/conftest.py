from pathlib import Path

import pytest

from tests.consume.publishing import Publisher, Text

CONTENT = {
    ("open-day", "en"): Text("Come in.", day=3, media="A map."),
    ("open-day", "de"): Text("Kommen Sie herein.", day=3),
    ("fair", "en"): Text("Meet us.", day=5),
    ("call", "en"): Text("Apply now.", collection="calls"),
}


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    """A folder in which CONTENT is published as build 1."""
    publisher = Publisher(tmp_path / "outputs")
    publisher.publish(CONTENT)
    return publisher
