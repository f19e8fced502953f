"""FL008: a file is what its name says.

Why: it is published as what it is called, and a program that is handed a web page as `programme.pdf` shows nothing, or an
error. What a file is shows in how it begins. Of images IM006 speaks.
"""

from pipeline.model import Rule, Severity

RULE = Rule("FL008", "file-mislabelled", Severity.ERROR)
