"""FM002: front matter is a mapping in valid YAML (or, between `+++`, in valid TOML) that says each thing once.

Why: of two values for one name, programs disagree on which one counts, and after a syntax error nothing can be relied
on. Aliases that expand without end are refused for the same reason as any other file that would take all memory.

Bad:
    ---
    id: fees
    title: "Fees
    summary: What studying here costs.
    ---
Good:
    ---
    id: fees
    title: "Fees"
    summary: What studying here costs.
    ---
"""

from pipeline.model import Rule, Severity

RULE = Rule("FM002", "front-matter-not-yaml", Severity.ERROR, always=True)
