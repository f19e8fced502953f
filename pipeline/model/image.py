"""What an image file says of itself, and what is said of it."""

import msgspec

from pipeline.model.site import Labels


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
    turned: bool = False
    """Its metadata ask for a quarter turn: what is stored as its width is shown as its height."""

    @property
    def shown(self) -> tuple[int, int]:
        """Its width and its height as they are shown."""
        return (self.height, self.width) if self.turned else (self.width, self.height)


class Origin(msgspec.Struct, frozen=True):
    """Where a picture is from, as the file beside it says."""

    credit: Labels = {}
    """Who made it, in the words that readers see."""
    licence: str = ""
    """Under which terms it may be used, such as "CC BY 4.0"."""
    source: str = ""
    """The URL at which it was found."""
