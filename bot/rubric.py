"""The rubric as text: all that a talk is scored by, and nothing of what the customer keeps back."""

from collections.abc import Iterator

from bot.actions import Choice, Screen
from bot.citing import cited
from bot.screens import paired
from bot.texts import Texts
from state.content.rubric import Criterion, Group, Rubric, RubricStep
from state.content.terms import OBJECTIONS
from state.dialogue.customer import Customer
from state.scoring.card import applying, weight_of
from state.troupe import Troupe

QUESTION = "rubric"
MISTAKES = "mistakes"


def rubric_text(say: Texts, troupe: Troupe, customer: Customer | None = None) -> str:
    """Write out the whole rubric: steps, groups, mistakes, help and bands.

    customer: one whose kind of objection is out, so that what holds for this kind can be told. Without one, what holds
    for any kind is told: which it is, is for the trainee to find out.
    """
    chapters = _chapters(say, troupe, customer)
    blocks = (_about(say, troupe, customer), *(text for _, text in chapters.values()), *_ends(say, troupe, customer))
    return "\n\n".join(blocks)


def rubric_screen(say: Texts, troupe: Troupe, customer: Customer | None = None, chapter: str = "") -> Screen:
    """The rubric as it is read: whole, or where buttons are tapped what it comes to, and a chapter at a time.

    chapter: the id of a step or group, or `mistakes`; '' for what it comes to. Raises LookupError if there is no such.
    customer: as for `rubric_text`.
    """
    if not say.taps:
        return Screen(rubric_text(say, troupe, customer))
    chapters = _chapters(say, troupe, customer)
    if not chapter:
        parts = (part for part in troupe.rubric.parts if part.id in chapters)
        weights = ((chapters[part.id][0], _weight(part, customer)) for part in parts)
        lines = [*(say("rubric-weighs", chapter=name, weight=weight) for name, weight in weights), say("rubric-look")]
        text = "\n\n".join((_about(say, troupe, customer), "\n".join(lines), *_ends(say, troupe, customer)))
        return Screen(text, paired([_choice(key, label) for key, (label, _) in chapters.items()]))
    keys = list(chapters)
    if chapter not in chapters:
        raise LookupError(chapter)
    after = keys[keys.index(chapter) + 1 :][:1]
    onward = [_choice(key, say("rubric-on", chapter=chapters[key][0])) for key in after]
    return Screen(chapters[chapter][1], (*onward, _choice("", say("menu-back"))))


def _choice(chapter: str, label: str) -> Choice:
    return Choice(f"{QUESTION}//{chapter}", label)


def _about(say: Texts, troupe: Troupe, customer: Customer | None) -> str:
    return "\n".join((_head(say, troupe.rubric, customer), say("rubric-how")))


def _chapters(say: Texts, troupe: Troupe, customer: Customer | None) -> dict[str, tuple[str, str]]:
    """What can be read by itself: what its button says, and the text."""
    found = {}
    for part in troupe.rubric.parts:
        if text := _part(say, part, troupe, customer):
            name = part.name[say.lang]
            label = say("rubric-name", id=part.id, name=name) if isinstance(part, RubricStep) else name
            found[part.id] = (label, text)
    lost = ("\n".join((say("rubric-mistakes"), *_mistakes(say, troupe))), "\n".join(_uncounted(say, troupe.rubric)))
    return {**found, MISTAKES: (say("rubric-lost"), "\n\n".join(lost))}


def _ends(say: Texts, troupe: Troupe, customer: Customer | None) -> Iterator[str]:
    """What follows the chapters."""
    if customer is None:
        yield "\n".join((say("rubric-kinds"), *_kinds(say, troupe)))
    yield "\n".join((say("rubric-help"), *_help(say, troupe.rubric)))
    yield "\n".join((say("rubric-bands"), *_bands(say, troupe.rubric)))


def _head(say: Texts, rubric: Rubric, customer: Customer | None) -> str:
    if customer is None:
        return say("rubric-head-any", version=rubric.version)
    names = {"person": customer.account.person, "scenario": customer.scenario.title}
    return say("rubric-head", **names, version=rubric.version)


def _kinds(say: Texts, troupe: Troupe) -> Iterator[str]:
    """For each kind of objection the steps whose weights it changes."""
    for kind in OBJECTIONS:
        objection = troupe.objections[kind]
        changed = [
            say("rubric-weight", id=step.id, weight=f"{weight_of(step, objection):g}")
            for step in troupe.rubric.steps
            if weight_of(step, objection) != step.weight
        ]
        weights = say("rubric-comma").join(changed) or say("rubric-as-is")
        yield say("rubric-kind", name=objection.name[say.lang], weights=weights)


def _part(say: Texts, part: RubricStep | Group, troupe: Troupe, customer: Customer | None) -> str:
    """A step or a group with its criteria; '' if none of them applies."""
    criteria = part.criteria if customer is None else applying(part, customer)
    if not criteria:
        return ""
    lines = [_part_head(say, part, customer)]
    for criterion in criteria:
        section = cited(criterion.section, say.lang)
        line = say("rubric-criterion", asks=criterion.asks[say.lang], points=criterion.points, section=section)
        lines.append(line if customer is not None else line + _only(say, criterion, troupe))
    return "\n".join(lines)


def _weight(part: RubricStep | Group, customer: Customer | None) -> str:
    return f"{part.weight if customer is None else weight_of(part, customer.objection):g}"


def _part_head(say: Texts, part: RubricStep | Group, customer: Customer | None) -> str:
    key = "rubric-step" if isinstance(part, RubricStep) else "rubric-group"
    section = cited(part.section, say.lang)
    return say(key, id=part.id, name=part.name[say.lang], weight=_weight(part, customer), section=section)


def _only(say: Texts, criterion: Criterion, troupe: Troupe) -> str:
    """For which kinds of objection a criterion is asked; '' if for all."""
    if criterion.only is None:
        return ""
    names = (troupe.objections[kind].name[say.lang] for kind in criterion.only)
    return say("rubric-only", kinds=say("rubric-comma").join(names))


def _mistakes(say: Texts, troupe: Troupe) -> Iterator[str]:
    for move in troupe.moves.moves:
        if move.id in troupe.rubric.mistakes:
            cost = troupe.rubric.mistakes[move.id]
            texts = {
                "name": move.name[say.lang],
                "means": move.means[say.lang],
                "section": cited(move.section, say.lang),
            }
            yield say("rubric-mistake", **texts, first=cost.first, again=cost.again)


def _uncounted(say: Texts, rubric: Rubric) -> Iterator[str]:
    yield say("rubric-uncounted")
    for cost in rubric.unearned.values():
        yield say("rubric-unearned", reason=cost.reason[say.lang], first=cost.first, again=cost.again)


def _help(say: Texts, rubric: Rubric) -> Iterator[str]:
    costs = rubric.help
    yield say("rubric-hints", principle=costs.principle, direction=costs.direction, example=costs.example)
    yield say("rubric-retry", cost=costs.retry)


def _bands(say: Texts, rubric: Rubric) -> Iterator[str]:
    """The bands, best first."""
    end = 100
    for band in sorted(rubric.bands, key=lambda band: -band.at):
        texts = {"name": band.name[say.lang], "says": band.says[say.lang]}
        yield say("rubric-band", **{"from": band.at, "to": end}, **texts)
        end = band.at - 1
