"""The pages of a publication, read as a browser reads them."""

from typing import Any

from lxml import html

from pipeline.emit import feed_list, feed_page
from pipeline.model import Edition


def page(edition: Edition, path: str) -> Any:
    """The page at *path* below outputs/feeds/."""
    [data] = (file.data for file in (*feed_page.emit(edition), *feed_list.emit(edition)) if file.path == f"feeds/{path}")
    return html.document_fromstring(data.decode())


def texts(page: Any, path: str) -> list[str]:
    """What the elements at the XPath *path* say, each without the white space between its words."""
    return [" ".join(element.text_content().split()) for element in page.xpath(path)]
