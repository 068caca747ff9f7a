"""The whole interface under a fuzzer that reads its own document: what it says is what it does."""

import asyncio
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.accounts.models import Plan, User
from domain.billing.models import StarPayment
from tests.people import Person
from tests.web.client import Client

PROJECT, CONFIG = Path(__file__).parents[2], Path(__file__).with_name("schemathesis.toml")
EXAMPLES = os.environ.get("FUZZ_EXAMPLES")
"""Cases for each operation and phase; 1000 is the nightly tier. Where it is set, the fuzzer also goes through
every bound of every field, which takes a minute or two.
"""
FEW = "2"

ENDS_THE_ACCOUNT = "erase_account"
"""Tried in tests of its own: afterwards nobody would be signed in here."""


async def test_the_interface_does_what_its_document_says(
    anns_program: Client, berlin_ann: Person, tmp_path: Path
) -> None:
    ann = await User.get(telegram_id=berlin_ann.telegram_id)
    until = datetime.now(UTC) + timedelta(days=30)
    await StarPayment.create(
        user=ann, plan=Plan.BUSINESS, charge_id="of the fuzzer", stars=1, paid_until=until
    )
    await User.filter(id=ann.id).update(plan=Plan.BUSINESS)
    phases = "examples,fuzzing,stateful" + (",coverage" if EXAMPLES else "")
    fuzzer = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG), "run"),
        f"{anns_program.address}/openapi.json",
        *("--url", anns_program.address, "--checks", "all", "--phases", phases),
        *("--max-examples", EXAMPLES or FEW, "--seed", "1", "--no-shrink", "--continue-on-failure"),
        *("--header", f"X-API-Key: {anns_program.headers['X-API-Key']}"),
        *("--exclude-operation-id", ENDS_THE_ACCOUNT, "--request-timeout", "30", "--workers", "1"),
        cwd=tmp_path,
        env={**os.environ, "SCHEMATHESIS_HOOKS": "tests.web.fuzz_hooks", "PYTHONPATH": str(PROJECT)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await fuzzer.communicate()
    assert fuzzer.returncode == 0, said.decode()[-20_000:]
