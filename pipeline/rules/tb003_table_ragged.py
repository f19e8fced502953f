"""TB003: no row of a table has more cells than its header.

Why: Markdown drops what the header has no column for, and nobody would read it. (The parser finds it.)

Bad:
    | City   | Country |
    | ------ | ------- |
    | Bochum | Germany | Ruhr |
Good:
    | City   | Country | Region |
    | ------ | ------- | ------ |
    | Bochum | Germany | Ruhr   |
"""

from pipeline.model import Rule, Severity

RULE = Rule("TB003", "table-ragged", Severity.ERROR)
