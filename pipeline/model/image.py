"""What an image file says of itself."""

import msgspec


class ImageFacts(msgspec.Struct, frozen=True):
    """What can be known of an image without decoding it."""

    kind: str
    """By its content, never by its name: "avif", "gif", "jpeg", "png", "webp"; else "heic", "svg", "tiff", …; or ""."""
    width: int
    """Pixels as they are stored, before any turn that its metadata ask for; 0 where that is not known. So is the height."""
    height: int
    size: int
    """Bytes."""
    private: tuple[str, ...] = ()
    """What its metadata say that is nobody's business, in words: "where it was taken (GPS position)"."""
    fault: str = ""
    """Why it cannot be shown, said of it: "is cut short"; or ""."""
