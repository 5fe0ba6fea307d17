"""Answers that a reader may keep, and that are not sent again to who has them already."""

from hashlib import sha256

from fastapi import Request, Response


def unless_known(request: Request, answer: Response, control: str) -> Response:
    """`answer`, to be kept as `control` (its Cache-Control) says; or 304 when the caller has the same content."""
    tag = f'"{sha256(answer.body).hexdigest()[:16]}"'
    kept = {"Cache-Control": control, "ETag": tag}
    # A weak tag is as good here: a proxy that compresses an answer makes ours weak.
    known = {each.strip().removeprefix("W/") for each in request.headers.get("If-None-Match", "").split(",")}
    if tag in known:
        return Response(status_code=304, headers=kept)
    answer.headers.update(kept)
    return answer
