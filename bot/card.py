"""The score card as text: what was won and lost, by which words, and the one thing to do differently."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.advising import fab_text, fit_text, model_lines
from bot.missing import missed
from bot.quotes import shortened
from bot.texts import Texts
from state.content.rubric import Rubric
from state.content.terms import Lang
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Turn
from state.scoring.card import Card, Judged, Part
from state.scoring.fab import best_chain, listener
from state.scoring.feedback import Feedback, feedback
from state.scoring.fitting import fitting
from state.scoring.overselling import faults
from state.scoring.review import Ruling
from state.scoring.talk import Talk


def card_text(
    say: Texts, card: Card, rubric: Rubric, talk: Talk, before: Sequence[int], back: Sequence[str], private: bool
) -> str:
    """Write the score card of a talk out.

    before: the scores of the trainee's last few talks before this, the last first.
    back: what `looked_back` says of the talk as a whole. private: whether the talk was kept from the coach.
    """
    customer, by_number = talk.customer, {turn.number: turn for turn in talk.turns}
    rulings, chain = talk.review.points, best_chain(talk)
    blocks = [
        _head(say, card, rubric, customer, private),
        _reviewed(say, card, talk),
        _company(say, talk),
        *back,
        *(_part(say, "card-step", part, rubric, rulings) for part in card.steps),
        *(_part(say, "card-group", part, rubric, rulings) for part in card.groups if part.share is not None),
        fit_text(say, fitting(talk), customer.persona),
        fab_text(say, chain, faults(talk), listener(chain.gains if chain else frozenset(), customer.scenario)),
    ]
    if card.mistakes:
        blocks.append(_mistakes(say, card, rubric))
    if card.uncounted:
        blocks.append(_uncounted(say, card, rubric))
    if card.help:
        blocks.append("\n".join((say("card-help"), *_helped(say, card, rubric))))
    blocks.append(_lessons(say, card, rubric, feedback(talk, card, rubric), customer, by_number))
    blocks.append(_before(say, card.score, before))
    return "\n\n".join(block for block in blocks if block)


def _head(say: Texts, card: Card, rubric: Rubric, customer: Customer, private: bool) -> str:
    lang, band = say.lang, rubric.band(card.score)
    return "\n".join(
        (
            say("card-head", person=customer.account.person, scenario=customer.scenario.title),
            say("card-score", score=card.score, band=band.name[lang]) + f" {_bar(card.score / 100)}",
            band.says[lang],
            say("card-outcome", outcome=card.outcome or "none"),
            say("card-mode", mode=card.mode),
            *((say("card-private"),) if private else ()),
            say("card-truth", kind=customer.objection.name[lang], about=customer.objection.about[lang]),
            say("card-concern", concern=customer.scenario.concern.is_),
        )
    )


def _reviewed(say: Texts, card: Card, talk: Talk) -> str:
    """That people found otherwise than the machine, and what its own score is; '' where nobody did."""
    if card.machine is None:
        return ""
    lines = [say("card-machine", machine=card.machine)]
    if talk.review.moves:
        numbers = say("list-comma").join(str(number) for number in sorted(talk.review.moves))
        lines.append(say("card-moves-corrected", turns=numbers))
    return "\n".join(lines)


def _company(say: Texts, talk: Talk) -> str:
    """Who was in the room, what each wanted, who decides, and who was spoken to; '' where only one person was there."""
    scenario = talk.customer.scenario
    left = {person.id for person in scenario.left_out_by(talk.end.answered)}
    lines = [
        say(
            "card-person-missed" if person.id in left else "card-person-won",
            person=person.name, title=person.title, wants=person.wants, decides="yes" if person.decides else "no",
        )
        for person in scenario.people
    ]  # fmt: skip
    return "\n".join((say("card-people"), *lines)) if lines else ""


def _part(say: Texts, key: str, part: Part, rubric: Rubric, rulings: Mapping[str, Ruling]) -> str:
    entry = next(entry for entry in rubric.parts if entry.id == part.id)
    name = entry.name[say.lang]
    if part.share is None:
        return say("card-step-unrated", id=part.id, name=name)
    head = say(key, id=part.id, name=name, points=points(part.points), of=part.of)
    return "\n".join((f"{head} {_bar(part.share)}", *_judged(say, part.criteria, rubric, rulings)))


def _judged(say: Texts, criteria: Iterable[Judged], rubric: Rubric, rulings: Mapping[str, Ruling]) -> Iterable[str]:
    for judged in criteria:
        if judged.share is None:
            continue
        criterion, ruling = rubric.criterion(judged.criterion), rulings.get(judged.criterion)
        if judged.share >= 1:
            key = "card-upheld" if ruling is not None and ruling.by == "appeal" else "card-yes"
            yield say(key, reason=criterion.yes[say.lang])
        elif judged.share > 0:
            yield say("card-part", reason=missed(say, criterion, judged))
        else:
            yield say("card-no", reason=missed(say, criterion, judged))
        if ruling is not None and ruling.by == "coach":
            yield say("card-corrected", reason=ruling.reason)
        if judged.turn is not None and judged.quote:
            yield say("card-quote", turn=judged.turn, quote=shortened(judged.quote, say.lang))


def _mistakes(say: Texts, card: Card, rubric: Rubric) -> str:
    lines = [say("card-mistakes")]
    for slip in card.mistakes:
        lines.append(say("card-mistake", cost=slip.cost, reason=rubric.mistakes[slip.move].reason[say.lang]))
        lines.append(say("card-quote", turn=slip.turn, quote=shortened(slip.quote, say.lang)))
    return "\n".join(lines)


def _uncounted(say: Texts, card: Card, rubric: Rubric) -> str:
    """What earned nothing; the same reason twice is said once, with the first quote."""
    lines = [say("card-uncounted")]
    for why in dict.fromkeys(each.why for each in card.uncounted):
        same = [each for each in card.uncounted if each.why == why]
        reason = rubric.unearned[why].reason[say.lang]
        lines.append(say("card-mistake", cost=sum(each.cost for each in same), reason=reason))
        lines.append(say("card-quote", turn=same[0].turn, quote=shortened(same[0].quote, say.lang)))
    return "\n".join(lines)


def _helped(say: Texts, card: Card, rubric: Rubric) -> Iterator[str]:
    """What help was had and what it cost, a line each for the hints and for a reply taken back."""
    names = {step.id: step.name[say.lang] for step in rubric.steps}
    which, cost = list[str](), 0
    for aid in card.help:
        if aid.level is not None and aid.step is not None:
            which.append(say("card-hint", turn=aid.turn, step=names[aid.step], level=aid.level, cost=aid.cost))
            cost += aid.cost
    if which:
        yield say("card-hints", cost=cost, count=len(which), which=say("card-hint-comma").join(which))
    for aid in card.help:
        if aid.level is None:
            yield say("card-retry", cost=aid.cost, turn=aid.turn)


def _lessons(
    say: Texts, card: Card, rubric: Rubric, taken: Feedback, customer: Customer, turns: Mapping[int, Turn]
) -> str:
    lines = []
    if card.turning is not None and card.turning in turns:
        turn = turns[card.turning]
        quote = shortened(turn.reply, say.lang)
        lines.append(say("card-turning", turn=turn.number, quote=quote, change=change(turn)))
    work = list(_work(say, rubric, taken.work))
    lines += work[:1]
    if taken.contrast is not None:
        lines += model_lines(say, taken.contrast)
    elif card.instead is not None and card.instead in customer.scenario.models:  # which may have been rewritten since
        lines.append(say("card-model", model=customer.scenario.models[card.instead]))
    lines += work[1:]  # the model reply above belongs to the first piece of advice
    return "\n".join(lines)


def _work(say: Texts, rubric: Rubric, work: Sequence[str]) -> Iterator[str]:
    """What to work on: one thing alone, or the first and what comes after it."""
    for place, criterion in enumerate(work):
        key = "card-focus" if len(work) == 1 else "card-focus-also" if place else "card-focus-first"
        yield say(key, advice=advice(rubric, criterion, say.lang))


def _before(say: Texts, score: int, before: Sequence[int]) -> str:
    if not before:
        return say("card-first")
    lines = [compared(say, score, before[0])]
    if len(before) > 1:
        mean = round(sum(before) / len(before))
        change = score - mean
        lines.append(say("card-lately", count=len(before), mean=mean, change=change, signed=_signed(change)))
    return "\n".join(lines)


def compared(say: Texts, score: int, last: int) -> str:
    """A score beside that of the last talk."""
    return say("card-before", last=last, change=score - last, signed=_signed(score - last))


def upheld(card: Card, talk: Talk) -> frozenset[str]:
    """The criteria whose points stand because an appeal was upheld."""
    granted = {name for name, ruling in talk.review.points.items() if ruling.by == "appeal"}
    return frozenset(judged.criterion for judged in card.judged if judged.criterion in granted)


def corrected(card: Card, talk: Talk) -> int:
    """How much on a card stands because a coach corrected it: criteria and replies."""
    points = talk.review.points
    ruled = sum(judged.criterion in points and points[judged.criterion].by == "coach" for judged in card.judged)
    return ruled + len(talk.review.moves)


def _signed(points: int) -> str:
    return f"{points:+d}".replace("-", "−")


def advice(rubric: Rubric, focus: str, lang: Lang) -> str:
    """What to do differently about a criterion: the advice of the step or group that it belongs to."""
    part = next(part for part in rubric.parts if any(criterion.id == focus for criterion in part.criteria))
    return part.advice[lang]


def _bar(share: float) -> str:
    filled = round(share * 5)
    return "●" * filled + "○" * (5 - filled)


def points(won: float) -> str:
    """Points as a person writes them, without a needless .0."""
    return f"{won:.1f}".removesuffix(".0")


def change(turn: Turn) -> str:
    """What a turn did to trust, with its sign."""
    return f"{turn.after.trust - turn.before.trust:+d}".replace("-", "−")
