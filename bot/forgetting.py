"""Forgetting: a person sees what would be removed and confirms it, and then nothing is kept; or has it all sent."""

import secrets
from datetime import datetime, timedelta

from bot.access import FORGET, set_role
from bot.actions import Choice, Screen
from bot.scene import Scene

MINUTES = 15
"""For how long a confirmation counts."""


def forget(scene: Scene, code: str) -> None:
    """Ask whether all is to be removed; with the code of the question, do it."""
    if not code:
        _ask(scene)
        return
    asked = (scene.user.dialog or {}).get(FORGET)
    if asked is None or asked["code"] != code or scene.now > datetime.fromisoformat(asked["until"]):
        scene.coach(Screen(scene.say("forget-stale")))
        return
    scene.farewell = scene.say("forget-done")
    scene.unit.forget(scene.user.id)


def _ask(scene: Scene) -> None:
    say, user, access = scene.say, scene.user, scene.settings.access
    code, until = f"{secrets.randbelow(1_000_000):06}", scene.now + timedelta(minutes=MINUTES)
    # Beside what else is open: whoever thinks better of it goes on where they were.
    user.dialog = {**(user.dialog or {}), FORGET: {"code": code, "until": until.isoformat()}}
    lines = [say("forget-ask", cards=scene.unit.record_of(user.id)[0])]
    if access.mode == "invite" and set_role(access, user.id) == "trainee":
        lines.append(say("forget-invited"))
    lines.append(say("forget-how", code=code, minutes=MINUTES))
    scene.coach(Screen("\n".join(lines), (Choice(f"{FORGET}/{code}/", say("forget-button")),)))


def send_data(scene: Scene) -> None:
    """Let all that is kept of the person be sent as a file."""
    scene.file(scene.say("mydata-caption"))
