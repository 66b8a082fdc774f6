"""People: who sent an update, as practice knows them."""

from telegram import Update, User

from bot.actions import Person
from bot.cleaning import cleaned
from state.content.terms import Lang


def person_of(update: Update, lang: Lang) -> Person:
    """Who sent an update from a private chat. lang: for people whose app speaks neither Chinese nor English."""
    user, chat = update.effective_user, update.effective_chat
    assert user is not None
    assert chat is not None
    name = cleaned(user.first_name) or str(user.id)
    spoken = lang_of_app(user, lang)
    return Person(f"telegram:{user.id}", "telegram", name, spoken, chat_id=chat.id, bot=update.get_bot().username)


def lang_of_app(user: User | None, lang: Lang) -> Lang:
    """The language of a person's app. lang: where that is neither Chinese nor English."""
    spoken = (user.language_code or "").lower() if user is not None else ""
    if spoken.startswith("zh"):
        return "zh"
    return "en" if spoken.startswith("en") else lang
