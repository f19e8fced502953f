"""A rule's documentation, taken apart for formats that show its parts."""

import re

_BLOCK = re.compile(r"^(\w+):\n((?:(?: {4}.*)?\n)+)", re.MULTILINE)
"""Options, Bad or Good, with the indented lines below."""


def sentence(documentation: str) -> str:
    """How it should be: the first line without its code."""
    return _capital(documentation.partition("\n")[0].partition(": ")[2])


def reason(documentation: str) -> str:
    """Why it should be so, on one line; "" where nothing is said."""
    paragraphs = (" ".join(each.split()) for each in documentation.split("\n\n"))
    return next((_capital(each.removeprefix("Why: ")) for each in paragraphs if each.startswith("Why: ")), "")


def criteria(documentation: str) -> list[str]:
    """The success criteria of WCAG that the reason names: `2.4.4`."""
    return sorted(set(re.findall(r"(?:WCAG|,|and) (\d\.\d\.\d+)", reason(documentation))))


def markdown(documentation: str) -> str:
    """The whole as Markdown, without the code: options as a list, examples as code."""
    rest = documentation.partition("\n\n")[2] + "\n"
    return f"{sentence(documentation)}\n\n{_BLOCK.sub(_block, rest)}".strip()


def _capital(text: str) -> str:
    """*text* with a capital letter, unless it begins with the name of a file."""
    return text if "." in text.partition(" ")[0] else text[:1].upper() + text[1:]


def _block(match: re.Match[str]) -> str:
    name, indented = match.groups()
    lines = [line.removeprefix("    ") for line in indented.strip("\n").split("\n")]
    shown = [f"- {line}" for line in lines] if name == "Options" else ["````markdown", *lines, "````"]
    return "\n".join([f"{name}:", "", *shown, "", ""])
