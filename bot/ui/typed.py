from aiogram import F

COMMAND = r"/\w{1,32}(@\w+)?(\s|$)"

typed_words = F.text.as_("typed"), ~F.text.regexp(COMMAND)
"""Filters for whatever is typed and is no command. "/r/python" is none, and neither is "/ Speaker 1"."""
