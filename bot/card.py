"""The score card as text: what was won and lost, by which words, and the one thing to do differently."""

from collections.abc import Iterable, Mapping

from bot.texts import Texts
from state.content.rubric import Rubric
from state.content.terms import Lang
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Turn
from state.scoring.card import Card, Judged, Part

QUOTE: Mapping[Lang, int] = {"zh": 40, "en": 80}  # characters of a reply that are quoted


def card_text(
    say: Texts, card: Card, rubric: Rubric, customer: Customer, turns: Iterable[Turn], last: int | None
) -> str:
    """Write a score card out. last: the score of the trainee's talk before, if there was one."""
    by_number = {turn.number: turn for turn in turns}
    blocks = [
        _head(say, card, rubric, customer),
        *(_part(say, "card-step", part, rubric) for part in card.steps),
        *(_part(say, "card-group", part, rubric) for part in card.groups if part.share is not None),
    ]
    if card.mistakes:
        blocks.append(_mistakes(say, card, rubric))
    blocks.append(_lessons(say, card, rubric, customer, by_number))
    blocks.append(_before(say, card.score, last))
    return "\n\n".join(block for block in blocks if block)


def _head(say: Texts, card: Card, rubric: Rubric, customer: Customer) -> str:
    lang, band = say.lang, rubric.band(card.score)
    return "\n".join(
        (
            say("card-head", person=customer.account.person, scenario=customer.scenario.title),
            say("card-score", score=card.score, band=band.name[lang]) + f" {_bar(card.score / 100)}",
            band.says[lang],
            say("card-outcome", outcome=card.outcome or "none"),
            say("card-truth", kind=customer.objection.name[lang], about=customer.objection.about[lang]),
            say("card-concern", concern=customer.scenario.concern.is_),
        )
    )


def _part(say: Texts, key: str, part: Part, rubric: Rubric) -> str:
    entry = next(entry for entry in rubric.parts if entry.id == part.id)
    name = entry.name[say.lang]
    if part.share is None:
        return say("card-step-unrated", id=part.id, name=name)
    head = say(key, id=part.id, name=name, points=_points(part.points), of=part.of)
    return "\n".join((f"{head} {_bar(part.share)}", *_judged(say, part.criteria, rubric)))


def _judged(say: Texts, criteria: Iterable[Judged], rubric: Rubric) -> Iterable[str]:
    for judged in criteria:
        if judged.share is None:
            continue
        criterion = rubric.criterion(judged.criterion)
        if judged.share >= 1:
            yield say("card-yes", reason=criterion.yes[say.lang])
        elif judged.share > 0:
            yield say("card-part", reason=criterion.no[say.lang])
        else:
            yield say("card-no", reason=criterion.no[say.lang])
        if judged.turn is not None and judged.quote:
            yield say("card-quote", turn=judged.turn, quote=_quote(judged.quote, say.lang))


def _mistakes(say: Texts, card: Card, rubric: Rubric) -> str:
    lines = [say("card-mistakes")]
    for slip in card.mistakes:
        lines.append(say("card-mistake", cost=slip.cost, reason=rubric.mistakes[slip.move].reason[say.lang]))
        lines.append(say("card-quote", turn=slip.turn, quote=_quote(slip.quote, say.lang)))
    return "\n".join(lines)


def _lessons(say: Texts, card: Card, rubric: Rubric, customer: Customer, turns: Mapping[int, Turn]) -> str:
    lines = []
    if card.turning is not None and card.turning in turns:
        turn = turns[card.turning]
        change = f"{turn.after.trust - turn.before.trust:+d}".replace("-", "−")
        lines.append(say("card-turning", turn=turn.number, quote=_quote(turn.reply, say.lang), change=change))
    if card.focus is not None:
        lines.append(say("card-focus", advice=_advice(rubric, card.focus, say.lang)))
    if card.instead is not None:
        lines.append(say("card-model", model=customer.scenario.models[card.instead]))
    return "\n".join(lines)


def _before(say: Texts, score: int, last: int | None) -> str:
    if last is None:
        return say("card-first")
    signed = f"{score - last:+d}".replace("-", "−")
    return say("card-before", last=last, change=score - last, signed=signed)


def _advice(rubric: Rubric, focus: str, lang: Lang) -> str:
    part = next(part for part in rubric.parts if any(criterion.id == focus for criterion in part.criteria))
    return part.advice[lang]


def _bar(share: float) -> str:
    filled = round(share * 5)
    return "●" * filled + "○" * (5 - filled)


def _points(points: float) -> str:
    return f"{points:.1f}".removesuffix(".0")


def _quote(text: str, lang: Lang) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTE[lang] else line[: QUOTE[lang] - 1] + "…"
