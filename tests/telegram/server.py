"""A loopback Bot API server in the test's own event loop: checks every call, and fails as planned."""

import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Self

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from tests.telegram import wire
from tests.telegram.chats import Json, RefusedError
from tests.telegram.faults import Drop, Fault, Hang, Plan, Refuse
from tests.telegram.journal import Call, Journal
from tests.telegram.methods import METHODS
from tests.telegram.serving import serve
from tests.telegram.shapes import Method, Violation
from tests.telegram.spec import load
from tests.telegram.world import World

TOKEN = "7000000001:AAHloopbackloopbackloopbackloopback"
LEFT = "the caller left"


class BotApi(Journal):
    """`async with BotApi() as telegram`: serves on 127.0.0.1 at a free port until the block ends.

    base_url, base_file_url: what a bot is given as its Bot API server.
    """

    def __init__(self, token: str = TOKEN) -> None:
        super().__init__()
        self.token = token
        self.spec = load()
        self.world = World()
        self._plans: list[Plan] = []
        self._closing = asyncio.Event()
        routes = [
            Route("/bot{token}/{method}", self._dated, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self._file),
        ]
        self._app = Starlette(routes=routes)

    async def __aenter__(self) -> Self:
        self._server, self._port = await serve(self._app)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        self.world.updates.close()
        await self.world.webhook.turn("")
        await self._server.shutdown()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._port}/bot"

    @property
    def base_file_url(self) -> str:
        return f"http://127.0.0.1:{self._port}/file/bot"

    def plan(self, method: str, fault: Fault, chat_id: int | None = None, times: int | None = 1) -> Plan:
        """Let the next `times` calls of the method (to this chat) meet the fault; None: all of them."""
        plan = Plan(method, fault, chat_id, times)
        self._plans.append(plan)
        return plan

    def push(self, kind: str, payload: Json) -> Json:
        """Queue an update of a kind, as `message`, held against api.json.

        Returns it with its id, or {} if the bot did not ask for the kind.
        """
        update = self.world.updates.push(kind, payload)
        if update is not None:
            self.violations += self.spec.check(update, ("Update",), "Update")
        return update or {}

    async def _dated(self, request: Request) -> Response:
        response = await self._answer(request)
        response.headers["Date"] = format_datetime(datetime.now(UTC), usegmt=True)
        return response

    async def _answer(self, request: Request) -> Response:
        if request.path_params["token"] != self.token:
            return _error(Refuse(401, "Unauthorized"))
        call = Call(len(self.journal) + 1, datetime.now(UTC), request.path_params["method"], {})
        self.journal.append(call)
        method = self.spec.method(call.method)
        if method is None:
            self.blame(call, [Violation(call.method, "no such method", "Not Found")])
            return self._refuse(call, Refuse(404, "Not Found"))
        call.method = method.name
        try:
            call.parameters, wrong = self.spec.decode(method, await wire.parameters(request))
        except ClientDisconnect:  # it died as it wrote
            call.description = LEFT
            return Response()
        except wire.UnreadableError as error:
            wrong = [Violation(call.method, str(error), str(error))]
        self.blame(call, wrong)
        call.fault = next((plan.fault for plan in self._plans if plan.take(method.name, call.parameters)), None)
        self.happened()
        match call.fault:
            case Refuse() as refused:
                return self._refuse(call, refused)
            case Hang() as hang if await self._first(hang.released.wait(), _gone(request), self._closing.wait()) != 0:
                call.description = LEFT
                self.happened()
                return self._drop(request)
            case Drop(done=False):
                return self._drop(request)
        response = await self._carry_out(call, method, request)
        if isinstance(call.fault, Drop):
            call.status = None
            response = self._drop(request)
        self.happened()
        return response

    async def _carry_out(self, call: Call, method: Method, request: Request) -> Response:
        if call.violations:
            return self._refuse(call, Refuse(400, f"Bad Request: {call.violations[0].reply}"))
        does = METHODS.get(method.name)
        if does is None and method.returns != ("Boolean",):
            what = "this server does not know what it does"
            self.blame(call, [Violation(call.method, what, what)])
            return self._refuse(call, Refuse(400, f"Bad Request: {what}"))
        doing = asyncio.ensure_future(does(self.world, call.parameters) if does else _true())
        try:
            if await self._first(asyncio.wait([doing]), _gone(request)) != 0:
                call.description = LEFT
                return Response()
            call.result = doing.result()
        except RefusedError as refused:
            return self._refuse(call, Refuse(refused.status, refused.description))
        finally:
            doing.cancel()
        call.status = 200
        self.blame(call, self.spec.result(method, call.result))
        return JSONResponse({"ok": True, "result": call.result})

    async def _file(self, request: Request) -> Response:
        known = self.world.files.get(request.path_params["path"])
        if request.path_params["token"] != self.token or known is None:
            return _error(Refuse(404, "Not Found"))
        return Response(known.content, media_type=known.mime)

    async def _first(self, *awaitables: Awaitable[object]) -> int:
        """Which of them is done first; the others are cancelled."""
        tasks = [asyncio.ensure_future(awaitable) for awaitable in awaitables]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            return next(i for i, task in enumerate(tasks) if task.done())
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _refuse(self, call: Call, refused: Refuse) -> Response:
        call.status, call.description = refused.status, refused.description
        self.happened()
        return _error(refused)

    def _drop(self, request: Request) -> Response:
        """Close the connection under the request; the response that uvicorn is given comes too late."""
        for connection in list(self._server.server_state.connections):
            if isinstance(connection, H11Protocol) and connection.client == request.client:
                connection.transport.abort()
        return Response()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _true() -> bool:
    return True


def _error(refused: Refuse) -> Response:
    body: Json = {"ok": False, "error_code": refused.status, "description": refused.description}
    if refused.parameters:
        body["parameters"] = refused.parameters
    return JSONResponse(body, refused.status)
