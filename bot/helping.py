"""Helping: hints, taking a reply back, reasons for the last one, and the exam, in which there is none of these."""

import secrets
from typing import TypeGuard

from bot import explaining, screens, visits
from bot.actions import Choice, Screen
from bot.citing import cited
from bot.scene import Ongoing, Scene, help_of
from state.content.terms import Mode
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Say, Snapshot
from state.dialogue.step import begin
from state.records.tables import Session
from state.scoring.card import cost_of
from state.scoring.hints import given, next_hint, next_step
from state.scoring.talk import Hint, Level, Talk

BUTTONS = ("hint", "undo", "mode")


def hint(scene: Scene, ongoing: Ongoing, argument: str = "") -> None:
    """Show what the next hint costs; give it if that was shown before."""
    if not _allowed(ongoing, scene):
        return
    session, customer = ongoing
    if session.phase != "talk":
        scene.coach(Screen(scene.say(f"hint-{session.phase}")), session=session)
        return
    talk = visits.talk_of(scene, session, customer)
    wanted = next_hint(talk)
    if wanted is not None and wanted == talk.help.offered:
        _give(scene, session, customer, talk, wanted)
    else:
        _offer(scene, session, talk, [each.level for each in given(talk)])


def press(scene: Scene, ongoing: Ongoing, question: str, tag: str, value: str) -> bool:
    """Take one of the buttons of `BUTTONS`. False: it is out of date, or forged."""
    if ongoing is None or tag != ongoing[0].id[:8]:
        return False
    if question == "undo":
        undo(scene, ongoing)
        return True
    if question == "mode":
        settle(scene, *ongoing, "exam" if value == "exam" else "practice")
        return True
    if not value:
        hint(scene, ongoing)
        return True
    session, customer = ongoing
    if session.phase != "talk" or session.mode == "exam":
        return False
    talk = visits.talk_of(scene, session, customer)
    wanted = next_hint(talk)
    if wanted is None or value != _value(wanted):
        return False
    _give(scene, session, customer, talk, wanted)
    return True


def undo(scene: Scene, ongoing: Ongoing, argument: str = "") -> None:
    """Take the last reply back: the customer has not heard it, and it is not scored. Once in a talk, at a cost."""
    if not _allowed(ongoing, scene):
        return
    session, customer = ongoing
    if help_of(session).retry is not None:
        scene.coach(Screen(scene.say("undo-used")), session=session)
    elif session.before is None:
        scene.coach(Screen(scene.say("undo-nothing")), session=session)
    elif session.diagnosis is not None:
        scene.coach(Screen(scene.say("undo-late")), session=session)
    else:
        _take_back(scene, session, customer, Snapshot.model_validate(session.before))


def why(scene: Scene, ongoing: Ongoing, argument: str = "") -> None:
    """Say what the last reply was read as, and why it was good or bad; or turn that on or off for every reply."""
    wanted = explaining.switched(argument)
    if wanted is not None:
        explaining.switch(scene, wanted)
    elif not _allowed(ongoing, scene):
        return
    elif ongoing[0].snapshot is None:
        scene.coach(Screen(scene.say("why-nothing")), session=ongoing[0])
    else:
        explaining.explain(scene, *ongoing)


def settle(scene: Scene, session: Session, customer: Customer, mode: Mode) -> None:
    """Hold the coming talk in this mode. Once the talk has begun, it stays as it is."""
    if session.phase != "prepare":
        scene.coach(Screen(scene.say("mode-settled", mode=session.mode)), session=session)
        if session.phase == "diagnose":
            visits.ask(scene, session, customer)  # what is still open
        return
    if session.mode != mode:
        session.mode, session.updated_at = mode, scene.now
        session.seed = customer.exam_seed if mode == "exam" else secrets.randbits(31)
    visits.ask(scene, session, customer)  # which says the mode; what it offers comes in another order now


def _allowed(ongoing: Ongoing, scene: Scene) -> TypeGuard[tuple[Session, Customer]]:
    """Whether there is a talk in which there may be help. If not, it is said why."""
    if ongoing is None:
        scene.coach(Screen(scene.say("talk-none")))
        return False
    if ongoing[0].mode == "exam":
        scene.coach(Screen(scene.say("exam-refuses")), session=ongoing[0])
        return False
    return True


def _offer(scene: Scene, session: Session, talk: Talk, show: list[Level]) -> None:
    """Show what was given of the hints for the next step, and what the next level costs."""
    say, wanted = scene.say, next_hint(talk)
    session.help = talk.help.model_copy(update={"offered": wanted}).model_dump(mode="json")
    lines, choices = _shown(scene, talk, show), tuple[Choice, ...]()
    if wanted is None:
        lines.append(say("hint-all"))
    else:
        texts = {"level": wanted.level, "cost": cost_of(wanted.level, scene.troupe.rubric.help)}
        lines.append(say("hint-next" if given(talk) else "hint-first", **texts))
        choices = (Choice(screens.data("hint", session.id, _value(wanted)), say("hint-button", **texts)),)
    scene.coach(Screen("\n".join(lines), choices), session=session)


def _give(scene: Scene, session: Session, customer: Customer, talk: Talk, wanted: Hint) -> None:
    session.help = talk.help.model_copy(update={"hints": (*talk.help.hints, wanted)}).model_dump(mode="json")
    session.updated_at = scene.now
    _offer(scene, session, visits.talk_of(scene, session, customer), [wanted.level])


def _shown(scene: Scene, talk: Talk, levels: list[Level]) -> list[str]:
    """These levels of the hints for the next step, under its name; nothing where there are none."""
    say, (step_id, move) = scene.say, next_step(talk)
    if not levels:
        return []
    step = next(step for step in scene.troupe.rubric.steps if step.id == step_id)
    texts = {"principle": step.principle[say.lang], "direction": step.advice[say.lang]}
    if "example" in levels:
        texts["example"] = say("hint-example", model=talk.customer.scenario.models[move])
    return [
        say("hint-head", step=step.name[say.lang], section=cited(step.section, say.lang)),
        *(texts[level] for level in levels),
    ]


def _take_back(scene: Scene, session: Session, customer: Customer, before: Snapshot) -> None:
    *kept, last = scene.unit.turns(session.user_id, session.id)
    last.taken_back = True
    for row in scene.unit.answers(session.user_id, session.id, last.number):
        row.turn = None  # what is said instead has that number, and answers of its own
    session.help = help_of(session).model_copy(update={"retry": last.number}).model_dump(mode="json")
    session.snapshot = before.model_copy(update={"at": scene.now}).model_dump(mode="json")
    session.phase, session.outcome, session.before, session.updated_at = "talk", None, None, scene.now
    scene.hurry(session)  # what the customer has still to say to the reply comes before the word that it is gone
    person, cost = customer.account.person, scene.troupe.rubric.help.retry
    lines = [scene.say("undo-done", turn=last.number, person=person, cost=cost)]
    says = [Say.model_validate(say).line for say in kept[-1].says] if kept else _opening(session, customer)
    if says:
        lines += [scene.say("undo-said", person=person), *(f"  {text}" for text in says)]
    scene.coach(Screen("\n".join(lines)), session=session)


def _opening(session: Session, customer: Customer) -> list[str]:
    """What the customer opened the talk with."""
    spoken_to = bool((session.preparation or {}).get("spoke_first"))
    started = begin(customer, session.seed, session.started_at, spoken_to=spoken_to)
    return [say.line for say in started.says]


def _value(wanted: Hint) -> str:
    """What a button says of the hint that it offers; one that was pressed too late offers another."""
    return f"{wanted.turn}.{wanted.step}.{wanted.move}.{wanted.level}"
