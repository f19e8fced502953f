"""FL004: a symbolic link in the content folder leads to something in the content folder.

Why: otherwise a link is enough to publish any file of the machine, and the content is not the same on the next one.
Put a copy of the file in the place of the link.
"""

from pipeline.model import Rule, Severity

RULE = Rule("FL004", "link-leaves-content", Severity.ERROR, always=True)
