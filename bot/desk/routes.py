"""Routes: every address of the desk, in the order in which a coach meets them."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.desk import (
    agreeing,
    customers,
    entrance,
    files,
    imported,
    imports,
    learning,
    marking,
    others,
    overview,
    people,
    talks,
    tasks,
    transcript,
)
from bot.desk.desk import PREFIX, Desk
from bot.desk.showing import STATIC
from bot.desk.visiting import at


def desk_app(desk: Desk) -> Starlette:
    """The desk as an ASGI application, all of whose addresses begin with `PREFIX`."""
    return mounted(Starlette(routes=[bare(), routes()]), desk)


def mounted(app: Starlette, desk: Desk) -> Starlette:
    """An application that has `routes`, with what they need."""
    app.state.desk = desk
    return app


def bare() -> Route:
    """The desk's address without a slash at its end, as people type it. It leads on by path alone: behind a proxy, only
    that knows by which name and whether over HTTPS it was asked for.
    """

    async def onward(request: Request) -> Response:
        return Response(status_code=307, headers={"Location": f"{PREFIX}/"})

    return Route(PREFIX, onward)


def routes() -> Mount:
    """The addresses of the desk. The application that they are put into, behind `bare`, is then `mounted`."""
    return Mount(
        PREFIX,
        routes=[
            Route("/sign-in", at(entrance.how, "anybody")),
            Route("/in/{secret}", at(entrance.link, "anybody"), methods=["GET"]),
            Route("/in/{secret}", at(entrance.come_in, "anybody"), methods=["POST"]),
            Route("/app", at(entrance.app, "app"), methods=["GET"]),
            Route("/app", at(entrance.come_in_by_app, "app"), methods=["POST"]),
            Route("/sign-out", at(entrance.sign_out), methods=["POST"]),
            Route("/language", at(entrance.language, "anybody"), methods=["POST"]),
            Mount("/static", StaticFiles(directory=STATIC)),
            Route("/", at(overview.show)),
            Route("/people/{trainee}", at(people.show)),
            Route("/talks", at(talks.show)),
            Route("/talks/{trainee}/{talk}", at(transcript.show), methods=["GET"]),
            Route("/talks/{trainee}/{talk}", at(marking.mark), methods=["POST"]),
            Route("/talks/{trainee}/{talk}/others", at(others.show)),
            Route("/talks/{trainee}/{talk}/export", at(files.talk)),
            Route("/people/{trainee}/export", at(files.person)),
            Route("/export", at(files.group)),
            Route("/imports", at(imports.show), methods=["GET"]),
            Route("/imports", at(imports.take, uploads=True), methods=["POST"]),
            Route("/imports/{trainee}/{talk}", at(imported.show), methods=["GET"]),
            Route("/imports/{trainee}/{talk}", at(imported.mark), methods=["POST"]),
            Route("/imports/{trainee}/{talk}/export", at(imported.export)),
            Route("/assign", at(tasks.show), methods=["GET"]),
            Route("/assign", at(tasks.give), methods=["POST"]),
            Route("/agreement", at(agreeing.show)),
            Route("/customers", at(customers.show)),
            Route("/customers/{scenario:path}", at(customers.one)),
            Route("/learning", at(learning.show, "admin"), methods=["GET"]),
            Route("/learning", at(learning.act, "admin"), methods=["POST"]),
            Route("/{nothing:path}", at(entrance.nothing), methods=["GET", "POST"]),
        ],
    )
