"""The commands of product.md 6. What needs aiogram is imported where it is needed: it takes seconds."""

import asyncio
import gc
import sys
from collections.abc import Coroutine
from importlib.metadata import version
from typing import Any, NoReturn

import typer
from pydantic import ValidationError

from domain.errors import CannotStart
from domain.settings import Settings

app = typer.Typer(add_completion=False, no_args_is_help=False, pretty_exceptions_enable=False)


@app.callback(invoke_without_command=True)
def everything(context: typer.Context) -> None:
    """Postaify: long polling, sidecar, clock and workers in one process."""
    if context.invoked_subcommand is None:
        _run_roles("everything")


@app.command()
def web() -> None:
    """Stateless HTTP: Telegram's webhook, other webhooks, REST. Any number of replicas."""
    _run_roles("web")


@app.command()
def worker() -> None:
    """Clock and job workers. Any number of replicas."""
    _run_roles("worker")


@app.command()
def bot() -> None:
    """Long polling alone, where no webhook can reach."""
    _run_roles("bot")


@app.command()
def migrate() -> None:
    """Bring the database up to date; safe when several start at once."""
    _run(_migrate(_settings()))


@app.command()
def sandbox(port: int = typer.Option(8090, help="0 takes a free one"), latency: float = 0.0) -> None:
    """The local stand-ins alone: Telegram with its chat page, the writer, the painter and the voice."""
    _run(_sandbox(_settings(), port, latency))


def main() -> None:
    app()


def _run_roles(process: str) -> None:
    _run(_serve(_settings(), process))


async def _serve(settings: Settings, process: str) -> None:
    from domain.migrations.schema import check_schema
    from postaify.defaults import check_webhook_secret, database_url, ground

    if process == "web":
        check_webhook_secret(settings)
    if settings.database_url:
        # Before the seconds that the rest takes to be imported.
        async with database_url(settings) as url:
            await check_schema(url)

    from postaify.processes import Role, serve

    roles = {
        "everything": Role.WEB | Role.WORKER | Role.BOT,
        "web": Role.WEB,
        "worker": Role.WORKER,
        "bot": Role.BOT,
    }[process]
    async with ground(settings, with_sandbox=process == "everything") as laid:

        def ready(sidecar: str) -> None:
            _print_table([(part.name, part.served_by) for part in laid.parts])
            if sidecar:
                print(f"Sidecar:   {sidecar}")
            if laid.chat_page:
                print(f"Chat page: {laid.chat_page}")
            print("Ready. Ctrl-C stops everything; what was written stays.", flush=True)

        await serve(laid.settings, roles, ready=ready)


async def _migrate(settings: Settings) -> None:
    from domain.migrations.schema import migrate
    from postaify.defaults import database_url

    async with database_url(settings) as url:
        done = await migrate(url)
    print("\n".join(f"ran {name}" for name in done) or "The database is up to date.")


async def _sandbox(settings: Settings, port: int, latency: float) -> None:
    from postaify.defaults import clerk_hook
    from sandbox.server import serving

    folder = settings.data_folder / "sandbox"
    async with serving(
        data=folder, host="127.0.0.1", port=port, writer_latency=latency, clerk_hook=clerk_hook(settings)
    ) as where:
        print(f"Chat page:  {where.chat_page}")
        print(f"Telegram:   TELEGRAM_API_URL={where.telegram}")
        print(f"OpenRouter: OPENROUTER_BASE_URL={where.openrouter}")
        print(f"fal:        FAL_BASE_URL={where.fal}")
        print(f"Clerk:      CLERK_ISSUER={where.clerk} CLERK_AUTHORIZED_PARTIES={where.chat_page[:-1]}")
        print(f"ElevenLabs: ELEVENLABS_BASE_URL={where.elevenlabs}", flush=True)
        gc.collect()
        gc.freeze()  # who measures against the stand-ins must not meet a collection of all that was imported
        await asyncio.Event().wait()


def _settings() -> Settings:
    """Exits with 1 and a readable list when a setting cannot be used. Never prints a value."""
    from postaify.defaults import check_forms
    from postaify.logs import configure_logs

    try:
        settings = Settings()
        settings.check_production()
        check_forms(settings)
    except ValidationError as error:
        problems = error.errors(include_input=False, include_url=False)
        _exit("\n".join(f"{'.'.join(map(str, p['loc'])).upper()}: {p['msg']}" for p in problems))
    except CannotStart as error:
        _exit(str(error))
    configure_logs(settings.log_level, json=settings.in_production, secrets=settings.secrets())
    if settings.sentry_dsn:
        from postaify.reports import report_errors

        dsn = settings.sentry_dsn.get_secret_value()
        report_errors(dsn, environment=settings.app_env, release=f"postaify@{version('postaify')}")
    return settings


def _run(work: Coroutine[Any, Any, None]) -> None:
    """Runs the process; what the operator can mend is one clear sentence and exit status 1."""
    try:
        asyncio.run(work)
    except KeyboardInterrupt:
        return
    except (CannotStart, OSError) as error:
        _exit(str(error))


def _exit(words: str) -> NoReturn:
    print(words, file=sys.stderr)
    raise SystemExit(1)


def _print_table(rows: list[tuple[str, str]]) -> None:
    width = max(len(name) for name, _ in rows)
    for name, served_by in rows:
        print(f"{name:<{width}}  {served_by}")
