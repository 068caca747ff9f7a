"""What the aerich command line reads through `aerich.ini`."""

from domain.database import tortoise_config
from domain.settings import Settings

_url = Settings().database_url
TORTOISE_ORM = tortoise_config(
    _url.get_secret_value() if _url else "postgres://postgres@127.0.0.1:5432/postaify"
)
