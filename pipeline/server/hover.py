"""What is shown of what the mouse points at."""

import re
from collections.abc import Iterator

import msgspec

from pipeline.conditions import of_corpus
from pipeline.model import Corpus, PairState, Position, Span, Target
from pipeline.report import markdown
from pipeline.rules import documentation
from pipeline.server.fields import described
from pipeline.server.here import Kind, Thing, covers, thing_at
from pipeline.server.workspace import Workspace


class Hover(msgspec.Struct, frozen=True):
    """A text about a place."""

    markdown: str
    span: Span


def hover(workspace: Workspace, path: str, position: Position) -> Hover | None:
    """Return what is to be said at *position* of the source at *path*: of what was found there, and of what stands there."""
    found = [diagnostic for diagnostic in workspace.diagnostics(path) if covers(diagnostic.span, position)]
    codes = dict.fromkeys(diagnostic.code for diagnostic in found)
    cards = [f"**{code}** {markdown(documentation(code))}" for code in codes]
    thing = thing_at(workspace, path, position) if path.endswith(".md") else None
    if thing and (card := _card(thing, workspace, path)):
        cards.append(card)
    spans = [diagnostic.span for diagnostic in found] or ([thing.span] if thing else [])
    return Hover("\n\n---\n\n".join(cards), spans[0]) if cards else None


def _card(thing: Thing, workspace: Workspace, path: str) -> str:
    language = workspace.language(path)
    type = workspace.type(path)
    about = described(workspace, type, thing.field, language) if type else ""
    match thing.kind:
        case Kind.ENTRY | Kind.ID:
            return _entry(thing.name, workspace, language) or about
        case Kind.FILE:
            compiled = workspace.compiled(thing.name)
            return _entry(compiled.id, workspace, workspace.language(thing.name)) if compiled else about
        case Kind.FEED:
            return _feed(thing.name, workspace, language)
        case Kind.TERM:
            return _term(workspace, type.vocabularies[thing.field] if type else "", thing.name) or about
    return about


def _entry(id: str, workspace: Workspace, language: str) -> str:
    corpus = workspace.corpus
    target = corpus.target(id, language) if corpus else None
    if not corpus or not target:
        return ""
    compiled, localised = target.compiled, target.localised
    lines = [f"**{_plain(localised.title)}**", f"`{compiled.type}` · {localised.state(corpus.now)} · <{localised.url}>"]
    lines += [_plain(localised.summary)] * bool(localised.summary)
    return "\n\n".join([*lines, *filter(None, ["\n".join(_translations(target, corpus))])])


def _feed(name: str, workspace: Workspace, language: str) -> str:
    spoken = of_corpus(workspace.corpus).feeds().get(name) if workspace.corpus else None
    if not spoken:
        return ""
    settings = spoken.get(language) or next(iter(spoken.values()))
    texts = (
        f"**{_plain(settings.title.get(language, name))}**",
        f"`{name}` · {', '.join(spoken)} · {', '.join(settings.formats)}",
    )
    return "\n\n".join(filter(None, (*texts, _plain(settings.description.get(language, ""))))).replace("{each}", "…")


def _translations(target: Target, corpus: Corpus) -> Iterator[str]:
    """A line for each other language."""
    id, language = target.key
    states = {pair.language: pair.state for pair in corpus.pairs if pair.id == id}
    others = {other.localised.language: other.localised for other in corpus.by_id[id]}
    for each in corpus.site.languages:
        state = states.get(each)
        if each == language:
            continue
        if each in others:
            notes = [others[each].state(corpus.now), *([state] if state else [])]
            yield f"- {each}: {_plain(others[each].title)} ({', '.join(notes)})"
        elif state is PairState.MISSING:
            yield f"- {each}: missing"


def _term(workspace: Workspace, vocabulary: str, id: str) -> str:
    found = workspace.site.vocabularies.get(vocabulary) if workspace.site else None
    term = found.terms.get(id) if found else None
    if not term:
        return ""
    described = {language: f": {_plain(text)}" for language, text in term.description.items()}
    labels = (f"- {language}: **{_plain(label)}**{described.get(language, '')}" for language, label in term.label.items())
    return f"`{id}`\n\n" + "\n".join(labels)


def _plain(text: str) -> str:
    """*text* as it stands, in Markdown."""
    return re.sub(r"([\\`*_\[\]<>#|~&])", r"\\\1", text)
