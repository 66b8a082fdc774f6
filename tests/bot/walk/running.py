"""What newcomers, coaches and admins meet who look around: help, commands, scenarios sent in and taken off; groups."""

from bot.publishing import LARGEST
from tests.bot.walk.doing import says, sends, sends_content, sends_customer, sends_draft, taps
from tests.bot.walk.walking import commands, step
from tests.telegram.chats import BOT

RUNNING = (
    step("newcomer-progress", says("/progress"), who="newcomer"),
    step("newcomer-appeal", says("/appeal"), who="newcomer"),
    step("newcomer-whatif", says("/whatif"), who="newcomer"),
    step("newcomer-rubric", says("/rubric"), who="newcomer"),
    step("newcomer-rubric-mistakes", taps("rubric//mistakes"), who="newcomer"),
    step("newcomer-says-something", says({"zh": "在吗？", "en": "Anybody there?"}), who="newcomer"),
    step("coach-help", says("/help"), who="coach"),
    commands("coach"),
    step("coach-invite", says("/invite"), who="coach"),
    step("coach-review", says("/review"), who="coach"),
    step("coach-assign", says("/assign"), who="coach"),
    step("coach-desk", says("/desk"), who="coach"),
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
    step("admin-desk", says("/desk"), who="admin"),
    step("admin-review", says("/review"), who="admin"),
    step("admin-assign", says("/assign"), who="admin"),
    step("admin-assign-nobody", taps("assign/"), who="admin"),
    step("group-start", says("/start"), who="member"),
    step("group-added", sends_content(new_chat_members=[BOT]), who="member"),
    step("group-help", says("/help@duilian_test_bot"), who="member"),
)  # fmt: skip
