"""Marking: what a coach says of an open talk: a comment, what a reply does, how far a criterion is met, an appeal."""

from collections.abc import Mapping
from typing import Any

from bot import leafing
from bot.actions import Choice, Screen
from bot.commenting import OPEN, Unwritten, comment
from bot.correcting import Uncorrected, correct_moves, correct_points, scores, share_name, withdraw
from bot.deciding import Undecided, rule
from bot.leafing import carried
from bot.rescoring import Rescored
from bot.reviewed import Open, appeal_page, criterion_line, criterion_page
from bot.rights import Blind, NotAllowed
from bot.scene import Scene
from bot.screens import DONE, ROW, headed
from state.content.terms import MOVES
from state.records.tables import Verdict
from state.scoring.tests import RECORDED

SHARES = {"2": 1.0, "1": 0.5, "0": 0.0}
"""What the buttons of a criterion give."""
ON_PAGE = 8
"""Criteria on a page."""
VERDICTS: Mapping[str, Verdict] = {"u": "upheld", "r": "refused"}
SILENT = "-"
"""After a verdict: without a word to the trainee."""


def number_of(text: str) -> int | None:
    """The number that a button carries; None if it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else None


def comment_on(scene: Scene, open_: Open, number: int) -> None:
    """Ask for a comment. number: of the reply, 0 for the whole."""
    text = scene.say("review-comment-ask", turn=number, trainee=open_.trainee)
    _ask(scene, open_, text, f"t{number}", {"asks": "comment", "turn": number})


def tick(scene: Scene, open_: Open, value: str) -> None:
    """Let the moves of a reply be ticked. value: `3` to begin; `3.isolate` to tick or untick one; `3.+`: enough."""
    first, _, rest = value.partition(".")
    number = number_of(first) or 0
    if not 1 <= number <= len(open_.talk.turns) or rest not in ("", DONE, *MOVES):
        scene.stale()
        return
    dialog = scene.user.dialog or {}
    mine = {"question": OPEN, "key": open_.key, "asks": "ticks", "turn": number}
    going_on = rest and {name: dialog.get(name) for name in mine} == mine
    shown = open_.talk.reviewed.turns[number - 1]
    picked = set(dialog["moves"] if going_on else shown.reading.moves)
    if rest == DONE:
        if not picked:
            scene.coach(Screen(scene.say("review-no-moves")))
            return
        asked = {"asks": "moves", "turn": number, "moves": [move for move in MOVES if move in picked]}
        _ask(scene, open_, scene.say("review-why"), f"t{number}", asked)
        return
    if rest:
        picked ^= {rest}
    say, choices = scene.say, list[Choice]()
    for place, entry in enumerate(scene.troupe.moves.moves):
        name = headed(entry.name[say.lang])
        label = say("picked", label=name) if entry.id in picked else name
        choices.append(Choice(carried(open_.key, f"m{number}.{entry.id}"), label, beside=place % 2 == 1))
    choices.append(Choice(carried(open_.key, f"m{number}.{DONE}"), say("review-ticked", count=len(picked))))
    choices.append(Choice(carried(open_.key, f"t{number}"), say("review-leave"), beside=True))
    scene.user.dialog = {**mine, "moves": [move for move in MOVES if move in picked]}
    text = say("review-tick", trainee=open_.trainee, turn=number, reply=shown.reply)
    scene.coach(Screen(text, tuple(choices)), in_place=True)


def criteria(scene: Scene, open_: Open, page: int) -> None:
    """List the criteria that are asked of the talk, a page of them."""
    say, judged = scene.say, open_.card.judged
    pages = max(1, -(-len(judged) // ON_PAGE))
    if page >= pages:
        scene.stale()
        return
    lines, choices = [say("review-criteria-ask", score=open_.card.score)], list[Choice]()
    for number, each in list(enumerate(judged, start=1))[page * ON_PAGE : (page + 1) * ON_PAGE]:
        lines.append(f"{number}. {criterion_line(say, open_, each)}")
        choices.append(Choice(carried(open_.key, f"q.{each.criterion}"), str(number), beside=len(choices) % ROW > 0))
    if page > 0:
        choices.append(Choice(carried(open_.key, f"k{page - 1}"), say("menu-page-before", page=page, pages=pages)))
    if page + 1 < pages:
        label = say("menu-page", page=page + 2, pages=pages)
        choices.append(Choice(carried(open_.key, f"k{page + 1}"), label, beside=page > 0))
    choices.append(Choice(carried(open_.key, "t0"), say("review-to-talk")))
    scene.user.dialog = None
    scene.coach(Screen("\n".join(lines), tuple(choices)), in_place=True)


def criterion(scene: Scene, open_: Open, value: str) -> None:
    """Show a criterion, or take its share. value: `calm`, or `calm.2` for all of it, 1 for half, 0 for nothing."""
    say, (name, _, given) = scene.say, value.partition(".")
    judged = open_.judged(name)
    recorded = judged is not None and scene.troupe.rubric.criterion(name).test in RECORDED
    if judged is None or given not in ("", *SHARES) or (recorded and given):
        scene.stale()
        return
    place = [each.criterion for each in open_.card.judged].index(name)
    if given:
        asked = {"asks": "points", "criterion": name, "share": SHARES[given], "turn": judged.turn}
        text = say("review-share-why", share=share_name(say, SHARES[given]))
        _ask(scene, open_, text, f"q.{name}", asked)
        return
    choices, lines = list[Choice](), [criterion_page(say, open_, judged)]
    if recorded:
        lines.append(say("review-recorded"))
    else:
        for share, amount in SHARES.items():
            if amount != judged.share:
                label = headed(share_name(say, amount))
                choices.append(Choice(carried(open_.key, f"q.{name}.{share}"), label, beside=bool(choices)))
    ruled = open_.correction(criterion=name)
    if ruled is not None:
        choices.append(Choice(carried(open_.key, f"w{ruled.number}"), say("review-withdraw")))
    choices.append(Choice(carried(open_.key, f"k{place // ON_PAGE}"), say("review-criteria")))
    scene.user.dialog = None
    scene.coach(Screen("\n\n".join(lines), tuple(choices)), in_place=True)


def appeal(scene: Scene, open_: Open, value: str) -> None:
    """Show an appeal, or decide it. value: a criterion; with `.u` to uphold, `.r` to refuse, `.u-` without a word."""
    say, (name, _, verdict) = scene.say, value.partition(".")
    found = next((each for each in open_.appeals if each.criterion == name and each.state == "open"), None)
    if found is None or verdict not in ("", *VERDICTS, *(f"{each}{SILENT}" for each in VERDICTS)):
        scene.stale()
        return
    if not verdict:
        uphold, refuse = (
            Choice(carried(open_.key, f"a.{name}.{each}"), say("review-verdict", verdict=VERDICTS[each]))
            for each in VERDICTS
        )
        around = Choice(carried(open_.key, f"t{found.turn or 0}"), say("review-to-talk"))
        scene.user.dialog = None
        scene.coach(
            Screen(appeal_page(say, open_, found), (uphold, Choice(refuse.data, refuse.label, beside=True), around)),
            in_place=True,
        )
    elif verdict.endswith(SILENT):
        _decide(scene, open_, name, VERDICTS[verdict[0]], "")
    else:
        asked = {"asks": "note", "criterion": name, "verdict": VERDICTS[verdict]}
        silent = Choice(carried(open_.key, f"a.{name}.{verdict}{SILENT}"), say("review-silent"))
        _ask(scene, open_, say("review-note", verdict=VERDICTS[verdict]), f"a.{name}", asked, silent)


def withdraw_(scene: Scene, open_: Open, number: int) -> None:
    """Take a correction back."""
    correction = next((row for row in open_.corrections if row.number == number), None)
    if correction is None:
        scene.stale()
        return
    back = f"t{correction.turn}" if correction.kind == "moves" else f"q.{correction.criterion}"
    try:
        done = withdraw(scene.unit, scene.troupe, scene.user, scene.role, _key(open_), number, scene.now)
    except Uncorrected as error:
        scene.coach(Screen(scene.say(error.why)))
        return
    _tell(scene, open_, scene.say("review-withdrawn", **_scores(done)), back)


def answer(scene: Scene, dialog: Mapping[str, Any], text: str) -> None:
    """Take what was typed while something is asked of a coach."""
    say, open_, gone = scene.say, None, "review-gone"
    try:
        open_ = leafing.find(scene, dialog["key"])
    except Blind:  # asked meanwhile
        gone = "review-blind"
    except NotAllowed:
        pass
    if open_ is None:
        scene.user.dialog = None
        scene.coach(Screen(say(gone)))
        return
    asks, turn = dialog["asks"], dialog.get("turn") or None
    about = (scene.unit, scene.troupe, scene.user, scene.role, _key(open_))
    try:
        if asks == "comment":
            comment(*about, text, scene.now, turn)
            _tell(scene, open_, say("review-commented", trainee=open_.trainee), f"t{turn or 0}")
        elif asks == "moves":
            done = correct_moves(*about, dialog["turn"], dialog["moves"], text, scene.now)
            _tell(scene, open_, say("review-corrected", trainee=open_.trainee, **_scores(done)), f"t{turn or 0}")
        elif asks == "points":
            done = correct_points(*about, dialog["criterion"], dialog["share"], text, scene.now, turn)
            _tell(
                scene,
                open_,
                say("review-corrected", trainee=open_.trainee, **_scores(done)),
                f"q.{dialog['criterion']}",
            )
        elif asks == "note":
            _decide(scene, open_, dialog["criterion"], dialog["verdict"], text)
        else:
            scene.coach(Screen(say("review-tick-first")))
    except (Unwritten, Uncorrected) as error:
        scene.coach(Screen(say(error.why)))


def _decide(scene: Scene, open_: Open, name: str, verdict: Verdict, note: str) -> None:
    found = next((each for each in open_.appeals if each.criterion == name and each.state == "open"), None)
    if found is None:
        scene.coach(Screen(scene.say("review-decided-before")))
        return
    try:
        done = rule(scene.unit, scene.troupe, found, verdict, note, scene.user.id, scene.now)
    except Undecided:
        scene.coach(Screen(scene.say("review-only-refuse")))
        return
    told = _scores(done) if done is not None else scores(open_.card.score, open_.card.score)
    _tell(
        scene,
        open_,
        scene.say("review-decided", verdict=verdict, trainee=open_.trainee, **told),
        f"t{found.turn or 0}",
    )


def _ask(scene: Scene, open_: Open, text: str, back: str, asked: Mapping[str, Any], *more: Choice) -> None:
    """Ask for words. back: where the button leads that leaves it at that. asked: what they will be."""
    leave = Choice(carried(open_.key, back), scene.say("review-leave"), beside=bool(more))
    scene.coach(Screen(text, (*more, leave)), in_place=True)
    scene.user.dialog = {"question": OPEN, "key": open_.key, **asked}


def _tell(scene: Scene, open_: Open, text: str, back: str) -> None:
    """Say what was done, and lead on."""
    scene.user.dialog = None
    say = scene.say
    onward = (
        Choice(carried(open_.key, back), say("review-onward")),
        Choice(carried("", "p0"), say("review-back"), beside=True),
    )
    scene.coach(Screen(text, onward), in_place=True)


def _key(open_: Open) -> tuple[str, str]:
    return open_.session.user_id, open_.session.id


def _scores(done: Rescored) -> dict[str, int | str]:
    return scores(done.old.score, done.new.score)
