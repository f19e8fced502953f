"""Kill builds at random instants and look what the next command leaves: `python -m tests.kill FOLDER SEED ROUNDS`.

One process, which forks the builds that it kills: a program of its own, because a test runner's threads do not survive a fork.
Prints how often the killed build had changed nothing, something, or everything.
"""

import hashlib
import os
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from pipeline import store
from tests.sites import SiteTest

NEWS = """\
---
# allow ID004: entries come and go here
id: second-{id}
title: T{number}
summary: S.
date: 2026-04-01
---
## F {{#facts}}
{text}
"""


def main(folder: Path, seed: int, rounds: int) -> None:
    chance = random.Random(seed)
    site = SiteTest(folder).published()
    happened: Counter[str] = Counter()
    reach = 0.05
    """Seconds within which a build is killed; it follows the machine's speed, so that about half of them come to the commit."""
    for number in range(rounds):
        text = f"Text {number}." + " More." * chance.randrange(40)
        site.write("news/second.en.md", NEWS.format(id=number % 3, number=number, text=text))
        before = site.tree()
        child = os.fork()
        if child == 0:
            site.build()
            os._exit(0)
        time.sleep(chance.random() * reach)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        midway = (site.output / ".pipeline" / "journal.json").exists()
        store.recover(site.output)
        changed = site.tree() != before
        reach *= 0.9 if changed else 1.1
        happened["finished by the next command" if midway else "everything" if changed else "nothing"] += 1
        look(site)
    site.published()
    look(site)
    print(", ".join(f"{what} {times}" for what, times in sorted(happened.items())))


def look(site: SiteTest) -> None:
    """The manifest and its indexes describe exactly what is there."""
    files = site.tree()
    listed = {"manifest.json"}
    for index in site.json("manifest.json")["indexes"]:
        same(index, files)
        listed.add(index["path"])
        body = site.json(index["path"])
        for file in [*body.get("files", []), *(file for entry in body.get("entries", []) for file in entry["files"])]:
            same(file, files)
            listed.add(file["path"])
    assert listed == files.keys(), listed ^ files.keys()


def same(file: dict[str, object], files: dict[str, bytes]) -> None:
    data = files[str(file["path"])]
    assert file["sha256"] == hashlib.sha256(data).hexdigest(), file["path"]
    assert file["size"] == len(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
