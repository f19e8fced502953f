"""What a WordPress site holds and can be told, in the terms of its REST API (wp/v2)."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from pipeline.consume.wordpress._conversation import Answer, Conversation, Refused
from pipeline.model import Trouble
from pipeline.words import quote

_EVERY = "publish,future,draft,pending,private,trash"
_RECORD = ("uid", "digest", "language", "translations", "media", "edited")


class Record(msgspec.Struct, frozen=True):
    """What our plugin remembers of a page or a file."""

    uid: str = ""
    digest: str = ""
    """Of what was sent last; "" after a withdrawal."""
    media: tuple[int, ...] = ()
    """The files that the page uses."""
    edited: bool = False
    """Somebody has changed it since."""

    @property
    def of_section(self) -> bool:
        """The page stands for no entry."""
        return self.uid.startswith("section:")


class Stored(msgspec.Struct, frozen=True):
    """A page or a file as WordPress holds it."""

    id: int
    slug: str = ""
    status: str = ""
    parent: int = 0
    link: str = ""
    """Where visitors find the page."""
    source_url: str = ""
    """Where the file is served."""
    type: str = ""
    """The REST base of its post type."""
    record: Record = msgspec.field(name="knowledge_networks", default=Record())

    @property
    def address(self) -> str:
        return self.source_url or self.link


class Kind(msgspec.Struct, frozen=True):
    """A post type."""

    base: str
    """Its name in the REST API."""
    takes: frozenset[str]
    """The names of what can be said of its posts."""


class Site:
    """A WordPress site. Its methods raise Trouble where nothing more can be done."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation

    @property
    def home(self) -> str:
        """Its address."""
        return self._conversation.url

    def kind(self, base: str) -> Kind:
        """Return the post type with this REST base. Raises Trouble where the user may not publish it, or without our plugin."""
        try:
            answer = self._conversation.ask("OPTIONS", base)
        except Refused as refused:
            hint = "name the REST base of a post type with --as, such as pages or posts"
            raise Trouble(f"{self.home} has no post type {quote(base)} in its REST API; {hint}") from refused
        known = answer.read(_Described).schema.properties
        if "POST" not in answer.headers.get("Allow", ""):
            self._conversation.ask("GET", "users/me")  # whoever is not let in is told so, and not that he may not
            hint = "the role Editor is enough; if the user has it, let the web server hand on the Authorization header"
            raise Trouble(f"{quote(self._conversation.user)} may not create {base} at {self.home}; {hint}")
        record = known.get("knowledge_networks")
        if not isinstance(record, dict) or not {*_RECORD} <= {*record.get("properties", ())}:
            which = "an older version of our plugin" if record else "not our plugin"
            hint = "write what `pipeline push wordpress --plugin` shows to wp-content/mu-plugins/knowledge-networks.php"
            raise Trouble(f"{self.home} has {which}; {hint}")
        return Kind(base, frozenset(known))

    def ours(self, base: str) -> Iterator[Stored]:
        """Yield everything of the type *base* that has a record, whoever made it, by id."""
        status = {} if base == "media" else {"status": _EVERY}
        return self._listed(base, {"knowledge_networks": "1", **status})

    def with_slugs(self, slugs: list[str]) -> Iterator[Stored]:
        """Yield all pages that have one of *slugs* and that others can be below, by id: published ones, and sections."""
        for at in range(0, len(slugs), 50):
            for page in self._listed("pages", {"slug": ",".join(slugs[at : at + 50]), "status": "publish,private,draft"}):
                if page.status != "draft" or page.record.of_section:
                    yield page

    def create(self, base: str, body: Mapping[str, Any]) -> Stored:
        """Create a page of *body*. Raises Refused."""
        return self._stored(self._conversation.ask("POST", base, json=body), base)

    def update(self, base: str, id: int, body: Mapping[str, Any]) -> Stored:
        """Change a page or a file. Raises Refused."""
        return self._stored(self._conversation.ask("POST", f"{base}/{id}", json=body), base)

    def trash(self, base: str, id: int) -> None:
        """Put a page into the trash, if it is not there. Raises Refused."""
        try:
            self._conversation.ask("DELETE", f"{base}/{id}")
        except Refused as refused:
            if refused.code != "rest_already_trashed":
                raise

    def upload(self, name: str, media_type: str, data: bytes, record: Mapping[str, str], alt: str) -> Stored:
        """Add a file to the media library. Raises Refused."""
        told = {f"knowledge_networks[{key}]": value for key, value in record.items()}
        form: dict[str, Any] = {"file": (name, data, media_type), "alt_text": alt, **told}
        return self._stored(self._conversation.ask("POST", "media", form=form), "media")

    def file(self, id: int) -> Stored:
        """Return the file *id* of the media library. Raises Refused."""
        return self._stored(self._conversation.ask("GET", f"media/{id}", {"context": "edit"}), "media")

    def _listed(self, base: str, query: Mapping[str, str]) -> Iterator[Stored]:
        page, pages = 1, 1
        while page <= pages:
            fixed = {"context": "edit", "per_page": "100", "orderby": "id", "order": "asc", "page": str(page)}
            try:
                answer = self._conversation.ask(
                    "GET", base, {**fixed, "_fields": ",".join(Stored.__struct_encode_fields__), **query}
                )
            except Refused as refused:
                raise Trouble(f"cannot list the {base} of {self.home}: {refused}") from refused
            for stored in answer.read(list[Stored]):
                yield msgspec.structs.replace(stored, type=base)
            total = answer.headers.get("X-WP-TotalPages", "")
            pages = int(total) if total.isascii() and total.isdigit() and len(total) < 6 else 1
            page += 1

    def _stored(self, answer: Answer, base: str) -> Stored:
        return msgspec.structs.replace(answer.read(Stored), type=base)


class _Schema(msgspec.Struct, frozen=True):
    properties: dict[str, Any]


class _Described(msgspec.Struct, frozen=True):
    """The answer to OPTIONS."""

    schema: _Schema
