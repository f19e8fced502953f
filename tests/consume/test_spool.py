import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.consume import Spool


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@given(st.lists(st.binary(max_size=30), max_size=5), st.integers(0, 200), st.binary(max_size=20))
def test_what_was_written_whole_is_there_again(parts: list[bytes], cut: int, rubbish: bytes) -> None:
    file = io.BytesIO()
    spool = Spool(file)
    for part in parts:
        spool.add(digest(part), part)
    written = file.getvalue()
    again = Spool(io.BytesIO(written[:cut] + rubbish * (cut < len(written))))
    whole = 0
    for part in parts:
        whole += 8 + len(part)
        if whole <= cut:
            assert again.read(digest(part)) == part
    again.add(digest(b"more"), b"more")
    assert again.read(digest(b"more")) == b"more"


def test_parts_that_were_altered_have_another_digest() -> None:
    file = io.BytesIO()
    Spool(file).add(digest(b"good"), b"good")
    file.seek(8)
    file.write(b"evil")
    spool = Spool(file)
    assert digest(b"good") not in spool
    assert digest(b"evil") in spool


def test_new_parts_come_behind_the_old_ones() -> None:
    file = io.BytesIO()
    Spool(file).add(digest(b"one"), b"one")
    Spool(file).add(digest(b"two"), b"two")
    spool = Spool(file)
    assert (spool.read(digest(b"one")), spool.read(digest(b"two"))) == (b"one", b"two")


@pytest.mark.parametrize("size", [101, 108, 1 << 60])
def test_size_beyond_the_end_is_not_believed(size: int) -> None:
    file = io.BytesIO(size.to_bytes(8) + b"x" * 100)
    assert digest(b"x" * 100) not in Spool(file)
    assert file.getvalue() == b""


def test_what_is_not_there_cannot_be_read() -> None:
    with pytest.raises(KeyError):
        Spool(io.BytesIO()).read(digest(b"x"))
