"""Dispatch: to whom each kind of action goes."""

from bot import amending, answering, buttons, commands, commenting, heeding, responding
from bot.actions import Action, Chosen, Command, Document, Edited, Said, Unreadable
from bot.scene import Ongoing, Scene
from state.understanding.reading import Reading


def act(
    scene: Scene, ongoing: Ongoing, action: Action, reading: Reading | None, reply: amending.Reply | None = None
) -> None:
    """Carry out an action.

    reply: what the customer is to hear, if the action is said to one.
    reading: of that, or of what a customer would have heard (`whatif`); none if it is too long.
    """
    if isinstance(action, Said):
        to = commenting.addressed(scene.unit, scene.user.id, action.to)
        if to is not None:  # to a coach or a trainee, whatever else goes on
            responding.take(scene, *to, action.text)
            return
        heeding.take(scene, ongoing, action, reading)
    if isinstance(action, Command):
        commands.obey(scene, ongoing, action)
    elif isinstance(action, Chosen):
        buttons.press(scene, ongoing, action.data)
    elif isinstance(action, Unreadable | Document):
        heeding.explain(scene, ongoing, action.kind if isinstance(action, Unreadable) else "document")
    elif isinstance(action, Edited):
        answering.change(scene, ongoing, action, reading, reply)
    elif ongoing is None:
        answering.answer_menu(scene, action.text, reading, buttons.press)
    else:
        answering.hear(scene, *ongoing, action.text, reading, reply)
