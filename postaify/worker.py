"""Which use case fulfils which job."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import asyncpg
import structlog
from pgqueuer import AsyncpgDriver, DatabaseRetryEntrypointExecutor, Queries, QueueManager
from pgqueuer import Job as QueuedJob

from domain.app import UseCases
from domain.jobs.ports import Job

HEARTBEAT = timedelta(seconds=8)
"""A worker that gives no sign for so long is dead: its jobs go to another."""

POLL = timedelta(seconds=5)
BATCH = 10
RECONNECT = 2.0
PICTURES_AT_ONCE = 10
"""As many as a young account of fal has painted at a time; more would only wait there instead of here."""

VOICE_OVERS_AT_ONCE = 4
"""Of the texts that ElevenLabs speaks at a time; the smaller plans there have five."""

EXPORTS_AT_ONCE = 4
"""They read much, and nobody waits in front of them."""

log = structlog.get_logger(__name__)


class JobFailed(Exception):
    """What the queue is told of a failure and keeps: a name, never other people's words or secrets."""


class Worker:
    """Runs jobs until it is stopped, and connects anew when the database was away."""

    def __init__(self, url: str, use_cases: UseCases, *, concurrency: int) -> None:
        self._url = url
        self._use_cases = use_cases
        self._concurrency = max(concurrency, 2 * BATCH)
        self._stopped = asyncio.Event()
        self._queue: QueueManager | None = None

    async def run(self) -> None:
        while not self._stopped.is_set():
            try:
                await self._run_connected()
            except Exception as error:
                # PgQueuer wraps what a lost connection raises in several ways; each means the same here.
                log.warning("worker lost the queue", error=type(error).__name__, detail=str(error))
                await self._pause(RECONNECT)

    def stop(self) -> None:
        """Takes no new job; those under way are finished before run() returns."""
        self._stopped.set()
        if self._queue is not None:
            self._queue.shutdown.set()

    async def _run_connected(self) -> None:
        connection = await asyncpg.connect(self._url)
        try:
            self._queue = QueueManager(Queries(AsyncpgDriver(connection)))
            self._register(self._queue)
            await self._queue.run(
                dequeue_timeout=POLL,
                batch_size=BATCH,
                max_concurrent_tasks=self._concurrency,
                heartbeat_timeout=HEARTBEAT,
                shutdown_on_listener_failure=True,
            )
        finally:
            self._queue = None
            await connection.close()

    def _register(self, queue: QueueManager) -> None:
        def fulfils(job: Job, use_case: Callable[[UUID], Awaitable[None]], *, at_once: int = 0) -> None:
            """`at_once`: how many of them run at a time in all workers together; 0 sets no limit."""

            async def fulfil(queued: QueuedJob) -> None:
                assert queued.payload is not None
                row_id = UUID(queued.payload.decode())
                try:
                    await use_case(row_id)
                except Exception as error:
                    log.exception("job failed", job=job.value, row=str(row_id))
                    raise JobFailed(type(error).__name__) from None

            queue.entrypoint(
                job.value,
                concurrency_limit=at_once,
                on_failure="hold",
                executor_factory=DatabaseRetryEntrypointExecutor,
            )(fulfil)

        fulfils(Job.WRITE_POSTS, self._use_cases.write_posts.__call__)
        fulfils(Job.REWRITE_POST, self._use_cases.rewrite_post.__call__)
        fulfils(Job.WRITE_TEXT, self._use_cases.write_text.__call__)
        fulfils(Job.READ_PIECE, self._use_cases.read_piece.__call__)
        fulfils(Job.DISTIL_VOICE, self._use_cases.distil_voice.__call__)
        fulfils(Job.PAINT_PICTURE, self._use_cases.paint_picture.__call__, at_once=PICTURES_AT_ONCE)
        fulfils(Job.HANDLE_EVENT, self._use_cases.handle_event.__call__)
        fulfils(Job.EXPORT_DATA, self._use_cases.export_data.__call__, at_once=EXPORTS_AT_ONCE)
        fulfils(Job.ERASE_ACCOUNT, self._use_cases.erase_account.__call__)
        fulfils(Job.SPEAK_VOICE_OVER, self._use_cases.speak_voice_over.__call__, at_once=VOICE_OVERS_AT_ONCE)

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopped.wait(), seconds)
        except TimeoutError:
            return
