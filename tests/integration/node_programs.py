"""Programs of other makers that npm installed beside these tests."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"


def run(program: str, arguments: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run *program* in *folder*, from which its imports find what npm installed; it fails where it is not there."""
    modules = folder / "node_modules"
    if not modules.exists():
        modules.symlink_to(MODULES)
    line = [str(MODULES / ".bin" / program), *arguments]
    return subprocess.run(line, cwd=folder, capture_output=True, check=False, encoding="utf-8", timeout=80)


def type_errors(source: str, folder: Path) -> list[str]:
    """What TypeScript finds wrong with *source*, which lies in *folder*."""
    (folder / "checked.ts").write_text(source, encoding="utf-8")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    options = "--noEmit --strict --skipLibCheck --module preserve --moduleResolution bundler --target es2022 --types".split()
    return run("tsc", [*options, "", "--pretty", "false", "checked.ts"], folder).stdout.splitlines()
