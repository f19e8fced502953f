"""CF001: site.toml, the schemas, the vocabularies and the files beside images have only names that the pipeline knows.

Why: a misspelt setting is silently without effect.

Bad:
    # file: site.toml
    [site]
    title = { en = "News" }
    base_url = "https://www.example.org"
    langauges = ["en"]
Good:
    # file: site.toml
    [site]
    title = { en = "News" }
    base_url = "https://www.example.org"
    languages = ["en"]
"""

from pipeline.model import Rule, Severity

RULE = Rule("CF001", "setting-unknown", Severity.ERROR, always=True)
