"""The pace counted in Redis, by Redis' own clock: one script call per decision.

Keys, all of one hash slot, in microseconds since 1970; each expires when it has no more to say:
`{pace}:bot` and `{pace}:chat:<id>` the moment from which the next message is free, `{pace}:pause` the end
of a rest.
"""

from redis.asyncio import Redis

from domain.delivery.pace import Answer, Rates, Turn, TurnTaking

MICRO = 1_000_000

# KEYS: pause, bot, and the chat unless the message counts for no chat.
# ARGV: interval of the bot, for how long the chat rests, how far ahead a turn may be reserved.
# Returns {Answer, wait}.
TAKE = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local known = redis.call('MGET', unpack(KEYS))
local pause = tonumber(known[1] or 0)
if pause > now then return {0, pause - now} end
local start = math.max(now, tonumber(known[2] or 0))
local chat = tonumber(known[3] or 0)
if chat > start then return {-1, chat - now} end
if start > now + ARGV[3] then return {0, start - now - ARGV[3]} end
local function rest(key, interval)
  local free = start + interval
  redis.call('SET', key, string.format('%.0f', free), 'PX', math.ceil((free - now) / 1000) + 1)
end
rest(KEYS[2], ARGV[1])
if KEYS[3] then rest(KEYS[3], ARGV[2]) end
return {1, start - now}
"""

# KEYS: what rests, the pause or a chat. ARGV: for how long. A longer rest that is known already stays.
REST = """
local time = redis.call('TIME')
local ends = time[1] * 1000000 + time[2] + ARGV[1]
if tonumber(redis.call('GET', KEYS[1]) or 0) < ends then
  redis.call('SET', KEYS[1], string.format('%.0f', ends), 'PX', math.ceil(ARGV[1] / 1000) + 1)
end
"""


class RedisPace(TurnTaking):
    """Telegram's pace, one for all processes that share this Redis. Raises what redis-py raises."""

    def __init__(self, redis: Redis, rates: Rates | None = None) -> None:
        super().__init__(rates or Rates())
        self._take = redis.register_script(TAKE)
        self._rest = redis.register_script(REST)

    async def take(self, chat_id: int | None, *, ahead: float, rest: float) -> Turn:
        keys = ["{pace}:pause", "{pace}:bot"]
        if chat_id is not None:
            keys.append(_chat(chat_id))
        answer, wait = await self._take(keys, [_micro(self.rates.bot), _micro(rest), _micro(ahead)])
        return Turn(Answer(answer), wait / MICRO)

    async def pause(self, seconds: float, *, chat_id: int | None = None) -> None:
        await self._rest(["{pace}:pause" if chat_id is None else _chat(chat_id)], [_micro(seconds)])


def _chat(chat_id: int) -> str:
    return f"{{pace}}:chat:{chat_id}"


def _micro(seconds: float) -> int:
    return round(seconds * MICRO)
