"""Drilling: short exercises besides whole talks, in the chat; what is open is in the dialog, and answers are kept."""

import random
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot import rounds, screens, visits
from bot.actions import Choice, Screen
from bot.assigning import settle
from bot.scene import Scene
from bot.texts import Texts
from state.content.drill import Drill, Item
from state.content.terms import ANSWERING, MISTAKES, Lang, Move
from state.progress.drills import tried
from state.records.unit import Unit
from state.scoring.gains import gains_in, speaks_to
from state.troupe import Troupe
from state.understanding.reading import Reader, Reading

QUESTION: screens.Question = "drill"
ROUND = 10
"""Items of a drill that are asked in one go."""


@dataclass(frozen=True)
class Attempt:
    """An item that awaits an answer in one's own words."""

    drill: Drill
    item: Item
    key: str

    def read(self, reply: str, reader: Reader) -> Reading:
        """Read an answer, to what the item shows."""
        return reader.read(reply, lang=self.drill.lang, customer=self.item.shows)


@dataclass(frozen=True)
class Judged:
    """What was heard in an answer in one's own words. The reader misses some, so that nothing is called wrong by it.

    wanted: the move that it is about. made: whether it was heard. amiss: moves that would spoil it.
    elsewhere: the gain is not this listener's business, as far as its words are known.
    """

    wanted: Move
    made: bool
    amiss: Sequence[Move] = ()
    elsewhere: bool = False

    @property
    def right(self) -> bool:
        """Whether what is wanted was heard, and nothing that spoils it."""
        return self.made and not self.amiss


def judge(drill: Drill, item: Item, reading: Reading, reply: str) -> Judged:
    """Judge an answer. `isolate` wants that and no answer yet (提高篇 五 3d); `fab` a gain for the listener (九 4)."""
    slips = tuple(move for move in reading.moves if move in MISTAKES)
    if drill.kind == "isolate":
        early = tuple(move for move in reading.moves if move in ANSWERING)
        return Judged("isolate", "isolate" in reading.moves, (*slips, *early))
    made = "benefit" in reading.moves
    return Judged("benefit", made, slips, made and speaks_to(gains_in(reply, drill.lang), item.listener) is False)


def awaited(unit: Unit, troupe: Troupe, user_id: str, text: str) -> Attempt | None:
    """The item that a text, typed by somebody who is in no talk, answers in his own words; None if it answers none."""
    user = unit.user(user_id)
    dialog = (user.dialog if user is not None else None) or {}
    found = _open(troupe, dialog)
    if found is None or found[0].options or visits.is_answer(text):
        return None
    return Attempt(*found, key=_key(dialog))


def choose(scene: Scene, busy: str | None, tag: str, value: str) -> None:
    """Take a button or the command. busy: with whom a talk is open. value: a drill's name, an option, or ''."""
    dialog = scene.user.dialog or {}
    if busy is not None:
        scene.coach(Screen(scene.say("drill-busy", person=busy)))
    elif not tag and not value:
        _menu(scene)
    elif not tag and value in scene.troupe.drills:
        _begin(scene, value)
    elif dialog.get("question") == QUESTION and tag == _key(dialog):
        _take(scene, dialog, value)
    else:
        scene.stale()


def answer(scene: Scene, dialog: Mapping[str, Any], text: str, reading: Reading | None) -> None:
    """Take free text while a drill is open: a number, or an answer in one's own words."""
    found = _open(scene.troupe, dialog)
    if found is None:
        scene.user.dialog = None
        scene.coach(Screen(scene.say("drill-gone")))
        return
    drill, item = found
    picked = visits.numbers(text, len(drill.options))
    if picked == []:
        _take(scene, dialog, screens.SKIP)
    elif picked is not None and len(picked) == 1:
        _take(scene, dialog, drill.options[picked[0] - 1])
    elif drill.options:
        scene.coach(screens.misread(scene.say, 1, len(drill.options)))
    elif reading is None:
        scene.coach(Screen(scene.say("too-long-reply", limit=scene.settings.practice.longest_reply)))
    else:
        judged = judge(drill, item, reading, text)
        lines = _verdict(scene.say, scene.troupe, judged) + _compared(scene.say, item)
        _tell(scene, dialog, found, judged.right, lines)


def leave(scene: Scene) -> bool:
    """End an open drill before its time; whether there was one."""
    dialog = scene.user.dialog or {}
    if dialog.get("question") != QUESTION:
        return False
    scene.user.dialog = None
    scene.coach(Screen(_done(scene, dialog)))
    return True


def _menu(scene: Scene) -> None:
    ours = {name: drill for name, drill in scene.troupe.drills.items() if drill.lang == scene.user.lang}
    if not ours:
        scene.coach(Screen(scene.say("drill-none")))
        return
    scene.user.dialog = {"question": "drills", "offered": list(ours)}
    lines = [scene.say("drill-menu")]
    done = rounds.rounds_of(scene.unit, scene.user.id)
    for number, (name, drill) in enumerate(ours.items(), start=1):
        known = tried(done, name)
        last = scene.say("drill-last", right=known.last.right, of=known.last.answered) if known is not None else ""
        lines.append(f"{number}. {drill.title}{last}")
    choices = tuple(Choice(screens.data(QUESTION, "", name), drill.title) for name, drill in ours.items())
    scene.coach(Screen("\n".join(lines), choices))


def _begin(scene: Scene, name: str) -> None:
    drill = scene.troupe.drills[name]
    seed = secrets.token_hex(4)
    count = len(drill.items)
    shuffled = random.Random(seed).sample(range(count), count)  # noqa: S311 - no secret
    own = [each for each in rounds.rounds_of(scene.unit, scene.user.id) if each.drill == name]
    order = rounds.order_of(drill, shuffled, own)[:ROUND]
    scene.user.dialog = {"question": QUESTION, "drill": name, "seed": seed, "order": order, "at": 0, "right": 0}
    if own:
        scene.user.dialog["before"] = [own[-1].right, own[-1].answered]
    _ask(scene, scene.user.dialog, f"{drill.title}\n{drill.intro}\n\n")


def _take(scene: Scene, dialog: Mapping[str, Any], value: str) -> None:
    """Take an option, or leave the item out, which shows what would have been right."""
    found = _open(scene.troupe, dialog)
    if found is None or (value != screens.SKIP and value not in found[0].options):
        scene.stale()
        return
    drill, item = found
    if not drill.options:
        _tell(scene, dialog, found, False, _compared(scene.say, item))
        return
    assert item.answer is not None  # which `check_library` saw to
    right = value == item.answer
    lines = [scene.say("drill-right") if right else scene.say("drill-wrong", answer=_label(scene, drill, item.answer))]
    lines.append(item.why)
    if item.better is not None:
        lines.append(scene.say("drill-better", kind=drill.kind, better=item.better))
    _tell(scene, dialog, found, right, lines)


def _tell(
    scene: Scene, dialog: Mapping[str, Any], found: tuple[Drill, Item], right: bool, lines: Sequence[str]
) -> None:
    """Keep how an answer was and say it, and ask the next, or say how the round went."""
    following = {**dialog, "at": dialog["at"] + 1, "right": dialog["right"] + right}
    following["round"] = rounds.keep(scene, following, *found, right)
    text = "\n".join(lines)
    if following["at"] < len(dialog["order"]):
        scene.user.dialog = following
        _ask(scene, following, f"{text}\n\n")
        return
    scene.user.dialog = {"question": "drills", "offered": [dialog["drill"]]}
    done = _done(scene, following)
    again = Choice(screens.data(QUESTION, "", dialog["drill"]), scene.say("drill-again"))
    others = Choice(screens.data(QUESTION, "", ""), scene.say("drill-others"))
    scene.coach(Screen(f"{text}\n\n{done}", (again, others)))
    scene.messages += settle(scene.unit, scene.troupe, scene.user.id, scene.now)


def _done(scene: Scene, dialog: Mapping[str, Any]) -> str:
    """How a round went: how many were right, or heard to be; how the one before did; and what comes first next time."""
    drill = scene.troupe.drills.get(dialog["drill"])
    how = "said" if drill is not None and not drill.options else "chosen"
    lines = [scene.say("drill-done", how=how, right=dialog["right"], of=dialog["at"])]
    if dialog["at"] and "before" in dialog:
        right, of = dialog["before"]
        lines.append(scene.say("drill-before", right=right, of=of))
    if dialog["right"] < dialog["at"]:
        lines.append(scene.say("drill-return", how=how))
    return "\n".join(lines)


def _ask(scene: Scene, dialog: Mapping[str, Any], before: str) -> None:
    """Ask the open item. before: what stands above it."""
    found = _open(scene.troupe, dialog)
    assert found is not None
    drill, item = found
    head = f"[{dialog['at'] + 1}/{len(dialog['order'])}]"
    if not drill.options:
        skip = Choice(screens.data(QUESTION, _key(dialog), screens.SKIP), scene.say("drill-show"))
        how = scene.say("drill-say")
        scene.coach(Screen(f"{before}{head} {_shown(scene.say, item)}\n{how}", (skip,)))
        return
    labels = [screens.headed(_label(scene, drill, option)) for option in drill.options]
    lines = [
        f"{before}{head} {item.shows}",
        "",
        *(f"{number}. {label}" for number, label in enumerate(labels, start=1)),
    ]
    pairs = zip(drill.options, labels, strict=True)
    choices = tuple(Choice(screens.data(QUESTION, _key(dialog), option), label) for option, label in pairs)
    scene.coach(Screen("\n".join(lines), choices))


def _open(troupe: Troupe, dialog: Mapping[str, Any]) -> tuple[Drill, Item] | None:
    """The drill that is open and its item; None if there is none, or it was rewritten so that it has no such item."""
    drill = troupe.drills.get(dialog.get("drill", ""))
    if dialog.get("question") != QUESTION or drill is None:
        return None
    place = dialog["order"][dialog["at"]]
    return (drill, drill.items[place]) if place < len(drill.items) else None


def _key(dialog: Mapping[str, Any]) -> str:
    """What tells an open item from all others: eight characters."""
    return f"{dialog['seed'][:5]}{dialog['at']:03d}"


def _shown(say: Texts, item: Item) -> str:
    return item.shows if item.listener is None else say("drill-to", role=item.listener, shows=item.shows)


def _label(scene: Scene, drill: Drill, option: str) -> str:
    lang: Lang = scene.user.lang
    match drill.kind:
        case "objection_kind":
            return next(of.name[lang] for kind, of in scene.troupe.objections.items() if kind == option)
        case "customer_type":
            return next(of.name[lang] for kind, of in scene.troupe.personas.items() if kind == option)
        case _:
            return scene.say("drill-option", option=option)


def _verdict(say: Texts, troupe: Troupe, judged: Judged) -> list[str]:
    names = {entry.id: entry.name[say.lang] for entry in troupe.moves.moves}
    lines = [say("drill-heard" if judged.made else "drill-unheard", move=names[judged.wanted])]
    if judged.elsewhere:
        lines.append(say("drill-elsewhere"))
    if judged.amiss:
        lines.append(say("drill-amiss", moves=say("drill-and").join(names[move] for move in judged.amiss)))
    return lines


def _compared(say: Texts, item: Item) -> list[str]:
    return [say("drill-model", model=item.model or ""), say("drill-bad", bad=item.bad or ""), item.why]
