"""What takes a bot seconds to load, loaded once for all that are forked from the process that imports this."""

import gc
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import bot.desk.desk
import bot.listening
import bot.telegram.application
import bot.telegram.health
import bot.telegram.web
import bot.telegram.webhook  # noqa: F401 - what serves webhooks is loaded late
from bot.actions import Person, action_of
from bot.bootstrap import load_checked
from bot.cards import recall
from bot.delivery import now
from bot.practice import Practice
from bot.settings import Settings
from bot.shell import ready_reader
from bot.stage import open_stage
from bot.texts import texts
from state.records.records import Records
from state.troupe import cast

SCENARIOS = Path(__file__).parents[2] / "scenarios"
LIBRARY = load_checked(SCENARIOS)
READER = ready_reader()
READER.prepare(
    cast(LIBRARY).customers[name].scenario
    for name in ("zh/vmc_price", "zh/fixture_later", "zh/lathe_precise", "en/lathe_quote", "en/pallet_questions")
)


def _practise() -> None:
    """Hold a talk, so that what is loaded and worked out only then is there."""
    trainee = Person("telegram:1", "telegram", "小林", "zh", 1)
    with TemporaryDirectory() as folder, closing(Records(f"sqlite:///{folder}/duilian.db")) as records:
        records.migrate()
        stage = open_stage(records, SCENARIOS, LIBRARY)
        practice = Practice(records, READER, stage, Settings())
        for text in ("/practice zh/vmc_price", "0", "0", "您主要是跟哪家比？", "/quit"):
            action = action_of(text)
            assert action is not None
            practice.handle(trainee, action, now())
        with records.unit() as unit:
            [session] = unit.sessions(trainee.id, 1)
        recall(records, stage.troupe, trainee.id, session.id).picture()


texts("zh")
texts("en")
_practise()
gc.freeze()  # or every child would copy it all as it counts references
