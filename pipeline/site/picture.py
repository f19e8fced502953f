"""Where a picture is from, as the file beside it says."""

from collections.abc import Sequence

from pipeline.model import Data, Finding, Origin
from pipeline.site._file import File, schema


def origin(path: str, data: Data, languages: Sequence[str]) -> tuple[Origin, list[Finding]]:
    """Return what the file at *path* beside a picture says in *data*, as far as it is sound, and what is wrong with it.

    The findings are CF001 and CF002.
    """
    file = File(path, data, languages)
    said = file.conforming(schema("picture"))
    credit = said.get("credit", "")
    by_language = (
        file.labels(("credit",), credit, "the credit") if isinstance(credit, dict) else dict.fromkeys(languages, credit)
    )
    source = file.url(("source",), said["source"]) if "source" in said else ""
    credits = {language: " ".join(text.split()) for language, text in by_language.items()}
    return Origin(credits, " ".join(said.get("licence", "").split()), source), file.findings
