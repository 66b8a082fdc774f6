"""Everything that faces a person: the command line, the terminal, Telegram and the texts they show."""
