"""Documents as plain text, for a terminal, a mail or a notebook."""

from collections.abc import Iterator

from bot.exporting.document import (
    SIGNS,
    Bars,
    Block,
    Document,
    Finding,
    Form,
    Heading,
    NewPage,
    Paragraph,
    Speech,
    Table,
)

BAR = 10  # characters of a bar
BLANK = "＿" * 12, "_" * 24
"""What a blank to be filled in looks like, in Chinese and in English."""


def as_text(document: Document) -> str:
    """Write a document out, a line for each of its lines."""
    lines = [document.title, *([document.under] if document.under else []), ""]
    for block in document.blocks:
        lines += _lines(block, document.lang == "zh")
        if not isinstance(block, Finding | Speech):
            lines.append("")
    if document.foot:
        lines += ["", document.foot]
    text = "\n".join(lines)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.rstrip() + "\n"


def _lines(block: Block, chinese: bool) -> Iterator[str]:
    colon = "：" if chinese else ": "
    match block:
        case Heading(text=text, level=level):
            yield ""
            yield f"【{text}】" if chinese and level == 2 else text.upper() if level == 2 else text
        case Paragraph(text=text):
            yield from text.splitlines()
        case Form(rows=rows):
            for name, value in rows:
                lines = value.splitlines() or [BLANK[0] if chinese else BLANK[1]]
                yield f"{name}{colon}{lines[0] if len(lines) == 1 else ''}".rstrip()
                yield from (f"  {line}" for line in lines if len(lines) > 1)
        case Bars(rows=bars):
            for name, share, shown in bars:
                filled = round((share or 0.0) * BAR)
                bar = "" if share is None else " " + "●" * filled + "○" * (BAR - filled)
                yield f"{name}{colon}{shown}{bar}"
        case Table(head=head, rows=cells):
            yield "\t".join(head)
            yield from ("\t".join(" ".join(cell.text.split()) for cell in row) for row in cells)
        case Finding(mark=mark, text=text, quote=quote):
            yield f"{SIGNS[mark]} {text}"
            if quote:
                yield f"  {quote}"
        case Speech(who=who, text=text, note=note):
            yield f"{who}{colon}{text}"
            if note:
                yield f"  [{note}]"
        case NewPage():
            yield ""
