"""What the integration tests read: this repository's content, built as a web team builds it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def built_outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `pipeline build` wrote."""
    output = tmp_path_factory.mktemp("built") / "outputs"
    arguments = ["build", "--content", str(ROOT / "content"), "--output", str(output), "--now", "2026-12-01T00:00:00Z"]
    subprocess.run([sys.executable, "-m", "pipeline", *arguments], check=True, stdout=subprocess.DEVNULL)
    return output
