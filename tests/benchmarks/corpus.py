"""A deterministic site of any size: `python -m tests.benchmarks.corpus FOLDER 10000`.

Its texts are blocks of this repository's own content: words, links, tables and lists are those of a real site.
"""

import random
import re
import sys
from pathlib import Path

CONTENT = Path(__file__).parent.parent.parent / "content"
SITE = """\
[site]
title = { en = "Benchmark", de = "Messung" }
base_url = "https://bench.example"
outputs_url = "https://bench.example/feeds"
languages = ["en", "de"]
timezone = "Europe/Berlin"

[collections.news]
folder = "news"
type = "page"
url = "/{lang}/news/{year}/{id}"

[collections.institutions]
folder = "institutions"
type = "page"
url = "/{lang}/institutions/{id}"
shared = true

[feeds.news]
title = { en = "News", de = "Nachrichten" }
collections = ["news"]
"""


def write(folder: Path, documents: int, seed: int = 1) -> None:
    """Write a site of *documents* news entries, half of them in each language, below *folder*."""
    chance = random.Random(seed)
    blocks = {language: _blocks(language) for language in ("en", "de")}
    (folder / "news").mkdir(parents=True)
    (folder / "institutions").mkdir()
    (folder / "site.toml").write_text(SITE)
    for number in range(10):
        text = f"---\nid: institution-{number}\ntitle: Institution {number}\nsummary: An institution.\ndate: 2020-01-01\n---\n"
        (folder / "institutions" / f"institution-{number}.md").write_text(text)
    pairs = max(documents // 2, 1)
    for number in range(pairs):
        for language in ("en", "de"):
            body = "\n\n".join(chance.choice(blocks[language]) for _ in range(chance.randint(4, 14)))
            other, institution = chance.randrange(pairs), chance.randrange(10)
            day = f"{2000 + number % 26}-{number % 12 + 1:02}-{number % 28 + 1:02}"
            named = f"id: news-{number}\ntitle: News {number}\nsummary: What happened on day {number}."
            front = f"{named}\ndate: {day}\ntags: [tag-{number % 7}]"
            links = (
                f"Compare [news {other}](entry:news-{other}) and [institution {institution}](entry:institution-{institution})."
            )
            text = f"---\n{front}\n---\n{body}\n\n{links}\n"
            (folder / "news" / f"news-{number}.{language}.md").write_text(text)


def _blocks(language: str) -> list[str]:
    """Blocks of real text without what only makes sense where it stands: links to entries, notes, listings, ids."""
    found = []
    for path in sorted(CONTENT.rglob(f"*.{language}.md")):
        body = path.read_text().split("---\n", 2)[2]
        found += [block for block in re.split(r"\n{2,}", body) if block.strip()]
    unfit = re.compile(r"(?:entry|feed):|\]\(\.\./|\[\^|:::|^#|^:|^!|:$", re.MULTILINE)
    fit = [block.strip() for block in found if not unfit.search(block)]
    return [f"## A part of it\n\n{block}" if index % 5 == 0 else block for index, block in enumerate(fit)]


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
