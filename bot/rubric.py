"""The rubric as text: all that a talk is scored by, and nothing of what the customer keeps back."""

from collections.abc import Iterator

from bot.texts import Texts
from state.content.rubric import Criterion, Group, Rubric, RubricStep
from state.content.terms import OBJECTIONS
from state.dialogue.customer import Customer
from state.scoring.card import applying, weight_of
from state.troupe import Troupe


def rubric_text(say: Texts, troupe: Troupe, customer: Customer | None = None) -> str:
    """Write out the steps, groups, mistakes and bands of the rubric.

    customer: one whose kind of objection is out, so that what holds for this kind can be told. Without one, what holds
    for any kind is told: which it is, is for the trainee to find out.
    """
    rubric, kind = troupe.rubric, customer.objection if customer is not None else None
    blocks = [
        "\n".join((_head(say, rubric, customer), say("rubric-how"))),
        *(_part(say, "rubric-step", step, troupe, customer) for step in rubric.steps),
        *(_part(say, "rubric-group", group, troupe, customer) for group in rubric.groups),
        "\n".join((say("rubric-kinds"), *_kinds(say, troupe))) if kind is None else "",
        "\n".join((say("rubric-mistakes"), *_mistakes(say, troupe))),
        "\n".join((say("rubric-uncounted"), *_unearned(say, rubric))),
        "\n".join((say("rubric-help"), *_help(say, rubric))),
        "\n".join((say("rubric-bands"), *_bands(say, rubric))),
    ]
    return "\n\n".join(block for block in blocks if block)


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


def _part(say: Texts, key: str, part: RubricStep | Group, troupe: Troupe, customer: Customer | None) -> str:
    """A step or a group with its criteria; '' if none of them applies."""
    criteria = part.criteria if customer is None else applying(part, customer)
    if not criteria:
        return ""
    weight = part.weight if customer is None else weight_of(part, customer.objection)
    lines = [say(key, id=part.id, name=part.name[say.lang], weight=f"{weight:g}", section=part.section)]
    for criterion in criteria:
        asks = criterion.asks[say.lang]
        line = say("rubric-criterion", asks=asks, points=criterion.points, section=criterion.section)
        lines.append(line if customer is not None else line + _only(say, criterion, troupe))
    return "\n".join(lines)


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
            texts = {"name": move.name[say.lang], "means": move.means[say.lang], "section": move.section}
            yield say("rubric-mistake", **texts, first=cost.first, again=cost.again)


def _unearned(say: Texts, rubric: Rubric) -> Iterator[str]:
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
