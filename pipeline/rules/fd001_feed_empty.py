"""FD001: every feed that site.toml configures has something in it.

Why: a feed that nothing matches is a misspelt collection, tag or field more often than not, and whoever subscribed to
it waits in vain. Drafts and what is scheduled or expired do not count.
"""

from collections.abc import Iterator

from pipeline.model import Corpus, FeedSettings, Finding, Rule, Severity, State, Target
from pipeline.words import one_of, quote


def check(corpus: Corpus) -> Iterator[Finding]:
    shown = [target for target in corpus.targets() if target.localised.state(corpus.now) is State.PUBLISHED]
    for feed in corpus.site.feeds:
        filled = {target.localised.language for target in shown if _matches(target, feed)}
        empty = [language for language in feed.languages if language not in filled]
        if empty and not feed.translations:  # that nothing is to be translated is the best state
            message = f"no published entry matches the feed {quote(feed.name)} in {one_of(empty)}"
            yield Finding(feed.span, message, "correct what it asks for, or remove it", path="site.toml")


def _matches(target: Target, feed: FeedSettings) -> bool:
    compiled, localised = target.compiled, target.localised
    selected = feed.selects(compiled.collection, compiled.type, localised.tags, localised.holds)
    return selected and (not feed.each or bool(localised.fields.get(feed.each)))


RULE = Rule("FD001", "feed-empty", Severity.WARNING, corpus=check)
