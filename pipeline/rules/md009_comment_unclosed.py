"""MD009: a comment that `<!--` opens is closed by `-->`.

Why: all that follows belongs to it, often to the end of the page, and nobody sees it. (The parser finds it.)

Bad:
    The office is closed in August.

    <!-- to be checked

    It opens again in September.
Good:
    The office is closed in August.

    <!-- to be checked -->

    It opens again in September.
"""

from pipeline.model import Rule, Severity

RULE = Rule("MD009", "comment-unclosed", Severity.ERROR, always=True)
