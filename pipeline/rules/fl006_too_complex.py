"""FL006: a text can be read in bounded time.

Why: lists, quotes, brackets or stars that are nested by the hundred are a damaged file or an attack. Nobody could
read the result, and one such file would hold up the whole site.

Bad:
    > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > deep
Good:
    > > > A quote in a quote in a quote.
"""

from pipeline.model import Rule, Severity

RULE = Rule("FL006", "too-complex", Severity.ERROR, always=True)
