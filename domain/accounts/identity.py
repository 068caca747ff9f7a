from domain.database import rows


async def hold_identity(kind: str, identity: str) -> None:
    """Until the caller's transaction ends nobody else makes, or buries, a user of this identity; `kind` as in
    tombstones.py.
    """
    await rows("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"{kind}:{identity}")
