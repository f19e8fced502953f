"""FL003: a file is not larger than the site allows: 5 MB for a source, 50 MB for an image or another file.

Why: a text of that size is a mistake, such as a picture that was pasted into it, and readers would wait for it.
Divide the file, make it smaller, or raise the limit in site.toml.
"""

from pipeline.model import Rule, Severity

RULE = Rule("FL003", "file-too-large", Severity.ERROR, always=True)
