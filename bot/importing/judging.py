"""Judging: a real conversation read reply by reply, scored as far as that goes, and shown as what it is: imported."""

from dataclasses import dataclass, replace
from typing import Any

from bot.analysing import lang_of
from bot.exporting.document import Block, Document, Form, Heading, Paragraph, Speech
from bot.exporting.judged import lesson_blocks, reason_blocks, score_blocks
from bot.importing.faults import LONGEST, Problem
from bot.importing.logs import Log
from bot.replaying import EPOCH
from bot.texts import Texts
from state.content.terms import Lang, Outcome
from state.dialogue.customer import Customer
from state.scoring.card import Card, score
from state.scoring.review import Review
from state.scoring.talk import Talk
from state.scoring.unscripted import Exchange, Known, bare, unscripted
from state.troupe import Troupe
from state.understanding.reading import Reader
from state.understanding.repetition import read_on


@dataclass(frozen=True)
class Heard:
    """A real conversation as it was read. opening: what the customer said first. lines: where each reply begins.

    left_out: how many lines were passed over; problems: what was wrong with them, or with the first of them.
    """

    name: str
    lang: Lang
    opening: tuple[str, ...]
    exchanges: tuple[Exchange, ...]
    lines: tuple[int, ...]
    problems: tuple[Problem, ...]
    left_out: int


@dataclass(frozen=True)
class Imported:
    """A real conversation with its card. talk: as it was read, with what people found."""

    heard: Heard
    known: Known
    talk: Talk
    card: Card


def hear(log: Log, name: str, reader: Reader, lang: Lang | None = None) -> Heard:
    """Read a conversation. name: of its file. lang: that in which it was held; None: as its words show.

    Each reply is read in the light of what the customer said before it. A reply takes milliseconds.
    """
    spoken = lang or lang_of({}, " ".join(each.text for each in log.utterances))
    opening, before, replies = tuple[str, ...](), "", list[str]()
    exchanges, lines = list[Exchange](), list[int]()
    for each in log.utterances:
        if each.side == "seller":
            exchanges.append(Exchange(each.text, read_on(reader, each.text, replies, lang=spoken, customer=before)))
            replies.append(each.text)
            lines.append(each.line)
            before = ""
            continue
        before = each.text
        answers = tuple(each.text.split("\n"))
        if exchanges:
            last = exchanges[-1]
            exchanges[-1] = Exchange(last.reply, last.reading, (*last.answers, *answers))
        else:
            opening = answers
    return Heard(name, spoken, opening, tuple(exchanges), tuple(lines), log.problems, len(log.problems))


def judge(heard: Heard, troupe: Troupe, known: Known, review: Review | None = None) -> Imported:
    """Score a conversation. review: what people found of it. Raises ValueError if there is no content to go by."""
    customer = _customer(troupe, heard.lang, known)
    talk = unscripted(heard.exchanges, customer, troupe.rubric, known, EPOCH)
    talk = replace(talk, review=review or Review())
    return Imported(heard, known, talk, score(talk, troupe.rubric))


def _customer(troupe: Troupe, lang: Lang, known: Known) -> Customer:
    """Whom it was held with, as far as that is known. Raises ValueError if there is no customer to go by."""
    if not troupe.customers:
        raise ValueError("the content has no customer")
    persona = troupe.personas[known.persona] if known.persona is not None else None
    objection = troupe.objections[known.objection] if known.objection is not None else None
    return bare(troupe.customers[min(troupe.customers)], lang, persona, objection)


def as_json(imported: Imported) -> dict[str, Any]:
    """The score, what it rests on, and what was passed over. `unrated`: the criteria that could not be judged."""
    card, talk, known, heard = imported.card, imported.talk.reviewed, imported.known, imported.heard
    return {
        "imported": True,
        "file": heard.name,
        "lang": heard.lang,
        "persona": known.persona,
        "objection": known.objection,
        "outcome": known.outcome,
        "score": card.score,
        "steps": {part.id: None if part.share is None else round(part.share * 100) for part in card.steps},
        "unrated": [judged.criterion for judged in card.judged if judged.share is None],
        "opening": list(heard.opening),
        "turns": [
            {
                "number": turn.number,
                "line": line,
                "reply": turn.reply,
                "moves": {move: round(sure, 4) for move, sure in turn.reading.moves.items()},
                "answers": [say.text for say in turn.says],
            }
            for turn, line in zip(talk.turns, heard.lines, strict=True)
        ],
        "card": card.model_dump(mode="json"),
        "passed_over": [str(problem) for problem in heard.problems],
    }


def card_document(imported: Imported, say: Texts, troupe: Troupe) -> Document:
    """The score card of a conversation, marked as imported, with what could not be judged and all that was said."""
    card, known, rubric, heard = imported.card, imported.known, troupe.rubric, imported.heard
    persona = troupe.personas[known.persona].name[say.lang] if known.persona else say("import-unknown")
    objection = troupe.objections[known.objection].name[say.lang] if known.objection else say("import-unknown")
    rated = sum(judged.share is not None for judged in card.judged)
    unrated = [rubric.criterion(judged.criterion) for judged in card.judged if judged.share is None]
    names = {str(entry.id): entry.name[say.lang] for entry in troupe.moves.moves}
    blocks: list[Block] = [
        Form(
            (
                (say("import-file"), heard.name or say("import-pasted")),
                (say("export-label", what="type"), persona),
                (say("export-label", what="objection"), objection),
                (say("export-label", what="outcome"), _outcome(known.outcome, say)),
                (say("import-replies"), str(len(imported.talk.turns))),
            )
        ),
        Heading(say("report-heading", what="score")),
        *score_blocks(say, card, rubric),
        Paragraph(say("import-rated", rated=rated, of=len(card.judged)), "quiet"),
        *lesson_blocks(say, imported.talk, card, rubric),
        *reason_blocks(say, card, rubric, imported.talk.review),
        Heading(say("import-unrated")),
        Paragraph("\n".join(f"· {criterion.asks[say.lang]}" for criterion in unrated), "quiet"),
    ]
    if heard.left_out:
        passed = [problem_text(say, problem) for problem in heard.problems]
        more = heard.left_out - len(passed)
        passed += [say("import-more", count=more)] if more else []
        blocks += [Heading(say("import-passed")), Paragraph("\n".join(passed), "quiet")]
    blocks.append(Heading(say("report-heading", what="words")))
    blocks += (Speech(say("export-label", what="customer"), text, own=False) for text in heard.opening)
    for turn in imported.talk.reviewed.turns:
        moves = say("export-comma").join(names.get(move, move) for move in turn.reading.moves)
        blocks.append(Speech(say("import-seller", turn=turn.number), turn.reply, own=True, note=moves))
        blocks += (Speech(say("export-label", what="customer"), each.text, own=False) for each in turn.says)
    return Document(
        say.lang, say("import-title"), say("import-under"), tuple(blocks), say("import-foot", rubric=card.rubric)
    )


def problem_text(say: Texts, problem: Problem) -> str:
    """What is wrong with a line, for whoever does not type commands."""
    return say("import-problem", line=problem.line, why=problem.why, about=problem.about, most=LONGEST)


def _outcome(outcome: Outcome | None, say: Texts) -> str:
    return say("export-outcome", outcome=outcome) if outcome is not None else say("import-unknown")
