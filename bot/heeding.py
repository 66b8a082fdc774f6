"""Heeding: what the coach says of messages that are not, or not only, words typed for the customer."""

from bot.actions import Kind, Said, Screen
from bot.scene import Ongoing, Scene
from state.understanding.reading import Reading, Spoken


def explain(scene: Scene, ongoing: Ongoing, kind: Kind) -> None:
    """Say that a message was not heard, and what to send instead. Nothing in the talk changes by it."""
    person = _whom(ongoing)
    texts = {"kind": kind, "limit": scene.settings.speech.longest, "spoken_to": "yes" if person else "no"}
    scene.coach(Screen(scene.say("unseen", **texts, person=person)))


def take(scene: Scene, ongoing: Ongoing, said: Said, reading: Reading | None) -> None:
    """Say how a message was taken that was spoken, or came with something unseen. Typed words need no comment.

    reading: of what was said, where somebody hears it.
    """
    session = ongoing[0] if ongoing is not None else None
    if said.beside is not None:
        person = _whom(ongoing)
        about = {"kind": said.beside, "person": person, "spoken_to": "yes" if person else "no"}
        scene.aside(scene.say("unseen-beside", **about), session)
    if said.seconds is not None:
        lines = [scene.say("heard", text=said.text)]
        # An exam tells nothing of how a reply was before it is over.
        if session is not None and session.mode == "practice" and reading is not None and reading.spoken is not None:
            lines.append(_measured(scene, reading, reading.spoken))
        scene.aside("\n".join(lines), session)


def _measured(scene: Scene, reading: Reading, spoken: Spoken) -> str:
    return scene.say(
        "heard-how",
        lang=reading.lang,
        seconds=round(spoken.seconds),
        pace=round(spoken.pace or 0),
        count=len(spoken.fillers),
        fillers=scene.say("heard-comma").join(dict.fromkeys(spoken.fillers)),
    )


def _whom(ongoing: Ongoing) -> str:
    """The customer who would have heard it; '' where none is spoken to."""
    if ongoing is None or ongoing[0].phase not in ("prepare", "talk"):
        return ""
    return ongoing[1].account.person
