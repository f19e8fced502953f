"""MD008: a block that `:::` opens is closed, and its name is spelt right.

Why: all that follows belongs to it: a note reaches to the end of the page, and what follows a listing is shown only while
nothing is listed. A name that is almost `note`, `tip`, `warning`, `important` or `listing` does nothing; any other becomes a
class for the website's design. (The parser finds it.)

Bad:
    ::: note
    The office is closed in August.

    It opens again in September.
Good:
    ::: note
    The office is closed in August.
    :::

    It opens again in September.
"""

from pipeline.model import Rule, Severity

RULE = Rule("MD008", "block-unclosed", Severity.ERROR)
