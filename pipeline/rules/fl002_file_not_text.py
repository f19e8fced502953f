"""FL002: a source is text in UTF-8.

Why: in any other encoding "Universität" becomes something else, and which encoding was meant cannot be known. Save
the file again as UTF-8; every editor can.
"""

from pipeline.model import Rule, Severity

RULE = Rule("FL002", "file-not-text", Severity.ERROR, always=True)
