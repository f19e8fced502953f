"""FD001: every feed that site.toml configures has something in it, and asks for entries that exist.

Why: a feed that nothing matches is a misspelt collection, tag or id more often than not, and whoever subscribed to
it waits in vain. Drafts and what is scheduled, expired or withdrawn do not count.
"""

from collections.abc import Iterator

from pipeline.conditions import of_corpus
from pipeline.model import Corpus, FeedSettings, Finding, Rule, Severity
from pipeline.rules._guess import Guess
from pipeline.words import one_of, quote


def check(corpus: Corpus) -> Iterator[Finding]:
    shown = of_corpus(corpus)
    for feed in corpus.site.feeds:
        unknown = list(_unknown(feed, corpus))
        yield from unknown
        empty = [language for language in feed.languages if not any(shown.parts(feed, language).values())]
        if empty and not unknown and not feed.translations:  # that nothing is to be translated is the best state
            message = f"no published entry matches the feed {quote(feed.name)} in {one_of(empty)}"
            yield Finding(feed.span, message, "correct what it asks for, or remove it", path="site.toml")


def _unknown(feed: FeedSettings, corpus: Corpus) -> Iterator[Finding]:
    """The ids that the feed asks for and that no entry has."""
    for asked in feed.where:
        for id in (str(value) for value in (*asked.any_of, *asked.none_of) if asked.ids):
            if id not in corpus.by_id:
                meant = Guess(corpus.by_id)(id)
                hint = f"did you mean {quote(meant)}?" if meant else "write the id of an entry"
                yield Finding(asked.span, f"there is no entry {quote(id)}", hint, path="site.toml")


RULE = Rule("FD001", "feed-empty", Severity.WARNING, corpus=check)
