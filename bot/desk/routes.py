"""Routes: every address of the desk, in the order in which a coach meets them."""

from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.desk import agreeing, entrance, files, imported, imports, marking, overview, people, talks, tasks, transcript
from bot.desk.desk import PREFIX, Desk
from bot.desk.showing import STATIC
from bot.desk.visiting import at


def desk_app(desk: Desk) -> Starlette:
    """The desk as an ASGI application, all of whose addresses begin with `PREFIX`."""
    return mounted(Starlette(routes=[routes()]), desk)


def mounted(app: Starlette, desk: Desk) -> Starlette:
    """An application that has `routes`, with what they need."""
    app.state.desk = desk
    return app


def routes() -> Mount:
    """The addresses of the desk. The application that they are put into is then `mounted`."""
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
            Route("/{nothing:path}", at(entrance.nothing), methods=["GET", "POST"]),
        ],
    )
