"""Floor 2: what stands in a text for a picture.

An `<img>` and nothing around it, because no filter takes it apart. Where `srcset` is stripped, as WordPress does for its
authors, or not known, `src` is left: the picture in its own format. Every browser since 2020 knows both `srcset` and WebP.
"""

from collections.abc import Callable
from html import escape

from pipeline.media_types import WIDTHS
from pipeline.model import MediaFile


def attributes(url: str, file: MediaFile, url_of: Callable[[MediaFile], str], *, first: bool) -> str:
    """Return the value of an image's `src`, which is *url*, with the attributes behind it that *file* allows.

    It stands within the quotes of `src`. The *first* picture of a text is loaded at once, since it may be seen at once.
    """
    said = {"src": url}
    if file.renditions:
        said["srcset"] = ", ".join(f"{url_of(each)} {each.width}w" for each in _candidates(file))
        said["sizes"] = ("" if first else "auto, ") + f"(max-width: {file.width}px) 100vw, {file.width}px"
    if file.width:
        said |= {"width": str(file.width), "height": str(file.height)}
    if not first:
        said["loading"] = "lazy"
    said["decoding"] = "async"
    return " ".join(f'{name}="{escape(value)}"' for name, value in said.items()).removeprefix('src="').removesuffix('"')


def credit(credit: str, licence: str) -> str:
    """Return the line behind a picture that says who made it, and on which terms it may be used; "" where nobody said."""
    text = ", ".join(filter(None, (credit, licence)))
    return f' <small class="credit">{escape(text)}</small>' if text else ""


def _candidates(file: MediaFile) -> tuple[MediaFile, ...]:
    """What a browser chooses from: the original only where the widest size is not among the others."""
    return file.renditions if file.renditions[-1].width == WIDTHS[-1] else (*file.renditions, file)
