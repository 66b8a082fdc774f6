"""Entrance: the pages by which somebody comes to the desk, and leaves it."""

import hmac

from starlette.responses import Response

from bot.desk.desk import PREFIX
from bot.desk.knocking import AWHILE, whence
from bot.desk.signing import digest_of, signed_by_telegram
from bot.desk.staying import visitor_of
from bot.desk.visiting import LANGUAGE, YEAR, Missing, Visit
from state.records.entering import Spent, spent


def how(visit: Visit) -> Response:
    """Say how to sign in."""
    return visit.away("/") if visit.visitor is not None else visit.page("sign_in.html")


def link(visit: Visit) -> Response:
    """Ask whoever opened a link to come in. Only that uses it up: apps look at links to show what is behind them."""
    secret = visit.request.path_params["secret"]
    if _is_local(visit, secret):
        return visit.page("enter.html", secret=secret)
    if _is_shut(visit):
        return _shut(visit)
    with visit.desk.practice.records.unit() as unit:
        found = unit.link(digest_of(secret))
    why = spent(found, visit.now)
    return visit.page("enter.html", secret=secret) if why is None else _refused(visit, why)


def come_in(visit: Visit) -> Response:
    """Use up a link."""
    secret = visit.request.path_params["secret"]
    if _is_local(visit, secret):
        visit.sign_in_here()
        return visit.away("/")
    if _is_shut(visit):
        return _shut(visit)
    with visit.desk.practice.records.unit() as unit:
        user_id, why = unit.enter(digest_of(secret), visit.now)
        visitor = visitor_of(visit.desk, unit, user_id, "link")
        if visitor is not None:
            visit.sign_in(unit, user_id, "link")
    if why is not None:
        return _refused(visit, why)
    return visit.away("/") if visitor is not None else visit.page("told.html", 403, key="desk-not-staff")


def app(visit: Visit) -> Response:
    """The page that Telegram opens as a Mini App; its script hands over what Telegram signed."""
    return visit.page("app.html")


def come_in_by_app(visit: Visit) -> Response:
    """Let in for whom Telegram has signed."""
    desk = visit.desk
    if _is_shut(visit):
        return _shut(visit)
    user_id = signed_by_telegram(visit.form.get("data", ""), desk.token, visit.now)
    if not user_id:
        _missed(visit)
        return visit.page("told.html", 403, key="desk-unsigned")
    with desk.practice.records.unit() as unit:
        visitor = visitor_of(desk, unit, user_id, "app")
        if visitor is not None:
            visit.sign_in(unit, user_id, "app")
    return visit.away("/") if visitor is not None else visit.page("told.html", 403, key="desk-not-staff")


def sign_out(visit: Visit) -> Response:
    """Let the visitor leave: here, or wherever they are signed in."""
    visit.sign_out(everywhere=visit.form.get("where") == "everywhere")
    return visit.away("/sign-in")


def language(visit: Visit) -> Response:
    """Show the desk in another language from now on, on the page where that was chosen."""
    wanted, here = visit.form.get("lang", ""), visit.form.get("here", "")
    if wanted not in ("zh", "en"):
        raise Missing
    visit.cookies[LANGUAGE] = (wanted, YEAR)
    # Only to an address of the desk: nobody is to be led elsewhere by a form of ours.
    ours = here.startswith((f"{PREFIX}/", f"{PREFIX}?")) and "\\" not in here and here.isprintable()
    return visit.away(here.removeprefix(PREFIX) if ours else "/")


def nothing(visit: Visit) -> Response:
    """There is nothing at this address."""
    raise Missing


def _is_local(visit: Visit, secret: str) -> bool:
    ours = visit.desk.secret
    return bool(ours) and hmac.compare_digest(secret.encode(), ours.encode())


def _is_shut(visit: Visit) -> bool:
    """Whether whoever asks has tried in vain too often to be listened to now."""
    return visit.desk.knocks.is_out(whence(visit.request), visit.now)


def _missed(visit: Visit) -> None:
    """Somebody tried to come in by what never was given out."""
    visit.desk.knocks.missed(whence(visit.request), visit.now)


def _shut(visit: Visit) -> Response:
    response = visit.page("told.html", 429, key="desk-knocked")
    response.headers["Retry-After"] = str(int(AWHILE.total_seconds()))
    return response


def _refused(visit: Visit, why: Spent) -> Response:
    if why == "unknown":  # a link that was given out may be opened as often as one likes
        _missed(visit)
    return visit.page("told.html", 410, key=f"desk-link-{why}")
