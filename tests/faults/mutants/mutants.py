"""The protections, and what takes each of them out."""

import sys
from dataclasses import dataclass
from datetime import timedelta

from tests.faults.mutants import drills
from tests.faults.mutants.drills import Drill
from tests.faults.mutants.patches import Code, Constant, DoesNotFit, Patch, Schema

TRANSITIONS = "domain.delivery.transitions"
ENGINE = "domain.delivery.deliver_due"
IN_FORCE = "Without its protection: "


@dataclass(frozen=True, slots=True)
class Mutant:
    """One protection less. `red` is a pattern for what `drill` has to find wrong: to break the product
    altogether shows nothing.
    """

    name: str
    protection: str
    drill: Drill
    red: str
    patches: tuple[Patch, ...]


def _fence(*functions: str) -> tuple[Code, ...]:
    return tuple(
        Code(f"{TRANSITIONS}:{name}", "AND fence = $2", "AND $2::int IS NOT NULL") for name in functions
    )


def _any_status(name: str, guard: str) -> tuple[Code, ...]:
    return (Code(f"{TRANSITIONS}:{name}", guard, ""),)


MUTANTS = (
    Mutant(
        "fence-begin",
        "only the newest claim can begin",
        drills.seeds,
        "begun with the old fence",
        _fence("begin"),
    ),
    Mutant(
        "fence-end",
        "who was replaced ends nothing",
        drills.seeds,
        "within its lease|not believed|without an outcome",
        _fence("in_doubt", "try_later", "failed", "release_claim"),
    ),
    Mutant(
        "fence-sent",
        "who was replaced marks nothing as sent",
        drills.seeds,
        "ended by the old fence|not believed",
        _fence("sent"),
    ),
    Mutant(
        "lease",
        "a claim whose lease is over cannot begin",
        drills.seeds,
        "begun after the lease",
        (Code(f"{TRANSITIONS}:begin", "AND lease_until > clock_timestamp()", ""),),
    ),
    Mutant(
        "flag",
        "a possible second copy is flagged",
        drills.seeds,
        "I4",
        (
            Code(
                f"{TRANSITIONS}:in_doubt",
                "possible_duplicate = possible_duplicate OR (ambiguous = 0 AND policy = 'retry_once'),",
                "",
            ),
        ),
    ),
    Mutant(
        "second-doubt",
        "after the second doubt the person is asked",
        drills.seeds,
        "sent again after 2 doubts, retry_once",
        (
            Code(
                f"{TRANSITIONS}:in_doubt",
                "CASE WHEN ambiguous = 0 AND policy = 'retry_once'",
                "CASE WHEN policy = 'retry_once'",
            ),
        ),
    ),
    Mutant(
        "never-duplicate",
        "never_duplicate is sent once",
        drills.seeds,
        "sent again after 1 doubts, never_duplicate",
        (
            Code(
                f"{TRANSITIONS}:in_doubt",
                "CASE WHEN ambiguous = 0 AND policy = 'retry_once'",
                "CASE WHEN ambiguous = 0",
            ),
        ),
    ),
    Mutant(
        "sent-from",
        "SENT only from a sending: what was cancelled stays so",
        drills.last_word,
        "overruled",
        (
            Code(
                f"{TRANSITIONS}:sent",
                "AND (status IN ('SENDING', 'UNKNOWN') OR (status = 'SCHEDULED' AND ambiguous > 0))",
                "",
            ),
        ),
    ),
    Mutant(
        "doubt-from",
        "a sending is doubted once",
        drills.seeds,
        "the person is asked after 1 tries",
        _any_status("in_doubt", "AND status = 'SENDING'"),
    ),
    Mutant(
        "lost-claims",
        "what a dead process had claimed is free again",
        drills.seeds,
        "I2",
        (Code(f"{TRANSITIONS}:release_lost_claims", "status = 'CLAIMED' AND", "FALSE AND"),),
    ),
    Mutant(
        "lost-sendings",
        "what a dead process was sending is settled",
        drills.seeds,
        "I2",
        (Code(f"{TRANSITIONS}:lost_sendings", "status = 'SENDING' AND", "FALSE AND"),),
    ),
    Mutant(
        "skip-locked-claim",
        "claims pass over what others have locked",
        drills.locked_rows,
        "silenced",
        (Code(f"{TRANSITIONS}:claim", "FOR UPDATE OF d SKIP LOCKED)", "FOR UPDATE OF d)"),),
    ),
    Mutant(
        "skip-locked-lost",
        "lost claims too",
        drills.locked_rows,
        "silenced",
        (Code(f"{TRANSITIONS}:release_lost_claims", "FOR UPDATE SKIP LOCKED)", "FOR UPDATE)"),),
    ),
    Mutant(
        "skip-locked-sending",
        "lost sendings too",
        drills.locked_rows,
        "silenced",
        (Code(f"{TRANSITIONS}:lost_sendings", "FOR UPDATE SKIP LOCKED", "FOR UPDATE"),),
    ),
    Mutant(
        "skip-locked-overdue",
        "holding what is overdue too",
        drills.locked_rows,
        "silenced",
        (Code(f"{TRANSITIONS}:hold_overdue", "FOR UPDATE SKIP LOCKED)", "FOR UPDATE)"),),
    ),
    Mutant(
        "claim-twice",
        "a claim looks again under the lock",
        drills.claimed_at_once,
        "claimed twice",
        (
            Code(
                f"{TRANSITIONS}:claim",
                "WHERE d.status = 'SCHEDULED' AND d.due_at <= statement_timestamp() + $1::interval\n"
                "              AND (d.part = 0",
                "WHERE (d.part = 0",
            ),
        ),
    ),
    Mutant(
        "claim-lock",
        "a claim locks what it takes",
        drills.claimed_at_once,
        "claimed twice",
        (Code(f"{TRANSITIONS}:claim", "FOR UPDATE OF d SKIP LOCKED)", ")"),),
    ),
    Mutant(
        "part-order",
        "a second part waits for the first",
        drills.parts,
        "out of order",
        (Code(f"{TRANSITIONS}:claim", "AND (d.part = 0 OR EXISTS (", "AND (TRUE OR EXISTS ("),),
    ),
    Mutant(
        "unique-part",
        "one row for each post, kind, occurrence and part",
        drills.laid_twice,
        "3 duplicates are not flagged",
        (Schema("deliveries", "uid_deliveries_post_id_5728fd"),),
    ),
    Mutant(
        "unique-notice",
        "one digest for each person and day",
        drills.planned_at_once,
        "planned twice",
        (
            Schema("deliveries", "deliveries_notice_key_key"),
            Code("domain.posts.plan_digests:plan_due", "ON CONFLICT (notice_key) DO NOTHING", ""),
        ),
    ),
    Mutant(
        "pace-bot",
        "30 messages a second for the whole fleet",
        drills.burst,
        "too fast",
        (Code("domain.gateways.redis_pace:RedisPace.take", "_micro(self.rates.bot)", "1"),),
    ),
    Mutant(
        "pace-chat",
        "one message a second for each chat",
        drills.one_chat,
        "too fast",
        (Code("domain.gateways.redis_pace:RedisPace.take", "keys.append(_chat(chat_id))", "pass"),),
    ),
    Mutant(
        "rest",
        "the whole fleet rests when Telegram asks for it",
        drills.rest,
        "no rest",
        (Code(f"{ENGINE}:DeliverDue._send", "await self.pace.pause(error.rest.total_seconds())", "pass"),),
    ),
    Mutant(
        "chat-order",
        "what was put back keeps its place in its chat",
        drills.order,
        "out of order",
        (Code(f"{ENGINE}:DeliverDue._deliver_in_turn", "not await transitions.is_next(delivery)", "False"),),
    ),
    Mutant(
        "fairness",
        "nobody has more than three in hand",
        drills.fair,
        "unfair",
        (Constant(f"{TRANSITIONS}:IN_HAND_EACH", 10_000),),
    ),
    Mutant(
        "read-again",
        "the post is read right before it is sent",
        drills.read_again,
        "stale",
        (
            Code(
                f"{ENGINE}:DeliverDue._deliver",
                "now = asyncio.get_running_loop().time\n",
                "now = asyncio.get_running_loop().time\n"
                "    delivery.__dict__['letter'] = await self.contents[delivery.kind].letter(delivery)\n",
            ),
            Code(
                f"{ENGINE}:DeliverDue._begin",
                "await self.contents[delivery.kind].letter(delivery)",
                "delivery.__dict__['letter']",
            ),
        ),
    ),
    Mutant(
        "edit-while-sending",
        "what is going out cannot be edited",
        drills.going_out,
        "not what was kept",
        (Code("domain.posts.change_post:EditPost.__call__", "await refuse_while_going_out(post)", "pass"),),
    ),
    Mutant(
        "moment",
        "a claim sleeps until its moment",
        drills.moments,
        "too early",
        (Code(f"{ENGINE}:DeliverDue._deliver", "await asyncio.sleep(due - now())", "pass"),),
    ),
    Mutant(
        "day-late-claim",
        "what is a day late is not claimed",
        drills.overdue,
        "unasked",
        (
            Code(
                f"{TRANSITIONS}:claim",
                "AND NOT (d.kind = 'POST' AND d.scheduled_for <=",
                "AND NOT (FALSE AND d.scheduled_for <=",
            ),
        ),
    ),
    Mutant(
        "day-late-hold",
        "what is a day late is held and asked about",
        drills.overdue,
        "unheld",
        (Code(f"{TRANSITIONS}:hold_overdue", "if not found or", "if True or"),),
    ),
    Mutant(
        "chat-held",
        "a chat that has blocked us is left in peace",
        drills.unreachable,
        "insisting",
        (Code(f"{ENGINE}:DeliverDue._give_up", "if isinstance(refusal, ChatGone):", "if False:"),),
    ),
    Mutant(
        "chat-enabled",
        "nothing goes to a chat that is switched off",
        drills.unreachable,
        "unwanted: a chat",
        (Code(f"{TRANSITIONS}:claim", "AND u.active AND c.enabled", "AND u.active"),),
    ),
    Mutant(
        "user-active",
        "nothing goes to an account that is switched off",
        drills.unreachable,
        "unwanted: an account",
        (Code(f"{TRANSITIONS}:claim", "AND u.active AND c.enabled", "AND c.enabled"),),
    ),
    Mutant(
        "footer",
        "the second copy says that it is one",
        drills.doubt,
        "doubt 0",
        (Code("bot.messenger:TelegramMessenger._screen", "if not letter.repeated:", "if True:"),),
    ),
    Mutant(
        "broken-is-doubt",
        "a connection that breaks leaves a doubt",
        drills.doubt,
        "doubt 0",
        (Code("bot.middlewares.pace:never_arrived", "return isinstance(", "return True or isinstance("),),
    ),
    Mutant(
        "question",
        "who may know is asked whether it arrived",
        drills.doubt,
        "unasked",
        (
            Code(
                f"{ENGINE}:DeliverDue._doubt",
                "await self.contents[delivery.kind].unknown(delivery)",
                "pass",
            ),
        ),
    ),
    Mutant(
        "refused-is-none",
        "a connection that was never made leaves no doubt",
        drills.refused,
        "needless doubt",
        (Code("bot.middlewares.pace:never_arrived", "return isinstance(", "return False and isinstance("),),
    ),
    Mutant(
        "last-seconds",
        "who is asked to end finishes what is on the wire",
        drills.ending,
        "cut short",
        (Constant("postaify.runtime:LAST_SECONDS", 0.0),),
    ),
    Mutant(
        "hand-back",
        "who is asked to end hands its claims back",
        drills.ending,
        "kept",
        (Code(f"{ENGINE}:DeliverDue._deliver", "await transitions.release_claim(delivery)", "pass"),),
    ),
    Mutant(
        "eight-at-once",
        "a process has at most eight messages on the wire",
        drills.on_the_wire,
        "too many at once",
        (Constant(f"{ENGINE}:SENDING_AT_ONCE", 60),),
    ),
    Mutant(
        "recorded",
        "what Telegram said is kept until the database is back",
        drills.database_away,
        "forgotten",
        (Code(f"{ENGINE}:_recorded", "if not is_unavailable(error):", "if True:"),),
    ),
    Mutant(
        "silent-session",
        "a session that is silent in a transaction is ended",
        drills.silent_session,
        "kept",
        (Constant("domain.database:LONGEST_PAUSE", timedelta(hours=1)),),
    ),
    Mutant(
        "quota",
        "nothing is set aside beyond what the plan holds",
        drills.at_the_limit,
        "too much",
        (
            Code(
                "domain.usage.ledger:reserving",
                "WHERE p.used + p.reserved + EXCLUDED.reserved <= $5::int",
                "",
            ),
        ),
    ),
)


def put_in_force(name: str) -> None:
    """In the process of the product that calls it. Raises DoesNotFit."""
    (mutant,) = [one for one in MUTANTS if one.name == name]
    for step in [patch.prepared() for patch in mutant.patches if not isinstance(patch, Schema)]:
        step()
    sys.stdout.write(f"{IN_FORCE}{name}\n")
    sys.stdout.flush()


def misfit(mutant: Mutant) -> str:
    """Why the patches of a mutant do not fit the product as it is; empty when they do."""
    try:
        for patch in mutant.patches:
            if not isinstance(patch, Schema):
                patch.prepared()
    except (DoesNotFit, ImportError, SyntaxError) as error:
        return f"{type(error).__name__}: {error}"
    return ""
