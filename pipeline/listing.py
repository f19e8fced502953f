"""Floor 2: `::: listing type=partnership kind=research-focused`: which entries it names, and how they are printed."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

from pipeline.model import Target
from pipeline.words import slugify

_LAST = datetime.max.replace(tzinfo=UTC)


def listed(options: str, targets: Iterable[Target], language: str) -> list[Target]:
    """Return those of *targets* that a listing with *options* (`name=value`, one a line) names in *language*, in its order.

    `type`, `collection` and `tag` select; `sort` is title, date (oldest first), -date or weight; `limit` ends the list;
    any other name is a field that must have or contain the value. Without `sort`, by weight and then by title.
    """
    wanted = dict(option.partition("=")[::2] for option in options.splitlines())
    sort = wanted.pop("sort", "weight")
    limit = wanted.pop("limit", "")
    here = (target for target in targets if target.localised.language == language)
    found = [target for target in here if all(_has(target, name, value) for name, value in wanted.items())]
    found.sort(key=lambda target: _order(target, sort))
    return found[: int(limit[:9])] if limit.isdecimal() else found


def listing_html(targets: Sequence[Target]) -> str:
    """Return a list of links to *targets* with their summaries; "" where there are none."""
    if not targets:
        return ""
    items = "".join(f"<li>{_item(target)}</li>\n" for target in targets)
    return f'<ul class="listing">\n{items}</ul>\n'


def _item(target: Target) -> str:
    localised = target.localised
    link = f'<a href="{escape(localised.url)}">{escape(localised.title)}</a>'
    return f"{link}<br>\n{escape(localised.summary)}" if localised.summary else link


def _has(target: Target, name: str, value: str) -> bool:
    match name:
        case "type":
            return target.compiled.type == value
        case "collection":
            return target.compiled.collection == value
        case "tag":
            return value in target.localised.tags
        case _:
            return target.localised.holds(name, value)


def _order(target: Target, sort: str) -> tuple[Any, ...]:
    title = slugify(target.localised.title, 1_000), target.compiled.id
    match sort:
        case "weight":
            return (target.localised.weight, *title)
        case "date" | "-date":
            date = (target.localised.publish_date or _LAST).timestamp()
            return (-date if sort == "-date" else date, *title)
        case _:
            return title
