"""Answers that a reader may keep, and that are not sent again to who has them already."""

from dataclasses import dataclass

from fastapi import Request, Response


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long an answer may be kept without asking (its Cache-Control), and its tag."""

    control: str
    tag: str

    def answer(self, request: Request, content: str | bytes, media_type: str, **headers: str) -> Response:
        """`content`, or 304 when the caller has what is of this tag. Underscores in `headers` stand for dashes."""
        kept = {"Cache-Control": self.control, "ETag": f'"{self.tag}"'}
        # A weak tag is as good here: a proxy that compresses an answer makes ours weak.
        known = {tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")}
        if kept["ETag"] in known:
            return Response(status_code=304, headers=kept)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Response(content, media_type=media_type, headers=kept | named)
