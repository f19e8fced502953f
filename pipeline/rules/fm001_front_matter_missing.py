"""FM001: a source begins with front matter between two fences.

Why: without it an entry has no title and no id, and nobody can say what it is. The fences are `---` for YAML and
`+++` for TOML, each alone on its line, the first of them on line 1.

Bad:
    ---
    id: fees
    title: Fees

    What studying here costs.
Good:
    ---
    id: fees
    title: Fees
    summary: What studying here costs.
    ---

    Nothing but the semester contribution.
"""

from pipeline.model import Rule, Severity

RULE = Rule("FM001", "front-matter-missing", Severity.ERROR, always=True)
