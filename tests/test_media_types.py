"""Nothing is published that a browser would run."""

from pipeline.media_types import IMAGES, MEDIA_TYPES


def test_extensions_are_looked_up_in_lower_case() -> None:
    assert all(extension.startswith(".") and extension == extension.lower() for extension in MEDIA_TYPES)


def test_no_kind_of_file_can_run_a_script_under_the_universitys_host() -> None:
    assert not {kind for kind in MEDIA_TYPES.values() if any(part in kind for part in ("html", "svg", "xml;", "javascript"))}
    assert not {".html", ".htm", ".svg", ".xhtml", ".xml", ".js"} & set(MEDIA_TYPES)


def test_pictures_are_images() -> None:
    assert {".jpg", ".png", ".webp"} < set(IMAGES)
    assert {MEDIA_TYPES[extension].partition("/")[0] for extension in IMAGES} == {"image"}
