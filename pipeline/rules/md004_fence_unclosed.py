"""MD004: a code block that is opened is closed.

Why: otherwise everything after it, to the end of the text, is printed as code.

Bad:
    ```
    make build

    Then open the folder.
Good:
    ```
    make build
    ```

    Then open the folder.
"""

from collections.abc import Iterator

from pipeline.model import Document, Finding, Position, Rule, Severity, Site, Span


def check(document: Document, _: Site) -> Iterator[Finding]:
    for code in document.codes:
        if code.fenced and not code.closed:
            start = code.span.start
            where = Span(start, Position(start.line, start.column + 3))
            yield Finding(where, "the code block that begins here is never closed", "repeat this fence after its last line")


RULE = Rule("MD004", "fence-unclosed", Severity.ERROR, check)
