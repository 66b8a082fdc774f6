"""Leafing: what is new for a coach, and the pages of a talk, each with its buttons."""

from bot.actions import Choice, Screen
from bot.commenting import OPEN as QUESTION
from bot.commenting import key_of, meant
from bot.reviewed import Open, opened, turn_page, whole_page
from bot.rights import NotAllowed, hidden, may_review, review, reviewable
from bot.scene import Scene
from bot.screens import PAGE, ROW
from state.records.tables import Appeal, Session


def find(scene: Scene, key: str) -> Open | None:
    """The talk of a button, for somebody who may review it now; None if it cannot be shown.

    Raises NotAllowed if there is none, or they may not; Blind if they have to score it first.
    """
    session = meant(scene.unit, key)
    if session is None:
        raise NotAllowed
    return opened(scene, review(scene.unit, scene.user.id, scene.role, (session.user_id, session.id)))


def show(scene: Scene, open_: Open, number: int) -> None:
    """Show a talk's page. number: of the reply, 0 for the whole."""
    say, last, choices = scene.say, len(open_.talk.turns), list[Choice]()
    if number > 0:
        choices.append(Choice(carried(open_.key, f"t{number - 1}"), say("review-before")))
    if number < last:
        choices.append(Choice(carried(open_.key, f"t{number + 1}"), say("review-next"), beside=number > 0))
    choices.append(Choice(carried(open_.key, f"c{number}"), say("review-comment", turn=number)))
    if number:
        choices.append(Choice(carried(open_.key, f"m{number}"), say("review-correct-moves"), beside=True))
        correction = open_.correction(turn=number)
        if correction is not None:
            choices.append(Choice(carried(open_.key, f"w{correction.number}"), say("review-withdraw")))
    choices.append(Choice(carried(open_.key, "k0"), say("review-criteria")))
    choices += (
        Choice(carried(open_.key, f"a.{appeal.criterion}"), say("review-see-appeal"))
        for appeal in open_.appeals
        if appeal.state == "open" and (appeal.turn or 0) == number
    )
    choices.append(Choice(carried("", "p0"), say("review-back"), beside=True))
    scene.user.dialog = None
    text = turn_page(say, open_, number) if number else whole_page(say, open_)
    scene.coach(Screen(text, tuple(choices)), in_place=True)


def list_new(scene: Scene, page: int) -> None:
    """Show what is new: open appeals first, then talks, those that nobody has reviewed before the others."""
    say, unit = scene.say, scene.unit
    trainees = reviewable(unit, scene.user.id, scene.role)
    unscored = hidden(unit, scene.user.id)
    appeals = [each for each in unit.open_appeals() if _may_decide(scene, each)]
    appeals = [each for each in appeals if (each.user_id, each.session_id) not in unscored]
    count, new = unit.count_to_review(trainees, scene.user.id)
    total = len(appeals) + count
    pages = max(1, -(-total // PAGE))
    if page >= pages:
        scene.stale()
        return
    start, lines, choices = (
        page * PAGE,
        [say("review-list", appeals=len(appeals), new=new, talks=count, shown=total)],
        list[Choice](),
    )
    if scene.role == "admin" and page == 0:
        from bot.examining import unwell  # it takes numpy, which takes a while to load

        lines += unwell(scene)
    shown = appeals[start : start + PAGE]
    for number, appeal in enumerate(shown, start=start + 1):
        session = unit.session(appeal.user_id, appeal.session_id)
        assert session is not None, "the tables do not allow it"
        lines.append(say("review-appeal-line", number=number, **_named(scene, session)))
        way = carried(key_of((appeal.user_id, appeal.session_id)), f"a.{appeal.criterion}")
        choices.append(Choice(way, str(number), beside=len(choices) % ROW > 0))
    first = max(0, start - len(appeals))
    for number, (session, seen) in enumerate(
        unit.to_review(trainees, PAGE - len(shown), first, scene.user.id), start=start + len(shown) + 1
    ):
        card = unit.card(session.user_id, session.id)
        told = {"score": card.score if card is not None else 0, "seen": "yes" if seen else "no"}
        line = "review-line-blind" if (session.user_id, session.id) in unscored else "review-line"
        lines.append(say(line, number=number, **_named(scene, session), **told))
        way = carried(key_of((session.user_id, session.id)), "t0")
        choices.append(Choice(way, str(number), beside=len(choices) % ROW > 0))
    if page > 0:
        choices.append(Choice(carried("", f"p{page - 1}"), say("menu-page-before", page=page, pages=pages)))
    if page + 1 < pages:
        label = say("menu-page", page=page + 2, pages=pages)
        choices.append(Choice(carried("", f"p{page + 1}"), label, beside=page > 0))
    scene.user.dialog = None
    scene.coach(Screen("\n".join(lines), tuple(choices)), in_place=True)


def carried(key: str, value: str) -> str:
    """What a button of a review carries, at most 64 bytes. key: of a talk, '' for the list."""
    return f"{QUESTION}/{key}/{value}"


def _may_decide(scene: Scene, appeal: Appeal) -> bool:
    return may_review(scene.unit, scene.user.id, scene.role, appeal.user_id)


def _named(scene: Scene, session: Session) -> dict[str, str]:
    """Whose talk it was, with whom, and when."""
    trainee, customer = scene.unit.user(session.user_id), scene.troupe.customers.get(session.scenario)
    return {
        "trainee": trainee.name if trainee is not None else session.user_id,
        "person": customer.account.person if customer is not None else session.scenario,
        "at": session.started_at.astimezone().strftime("%m-%d %H:%M"),
    }
