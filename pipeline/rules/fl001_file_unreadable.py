"""FL001: every file of the content folder can be read.

Why: what cannot be read cannot be checked or published, and nobody would notice that a page is missing. Give the user
who runs the pipeline the right to read the file (`chmod a+r FILE`), or move the file out of the content folder.
"""

from pipeline.model import Rule, Severity

RULE = Rule("FL001", "file-unreadable", Severity.ERROR, always=True)
