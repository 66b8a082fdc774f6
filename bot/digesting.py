"""Digesting: a coach's week in one message, with as many names as it bears."""

from collections.abc import Callable, Sequence

from bot import reminding
from bot.actions import Choice, Screen
from bot.commenting import OPEN
from bot.desk import calling
from bot.goals import named
from bot.progress import signed
from bot.quotes import typed
from bot.reviewing import BELOW
from bot.scene import Scene
from bot.texts import Texts
from bot.week import Part, Practised, Week
from state.content.rubric import Rubric

NAMES = (8, 4, 2, 0)
"""How many names stand in a line: the most with which the message fits."""
Fits = Callable[[str], bool]


def digest(scene: Scene, week: Week, fits: Fits) -> Screen:
    """What a coach is told of a week. fits: whether a text is short enough for one message."""
    say = scene.say
    choices = [Choice(f"{OPEN}//{BELOW}", say("digest-review"))]
    if scene.settings.desk.url:
        choices.append(Choice(f"{calling.QUESTION}//", say("desk-button"), beside=True))
    choices.append(reminding.digest_choice(scene, "off", reminding.DUE))
    return Screen(_text(say, scene.troupe.rubric, week, fits), tuple(choices))


def _text(say: Texts, rubric: Rubric, week: Week, fits: Fits) -> str:
    """As much as fits: with fewer and fewer names, then with fewer and fewer groups."""
    for most in NAMES:
        sections = _sections(say, rubric, week, most)
        if fits(text := _whole(say, week, sections, len(sections))):
            return text
    shown = len(sections)
    while shown and not fits(text):
        shown -= 1
        text = _whole(say, week, sections, shown)
    return text


def _whole(say: Texts, week: Week, sections: Sequence[str], shown: int) -> str:
    blocks = [say("digest-head", first=f"{week.first:%m-%d}", last=f"{week.last:%m-%d}"), *sections[:shown]]
    if shown < len(sections):
        blocks.append(say("digest-groups-left", count=len(sections) - shown))
    waiting = [
        say(key, count=count)
        for key, count in (
            ("digest-appeals", week.appeals),
            ("digest-unread", week.unread),
            ("digest-blind", week.blind),
        )
        if count
    ]
    if waiting:
        blocks.append(say("digest-waiting", what=say("list-comma").join(waiting)))
    return "\n\n".join(blocks)


def _sections(say: Texts, rubric: Rubric, week: Week, most: int) -> list[str]:
    """A block for each part, then a line for each of an admin's groups. most: names in a line."""
    blocks = ["\n".join(_part(say, rubric, part, most)) for part in week.parts]
    return blocks + ["\n".join(filter(None, (_head(say, part), _mean(say, part)))) for part in week.groups]


def _part(say: Texts, rubric: Rubric, part: Part, most: int) -> list[str]:
    lines = [_head(say, part), _mean(say, part)]
    if part.weakest is not None:
        step, share = part.weakest
        name = f"{step} {named(say, rubric, step)}"
        lines.append(say("digest-weakest", step=name, share=f"{round(share * 100)}%"))
    if part.practised and most:
        lines.append(say("digest-who", who=_listed(say, [_person(say, one) for one in part.practised], most)))
    if part.practised and part.idle and most:
        lines.append(say("digest-idle", who=_names(say, part.idle, most)))
    for key, who in (("digest-due", part.due), ("digest-late", part.late)):
        if who:
            lines.append(say(key, count=len(who), shown=most, who=_names(say, who, most)))
    return [line for line in lines if line]


def _head(say: Texts, part: Part) -> str:
    group = say("digest-group", name=typed(part.group)) if part.group else say("digest-everybody")
    counts = {"people": part.people, "practised": len(part.practised), "talks": part.talks}
    return say("digest-part", group=group, **counts, before=part.before)


def _mean(say: Texts, part: Part) -> str:
    """The group's mean beside that of the week before; '' where nothing was scored."""
    if part.score is None:
        return ""
    return say("digest-mean", score=round(part.score), **_compared(part.score, part.score_before))


def _person(say: Texts, one: Practised) -> str:
    told = say("digest-person", name=typed(one.name), talks=one.talks)
    if one.score is None:
        return told
    return say("digest-scored", who=told, score=round(one.score), **_compared(one.score, one.before))


def _compared(score: float, before: float | None) -> dict[str, str | int]:
    known = before is not None
    change = signed(round(score) - round(before)) if before is not None else ""
    return {"known": "yes" if known else "no", "before": round(before or 0), "signed": change}


def _names(say: Texts, names: Sequence[str], most: int) -> str:
    return _listed(say, [say("digest-name", name=typed(name)) for name in names], most)


def _listed(say: Texts, shown: Sequence[str], most: int) -> str:
    """Names, and how many more there are; '' if none is to be shown."""
    if not most:
        return ""
    text = say("list-comma").join(shown[:most])
    return say("digest-more", who=text, count=len(shown) - most) if len(shown) > most else text
