"""FL005: a file has a name that every system can keep.

Why: control characters, backslashes and bytes that are not UTF-8 cannot stand in a path of the outputs, and not in a
message about the file either. Rename the file; letters, digits, `-`, `_` and `.` always work.
"""

from pipeline.model import Rule, Severity

RULE = Rule("FL005", "file-name-unusable", Severity.ERROR, always=True)
