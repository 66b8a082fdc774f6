"""An ASGI app at a free port of 127.0.0.1, in the running event loop."""

import uvicorn
from starlette.types import ASGIApp


async def serve(app: ASGIApp) -> tuple[uvicorn.Server, int]:
    """The server, which listens already, and its port; end it with `await server.shutdown()`."""
    config = uvicorn.Config(
        app, "127.0.0.1", 0, http="h11", ws="none", lifespan="off", log_config=None, access_log=False
    )
    config.load()
    server = uvicorn.Server(config)
    # Not serve(): it would take over the test process's signals, and its start cannot be awaited.
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    return server, server.servers[0].sockets[0].getsockname()[1]
