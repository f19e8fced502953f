"""The judgement of another maker: the validator jsonschema-rs."""

from collections.abc import Mapping
from typing import Any

import jsonschema_rs


def validator(contract: Mapping[str, Any], file: str) -> jsonschema_rs.Draft202012Validator | None:
    """What validates by the schema *file*; None where one of its references leads nowhere, so that nothing can be."""

    def read(uri: str) -> Any:
        return contract[uri.rpartition("/")[2]]

    try:
        return jsonschema_rs.Draft202012Validator(contract[file], validate_formats=True, retriever=read)
    except jsonschema_rs.ValidationError:
        return None
