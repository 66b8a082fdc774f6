"""What people meet where one comes in by invitation alone, and whose customers take their time."""

from tests.bot.walk.doing import edits, opens_link, says, says_and_edits, says_at_once, taps
from tests.bot.walk.events import ages
from tests.bot.walk.walking import Words, step

GROUP: Words = {"zh": "/invite {group} 20人 30天", "en": "/invite {group} 20 people 30 days"}
LISTED: Words = {"zh": "/invite 列表", "en": "/invite list"}

INVITING = (
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
