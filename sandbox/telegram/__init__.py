"""A local stand-in of the Telegram Bot API with a chat page in the browser.

It speaks Telegram's HTTP (https://core.telegram.org/bots/api), refuses what Telegram refuses, keeps
everything in one SQLite file, and can be told to fail. It knows nothing of the product that talks to it.
"""
