"""FM003: every field that the content type requires is there, in every language.

Why: importers and listings rely on it. A file for all languages may write a value once for each of them; a language
that is left out there would have an entry with a hole.

Bad:
    # file: institutions/weizmann-institute-of-science.md
    ---
    id: weizmann-institute-of-science
    title: Weizmann Institute of Science
    summary: {en: A research institute in Rehovot.}
    country: IL
    ---
Good:
    # file: institutions/weizmann-institute-of-science.md
    ---
    id: weizmann-institute-of-science
    title: Weizmann Institute of Science
    summary: {en: A research institute in Rehovot., de: Ein Forschungsinstitut in Rehovot.}
    country: IL
    ---
"""

from collections.abc import Iterator

from pipeline.model import Document, Finding, Rule, Severity, Site
from pipeline.rules._front import fence, localised, problems
from pipeline.rules.fm004_field_unknown import misnamed_fields
from pipeline.words import quote


def check(document: Document, site: Site) -> Iterator[Finding]:
    front = document.front
    missing = [each for each in problems(document, site) if each[1].keyword == "required"]
    others = {"id", *(misnamed_fields(document, site) if missing else ())}  # of which ID001 and FM004 speak
    for path, violation in missing:
        if len(path) > 1 or path[0] not in others:
            yield Finding(front.key(path[:-1]) if path[:-1] else fence(document), violation.message, violation.hint)
    for path, said in localised(document, site).items():
        for language in site.languages:
            if language not in said:
                yield Finding(front.key(path), f"{quote(path[-1])} is missing in {quote(language)}", f"add {language}: …")


RULE = Rule("FM003", "field-missing", Severity.ERROR, check)
