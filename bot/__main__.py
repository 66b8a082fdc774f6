"""`python -m bot` is `duilian`."""

from bot.cli import main

main()
