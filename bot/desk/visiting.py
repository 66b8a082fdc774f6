"""Visiting: who is at the desk, by a sealed cookie; what every answer carries, and what every form must."""

import asyncio
import hmac
import logging
import secrets
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.delivery import now
from bot.desk.desk import HOURS, LOCAL, PREFIX, Desk
from bot.desk.showing import rendered
from bot.desk.signing import digest_of
from bot.desk.staying import Visitor, who_stays
from bot.desk.uploading import Upload, form_with_file
from bot.texts import Texts, texts
from state.content.terms import Lang
from state.records.errors import RecordsUnavailable
from state.records.reviewing import Stay, Way
from state.records.tables import User
from state.records.unit import Unit

COOKIE, LANGUAGE = "duilian_desk", "duilian_desk_lang"
FORM = "form"
"""The field of every form that proves that it came from a page of ours."""
LONGEST = 64 * 1024  # bytes of a form
SLOWEST = 120.0  # seconds that a form may take to arrive
YEAR = 365 * 24 * 3600
TELEGRAM = "https://web.telegram.org"
log = logging.getLogger(__name__)
Gate = Literal["staff", "admin", "anybody", "app"]
"""Whom an address is for: who is signed in; admins alone; anybody; anybody, also within Telegram's own page."""


class Missing(Exception):
    """There is no such thing, or it is not for this visitor to know that there is."""


@dataclass
class Visit:
    """One request, by somebody or by anybody. form, upload: what was sent in. nonce: what our forms to it carry.

    cookies: to be set, by name: value and seconds.
    """

    desk: Desk
    request: Request
    form: Mapping[str, str]
    nonce: str
    visitor: Visitor | None
    now: datetime
    upload: Upload = field(default_factory=Upload)
    cookies: dict[str, tuple[str, int]] = field(default_factory=dict)
    framed: bool = False

    @property
    def by(self) -> Visitor:
        """Who is signed in. Only at addresses for staff."""
        assert self.visitor is not None
        return self.visitor

    def user(self, unit: Unit) -> User:
        """Who is signed in, as a user. Only at addresses for staff.

        Whoever comes by the terminal's link need not be on record; what they do is then an admin's without a name.
        """
        by, nameless = self.by, self.say("desk-admin")
        return unit.user(by.id) or User(
            id=by.id,
            channel="terminal",
            name=nameless,
            lang=by.lang,
            role=by.role,
            created_at=self.now,
            seen_at=self.now,
        )

    @property
    def lang(self) -> Lang:
        """The language chosen here, else the visitor's, else the browser's."""
        chosen = self.request.cookies.get(LANGUAGE)
        if chosen in ("zh", "en"):
            return "zh" if chosen == "zh" else "en"
        if self.visitor is not None:
            return self.visitor.lang
        wished = self.request.headers.get("Accept-Language", "").lower()
        return "zh" if wished.startswith("zh") else "en" if wished else self.desk.practice.settings.practice.lang

    @property
    def say(self) -> Texts:
        """The texts in this language."""
        return texts(self.lang)

    def page(self, template: str, status: int = 200, **values: object) -> Response:
        """A page of the desk."""
        path = self.request.url.path + (f"?{self.request.url.query}" if self.request.url.query else "")
        own = {"visitor": self.visitor, "form": self.nonce, "here": path if status == 200 else PREFIX}
        return HTMLResponse(rendered(template, self.say, **own, **values), status)

    def away(self, path: str) -> Response:
        """Go on at another address of the desk."""
        return RedirectResponse(PREFIX + path, 303)

    def sign_in(self, unit: Unit, user_id: str, way: Way) -> None:
        """Let a user be signed in from here on, in this browser."""
        stay, until = secrets.token_urlsafe(24), self.now + timedelta(hours=HOURS)
        unit.add(Stay(user_id=user_id, digest=digest_of(stay), way=way, begun_at=self.now, ends_at=until))
        self.framed = way == "app"
        self._give({"user": user_id, "way": way, "stay": stay})

    def sign_in_here(self) -> None:
        """Let whoever runs the program be signed in from here on, as long as it runs."""
        ticket = {"user": LOCAL, "way": "local", "stay": secrets.token_urlsafe(24), "process": self.desk.process}
        self._give(ticket)

    def sign_out(self, *, everywhere: bool) -> None:
        """Let the visitor's cookie, and every copy of it, hold no longer. everywhere: nor those of other browsers."""
        by = self.by
        if by.way == "local":
            self.desk.left.add(by.stay)
        else:
            with self.desk.practice.records.unit() as unit:
                unit.end_stays(by.id) if everywhere else unit.end_stay(by.id, by.stay)
        self.cookies[COOKIE] = ("", 0)

    def _give(self, ticket: dict[str, str]) -> None:
        self.cookies[COOKIE] = (self.desk.sealed({**ticket, "nonce": secrets.token_urlsafe(18)}), HOURS * 3600)


Handler = Callable[[Visit], Response]


def at(handler: Handler, gate: Gate = "staff", *, uploads: bool = False) -> Callable[[Request], object]:
    """A handler as an endpoint: whoever may not come in is sent to sign in, and no forged form is taken.

    uploads: its forms have a file in them.
    """

    async def endpoint(request: Request) -> Response:
        desk: Desk = request.app.state.desk
        form: Mapping[str, str] | None = {}
        upload = Upload()
        if request.method == "POST":
            try:
                async with asyncio.timeout(SLOWEST):
                    form, upload = (
                        await form_with_file(request, desk.largest) if uploads else (await _form(request), upload)
                    )
            except (TimeoutError, ClientDisconnect):
                return Response(status_code=408)
        return await run_in_threadpool(_answered, desk, request, form, upload, handler, gate)

    return endpoint


async def _form(request: Request) -> Mapping[str, str] | None:
    """The fields of a form, each once; None if it is too long or no form."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST:
            return None
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=200))
    except ValueError:
        return None


def _answered(
    desk: Desk, request: Request, form: Mapping[str, str] | None, upload: Upload, handler: Handler, gate: Gate
) -> Response:
    ticket = desk.opened(request.cookies.get(COOKIE, ""))
    visit = Visit(desk, request, form or {}, ticket.get("nonce", ""), None, now(), upload, framed=gate == "app")
    if not visit.nonce:
        visit.nonce = secrets.token_urlsafe(18)
        visit.cookies[COOKIE] = (desk.sealed({"nonce": visit.nonce}), HOURS * 3600)
    try:
        visit.visitor = who_stays(desk, ticket, visit.now)
        visit.framed = visit.framed or (visit.visitor is not None and visit.visitor.way == "app")
        if "\0" in "".join((*request.path_params.values(), *request.query_params.values(), *visit.form.values())):
            raise Missing  # no database can be asked for it
        if request.method == "POST" and not (form is not None and _is_ours(visit, ticket)):
            response = visit.page("told.html", 403, key="desk-forged")
        elif gate in ("staff", "admin") and visit.visitor is None:
            response = visit.away("/sign-in")
        elif gate == "admin" and visit.by.role != "admin":
            raise Missing
        else:
            response = handler(visit)
    except Missing:
        response = visit.page("told.html", 404, key="desk-missing")
    except RecordsUnavailable:
        response = visit.page("told.html", 503, key="desk-unavailable")
    except Exception as error:
        where = "".join(traceback.format_tb(error.__traceback__))  # without the message, which may quote a reply
        log.error("%s.%s: %s\n%s", handler.__module__, handler.__name__, type(error).__name__, where)
        response = visit.page("told.html", 500, key="desk-fault")
    return _dressed(visit, response)


def _is_ours(visit: Visit, ticket: Mapping[str, str]) -> bool:
    """Whether a form came from a page that this desk gave to this browser."""
    origin, host = visit.request.headers.get("Origin"), visit.request.headers.get("Host", "")
    if origin is not None and urlsplit(origin).netloc not in (host, urlsplit(visit.desk.public).netloc or host):
        return False
    given, kept = visit.form.get(FORM, ""), ticket.get("nonce", "")
    return bool(kept) and hmac.compare_digest(given.encode(), kept.encode())


def _dressed(visit: Visit, response: Response) -> Response:
    """An answer with what keeps browsers from harm, and with the cookies that are to be set."""
    framer = TELEGRAM if visit.framed else "'none'"
    policy = {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self'",
        "script-src": "'self'" if visit.framed else "'none'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": framer,
    }
    headers = response.headers
    headers["Content-Security-Policy"] = "; ".join(f"{name} {value}" for name, value in policy.items())
    headers["Cache-Control"] = "no-store"
    headers["Referrer-Policy"] = "same-origin"  # with no-referrer, browsers would not say where a form comes from
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    headers["X-Robots-Tag"] = "noindex, nofollow"
    if not visit.framed:
        headers["X-Frame-Options"] = "DENY"
    for name, (value, seconds) in visit.cookies.items():
        headers.append("Set-Cookie", _cookie(visit, name, value, seconds))
    return response


def _cookie(visit: Visit, name: str, value: str, seconds: int) -> str:
    request = visit.request
    secure = request.url.scheme == "https" or (
        visit.desk.public.startswith("https://") and visit.desk.is_public(request.headers.get("Host", ""))
    )
    # Telegram in a browser shows an app within its own page, where no browser sends a cookie that is Lax.
    kept = "SameSite=None; Partitioned" if secure and visit.framed else "SameSite=Lax"
    parts = [f"{name}={value}", f"Path={PREFIX}", f"Max-Age={seconds}", "HttpOnly", kept]
    return "; ".join([*parts, "Secure"] if secure else parts)
