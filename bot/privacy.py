"""Privacy: before a talk begins, its trainee may keep it from the coach, who then learns only that it took place."""

from bot import visits
from bot.actions import Screen
from bot.scene import Scene
from state.dialogue.customer import Customer
from state.records.tables import Session


def keep(scene: Scene, ongoing: tuple[Session, Customer] | None, private: bool | None = None) -> None:
    """Mark the talk that is being prepared as private or not; None: as it is not yet. Then ask what was open."""
    if ongoing is None:
        scene.coach(Screen(scene.say("private-none")))
        return
    session, customer = ongoing
    if session.phase != "prepare":
        scene.coach(Screen(scene.say("private-kept" if session.private else "private-late")))
        return
    session.private = not session.private if private is None else private
    if scene.pressed is None or visits.question(session) != "expect":  # else the question itself says how it stands
        scene.coach(Screen(scene.say("private-on" if session.private else "private-off")), session=session)
    visits.ask(scene, session, customer)
