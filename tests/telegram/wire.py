"""An HTTP request to a Bot API server -> parameters and files, before anything is known of their meaning."""

import email.message
import email.policy
import json
from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import BytesParser
from urllib.parse import parse_qsl

from starlette.requests import Request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came as a part of multipart/form-data."""

    name: str
    content: bytes = b""
    mime: str = "application/octet-stream"


class UnreadableError(ValueError):
    """The request is not one that Telegram can read; the message says why."""


async def parameters(request: Request) -> dict[str, object]:
    """Name -> text, Upload, or (from a JSON body) any JSON value. Raises UnreadableError."""
    found: dict[str, object] = {}
    for name, value in [*request.query_params.multi_items(), *_body(request, await request.body())]:
        if name in found:
            raise UnreadableError(f"parameter {name!r} is given twice")
        found[name] = value
    return found


def _body(request: Request, body: bytes) -> Iterator[tuple[str, object]]:
    if not body:
        return
    kind = request.headers.get("content-type", "")
    match kind.partition(";")[0].strip().lower():
        case "application/json":
            try:
                read = json.loads(body)
            except ValueError as error:
                raise UnreadableError(f"can't parse the body as JSON: {error}") from error
            if not isinstance(read, dict):
                raise UnreadableError("the JSON body is not an object")
            yield from read.items()
        case "application/x-www-form-urlencoded":
            yield from parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True)
        case "multipart/form-data":
            yield from _parts(kind, body)
        case other:
            raise UnreadableError(f"content type {other!r} is not one that Telegram reads")


def _parts(kind: str, body: bytes) -> Iterator[tuple[str, object]]:
    head = f"Content-Type: {kind}\r\n\r\n".encode()
    whole = BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    for part in whole.iter_parts():
        disposition = part["content-disposition"]
        if disposition is None or "name" not in disposition.params:
            raise UnreadableError("a part of the form has no name")
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            raise UnreadableError("a part of the form has no content")
        filename = disposition.params.get("filename")
        if filename is None:
            yield disposition.params["name"], content.decode()
        else:
            yield disposition.params["name"], Upload(filename, content, part.get_content_type())
