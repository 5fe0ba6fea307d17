"""How all our pages look: the skeleton, the pieces, the stylesheet and the headers that every program's pages share.

Templates say `{% extends "design/skeleton.html" %}` and `{% import "design/pieces.html" as pieces %}`.
"""

from pathlib import Path

from fastapi import FastAPI
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

from lookup_api.web.design.shelf import Shelf

HERE = Path(__file__).parent
DESIGN = Shelf("/design", HERE / "files")


def make_templates(folder: Path, own: Shelf | None = None) -> Environment:
    """The templates of a program's own `folder`, beside the shared ones under `design/`.

    `design("style.css")` in them is the address of a shared file, `file("dossier.js")` that of one of its `own`.
    """
    shared = PrefixLoader({"design": FileSystemLoader(HERE / "templates")})
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder), shared]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["design"] = DESIGN.address
    if own:
        environment.globals["file"] = own.address
    return environment


def serve_design(app: FastAPI) -> None:
    """Let `app` serve the stylesheet and the pictures that its pages link to."""
    DESIGN.serve(app)
