"""What is said of an error that is ours."""

import platform
import sys
import tempfile
import traceback

import pipeline
from pipeline.report import visible
from pipeline.words import quote


def describe(error: Exception) -> str:
    """Return one sentence on *error*: what, at which file (from the notes that the stages add to it), where the details are.

    The details go into a new file in the system's folder for temporary files.
    """
    where = "".join(f", at {visible(note)}" for note in getattr(error, "__notes__", ()))
    what = f"a defect of the pipeline itself{where} ({type(error).__name__}: {quote(str(error))})"
    return f"{what}; {_details(error)}"


def _details(error: Exception) -> str:
    facts = f"pipeline {pipeline.__version__}, Python {platform.python_version()}, {platform.platform()}\n{sys.argv}\n\n"
    try:
        with tempfile.NamedTemporaryFile(prefix="pipeline-", suffix=".txt", delete=False) as file:
            file.write((facts + "".join(traceback.format_exception(error))).encode(errors="backslashreplace"))
    except OSError as problem:
        return f"the details could not be written ({problem.strerror})"
    return f"please report it with the details in {file.name}"
