"""A site with all that is hard to carry in a feed."""

from pathlib import Path
from typing import NamedTuple

from tests.sites import GOLDEN, SiteTest

SUMMARIES = "summaries"
"""The feed without the texts."""

SETTINGS = """\
[site]
title = { en = "Tür & Tor <University>", de = "Tür & Tor <Universität>" }
base_url = "https://international.müller.example/welt"
outputs_url = "https://international.müller.example/welt/outputs"
id_authority = "example.edu,2026"
languages = ["en", "de"]
timezone = "Europe/Berlin"
publisher = { name = "Müller & Söhne", url = "https://müller.example/" }

[collections.news]
url = "/{lang}/news/{slug}"

[feeds.news]
title = { en = "News & <views>", de = "Nachrichten – „Überblick“" }
description = { en = "What's new & where", de = "Was gibt’s Neues?" }
collections = ["news"]
formats = ["atom", "rss", "json"]

[feeds.summaries]
title = { en = "In short", de = "In Kürze" }
collections = ["news"]
formats = ["atom", "rss", "json"]
content = "summary"

[feeds.archived]
title = { en = "Archived", de = "Archiviert" }
collections = ["news"]
formats = ["atom", "rss", "json"]
limit = 2
window_days = 0
archive = true
"""


class Written(NamedTuple):
    """An entry as its author writes it."""

    name: str
    """The file's name without its extensions: the id."""
    title: str
    language: str = "en"
    front: str = "summary: Nothing special."
    """The other lines of the front matter."""
    body: str = "Text."


ENTRIES = (
    Written(
        "markup",
        'How to write <b>bold</b> & R&amp;D: "5 < 6" isn\'t <i>1 > 2</i>',
        front="""\
summary: 'In HTML it is <b>bold</b>, &amp; in Markdown **bold** & so on.'
date: 2026-02-01T12:00:00Z
lastmod: 2026-02-03T13:14:15Z
authors: [Zoë Müller-Lüdenscheidt, Bo & Co, "O'Hara"]
tags: [R&D, '<b>fett</b>', Größe, a b]""",
        body="""\
A & B, 1 < 2, &amp;amp; and <abbr title="Frequently & asked">FAQ</abbr>. An [IRI](https://grüße.example/straße?ä=ö&ü=ß#ß).

```html
<script>alert("]]>" && x)</script>
<![CDATA[ </content:encoded> ]]> &lt; &#38; é
```

Also `]]>` and `<b>` and `&nbsp;`.""",
    ),
    Written(
        "markup", "Wie man <b>fett</b> & R&amp;D schreibt", "de", front="summary: Für Tür & Tor.\ndate: 2026-02-01T12:00:00Z"
    ),
    Written("rtl", "שלום עולם – the מכון (ITI) & مرحبا 2026", front="summary: 'שלום: ‏right to left‎.'\ndate: 2026-01-31"),
    Written("emoji", "🎓 👩🏽‍🎓 𝒳 + 𠮷 = 🇩🇪", front="summary: 🎓\ndate: 2026-01-30", body="👩🏽‍🎓 and 𠮷, e\u0301 and é."),
    Written("no-body", "Only a summary <here> & now", front="summary: 'All there is: 1 < 2 & 3.'\ndate: 2026-01-29", body=""),
    Written("no-summary", "Only a text", front="date: 2026-01-28", body="The *whole* text."),
    Written(
        "enclosure",
        "A talk to hear",
        front="summary: With sound.\ndate: 2026-01-27\nimage: { src: ../media/dot.png, alt: 'A dot & <more>' }",
        body="""\
[Listen to the talk (MP3, 1 KB)](../media/talk-ä.mp3), read [the programme (text, 1 KB)](../media/programme.txt).

![A dot & <more>](../media/dot.png)""",
    ),
    Written(
        "table",
        "A table, a list, a quote",
        front="summary: Tables.\ndate: 2026-01-26",
        body="""\
| When & where | Who |
|--------------|----:|
| 10:00 \\| 11:00 | *Löwe* |

> Quoted[^1]

1. one
   - two

[^1]: A note with [markup](entry:markup).""",
    ),
    Written(
        "long",
        "Long",
        front="summary: Long.\ndate: 2026-01-25",
        body="\n\n".join(f"Paragraph {n}: äöü & <i>x</i>." for n in range(300)),
    ),
    Written(
        "before-summer-time", "Before", front="summary: Summer time.\ndate: 2026-03-29 01:59:59\nlastmod: 2026-03-29 03:00"
    ),
    Written("summer-time-ends", "Ends", front="summary: Ends.\ndate: 2025-10-26 02:30\nlastmod: 2025-10-26T02:30:00+01:00"),
    Written("leap-day", "Leap day", front="summary: Leap day.\ndate: 2024-02-29T23:59:59-11:00"),
    Written("long-ago", "Long ago", front="summary: The epoch.\ndate: 1970-01-02"),
    Written(
        "spaces",
        "  Two  spaces, a no-break\u00a0space and a soft\u00adhyphen  ",
        front="summary: '  Spaces  within  '\ndate: 2026-01-24",
    ),
)


def feeds_site(folder: Path) -> SiteTest:
    """Return the site, with the German version of an entry beside the English."""
    site = SiteTest(folder, empty=True).write("site.toml", SETTINGS)
    for path in ("media/dot.png", "media/programme.txt"):
        site.write(path, (GOLDEN / path).read_bytes())
    site.write("media/talk-ä.mp3", b"ID3" + bytes(1000))
    for entry in ENTRIES:
        title = entry.title.replace("'", "''")
        site.write(
            f"news/{entry.name}.{entry.language}.md",
            f"---\nid: {entry.name}\ntitle: '{title}'\n{entry.front}\n---\n{entry.body}\n",
        )
    return site
