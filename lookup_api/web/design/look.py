"""How all our pages look: the skeleton, the pieces, the stylesheet and the headers that every program's pages share.

Templates say `{% extends "design/skeleton.html" %}` and `{% import "design/pieces.html" as pieces %}`.
"""

from hashlib import sha256
from pathlib import Path

from fastapi import FastAPI
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.responses import Response

HERE = Path(__file__).parent
KINDS = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
FOR_EVER = "public, max-age=31536000, immutable"  # the address changes with the content


def make_templates(folder: Path) -> Environment:
    """The templates of a program's own `folder`, beside the shared ones under `design/`."""
    shared = PrefixLoader({"design": FileSystemLoader(HERE / "templates")})
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder), shared]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["design"] = _addresses().__getitem__
    return environment


def serve_design(app: FastAPI) -> None:
    """Let `app` serve the stylesheet and the pictures that its pages link to."""
    app.get("/design/{name}", include_in_schema=False)(get_design)


def get_design(name: str) -> Response:
    """One of the shared files."""
    path = HERE / "files" / name
    if path.name != name or path.suffix not in KINDS or not path.is_file():
        raise HTTPException(404)
    return Response(path.read_bytes(), media_type=KINDS[path.suffix], headers={"Cache-Control": FOR_EVER})


def _addresses() -> dict[str, str]:
    files = [path for path in (HERE / "files").iterdir() if path.suffix in KINDS]
    return {path.name: f"/design/{path.name}?{sha256(path.read_bytes()).hexdigest()[:12]}" for path in files}
