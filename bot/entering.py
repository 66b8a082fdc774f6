"""Entering: how a person comes to stand before a customer, and in which language."""

from bot import helping, menus, screens, visits
from bot.actions import Choice, Screen
from bot.quotes import typed
from bot.scene import Ongoing, Scene
from state.content.problems import nearest
from state.content.terms import Lang, Mode
from state.dialogue.customer import Customer


def practice(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    """Offer customers, start with the one named by `argument`, or go on with the one who is there."""
    if ongoing is not None:
        session, customer = ongoing
        if session.phase == "talk":
            scene.coach(Screen(scene.say("talk-busy", person=customer.account.person)))
        else:
            scene.coach(Screen(scene.say(f"busy-{session.phase}", person=customer.account.person)))
            if session.phase == "prepare":  # perhaps days later, and nobody prepares for a customer not remembered
                scene.coach(screens.brief(scene.say, customer), session=session)
            visits.ask(scene, session, customer)
    elif argument:
        open_with(scene, argument)
    else:
        menus.home(scene, "practice")


def exam(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    """Do as `practice`, for an exam; a practice that has not begun becomes one."""
    if ongoing is not None and argument not in ("", ongoing[0].scenario):
        practice(scene, ongoing, argument)  # which says that there is somebody else to see first
    elif ongoing is not None:
        if ongoing[0].phase == "prepare":
            scene.coach(screens.brief(scene.say, ongoing[1]), session=ongoing[0])
        helping.settle(scene, *ongoing, "exam")
    elif argument:
        open_with(scene, argument, "exam")
    else:
        menus.home(scene, "exam")


def open_with(scene: Scene, scenario: str, mode: Mode = "practice", *, at_once: bool = False) -> None:
    """Start a session with a customer. at_once: without preparation."""
    customer = scene.troupe.offered.get(scenario)
    if customer is not None:
        if _had_enough(scene):
            scene.coach(Screen(scene.say("talks-enough", limit=scene.settings.limits.talks)))
        else:
            visits.open_visit(scene, customer, mode, at_once=at_once)
        return
    if scenario in scene.troupe.unfinished:
        scene.coach(Screen(scene.say("scenario-unfinished", scenario=scenario)))
        return
    say, near = scene.say, _nearest(scene, scenario)
    if near is None:
        scene.coach(Screen(say("scenario-unknown", scenario=typed(scenario), near=say("scenario-others"))))
        return
    person = near.account.person
    button = Choice(_met_by(near, mode), say("scenario-near-button", person=person))
    hint = say("scenario-near", person=person, scenario=near.id)
    scene.coach(Screen(say("scenario-unknown", scenario=typed(scenario), near=hint), (button,)))


def speak(scene: Scene, ongoing: Ongoing, lang: str) -> None:
    """Change the language to `lang`: zh or en."""
    chosen: Lang = "en" if lang == "en" else "zh"
    if chosen == scene.user.lang:
        scene.user.dialog = None
        scene.coach(Screen(scene.say("language-same")), in_place=True)
        return
    scene.user.lang, scene.user.dialog = chosen, None
    scene.coach(Screen(scene.say("language-set" if ongoing is None else "language-open")), in_place=True)
    if ongoing is not None and ongoing[0].phase != "talk":
        visits.ask(scene, *ongoing)  # what was open, in the language of now


def met(ongoing: Ongoing) -> str | None:
    """Whom the person stands before."""
    return ongoing[1].account.person if ongoing is not None else None


def _had_enough(scene: Scene) -> bool:
    """Whether a person has begun as many talks today as one may. Whoever sits at the machine may begin any number."""
    most = scene.settings.limits.talks
    if not most or scene.user.channel != "telegram":
        return False
    today = scene.now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    return scene.unit.begun_since(scene.user.id, today) >= most


def _nearest(scene: Scene, scenario: str) -> Customer | None:
    """The customer whose id is most like this: of those who speak the person's language, or else of all."""
    lang, offered = scene.user.lang, scene.troupe.offered
    own = {customer.id.partition("/")[2]: customer for customer in scene.troupe.who(lang)}
    name = scenario.rpartition("/")[2]
    near = nearest(name, own)
    if near is not None:
        return own[near]
    other = nearest(scenario, offered)
    return offered[other] if other is not None else None


def _met_by(customer: Customer, mode: Mode) -> str:
    """What a button carries that leads to a customer."""
    return f"{'exam' if mode == 'exam' else 'customer'}//{customer.id}"
