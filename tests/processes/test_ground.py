"""What stands around the code says the same as the code: settings, pins, image, compose file."""

import re
import subprocess
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from domain.settings import Settings
from postaify.cli import app

ROOT = Path(__file__).parents[2]

CONTRACT = """
APP_ENV PORT PUBLIC_URL WEB_APP_URL CORS_ORIGINS TRUSTED_PROXIES
DATABASE_URL REDIS_URL
TELEGRAM_BOT_TOKEN TELEGRAM_API_URL TELEGRAM_WEBHOOK_SECRET ADMIN_TELEGRAM_IDS
OPENROUTER_API_KEY OPENROUTER_BASE_URL OPENROUTER_MODELS
FAL_API_KEY FAL_BASE_URL ELEVENLABS_API_KEY ELEVENLABS_BASE_URL
CLERK_SECRET_KEY CLERK_PUBLISHABLE_KEY CLERK_ISSUER CLERK_JWKS_URL CLERK_JWT_KEY
CLERK_AUTHORIZED_PARTIES CLERK_WEBHOOK_SECRET
STRIPE_SECRET_KEY STRIPE_API_URL STRIPE_WEBHOOK_SECRET STRIPE_PRICE_PRO STRIPE_PRICE_BUSINESS
R2_ACCOUNT_ID R2_ENDPOINT_URL R2_ACCESS_KEY_ID R2_SECRET_ACCESS_KEY R2_BUCKET R2_PUBLIC_URL
SENTRY_DSN LOG_LEVEL WORKER_CONCURRENCY
"""
"""The names that the product contract promises to operators."""

SETTINGS = {name.upper() for name in Settings.model_fields}

# Written in two halves, so that this file does not contain what it looks for.
BELONGS_TO_ONE_MACHINE = [
    first + second
    for first, second in (
        ("pypi.", "org"),
        ("python", "hosted.org"),
        ("registry.", "npmjs"),
        ("--index", "-url"),
        ("--extra-index", "-url"),
        ("--find", "-links"),
        ("--trusted", "-host"),
        ("@ file:", "///"),
        ("/wo", "rk/"),
        ("/ro", "ot/"),
        ("/ho", "me/"),
        ("/Us", "ers/"),
        ("/op", "t/"),
    )
]


def test_every_name_of_the_contract_is_a_setting() -> None:
    assert set(CONTRACT.split()) <= SETTINGS


def test_env_example_names_every_setting_and_no_other() -> None:
    names = re.findall(r"^([A-Z0-9_]+)=", text_of(".env.example"), re.MULTILINE)
    assert sorted(names) == sorted(SETTINGS)


def test_env_example_says_a_word_about_each() -> None:
    lines = text_of(".env.example").splitlines()
    bare = [line for before, line in pairwise(lines) if _is_setting(line) and not _says(before)]
    assert not bare


def test_env_example_as_it_stands_changes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    untouched = Settings()
    (tmp_path / ".env").write_text(text_of(".env.example"))
    assert Settings() == untouched


def test_constraints_pin_everything_and_agree_with_the_project() -> None:
    lines = [line.split("#")[0].strip() for line in text_of("constraints.txt").splitlines()]
    pins = [line for line in lines if line]
    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", pin)] == []
    named = {_canonical(name): version for name, version in (pin.split("==") for pin in pins)}
    assert len(named) == len(pins)

    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    split = [re.fullmatch(r"([A-Za-z0-9._-]+)(?:\[[a-z0-9,]+\])?==(.+)", want) for want in wanted]
    assert all(split)
    disagreeing = [want[0] for want in split if want and named.get(_canonical(want[1])) != want[2]]
    assert disagreeing == []


def test_no_tracked_file_names_a_registry_or_a_path_of_one_machine() -> None:
    found = [
        f"{name}: {pattern}"
        for name in _tracked()
        for pattern in BELONGS_TO_ONE_MACHINE
        if pattern in _readable(ROOT / name)
    ]
    assert found == []


def test_compose_runs_commands_that_exist_with_settings_that_exist() -> None:
    commands = set(get_command(app).commands)  # type: ignore[attr-defined]
    ours = {name: service for name, service in _services().items() if "build" in service}
    assert {name: service["command"] for name, service in ours.items()} == {
        "migrate": ["migrate"],
        "web": ["web"],
        "worker": ["worker"],
    }
    for service in ours.values():
        assert set(service["command"]) <= commands
        assert set(service["environment"]) <= SETTINGS
        assert service["env_file"] == ".env"
    assert ours["web"]["deploy"]["replicas"] == ours["worker"]["deploy"]["replicas"] == 2
    assert ours["web"]["environment"]["TRUSTED_PROXIES"] == "1"


def test_compose_starts_things_in_their_order() -> None:
    services = _services()
    for name, service in services.items():
        assert set(service.get("depends_on", ())) <= set(services), name
        assert "restart" in service, name
        assert "healthcheck" in service or name == "worker", name
        assert all("condition" in how for how in service.get("depends_on", {}).values()), name
    for name in ("web", "worker"):
        assert services[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_compose_asks_only_for_names_that_env_example_has() -> None:
    asked = set(re.findall(r"\$\{([A-Z_]+)", text_of("compose.yml")))
    extra = set(re.findall(r"^# ([A-Z_]+)=$", text_of(".env.example"), re.MULTILINE))
    assert asked <= SETTINGS | extra
    assert not extra & SETTINGS


def test_images_are_pinned_and_ours_does_not_run_as_root() -> None:
    dockerfile = text_of("Dockerfile")
    bases = re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)
    others = [service["image"] for service in _services().values()]
    for image in (*bases, *others):
        assert re.search(r":\d+\.?\d*", image), image
        assert not image.endswith("latest")
    user = re.findall(r"^USER (\S+)", dockerfile, re.MULTILINE)
    assert user
    assert user[-1] not in ("root", "0")
    assert re.search(r'^ENTRYPOINT \["postaify"\]', dockerfile, re.MULTILINE)


def test_what_the_image_is_made_of_exists() -> None:
    ours = [line.split() for line in text_of("Dockerfile").splitlines() if re.match(r"COPY (?!--from)", line)]
    copied = [name for _, *names, _ in ours for name in names]
    let_in = [line[1:] for line in text_of(".dockerignore").splitlines() if line.startswith("!")]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert sorted(copied) == sorted(let_in)


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def _services() -> dict[str, dict[str, Any]]:
    yaml = pytest.importorskip("yaml", reason="compose.yml was not read: PyYAML is not installed")
    services: dict[str, dict[str, Any]] = yaml.safe_load(text_of("compose.yml"))["services"]
    return services


def _tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a clone: git does not list the files")
    return [name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def _readable(path: Path) -> str:
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode(errors="replace")


def _is_setting(line: str) -> bool:
    return re.match(r"[A-Z0-9_]+=", line) is not None


def _says(line: str) -> bool:
    return re.match(r"# \S", line) is not None


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
