"""Publishing: what was checked goes live without a restart, what is broken changes nothing, and talks go on."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from bot.actions import Chosen, Command, Document, Person
from bot.bootstrap import live_troupe, load_checked, load_kept, load_kinds
from bot.drafting import Draft, drafted
from bot.practice import Practice
from bot.publishing import LARGEST
from bot.settings import Access, Settings
from bot.stage import Stage, open_stage
from bot.telegram.sending import COACH
from bot.texts import texts
from state.records.records import Records
from state.records.tables import Publication
from tests.bot.table import MORNING, Trainee
from tests.bot.telegram_process import practice_at, served
from tests.telegram.client import Person as Somebody
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

SHIPPED = Path(__file__).parents[2] / "scenarios"
KEPT = {"vmc_price.yaml", "fixture_later.yaml"}
ZH = texts("zh")
UNSEEN = ZH("unseen", kind="document", person="", spoken_to="no", limit=120)
TITLE, NEW = "三十八万八的立加", "三十八万八的立加，第二回"
OPENING, OTHER = "三十八万八，你凭什么比别人贵", "三十八万八，你倒是讲讲贵在哪里"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of content with two customers."""

    def left_out(at: str, names: list[str]) -> set[str]:
        part = Path(at).name
        return {"zh": set(names) - KEPT, "en": set(names), "examples": set(names), "meanings": set(names)}.get(
            part, set()
        )

    return Path(shutil.copytree(SHIPPED, tmp_path / "content", ignore=left_out))


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    records = Records(f"sqlite:///{(tmp_path / 'practice.db').as_posix()}")
    records.migrate()
    yield records
    records.close()


@dataclass
class Place:
    """A practice on a folder of content, with a trainee and an admin at it."""

    folder: Path
    records: Records
    stage: Stage
    lin: Trainee
    admin: Trainee

    def another(self) -> Stage:
        """The stage of another worker on the same records."""
        return open_stage(self.records, self.folder, load_checked(self.folder))

    def rewritten(self, old: str, new: str, name: str = "zh/vmc_price") -> str:
        """The text of a file in the folder with one part of it replaced."""
        text = (self.folder / f"{name}.yaml").read_text(encoding="utf-8")
        assert old in text
        return text.replace(old, new)

    def saves(self, text: str, name: str = "zh/vmc_price") -> None:
        """Save a file in the folder, as an editor does, and let the stage look."""
        path = self.folder / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        os.utime(path, ns=(path.stat().st_mtime_ns + 1_000_000, path.stat().st_mtime_ns + 1_000_000))
        self.stage.refresh(at_once=True)

    def sends(self, name: str, text: str | bytes | None) -> str:
        data = text.encode() if isinstance(text, str) else text
        return "\n".join(self.admin.does(Document(name, data)))

    def live(self) -> Publication:
        with self.records.unit() as unit:
            found = unit.live()
        assert found is not None
        return found


@pytest.fixture
def place(folder: Path, records: Records, reader: object) -> Place:
    stage = open_stage(records, folder, load_checked(folder))
    practice = Practice(records, reader, stage, Settings(access=Access(admins=(1,))))  # type: ignore[arg-type]
    lin, admin = (
        Trainee(practice, Person(f"telegram:{number}", "telegram", name, "zh", chat_id=number))
        for number, name in ((7, "小林"), (1, "老周"))
    )
    return Place(folder, records, stage, lin, admin)


def test_at_first_the_folder_is_published_once(place: Place) -> None:
    assert place.live().number == 1
    assert set(place.live().customers) == {"zh/vmc_price", "zh/fixture_later"}
    assert place.another().troupe.version == place.stage.troupe.version
    assert place.live().number == 1


def test_what_is_live_is_shown_whether_or_not_it_is_what_the_folder_holds(
    place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for _ in range(2):  # read from the records, for it was not checked here before; then from the cache
        assert live_troupe(place.records, place.folder).version == place.stage.troupe.version
        load_kept(place.folder)
    place.sends("vmc_price.yaml", place.rewritten(TITLE, NEW))
    assert live_troupe(place.records, place.folder).customers["zh/vmc_price"].scenario.title == NEW
    assert load_kept(place.folder).scenarios["zh/vmc_price"].title == TITLE


def test_a_file_that_an_admin_sends_in_is_live_at_once_and_talks_go_on_as_they_began(place: Place) -> None:
    for line in ("/practice zh/vmc_price", "0", "0"):
        place.lin.types(line)
    said = place.sends("vmc_price.yaml", place.rewritten(TITLE, NEW))
    assert ZH("scenarios-live", path="zh/vmc_price", number=2) in said
    assert place.stage.troupe.customers["zh/vmc_price"].scenario.title == NEW
    answered = place.lin.says("王总，您主要是跟哪家比？")
    assert ZH("talk-changed", person="王建国") not in answered
    assert answered
    place.lin.types("/quit")
    place.lin.types("/practice")
    assert any(NEW in text for text in place.lin.presses(ZH("menu-all", count=2)))


def test_who_comes_back_after_a_restart_still_talks_to_the_customer_as_he_was(place: Place) -> None:
    for line in ("/practice zh/vmc_price", "0", "0"):
        place.lin.types(line)
    began = place.stage.troupe.customers["zh/vmc_price"]
    place.sends("vmc_price.yaml", place.rewritten(OPENING, OTHER))
    again = place.another()
    assert again.troupe.customers["zh/vmc_price"].version != began.version
    with place.records.unit() as unit:
        then = again.customer(unit, "zh/vmc_price", began.version)
        assert again.customer(unit, "zh/vmc_price", "0" * 12) is None
        assert again.customer(unit, "zh/nobody", began.version) is None
    assert then is not None
    assert then.version == began.version
    assert then.scenario == began.scenario


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("vmc_price.yaml", "lang: zh\npersona: controling\nobjection: price\n", "zh/vmc_price.yaml:2:10 D039"),
        ("vmc_price.yaml", "lang: zh\npersona: [a\n", "vmc_price.yaml:2:10 D024"),
        ("vmc_price.yaml", b"\xff\xfe\x00", "vmc_price.yaml:1:1 D004"),
        ("poem.yaml", "title: 春晓\n", ZH("scenarios-strange", name="poem.yaml")),
        ("report.pdf", "%PDF-1.7", ZH("scenarios-other", name="report.pdf")),
        ("vmc_price", "lang: zh\n", ZH("scenarios-other", name="vmc_price")),
        ("vmc_price.yaml", None, ZH("scenarios-large", limit=LARGEST // 1000)),
    ],
)
def test_a_broken_file_is_refused_with_its_errors_and_changes_nothing(
    place: Place, name: str, text: str | bytes | None, told: str
) -> None:
    before = place.stage.troupe
    assert told in place.sends(name, text)
    assert place.live().number == 1
    assert place.stage.troupe is before


def test_what_refers_to_nothing_is_refused_too(place: Place) -> None:
    said = place.sends("vmc_price.yaml", place.rewritten("account: ", "account: no_such_"))
    assert "zh/vmc_price.yaml:" in said
    assert "D052" in said or "no_such_" in said
    assert place.live().number == 1


def test_the_same_file_again_changes_nothing(place: Place) -> None:
    text = (place.folder / "zh" / "vmc_price.yaml").read_text(encoding="utf-8")
    assert place.sends("vmc_price.yaml", text.replace("\n", "\r\n")) == ZH("scenarios-same", name="vmc_price.yaml")
    assert place.live().number == 1


def test_a_trainees_file_is_no_content(place: Place) -> None:
    assert place.lin.does(Document("vmc_price.yaml", place.rewritten(TITLE, NEW).encode())) == [UNSEEN]
    assert place.lin.types("/scenarios") == [ZH("scenarios-admins")]
    assert place.live().number == 1


def test_a_new_customer_needs_an_account_first(place: Place) -> None:
    account = place.stage.troupe.customers["zh/vmc_price"].scenario.account
    scenario = place.rewritten(f"account: {account}", "account: zh_ours").replace(TITLE, NEW)
    assert "zh/ours.yaml" in place.sends("ours.yaml", scenario)
    text = place.rewritten(f"id: {account}", "id: zh_ours", f"accounts/{account}")
    assert ZH("scenarios-live", path="accounts/zh_ours", number=2) in place.sends("zh_ours.yaml", text)
    assert ZH("scenarios-live", path="zh/ours", number=3) in place.sends("ours.yaml", scenario)
    place.lin.types("/practice")
    assert any(NEW in text for text in place.lin.presses(ZH("menu-all", count=3)))


def test_a_changed_folder_goes_live_and_what_was_sent_in_stays(place: Place) -> None:
    fixture = (place.folder / "zh" / "fixture_later.yaml").read_text(encoding="utf-8")
    title = place.stage.troupe.customers["zh/fixture_later"].scenario.title
    place.sends("fixture_later.yaml", fixture.replace(title, f"{title}，改过"))
    place.saves(place.rewritten(TITLE, NEW))
    titles = {name: customer.scenario.title for name, customer in place.stage.troupe.customers.items()}
    assert titles == {"zh/vmc_price": NEW, "zh/fixture_later": f"{title}，改过"}
    assert place.live().by == "folder"
    assert place.another().troupe.version == place.stage.troupe.version


def test_a_folder_with_errors_changes_nothing_until_it_is_mended(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    before, text = place.stage.troupe, place.rewritten(TITLE, NEW)
    place.saves(text.replace("lang: zh", "lang: zz"))
    assert place.stage.troupe is before
    assert place.live().number == 1
    assert "vmc_price.yaml" in caplog.text
    assert [problem.code for problem in place.stage.problems]
    place.admin.orders(Command("scenarios"))
    assert ZH("scenarios-folder") in place.admin.last.text
    assert "vmc_price.yaml:" in place.admin.last.text
    place.saves(text)
    assert place.stage.troupe.customers["zh/vmc_price"].scenario.title == NEW
    assert place.stage.problems == ()


def test_another_worker_takes_over_what_was_published(place: Place) -> None:
    other = place.another()
    kept = other.troupe.customers["zh/fixture_later"]
    place.sends("vmc_price.yaml", place.rewritten(TITLE, NEW))
    other.refresh(at_once=True)
    assert other.troupe.customers["zh/vmc_price"].scenario.title == NEW
    assert other.troupe.customers["zh/fixture_later"] is kept, "the reader is ready for him"


def test_a_customer_is_taken_off_and_brought_back(place: Place) -> None:
    for line in ("/practice zh/vmc_price", "0", "0"):
        place.lin.types(line)
    listed = "".join(place.admin.orders(Command("scenarios")))
    number = listed_at(listed, "zh/vmc_price")
    assert f"● {number}. {TITLE} · 王建国\n   zh/vmc_price" in listed
    [told] = place.admin.presses(ZH("scenarios-switch-off", number=number))
    assert told.startswith(ZH("scenarios-off", title=TITLE))
    assert f"○ {number}. {TITLE}" in told, "the list stands below, as it is now"
    place.stage.refresh(at_once=True)
    assert [customer.id for customer in place.stage.troupe.who("zh")] == ["zh/fixture_later"]
    assert place.lin.says("王总，您主要是跟哪家比？"), "who talks to him may go on"
    place.lin.types("/quit")
    assert TITLE not in "".join(place.lin.types("/practice"))
    assert (
        ZH("scenario-unknown", scenario="zh/vmc_price", near="").strip() in place.lin.types("/practice zh/vmc_price")[0]
    )
    assert place.admin.does(Chosen("scenario/off/zh/vmc_price")) == [ZH("stale")]
    place.admin.orders(Command("scenarios"))
    [told] = place.admin.presses(ZH("scenarios-switch-on", number=number))
    assert told.startswith(ZH("scenarios-on", title=TITLE))
    place.stage.refresh(at_once=True)
    assert len(place.stage.troupe.who("zh")) == 2


def test_customers_are_listed_by_title_those_of_the_admins_language_first(place: Place) -> None:
    customers = place.stage.troupe.customers
    listed = "".join(place.admin.orders(Command("scenarios")))
    titles = re.findall(r"^● \d+\. (.*?) · ", listed, re.MULTILINE)
    assert titles == sorted(customer.scenario.title for customer in customers.values())


def test_an_earlier_version_is_brought_back_as_a_new_one(place: Place) -> None:
    place.sends("vmc_price.yaml", place.rewritten(TITLE, NEW))
    place.admin.orders(Command("scenarios"))
    place.admin.presses(ZH("scenarios-past"))
    assert "老周" in place.admin.last.text
    assert place.admin.presses(ZH("scenarios-back", number=1)) == [ZH("scenarios-went-back", past=1, number=3)]
    place.stage.refresh(at_once=True)
    assert place.stage.troupe.customers["zh/vmc_price"].scenario.title == TITLE
    assert place.live().number == 3
    assert place.another().troupe.customers["zh/vmc_price"].scenario.title == TITLE, "the folder was not changed"


@pytest.mark.parametrize(
    "data", ["scenario/off/zh/nobody", "scenario/back/99", "scenario/back/x", "scenario/on/zh/vmc_price"]
)
def test_a_forged_button_changes_nothing(place: Place, data: str) -> None:
    assert place.admin.does(Chosen(data)) == [ZH("stale")]
    assert place.lin.does(Chosen(data)) == [ZH("scenarios-admins")]
    assert place.live().number == 1


def test_of_two_who_publish_at_once_one_is_refused(place: Place) -> None:
    live = place.live()
    taken = {"number": 2, "at": MORNING, "by": "x", "note": "", "files": live.files, "folder": live.folder}
    rows = [Publication(**taken, customers=live.customers, off=[]) for _ in range(2)]
    with place.records.unit() as unit:
        unit.add(rows[0])
    with pytest.raises(IntegrityError), place.records.unit() as unit:
        unit.add(rows[1])
    assert place.live().number == 2


async def test_an_admin_publishes_from_telegram(telegram: BotApi, tmp_path: Path, place: Place, reader: object) -> None:
    async with practice_at(telegram, tmp_path, reader, place.stage.troupe) as opened:  # type: ignore[arg-type]
        settings = opened.settings.model_copy(update={"access": Access(admins=(LIN,))})
        practice = Practice(place.records, opened.reader, place.stage, settings)
        async with served(practice):
            lin = Somebody(telegram, LIN, "小林")
            await lin.sends_document("vmc_price.yaml", place.rewritten(TITLE, NEW).encode())
            [said] = await lin.hears()
            assert said.text.startswith(COACH + ZH("scenarios-live", path="zh/vmc_price", number=2))
            await lin.says("/practice")
            await lin.hears()
            await lin.presses(ZH("menu-all", count=2))
            await lin.sees(NEW)
            await lin.sends_document("vmc_price.yaml", b"lang: zh\n\tpersona: x\n")
            [said] = await lin.hears()
            assert "vmc_price.yaml:2:1" in said.text
            await lin.sends_document("big.yaml", b"#" * (LARGEST + 1))
            [said] = await lin.hears()
            assert said.text == COACH + ZH("scenarios-large", limit=LARGEST // 1000)
            await lin.sends_document("report.pdf", b"%PDF-1.7")
            [said] = await lin.hears()
            assert said.text == COACH + ZH("scenarios-other", name="report.pdf")
            assert len(telegram.calls("getFile")) == 2, "what is no content, or too large, is not fetched"


def listed_at(listed: str, name: str) -> int:
    """Which number a customer has in the list of `/scenarios`."""
    lines = listed.split("\n")
    return int(lines[lines.index(f"   {name}") - 1].split(" ")[1].rstrip("."))


def drafted_in(place: Place) -> tuple[Path, Path]:
    """A new customer with placeholders, in files beside the folder: its account and its scenario."""
    personas, objections = load_kinds(place.folder)
    draft = Draft("zh", "mine", "amiable", "price", company="甲公司", person="李梅", product="数控车床")
    files = drafted(draft, personas[draft.persona], objections[draft.objection])
    home = place.folder.parent / "drafts"
    paths = [home / name for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return paths[0], paths[1]


def filled(text: str) -> str:
    return re.sub("【填：[^】]*】", "两台", text)


def test_a_customer_with_placeholders_in_the_folder_is_offered_only_when_they_are_filled_in(place: Place) -> None:
    account, scenario = drafted_in(place)
    place.saves(account.read_text(encoding="utf-8"), "accounts/zh_mine")
    place.saves(scenario.read_text(encoding="utf-8"), "zh/mine")
    assert "zh/mine" in place.stage.troupe.customers
    assert {customer.id for customer in place.stage.troupe.who("zh")} == {"zh/fixture_later", "zh/vmc_price"}
    assert place.lin.types("/practice zh/mine") == [ZH("scenario-unfinished", scenario="zh/mine")]
    assert "mine" not in "".join(place.lin.types("/practice"))
    listed = "".join(place.admin.orders(Command("scenarios")))
    assert f"◌ {listed_at(listed, 'zh/mine')}. " in listed
    place.saves(filled(scenario.read_text(encoding="utf-8")), "zh/mine")
    assert "zh/mine" not in place.stage.troupe.offered, "its account is not filled in"
    assert "zh/mine" not in place.another().troupe.offered
    place.saves(filled(account.read_text(encoding="utf-8")), "accounts/zh_mine")
    assert "zh/mine" in place.stage.troupe.offered
    assert "zh/mine" in place.another().troupe.offered


def test_files_with_placeholders_are_refused_when_they_are_sent_in(place: Place) -> None:
    account, scenario = (path.read_text(encoding="utf-8") for path in drafted_in(place))
    told = place.sends("zh_mine.yaml", account)
    assert told.startswith(ZH("scenarios-unfilled", name="zh_mine.yaml"))
    assert "D090 “【填：在哪里】”还没有填。" in told
    assert place.live().number == 1
    assert ZH("scenarios-live", path="accounts/zh_mine", number=2) in place.sends("zh_mine.yaml", filled(account))
    assert ZH("scenarios-unfilled", name="mine.yaml") in place.sends("mine.yaml", scenario)
    assert place.live().number == 2
    assert ZH("scenarios-live", path="zh/mine", number=3) in place.sends("mine.yaml", filled(scenario))
    place.stage.refresh(at_once=True)
    assert "zh/mine" in place.stage.troupe.offered


def test_a_placeholder_elsewhere_keeps_no_other_file_from_going_live(place: Place) -> None:
    account, scenario = (path.read_text(encoding="utf-8") for path in drafted_in(place))
    place.saves(account, "accounts/zh_mine")
    place.saves(scenario, "zh/mine")
    place.saves(place.rewritten(TITLE, NEW))
    assert place.stage.troupe.offered["zh/vmc_price"].scenario.title == NEW
    number = place.live().number
    sent = place.sends("vmc_price.yaml", place.rewritten(NEW, TITLE))
    assert ZH("scenarios-live", path="zh/vmc_price", number=number + 1) in sent
