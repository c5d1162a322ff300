"""The REST contract as a document, made from the routes. Pure but for a directory that is thrown away."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from server_stub.app import create_app
from server_stub.problems import MEDIA_TYPE, ProblemBody
from server_stub.settings import Settings


def document() -> str:
    """The OpenAPI document as indented JSON, the same in every run."""
    with tempfile.TemporaryDirectory() as directory:
        app = create_app(Settings(data_dir=Path(directory), database_url="", demo=False, production=False))
        try:
            return json.dumps(_with_problems(app), indent=2, ensure_ascii=False, sort_keys=True) + "\n"
        finally:
            app.state.server.database.close()


def _with_problems(app: FastAPI) -> dict[str, Any]:
    """Every route fails in the one shape; the framework's own description of validation errors is not what we send."""
    made = app.openapi()
    schemas = made["components"]["schemas"]
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    schemas["Problem"] = ProblemBody.model_json_schema()
    failure = {"description": "An error", "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    for operations in made["paths"].values():
        for operation in operations.values():
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = failure
    return made
