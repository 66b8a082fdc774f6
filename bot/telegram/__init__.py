"""Telegram: the shell through which trainees practise in their messenger, by polling a Bot API server or by webhook."""

import os

# Without it python-telegram-bot warns whenever a length of time is looked at.
os.environ.setdefault("PTB_TIMEDELTA", "true")
