"""Documents as one HTML file that needs nothing else: no script, no font, no picture from elsewhere."""

from collections.abc import Iterator
from html import escape

from bot.charts import AMBER, GRID, INK, MUTED, PALE, RED, TEAL, WHITE
from bot.exporting.document import (
    SIGNS,
    Bars,
    Block,
    Cell,
    Document,
    Finding,
    Form,
    Heading,
    NewPage,
    Paragraph,
    Speech,
    Table,
)
from bot.exporting.shades import shade
from bot.picture import PAPER

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What the file may load: nothing. Even if a word of it were taken for markup, it could neither run nor call home."""

STYLE = f"""
:root {{ color-scheme: light }}
* {{ box-sizing: border-box }}
body {{ margin: 0; background: {PAPER}; color: {INK}; font: 16px/1.6 system-ui, -apple-system, "Segoe UI",
  "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif; overflow-wrap: anywhere }}
main {{ max-width: 50rem; margin: 2rem auto; padding: 2rem 2.25rem; background: {WHITE}; border-radius: 12px }}
h1 {{ margin: 0; font-size: 1.6rem; line-height: 1.3 }}
h2 {{ margin: 2rem 0 .6rem; padding-bottom: .2rem; font-size: 1.15rem; color: {TEAL}; border-bottom: 2px solid {PALE} }}
h3 {{ margin: 1.1rem 0 .3rem; font-size: 1rem }}
h1, h2, h3 {{ break-after: avoid }}
p {{ margin: .5rem 0; white-space: pre-line }}
.under, .quiet, footer, .note, .quote {{ color: {MUTED} }}
.under {{ margin: .2rem 0 1.2rem }}
.quiet, footer {{ font-size: .875rem }}
.strong {{ font-size: 1.1rem; font-weight: 600 }}
dl {{ display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .25rem 1.25rem; margin: .5rem 0 }}
dt {{ color: {MUTED} }}
dd {{ margin: 0; white-space: pre-line }}
dl.ruled {{ gap: 0; border: 1px solid {GRID}; border-bottom: 0; grid-template-columns: 9.5rem 1fr }}
dl.ruled dt, dl.ruled dd {{ padding: .4rem .7rem; border-bottom: 1px solid {GRID}; min-height: 2.4rem }}
dl.ruled dt {{ background: {PAPER}; color: {INK}; border-right: 1px solid {GRID} }}
table {{ width: 100%; border-collapse: collapse; margin: .5rem 0; font-size: .875rem; line-height: 1.4 }}
th, td {{ padding: .35rem .4rem; text-align: center; border-bottom: 1px solid {GRID}; vertical-align: top;
  font-variant-numeric: tabular-nums }}
th {{ color: {MUTED}; font-weight: 600 }}
th[scope=row], td.wide, th.wide {{ text-align: left; color: inherit; font-weight: normal }}
thead th.wide {{ color: {MUTED}; font-weight: 600 }}
tr, .speech, .finding, dl.ruled > * {{ break-inside: avoid }}
.bars {{ display: grid; grid-template-columns: minmax(9rem, max-content) 1fr max-content; gap: .35rem 1rem;
  align-items: center; margin: .5rem 0 }}
.bar {{ height: .6rem; background: {PAPER}; border-radius: .3rem }}
.bar i {{ display: block; height: 100%; background: {TEAL}; border-radius: .3rem }}
.finding {{ display: grid; grid-template-columns: 1.5rem 1fr; margin: .3rem 0 }}
.finding .quote {{ grid-column: 2; font-size: .875rem }}
.good b {{ color: {TEAL} }} .half b {{ color: {AMBER} }} .bad b {{ color: {RED} }}
.speech {{ margin: .7rem 4rem .7rem 0 }}
.speech.own {{ margin: .7rem 0 .7rem 4rem }}
.speech .who {{ font-size: .8rem; color: {MUTED} }}
.speech p {{ width: fit-content; margin: 0; padding: .45rem .8rem; background: {PAPER}; border-radius: 10px }}
.speech.own p {{ margin-left: auto; background: {PALE} }}
.speech.own .who, .speech.own .note {{ text-align: right }}
.note {{ font-size: .8rem; margin-top: .15rem }}
.page {{ margin: 3rem 0; border: 0; border-top: 1px dashed {GRID} }}
footer {{ margin-top: 2.5rem; padding-top: .6rem; border-top: 1px solid {GRID} }}
@media (max-width: 40rem) {{ main {{ margin: 0; padding: 1.25rem; border-radius: 0 }}
  .speech {{ margin-right: 1rem }} .speech.own {{ margin-left: 1rem }}
  .scroll {{ overflow-x: auto }} dl.ruled {{ grid-template-columns: 7rem 1fr }} }}
@media print {{ @page {{ size: A4; margin: 16mm }} body {{ background: none; font-size: 10.5pt }}
  main {{ max-width: none; margin: 0; padding: 0 }}
  * {{ print-color-adjust: exact; -webkit-print-color-adjust: exact }}
  .page {{ break-before: page; margin: 0; border: 0 }} }}
"""


def as_html(document: Document) -> str:
    """Write a document as a page. Whatever stands in it is shown as it is, and is never markup."""
    lang = "zh-CN" if document.lang == "zh" else "en"
    body = "\n".join(part for block in document.blocks for part in _element(block))
    under = f'<p class="under">{escape(document.under)}</p>' if document.under else ""
    foot = f"<footer>{escape(document.foot)}</footer>" if document.foot else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(document.title)}</h1>\n{under}\n{body}\n{foot}\n</main>\n</body>\n</html>\n"
    )


def _element(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text, level=level):
            yield f"<h{level}>{escape(text)}</h{level}>"
        case Paragraph(text=text, tone=tone):
            yield f'<p class="{tone}">{_own(text)}</p>'
        case Form(rows=rows, ruled=ruled):
            pairs = "".join(f"<dt>{escape(name)}</dt><dd>{_own(value)}</dd>" for name, value in rows)
            yield f'<dl class="{"ruled" if ruled else "loose"}">{pairs}</dl>'
        case Bars(rows=bars):
            yield '<div class="bars">' + "".join(_bar(*bar) for bar in bars) + "</div>"
        case Table():
            yield from _table(block)
        case Finding(mark=mark, text=text, quote=quote):
            words = f'<span class="quote">{_own(quote)}</span>' if quote else ""
            yield f'<div class="finding {mark}"><b>{SIGNS[mark]}</b><span>{_own(text)}</span>{words}</div>'
        case Speech(who=who, text=text, own=own, note=note):
            small = f'<div class="note">{escape(note)}</div>' if note else ""
            side = "speech own" if own else "speech"
            yield f'<div class="{side}"><div class="who">{_own(who)}</div><p>{_own(text)}</p>{small}</div>'
        case NewPage():
            yield '<hr class="page">'


def _own(text: str) -> str:
    """Words that may run the other way than those around them, which are kept from turning them around."""
    return f"<bdi>{escape(text)}</bdi>"


def _bar(name: str, share: float | None, shown: str) -> str:
    bar = "" if share is None else f'<div class="bar"><i style="width:{share * 100:.0f}%"></i></div>'
    return f"<span>{escape(name)}</span>{bar or '<span></span>'}<span>{escape(shown)}</span>"


def _table(table: Table) -> Iterator[str]:
    def wide(column: int) -> str:
        return ' class="wide"' if column == 0 or column in table.wide else ""

    yield '<div class="scroll"><table><thead><tr>'
    yield "".join(f'<th scope="col"{wide(at)}>{escape(name)}</th>' for at, name in enumerate(table.head))
    yield "</tr></thead><tbody>"
    for first, *others in table.rows:
        cells = "".join(f"<td{wide(at)}{_coloured(cell)}>{_own(cell.text)}</td>" for at, cell in enumerate(others, 1))
        yield f'<tr><th scope="row">{_own(first.text)}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _coloured(cell: Cell) -> str:
    return "" if cell.share is None else f' style="background:{shade(cell.share)}"'
