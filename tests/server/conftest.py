"""What the tests of the language server share."""

from pathlib import Path

import pytest

from tests.server.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)
