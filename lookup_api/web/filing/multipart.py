"""A multipart form read as it comes in: no part is gathered in memory or in a temporary file by anybody but Uploads."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from lookup_api.web.filing.errors import FormNotReadable
from lookup_api.web.filing.uploads import Uploads

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

MOST_BODY = 64 * 1024 * 1024  # what is over the rules is read and thrown away up to here, so that its sender is told


class FormParser:
    """Tells `uploads` of each part of a form whose Content-Type this is; FormNotReadable when it is none."""

    def __init__(self, content_type: str, uploads: Uploads) -> None:
        kind, options = parse_options_header(content_type)
        if kind != b"multipart/form-data" or b"boundary" not in options:
            raise FormNotReadable
        self._uploads = uploads
        self._header = bytearray()
        self._value = bytearray()
        self._disposition = b""
        try:
            self._parser = MultipartParser(options[b"boundary"], self._callbacks())
        except FormParserError as error:
            raise FormNotReadable from error

    def feed(self, piece: bytes) -> None:
        """The next piece of the body."""
        try:
            self._parser.write(piece)
        except FormParserError as error:
            raise FormNotReadable from error

    def _callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self._begin_part,
            "on_header_field": lambda data, start, end: self._header.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._end_header,
            "on_headers_finished": self._end_headers,
            "on_part_data": lambda data, start, end: self._uploads.write(bytes(data[start:end])),
            "on_part_end": self._uploads.end,
        }

    def _begin_part(self) -> None:
        self._disposition = b""

    def _end_header(self) -> None:
        if bytes(self._header).lower() == b"content-disposition":
            self._disposition = bytes(self._value)
        self._header.clear()
        self._value.clear()

    def _end_headers(self) -> None:
        _, options = parse_options_header(self._disposition)
        if b"name" not in options:
            raise FormNotReadable
        file_name = options.get(b"filename")
        self._uploads.begin(_text(options[b"name"]), None if file_name is None else _text(file_name))


async def read_form(content_type: str, body: AsyncIterator[bytes], uploads: Uploads, most: int = MOST_BODY) -> None:
    """Read a form to its end; FormNotReadable when it is none, breaks off, or is larger than `most` bytes: then none of
    its files is kept.

    `async` because a body comes in pieces, and only the event loop hands them out; sealing and writing do not hold the
    loop up, they go to a thread.
    """
    try:
        parser, size = FormParser(content_type, uploads), 0
        async for piece in body:
            size += len(piece)
            if size > most:
                raise FormNotReadable
            await run_in_threadpool(parser.feed, piece)
    except ClientDisconnect as error:
        uploads.abandon()
        raise FormNotReadable from error
    except FormNotReadable:
        uploads.abandon()
        raise
    finally:
        uploads.close()


def _text(given: bytes) -> str:
    return given.decode("utf-8", "replace").replace("%22", '"')
