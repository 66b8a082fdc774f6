"""What takes a bot seconds to load, loaded once for all that are forked from the process that imports this."""

import gc
from pathlib import Path

import bot.desk.desk
import bot.listening
import bot.telegram.application
import bot.telegram.health
import bot.telegram.web
import bot.telegram.webhook  # noqa: F401 - what serves webhooks is loaded late
from bot.bootstrap import load_checked
from bot.shell import ready_reader
from bot.texts import texts
from state.troupe import cast

SCENARIOS = Path(__file__).parents[2] / "scenarios"
LIBRARY = load_checked(SCENARIOS)
READER = ready_reader()
READER.prepare(cast(LIBRARY).customers[name].scenario for name in ("zh/vmc_price", "zh/fixture_later"))
texts("zh")
texts("en")
gc.freeze()  # or every child would copy it all as it counts references
