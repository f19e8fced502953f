"""URLs as every program can carry them."""

import pytest

from pipeline.urls import ascii_url


@pytest.mark.parametrize(
    ("iri", "url"),
    [
        ("https://example.edu/a?b=c&d=%C3%A4#e", "https://example.edu/a?b=c&d=%C3%A4#e"),
        ("https://example.edu/über uns", "https://example.edu/%C3%BCber%20uns"),
        ("https://example.edu/100%/ä", "https://example.edu/100%25/%C3%A4"),
        ("https://müller.example:8443/ä", "https://xn--mller-kva.example:8443/%C3%A4"),
        ("https://www.STRAßE.example/", "https://www.xn--strae-oqa.example/"),
        ("https://mu\u0308ller.example/", "https://xn--mller-kva.example/"),
        ('https://example.edu/<a>"b"', "https://example.edu/%3Ca%3E%22b%22"),
        ("mailto:grüße@example.edu", "mailto:gr%C3%BC%C3%9Fe@example.edu"),
        ("https://example.edu/a[1]?b[]=c#d#e%", "https://example.edu/a%5B1%5D?b%5B%5D=c#d%23e%25"),
        ("https://[::1]:8443/ä", "https://[::1]:8443/%C3%A4"),
        ("", ""),
    ],
)
def test_an_iri_becomes_an_ascii_url_and_stays_one(iri: str, url: str) -> None:
    assert ascii_url(iri) == url
    assert ascii_url(url) == url
