"""Analysing: replies in, the same objects out with their moves and how surely each was read."""

from bot.jsonl import BadLine, Record, text_of
from state.content.terms import Lang
from state.understanding.reading import Reader


def lang_of(record: Record, text: str) -> Lang:
    """The language that a record names; else the one that its words seem to be in."""
    lang = record.get("lang")
    if lang is None:
        return "zh" if any("\u4e00" <= char <= "\u9fff" for char in text) else "en"
    if lang == "zh":
        return "zh"
    if lang == "en":
        return "en"
    raise BadLine(f"'lang' should be zh or en, not {lang!r}")


def analyse(record: Record, reader: Reader) -> Record:
    """Label one reply. Raises BadLine if the record has none."""
    reply = text_of(record, "reply")
    reading = reader.read(reply, lang=lang_of(record, reply), customer=text_of(record, "customer", ""))
    confidence = {move: round(sure, 4) for move, sure in reading.moves.items()}
    return {**record, "moves": list(confidence), "confidence": confidence}
