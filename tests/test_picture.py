"""What stands in a text for a picture."""

from html.parser import HTMLParser

from pipeline.model import MediaFile
from pipeline.picture import attributes, credit


def size(width: int) -> MediaFile:
    return MediaFile(f"media/a-{width}w.webp", "", 1, "image/webp", width, width // 2)


def said(width: int, *widths: int, first: bool = False, url: str = "https://x.example/a.png") -> dict[str, str | None]:
    """The attributes of an image of this *width* that there is in these *widths* as well."""
    file = MediaFile("media/a.png", "", 9, "image/png", width, width // 2, renditions=tuple(map(size, widths)))
    tags: list[dict[str, str | None]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag == "img"
            tags.append(dict(attrs))

    Reader().feed(f'<img src="{attributes(url, file, lambda each: each.name, first=first)}" alt="A">')
    [found] = tags
    return found


def test_a_small_picture_has_its_size_and_is_loaded_when_it_is_seen() -> None:
    assert said(40) == {
        "src": "https://x.example/a.png",
        "width": "40",
        "height": "20",
        "loading": "lazy",
        "decoding": "async",
        "alt": "A",
    }


def test_the_first_picture_of_a_text_is_loaded_at_once() -> None:
    assert "loading" not in said(700, 480, first=True)
    assert said(700, 480, first=True)["sizes"] == "(max-width: 700px) 100vw, 700px"
    assert said(700, 480)["sizes"] == "auto, (max-width: 700px) 100vw, 700px"


def test_browsers_choose_from_the_smaller_sizes_and_from_the_original_where_that_is_the_widest_of_use() -> None:
    assert said(700, 480)["srcset"] == "media/a-480w.webp 480w, media/a.png 700w"
    assert said(1600, 480, 960)["srcset"] == "media/a-480w.webp 480w, media/a-960w.webp 960w, media/a.png 1600w"
    assert said(4000, 960, 1600)["srcset"] == "media/a-960w.webp 960w, media/a-1600w.webp 1600w"
    assert said(4000, 960)["srcset"] == "media/a-960w.webp 960w, media/a.png 4000w"


def test_a_picture_whose_size_nobody_knows_has_none() -> None:
    assert not {"width", "height", "srcset", "sizes"} & said(0).keys()


def test_no_url_ends_the_attribute_that_it_stands_in() -> None:
    assert said(40, url="https://x.example/?\"><i>&amp;'")["src"] == "https://x.example/?\"><i>&amp;'"


def test_a_credit_is_small_print() -> None:
    assert credit("Photo: Ada & Co", "CC BY 4.0") == ' <small class="credit">Photo: Ada &amp; Co, CC BY 4.0</small>'
    assert credit("", "CC0 1.0") == ' <small class="credit">CC0 1.0</small>'
    assert credit("", "") == ""
