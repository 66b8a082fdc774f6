"""Uploading: a form with a file in it, taken in as far as it is not too large."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

LONGER = 3
"""Times as many bytes as a file may have, for a whole form: the file may be written out as UTF-8 in a field of text."""
DRAINED = 32 * 1024 * 1024
"""Bytes that are let pass unread, so that a browser that sends too much gets to see the page that says so."""
FIELDS = 200


@dataclass(frozen=True)
class Upload:
    """A file as it was sent in. name: as the sender's machine calls it. cut: it, or the form, was too large."""

    name: str = ""
    data: bytes = b""
    cut: bool = False


class _TooLarge(Exception):
    """More was sent than anybody reads."""


async def form_with_file(request: Request, largest: int) -> tuple[Mapping[str, str] | None, Upload]:
    """The fields of a form, each once, and its file; no fields if it is no such form. largest: bytes of a file.

    Of a form that is too large there are the fields that stand before what made it so.
    """
    most = LONGER * largest

    async def stream() -> AsyncGenerator[bytes, None]:
        passed = 0
        async for part in request.stream():
            passed += len(part)
            if passed <= most:
                yield part
            elif passed > DRAINED:
                break
        if passed > most:
            raise _TooLarge

    parser = MultiPartParser(request.headers, stream(), max_files=1, max_fields=FIELDS, max_part_size=most)
    try:
        form = await parser.parse()
    except _TooLarge:  # the parser has closed its files
        return {name: value for name, value in parser.items if isinstance(value, str)}, Upload(cut=True)
    except (MultiPartException, KeyError, UnicodeError):  # no content type, or one whose charset is none
        return None, Upload()
    fields, upload = dict[str, str](), Upload()
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            data = await value.read(largest + 1)
            upload = Upload(value.filename or "", data[:largest], cut=len(data) > largest)
        else:
            fields[name] = value
    await form.close()
    return fields, upload
