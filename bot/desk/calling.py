"""Calling: a coach asks in the chat for the desk, and gets a link to it that lets in once."""

from bot.actions import Screen
from bot.desk.signing import MINUTES, new_link
from bot.scene import Scene

QUESTION = "desk"


def call(scene: Scene) -> None:
    """Give whoever coaches a link to the desk; say to others that it is not for them."""
    address = scene.settings.desk.url
    if scene.role == "trainee":
        scene.coach(Screen(scene.say("desk-staff")))
    elif not address:
        scene.coach(Screen(scene.say("desk-unset", role=scene.role)))
    else:
        link = new_link(scene.unit, scene.user.id, address, scene.now)
        scene.coach(Screen(scene.say("desk-link", link=link, minutes=MINUTES)))
