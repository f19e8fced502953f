"""CF002: each setting of site.toml, the schemas, the vocabularies and the files beside images has a value that can be used.

Why: everything that is published depends on them, so that a wrong one is reported before anything is made from it.

Bad:
    # file: site.toml
    [site]
    title = { en = "News" }
    base_url = "www.example.org"
    languages = ["en"]
Good:
    # file: site.toml
    [site]
    title = { en = "News" }
    base_url = "https://www.example.org"
    languages = ["en"]
"""

from pipeline.model import Rule, Severity

RULE = Rule("CF002", "setting-invalid", Severity.ERROR, always=True)
