"""A walk through every screen of the product in Telegram, with a picture of each: `python -m tests.bot.walk FOLDER`.

A real bot is served in this process against the loopback Bot API server, without pauses; then another one, to which
people come by invitation alone and whose customers take their time. Another screen is another step in `STEPS`, or in
`INVITED`; its picture shows what is new or changed in the chat since the step before of the same person.
"""

import argparse
import asyncio
import re
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import yaml

from bot.bootstrap import load_kinds, open_practice
from bot.deciding import decide
from bot.delivery import now
from bot.drafting import Draft, drafted
from bot.practice import Practice
from bot.publishing import LARGEST
from bot.settings import Access, Database, Rules, Settings, Telegram
from bot.telegram.digests import send_digests
from bot.telegram.lately import TWICE
from bot.telegram.reminders import remind
from bot.week import monday
from state.content.terms import Lang
from state.records.tables import Verdict
from tests.bot.telegram_process import ROOT, database, served
from tests.telegram.camera import CHROMIUM, photograph
from tests.telegram.chats import BOT, Json
from tests.telegram.client import Person, group
from tests.telegram.picture import before_start, command_menu, mark, screen
from tests.telegram.server import BotApi

Who = Literal["trainee", "newcomer", "guest", "coach", "admin", "member"]
QUIET = 0.4  # seconds in which a bot that has nothing more to say calls nothing
BETWEEN = 0.7  # seconds between the messages of somebody who says one thing in several
PATIENCE = 300.0  # seconds in which it comes to rest; before the first reply it reads all examples, once on a machine
ABOUT: Mapping[Lang, Mapping[str, str]] = {  # what steps say in braces
    "zh": {"lang": "zh", "customer": "zh/vmc_price", "other": "zh/fixture_later", "company": "zh/spindle_rebuild"},
    "en": {"lang": "en", "customer": "en/lathe_quote", "other": "en/pallet_questions", "company": "en/press_brake"},
}
ADMINS: Mapping[Lang, int] = {"zh": 201, "en": 202}
COACHES: Mapping[Lang, int] = {"zh": 301, "en": 302}
LINK = re.compile(r"\?start=(\S+)")
Mode = Literal["open", "invite"]
Words = str | Mapping[Lang, str]
RUDE: Words = {"zh": "你懂什么，爱买不买。", "en": "Whatever, you are wrong. Buy it or get lost."}
ISOLATES: Words = {"zh": "除了这个，还有别的让您犹豫的吗？", "en": "Apart from that, is anything else stopping you?"}
GROUP: Words = {"zh": "/invite 华东一组 20人 30天", "en": "/invite East 20 people 30 days"}
NOTE: Words = {"zh": "先听完，再开口。", "en": "Hear them out before you speak."}
LISTED: Words = {"zh": "/invite 列表", "en": "/invite list"}
ROUND = {"file_id": "round", "file_unique_id": "round", "length": 240, "duration": 3}


@dataclass
class Walk:
    """One language's way through the product. pages: name -> HTML. failed: what could not be done, in words."""

    telegram: BotApi
    practice: Practice
    lang: Lang
    people: Mapping[Who, Person]
    pages: dict[str, str] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    said: Json = field(default_factory=dict)

    def words(self, words: Words) -> str:
        """What a step says, in this language."""
        text = words if isinstance(words, str) else words[self.lang]
        for name, value in ABOUT[self.lang].items():
            text = text.replace("{" + name + "}", value)
        return text

    async def play(self, steps: "Sequence[Step]") -> None:
        """Do all steps, and keep a page of each."""
        for step in steps:
            person = self.people[step.who]
            before = mark(self.telegram, person.chat)
            for do in step.does:
                try:
                    await do(self, person)
                    await self.settled(person)
                except Exception as error:  # the walk goes on: what else is wrong is to be seen too
                    self.failed.append(f"{self.lang} {step.name}: {(str(error) or repr(error)).splitlines()[0]}")
            if step.shows == "commands":
                self.keep(step.name, lambda name: command_menu(self.telegram, person.chat, self.lang, name))  # noqa: B023
            else:
                self.keep(step.name, lambda name: screen(self.telegram, person.chat, before, name))  # noqa: B023

    def keep(self, name: str, page: Callable[[str], str]) -> None:
        """Keep a page under the next number."""
        numbered = f"{self.lang}-{len(self.pages) + 1:03d}-{name}"
        self.pages[numbered] = page(numbered)

    async def settled(self, person: Person) -> None:
        """Wait until all updates were handled, nothing is unsent and no call is made for a while."""
        async with asyncio.timeout(PATIENCE):
            quiet_since, calls = now(), -1
            while True:
                made = sum(call.method != "getUpdates" for call in self.telegram.journal)
                if made != calls or self.telegram.world.updates.pending or await asyncio.to_thread(self._waiting):
                    quiet_since, calls = now(), made
                elif (now() - quiet_since).total_seconds() >= QUIET:
                    return
                await asyncio.sleep(0.03)

    def _waiting(self) -> bool:
        with self.practice.records.unit() as unit:
            return bool(unit.users_with_pending())


Does = Callable[[Walk, Person], Awaitable[None]]


@dataclass(frozen=True)
class Step:
    """name: of the picture. does: what the person does, one after another. shows: what is open then."""

    name: str
    does: Sequence[Does]
    who: Who
    shows: Literal["chat", "commands"] = "chat"


def step(name: str, *does: Does, who: Who = "trainee") -> Step:
    """Something to be seen."""
    return Step(name, does, who)


def commands(who: Who) -> Step:
    """The list of commands that the app offers somebody."""
    return Step(f"commands-{who}", (), who, "commands")


def says(words: Words) -> Does:
    """Send a text, or a text for each language."""

    async def do(walk: Walk, person: Person) -> None:
        walk.said = await person.says(walk.words(words))

    return do


def taps(data: str, place: int = 0) -> Does:
    """Press a button of the newest message that has one whose data begins so. place: among those, -1 for the last."""

    async def do(walk: Walk, person: Person) -> None:
        begins = walk.words(data)
        for message in reversed(person.chat.by_bot()):
            found = [button for button in message.buttons if button.get("callback_data", "").startswith(begins)]
            if found and not message.deleted:
                person.presses_on(message, found[place])
                return
        raise LookupError(f"no button begins with '{begins}'")

    return do


def finds(data: str) -> Does:
    """Leaf through a list until it has a button whose data begins so, and press it."""

    async def do(walk: Walk, person: Person) -> None:
        begins = walk.words(data)
        while True:
            shown = next(message for message in reversed(person.chat.by_bot()) if message.buttons)
            buttons = {button.get("callback_data", ""): button for button in shown.buttons}
            wanted = next((name for name in buttons if name.startswith(begins)), None)
            onward = [button for button in shown.buttons if button["text"].endswith("›")]
            if wanted is None and not onward:
                raise LookupError(f"no page has '{begins}'")
            person.presses_on(shown, buttons[wanted] if wanted is not None else onward[-1])
            await walk.settled(person)
            if wanted is not None:
                return

    return do


def replies(start: int, end: int | None = None) -> Does:
    """Say these replies of the good talk with the walk's customer, each once the one before was answered."""

    async def do(walk: Walk, person: Person) -> None:
        name = walk.words("good_{customer}").replace("/", "_")
        talk = yaml.safe_load((ROOT / "tests" / "talks" / f"{name}.yaml").read_text(encoding="utf-8"))["talk"]
        for turn in talk[start:end]:
            await person.says(turn["trainee"])
            await walk.settled(person)

    return do


def sends(kind: str, *arguments: Any) -> Does:
    """Send something else than text: `sends_sticker` and its like."""

    async def do(walk: Walk, person: Person) -> None:
        await getattr(person, f"sends_{kind}")(*arguments)

    return do


def rests() -> Does:
    """Wait until pressing the same button once more is no slip of the thumb."""

    async def do(walk: Walk, person: Person) -> None:
        await asyncio.sleep(TWICE + 0.1)

    return do


def sends_content(**content: object) -> Does:
    """Send a message that holds these fields of Telegram's Message."""

    async def do(walk: Walk, person: Person) -> None:
        await person.sends(**content)

    return do


def sends_forwarded(words: Words) -> Does:
    """Send on what somebody else wrote."""

    async def do(walk: Walk, person: Person) -> None:
        origin = {"type": "hidden_user", "date": 1_750_000_000, "sender_user_name": "X"}
        await person.sends(text=walk.words(words), forward_origin=origin)

    return do


def sends_photo(words: Words) -> Does:
    """Send a picture with words under it."""

    async def do(walk: Walk, person: Person) -> None:
        await person.sends_photo(walk.words(words))

    return do


def says_and_edits() -> Does:
    """Say something and change it before it is answered."""

    async def do(walk: Walk, person: Person) -> None:
        walk.said = await person.says(walk.words({"zh": "您最担心的是什麽？", "en": "What wories you most?"}))
        await asyncio.sleep(BETWEEN)
        await person.edits(walk.said, walk.words({"zh": "您最担心的是什么？", "en": "What worries you most?"}))

    return do


def says_at_once() -> Does:
    """Say one thing in three messages."""

    async def do(walk: Walk, person: Person) -> None:
        for words in ({"zh": "明白。", "en": "I see."}, {"zh": "我想问一下，", "en": "May I ask:"}, ISOLATES):
            walk.said = await person.says(walk.words(words))
            await asyncio.sleep(BETWEEN)

    return do


def edits(words: Words) -> Does:
    """Change what was said last."""

    async def do(walk: Walk, person: Person) -> None:
        await person.edits(walk.said, walk.words(words))

    return do


def sends_customer(old: str = "", new: str = "") -> Does:
    """Send in the file of the walk's customer, with one thing in it changed."""

    async def do(walk: Walk, person: Person) -> None:
        path = ROOT / "scenarios" / f"{walk.words('{customer}')}.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{path} has no '{old}'"
        await person.sends_document(path.name, text.replace(old, new, 1).encode())

    return do


def sends_draft() -> Does:
    """Send in a new customer that is not filled in yet: its account, then itself."""

    async def do(walk: Walk, person: Person) -> None:
        personas, objections = load_kinds(ROOT / "scenarios")
        draft = Draft(walk.lang, f"mine_{walk.lang}", "amiable", "price")
        for name, text in drafted(draft, personas["amiable"], objections["price"]).items():
            await person.sends_document(Path(name).name, text.encode())
            await walk.settled(person)

    return do


def opens_link(number: int = -1) -> Does:
    """Open a link that the admin got from the bot. number: which; the last."""

    async def do(walk: Walk, person: Person) -> None:
        told = (LINK.search(message.text) for message in walk.people["admin"].chat.by_bot())
        await person.says(f"/start {[found[1] for found in told if found][number]}")

    return do


def ages() -> Does:
    """Let all invitations be of last month."""

    async def do(walk: Walk, person: Person) -> None:
        with walk.practice.records.unit() as unit:
            for each in unit.invitations(now()):
                each.expires_at -= timedelta(days=400)

    return do


def is_away() -> Does:
    """Let three weeks pass without a word, until a noon that lies behind us."""

    async def do(walk: Walk, person: Person) -> None:
        here = now().astimezone()
        noon = here.replace(hour=12) - timedelta(days=here.hour < 13)
        with walk.practice.records.unit() as unit:
            user = unit.user(f"telegram:{person.user['id']}")
            assert user is not None
            user.seen_at = noon - timedelta(weeks=3)
        assert await asyncio.to_thread(remind, walk.practice, noon.astimezone(now().tzinfo)), "nobody was reminded"

    return do


def sums_up() -> Does:
    """Let next Monday come, and with it what there is to say of this week."""

    async def do(walk: Walk, person: Person) -> None:
        noon, who = monday(now(), weeks=-1) + timedelta(hours=12), f"telegram:{person.user['id']}"
        assert who in await asyncio.to_thread(send_digests, walk.practice, noon), "there is nothing to say"
        with walk.practice.records.unit() as unit:
            for row in unit.pending(who):
                row.due_at = now()

    return do


def decides(verdict: Verdict, note: Words) -> Does:
    """Let a coach decide the appeal that waits."""

    async def do(walk: Walk, person: Person) -> None:
        practice = walk.practice
        with practice.records.unit() as unit:
            waiting = [one.id for one in unit.open_appeals() if one.user_id == f"telegram:{person.user['id']}"]
        by = f"telegram:{ADMINS[walk.lang]}"
        await asyncio.to_thread(
            decide, practice.records, practice.troupe, waiting[0], verdict, walk.words(note), by, now()
        )

    return do


STEPS = (
    step("start", says("/start")),
    commands("trainee"),
    step("first-talk", taps("first/")),
    step("first-reply", says({"zh": "您好，听说您这边在看设备？", "en": "Hello, I hear you are looking around?"})),
    step("first-quit", says("/quit")),
    step("home", says("/start")),
    step("home-practice", says("/practice")),
    step("by-persona", taps("menu/practice/persona")),
    step("by-persona-one", taps("menu/practice/persona.")),
    step("by-persona-back", taps("menu/practice/persona")),
    step("home-back", taps("menu/practice/home")),
    step("by-objection", taps("menu/practice/objection")),
    step("by-objection-one", taps("menu/practice/objection.")),
    step("by-difficulty", says("/practice"), taps("menu/practice/difficulty")),
    step("by-difficulty-one", taps("menu/practice/difficulty.")),
    step("by-sells", says("/practice"), taps("menu/practice/sells")),
    step("by-sells-one", taps("menu/practice/sells.")),
    step("all", says("/practice"), taps("menu/practice/all.0")),
    step("all-2", taps("menu/practice/all.1")),
    step("all-3", taps("menu/practice/all.2")),
    step("all-2-again", taps("menu/practice/all.1")),
    step("all-typed-wrong", says("99")),
    step("random", says("/practice"), taps("menu/practice/random")),
    step("random-quit", says("/quit")),
    step("customer", says("/practice"), taps("menu/practice/all.0"), finds("customer/menu/{customer}")),
    step("private", taps("private/")),
    step("not-private", taps("private/")),
    step("to-exam", taps("mode/")),
    step("to-practice", taps("mode/")),
    step("expect-one", taps("expect/")),
    step("expect-two", taps("expect/", 1)),
    step("expect-untick", rests(), taps("expect/", 1)),
    step("expect-done", taps("expect/", -1)),
    step("proof-misread", says("9")),
    step("talk-begins", says("1 2")),
    step("reply-1", replies(0, 1)),
    step("hint-offer", says("/hint")),
    step("hint-principle", taps("hint/")),
    step("hint-direction", taps("hint/")),
    step("hint-example", taps("hint/")),
    step("why-good", says("/why")),
    step("rude", says(RUDE)),
    step("why-bad", says("/why")),
    step("undo", says("/undo")),
    step("undo-again", says("/undo")),
    step("status-talk", says("/status")),
    step("sticker", sends("sticker")),
    step("photo", sends("photo")),
    step("photo-with-words", sends_photo({"zh": "您看这张图。", "en": "Look at this."})),
    step("voice", sends("voice")),
    step("location", sends("location")),
    step("contact", sends("contact")),
    step("video-round", sends_content(video_note=ROUND)),
    step("dice", sends_content(dice={"emoji": "🎲", "value": 4})),
    step("forwarded", sends_forwarded({"zh": "王总，我们这机床的主轴是进口的。", "en": "The spindle is imported."})),
    step("document-of-a-trainee", sends("document", "plan.txt", b"plan")),
    step("too-long", says({"zh": "王总，您听我说，" * 200, "en": "Helen, listen, " * 110})),
    step("edited-reply", says({"zh": "稍等。", "en": "One moment."}), edits({"zh": "请稍等。", "en": "Wait, please."})),
    step("busy-practice", says("/practice")),
    step("busy-start", says("/start")),
    step("busy-drill", says("/drill")),
    step("language-in-talk", says("/language"), taps("lang//{lang}")),
    step("why-on", says("/why on"), replies(1, 2)),
    step("why-off", says("/why off")),
    step("talk-to-its-end", replies(2)),
    step("hint-late", says("/hint")),
    step("status-diagnose", says("/status")),
    step("kind", taps("kind/", 1)),
    step("concern", taps("concern/", 1)),
    step("judge-ticked", taps("judge/"), taps("judge/", 1)),
    step("card", taps("judge/", -1)),
    step("card-details", taps("card/")),
    step("again", taps("customer//")),
    step("again-quit", says("/quit")),
    step("another", taps("menu/practice/new")),
    step("whatif", taps("whatif/")),
    step("whatif-turn", taps("whatif/", 1)),
    step("whatif-tried", says(RUDE)),
    step("whatif-leave", taps("whatif/", -1)),
    step("appeal", says("/appeal")),
    step("appeal-which", taps("appeal/")),
    step("appeal-made", taps("appeal/", 1)),
    step("appeal-state", says("/appeal")),
    step("appeal-decided", decides("upheld", {"zh": "第 3 句确实问到了。", "en": "Your third reply did ask that."})),
    step("rubric-after", says("/rubric")),
    step("rubric-chapter", taps("rubric//d")),
    step("rubric-next", taps("rubric//e")),
    step("rubric-back", taps("rubric//", -1)),
    step("progress", says("/progress")),
    step("goal-step", says("/goal")),
    step("goal-target", taps("goal/")),
    step("goal-until", taps("goal/")),
    step("goal-pace", taps("goal/")),
    step("goal-set", taps("goal/")),
    step("goal-shown", says("/goal")),
    step("drill-menu", says("/drill")),
    step("drill-begins", taps("drill//{lang}_objection_kind")),
    step("drill-answer", taps("drill/")),
    step("drill-answer-2", taps("drill/", 1)),
    step("drill-quit", says("/quit")),
    step("drill-own-words", taps("drill//{lang}_isolate")),
    step("drill-said", says(ISOLATES)),
    step("drill-shown", taps("drill/")),
    step("drill-done", *(taps("drill/") for _ in range(8))),
    step("progress-after", says("/progress")),
    step("exam", says("/exam")),
    step("exam-by-objection", taps("menu/exam/objection")),
    step("exam-by-objection-one", taps("menu/exam/objection.")),
    step("exam-home", taps("menu/exam/objection"), taps("menu/exam/home")),
    step("exam-customer", says("/exam {other}")),
    step("exam-skip", taps("expect/", -1), taps("proof/", -1)),
    step("exam-hint", says("/hint")),
    step("exam-lost", *(says(RUDE) for _ in range(6))),
    step("exam-quit", says("/quit")),
    step("company", says("/practice {company}")),
    step("stale", taps("kind/")),
    step("quit-unheard", says("/quit")),
    step("said-to-nobody", says({"zh": "你好", "en": "Hello"})),
    step("key-w", says("w")),
    step("key-a", says("a")),
    step("unknown-customer", says("/practice {lang}/vmc_prize")),
    step("status-idle", says("/status")),
    step("why-idle", says("/why")),
    step("undo-idle", says("/undo")),
    step("hint-idle", says("/hint")),
    step("private-idle", says("/private")),
    step("quit-idle", says("/quit")),
    step("language", says("/language")),
    step("help", says("/help")),
    step("sticker-idle", sends("sticker")),
    step("voice-idle", sends("voice")),
    step("reminders", says("/reminders")),
    step("reminders-off", taps("remind/")),
    step("reminders-on", taps("remind/")),
    step("reminder", is_away()),
    step("reminder-followed", taps("customer//")),
    step("reminder-quit", says("/quit")),
    step("reminders-of-an-admin", says("/reminders"), who="admin"),
    step("digest", sums_up(), who="admin"),
    step("invite-of-a-trainee", says("/invite")),
    step("mydata", says("/mydata")),
    step("forget", says("/forget")),
    step("forget-wrong", says("/forget 1")),
    step("forget-done", taps("forget/")),
    step("forget-again", rests(), taps("forget/")),
    step("start-anew", says("/start")),
    step("unknown-command", says("/nonsense")),
    step("scenarios-of-a-trainee", says("/scenarios")),
    step("newcomer-progress", says("/progress"), who="newcomer"),
    step("newcomer-appeal", says("/appeal"), who="newcomer"),
    step("newcomer-whatif", says("/whatif"), who="newcomer"),
    step("newcomer-rubric", says("/rubric"), who="newcomer"),
    step("newcomer-rubric-mistakes", taps("rubric//mistakes"), who="newcomer"),
    step("newcomer-says-something", says({"zh": "在吗？", "en": "Anybody there?"}), who="newcomer"),
    step("coach-help", says("/help"), who="coach"),
    commands("coach"),
    step("coach-invite", says("/invite"), who="coach"),
    step("admin-start", says("/start"), who="admin"),
    step("admin-help", says("/help"), who="admin"),
    commands("admin"),
    step("admin-scenarios", says("/scenarios"), who="admin"),
    step("admin-scenarios-2", taps("scenario/page/"), who="admin"),
    step("admin-off", taps("scenario/off/"), who="admin"),
    step("admin-on", taps("scenario/on/"), who="admin"),
    step("admin-past", taps("scenario/past/"), who="admin"),
    step("admin-back", taps("scenario/back/", -1), who="admin"),
    step("admin-sends-good", sends_customer("title: ", "title: 2 "), who="admin"),
    step("admin-sends-same", sends_customer("title: ", "title: 2 "), who="admin"),
    step("admin-sends-broken", sends_customer("persona: ", "persona: very_"), who="admin"),
    step("admin-sends-no-yaml", sends("document", "customer.yaml", b"lang: zh\n\tpersona: x\n"), who="admin"),
    step("admin-sends-unfilled", sends_draft(), who="admin"),
    step("admin-sends-something", sends("document", "report.pdf", b"%PDF-1.7"), who="admin"),
    step("admin-sends-too-much", sends("document", "big.yaml", b"#" * (LARGEST + 1)), who="admin"),
    step("group-start", says("/start"), who="member"),
    step("group-added", sends_content(new_chat_members=[BOT]), who="member"),
    step("group-help", says("/help@duilian_test_bot"), who="member"),
)  # fmt: skip

INVITED = (
    step("stranger-start", says("/start"), who="newcomer"),
    step("stranger-wrong-code", says("/start nonsense"), who="newcomer"),
    step("invite", says("/invite"), who="admin"),
    step("invite-ungrouped", taps("invite//"), who="admin"),
    step("invite-made", taps("invite/t.1."), who="admin"),
    step("invite-unknown-group", says(GROUP), who="admin"),
    step("invite-new-group", taps("invite/t.20."), who="admin"),
    step("invite-groups", says("/invite"), who="admin"),
    step("invite-to-group", taps("invite//"), who="admin"),
    step("invite-coach", taps("invite/c."), who="admin"),
    step("invite-list", says("/invite"), taps("invite/list/"), who="admin"),
    step("invited", opens_link(0), who="newcomer"),
    step("invited-again", opens_link(0), who="newcomer"),
    step("link-full", opens_link(0), who="guest"),
    step("invited-to-group", opens_link(1), who="guest"),
    step("coach-invited", opens_link(2), who="coach"),
    step("coach-invites", says("/invite"), who="coach"),
    step("coach-invites-group", taps("invite//"), taps("invite/t.1."), who="coach"),
    step("assign", says("/assign"), who="coach"),
    step("assign-what", taps("assign/"), who="coach"),
    step("assign-customers", taps("assign/"), who="coach"),
    step("assign-picked", taps("assign/", 0), taps("assign/", 1), who="coach"),
    step("assign-mode", taps("assign/", -2), who="coach"),
    step("assign-least", taps("assign/", 1), who="coach"),
    step("assign-due", taps("assign/", 1), who="coach"),
    step("assign-sure", taps("assign/", 0), says(NOTE), who="coach"),
    step("assign-made", taps("assign/", 0), who="coach"),
    step("assigned-list", taps("assigned//"), who="guest"),
    step("assigned-in-menu", says("/practice"), who="guest"),
    step("assign-given", taps("assign//given"), who="coach"),
    step("assign-whose", taps("assign/"), who="coach"),
    step("assign-taken-back", taps("assign/"), who="coach"),
    step("invite-revoked", says(LISTED), taps("invite/off/"), who="admin"),
    step("link-expired", ages(), opens_link(1)),
    step("invite-list-empty", says(LISTED), who="admin"),
    step("paced-talk", taps("first/"), who="newcomer"),
    step("paced-changed-in-time", says_and_edits(), who="newcomer"),
    step("paced-several", says_at_once(), who="newcomer"),
    step("paced-changed-late", edits({"zh": "请再说说。", "en": "Do tell me more, please."}), who="newcomer"),
    step("paced-forget", says("/forget"), who="newcomer"),
    step("paced-forgotten", taps("forget/"), who="newcomer"),
    step("paced-stranger", says("/start"), who="newcomer"),
)  # fmt: skip


@asynccontextmanager
async def bot_at(telegram: BotApi, folder: Path, pace: float, mode: Mode) -> AsyncIterator[Practice]:
    """A bot with all that ships, its records in a folder, served as long as the block lasts."""
    urls = {"base_url": telegram.base_url, "base_file_url": telegram.base_file_url}
    settings = Settings(
        telegram=Telegram.model_validate({"token": telegram.token, **urls}),
        database=Database(url=database(folder)),
        practice=Rules(pace=pace),
        access=Access(
            mode=mode,
            admins=tuple(ADMINS.values()),
            coaches=tuple(COACHES.values()) if mode == "open" else (),
        ),
    )
    practice = open_practice(settings)
    try:
        async with served(practice):
            yield practice
    finally:
        practice.records.close()


def walk_in(telegram: BotApi, practice: Practice, lang: Lang, pages: dict[str, str]) -> Walk:
    """A walk in a language, with the people who take it. pages: of the walk so far."""
    zh = lang == "zh"
    spoken, shift = ("zh-hans", 0) if zh else ("en-GB", 1)
    trainee = Person(telegram, 101 + shift, "小林" if zh else "Ann", spoken)
    people: Mapping[Who, Person] = {
        "trainee": trainee,
        "newcomer": Person(telegram, 111 + shift, "小陈" if zh else "Ben", spoken),
        "guest": Person(telegram, 121 + shift, "小赵" if zh else "Cat", spoken),
        "coach": Person(telegram, COACHES[lang], "吴教练" if zh else "Kim", spoken),
        "admin": Person(telegram, ADMINS[lang], "老周" if zh else "Zoe", spoken),
        "member": trainee.inside(group(telegram, -1001 - shift, "销售一组" if zh else "Sales team")),
    }
    return Walk(telegram, practice, lang, people, pages)


async def walk(langs: Sequence[Lang], folder: Path, only: Sequence[str]) -> list[str]:
    """Play all steps, and put pictures of them into a folder. only: parts of names; none: all. What went wrong."""
    failed, pages = list[str](), {lang: dict[str, str]() for lang in langs}
    bots: Sequence[tuple[float, Mode, Sequence[Step]]] = ((0, "open", STEPS), (1, "invite", INVITED))
    for pace, mode, steps in bots:
        with tempfile.TemporaryDirectory() as home:
            async with BotApi() as telegram, bot_at(telegram, Path(home), pace, mode) as practice:
                await telegram.until(
                    lambda: len(telegram.calls("setMyShortDescription")) >= len(ABOUT) + 1,
                    PATIENCE,
                    "commands and description",
                )
                for lang in langs:
                    taken = walk_in(telegram, practice, lang, pages[lang])
                    if mode == "open":
                        chat = taken.people["trainee"].chat
                        taken.keep("before-start", lambda name: before_start(telegram, chat, lang, name))  # noqa: B023
                    await taken.play(steps)
                    failed += taken.failed
                failed += map(str, telegram.violations)
    folder.mkdir(parents=True, exist_ok=True)
    gate = asyncio.Semaphore(2)

    async def take(name: str, page: str) -> None:
        async with gate:
            await photograph(page, folder / f"{name}.png")

    await asyncio.gather(
        *(
            take(*page)
            for kept in pages.values()
            for page in kept.items()
            if not only or any(part in page[0] for part in only)
        )
    )
    return failed


def main() -> None:
    """Say what could not be done, if anything."""
    parser = argparse.ArgumentParser(prog="python -m tests.bot.walk", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--lang", choices=ABOUT, nargs="+", default=tuple(ABOUT))
    parser.add_argument("--only", nargs="+", default=[], help="parts of the names of the pictures to take")
    given = parser.parse_args()
    if shutil.which(CHROMIUM) is None:
        parser.error(f"there is no {CHROMIUM} to take pictures with. On Debian: apt-get install {CHROMIUM}")
    failed = asyncio.run(walk(given.lang, given.folder, given.only))
    print(*failed, sep="\n")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
