"""What looks like a session token and is none (reliability T7)."""

import base64
import hmac
import json
import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from hashlib import sha256, sha512
from typing import Any

import httpx
import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.algorithms import RSAAlgorithm

from domain.accounts.models import User
from domain.gateways.clerk_keys import PublishedKeys
from domain.gateways.clerk_sessions import ClerkSessions
from sandbox.clerk.signing import new_key
from tests.clerk import Clerk
from tests.web.client import Client

ME = "/api/v1/users/me"
Json = dict[str, Any]


async def test_none_of_them_opens_anything(stranger: Client, clerk: Clerk) -> None:
    cleo = await clerk.sign_up()
    async with attackers_keys() as (address, visits):
        bad = await bad_tokens(clerk, cleo, address)
        assert len(bad) >= 70
        opened = [name for name, token in bad.items() if (await opens(stranger, token)) != 401]
        assert opened == []
        assert visits == []
    assert not await User.exists(clerk_id=cleo)


async def test_what_is_odd_but_genuine_opens(stranger: Client, clerk: Clerk) -> None:
    cleo, now = await clerk.sign_up(), int(time.time())
    async with attackers_keys() as (address, visits):
        good = {
            "as it is": await clerk.token(cleo),
            "just expired": await clerk.token(cleo, claims={"exp": now - 2}),
            "a clock that is ahead": await clerk.token(cleo, claims={"nbf": now + 2, "iat": now + 2}),
            "without nbf": await clerk.token(cleo, claims={"nbf": None}),
            "of the first version": await clerk.token(cleo, claims={"sts": None, "v": None}),
            "for an audience": await clerk.token(cleo, claims={"aud": "somebody"}),
            "with an address of keys": await clerk.token(cleo, headers={"jku": address, "x5u": address}),
            "without a type": await clerk.token(cleo, headers={"typ": None}),
        }
        shut = [name for name, token in good.items() if (await opens(stranger, token)) != 200]
        assert shut == []
        assert visits == []


async def test_ten_thousand_forged_tokens_cause_two_questions(stranger: Client, clerk: Clerk) -> None:
    cleo = await clerk.sign_up()
    genuine = await clerk.token(cleo)
    asked = await clerk.key_questions()
    async with httpx.AsyncClient() as client:
        keys = PublishedKeys(client, f"{clerk.address}/.well-known/jwks.json")
        sessions = ClerkSessions(keys, issuer=clerk.address, authorized_parties=[clerk.origin])
        assert await sessions.verify(genuine)
        for _ in range(10_000):
            assert await sessions.verify(with_header(genuine, kid=secrets.token_hex(8))) is None
        assert await sessions.verify(genuine)
        await keys.close()
    assert await clerk.key_questions() - asked <= 2

    assert await opens(stranger, genuine) == 200
    asked = await clerk.key_questions()
    for _ in range(200):
        assert await opens(stranger, with_header(genuine, kid=secrets.token_hex(8))) == 401
    assert await clerk.key_questions() - asked <= 1


async def bad_tokens(clerk: Clerk, cleo: str, attacker: str) -> dict[str, str]:
    """By what is wrong with each."""
    now = int(time.time())
    good = await clerk.token(cleo)
    header, claims = jwt.get_unverified_header(good), jwt.decode(good, options={"verify_signature": False})
    first, payload, signature = good.split(".")
    async with clerk.session.get(f"{clerk.address}/key.pem") as answer:
        pem = await answer.text()
    published = (await clerk.call("GET", "/v1/jwks"))["keys"][-1]
    theirs = new_key()
    own_jwk = RSAAlgorithm.to_jwk(theirs.key.public_key(), as_dict=True)

    def forged(key: Any = theirs.key, algorithm: str = "RS256", **headers: Any) -> str:
        wanted = {name: value for name, value in (header | headers).items() if value is not None}
        return jwt.encode(claims, key, algorithm, headers={**wanted, "alg": algorithm})

    def hashed(secret: bytes, digest: Callable[..., Any], algorithm: str) -> str:
        body = f"{encoded(header | {'alg': algorithm})}.{payload}"
        return f"{body}.{b64(hmac.new(secret, body.encode(), digest).digest())}"

    made_by_hand = {
        "one word": "nonsense",
        "dots": "..",
        "two parts": f"{first}.{payload}",
        "four parts": f"{good}.{signature}",
        "five parts": f"{first}.{payload}.{signature}.{payload}.{signature}",
        "a header that is no JSON": f"{b64(b'{{{')}.{payload}.{signature}",
        "a header that is a list": f"{encoded([header])}.{payload}.{signature}",
        "a header of bytes": f"{b64(bytes(range(256)))}.{payload}.{signature}",
        "a deep header": f"{b64(b'[' * 3000)}.{payload}.{signature}",
        "claims that are no JSON": f"{first}.{b64(b'sub=cleo')}.{signature}",
        "no signature": f"{first}.{payload}.",
        "half a signature": f"{first}.{payload}.{signature[: len(signature) // 2]}",
        "another's signature": f"{first}.{payload}.{(await clerk.token(cleo)).rsplit('.', 1)[1]}",
        "a changed signature": f"{first}.{payload}.{'A' if signature[9] != 'A' else 'B'}{signature[1:]}",
        "another subject": f"{first}.{encoded(claims | {'sub': 'user_other'})}.{signature}",
        "a later end": f"{first}.{encoded(claims | {'exp': now + 9999})}.{signature}",
        "two tokens": f"{good} {good}",
        "beyond ASCII": f"{good[:-3]}äß€",
        "an API key of Clerk's": "ak_live_0123456789abcdef",
        "a machine's token": "mt_0123456789abcdef",
        "an OAuth token": "oat_0123456789abcdef",
        "a key of ours": "pk_0123456789abcdef",
        "alg none": f"{encoded(header | {'alg': 'none'})}.{payload}.",
        "alg None": f"{encoded(header | {'alg': 'None'})}.{payload}.",
        "alg none, signed": f"{encoded(header | {'alg': 'none'})}.{payload}.{signature}",
        "alg empty": f"{encoded(header | {'alg': ''})}.{payload}.{signature}",
        "no alg": f"{encoded({'kid': header['kid']})}.{payload}.{signature}",
        "alg in small letters": f"{encoded(header | {'alg': 'rs256'})}.{payload}.{signature}",
        "alg a number": f"{encoded(header | {'alg': 256})}.{payload}.{signature}",
        "alg a list": f"{encoded(header | {'alg': ['RS256']})}.{payload}.{signature}",
        "HS256 by the public key": hashed(pem.encode(), sha256, "HS256"),
        "HS512 by the public key": hashed(pem.encode(), sha512, "HS512"),
        "HS256 by the modulus": hashed(published["n"].encode(), sha256, "HS256"),
        "HS256 by nothing": hashed(b"", sha256, "HS256"),
        "RS256 in name, HMAC in truth": hashed(pem.encode(), sha256, "RS256"),
        "another elliptic key": forged(generate_private_key(SECP256R1()), "ES256"),
        "another Edwards key": forged(Ed25519PrivateKey.generate(), "EdDSA"),
        "another key, the known name": forged(),
        "another key, another name": forged(kid="ins_other"),
        "another key, no name": forged(kid=None),
        "another key, its address in jku": forged(kid="theirs", jku=attacker),
        "another key, its address in x5u": forged(kid="theirs", x5u=attacker),
        "another key, known name, jku": forged(jku=attacker),
        "another key, itself in jwk": forged(jwk=own_jwk),
        "another key, itself in x5c": forged(x5c=[b64(b"certificate")]),
        "a name that is a path": forged(kid="../../../dev/null"),
        "a name that is SQL": forged(kid="x' OR '1'='1"),
        "a name that is an address": forged(kid=attacker),
        "a name that is empty": forged(kid=""),
        "a name that is a number": f"{encoded(header | {'kid': 7})}.{payload}.{signature}",
        "a name in a list": f"{encoded(header | {'kid': [header['kid']]})}.{payload}.{signature}",
    }
    ordered: dict[str, Json] = {
        "RS384": {"algorithm": "RS384"},
        "RS512": {"algorithm": "RS512"},
        "PS256": {"algorithm": "PS256"},
        "no name of the key": {"headers": {"kid": None}},
        "something critical": {"headers": {"crit": ["exp"], "exp": 1}},
        "an access token": {"headers": {"typ": "at+jwt"}},
        "a proof": {"headers": {"typ": "dpop+jwt"}},
        "expired": {"claims": {"exp": now - 8}},
        "long expired": {"claims": {"exp": 1}},
        "no end": {"claims": {"exp": None}},
        "an end in words": {"claims": {"exp": str(now + 60)}},
        "an end that is true": {"claims": {"exp": True}},
        "an end in a list": {"claims": {"exp": [now + 60]}},
        "an end that is a fraction": {"claims": {"exp": now + 60.5}},
        "not yet": {"claims": {"nbf": now + 60}},
        "not before a word": {"claims": {"nbf": "now"}},
        "made tomorrow": {"claims": {"iat": now + 86_400}},
        "made never": {"claims": {"iat": None}},
        "made in words": {"claims": {"iat": str(now)}},
        "another issuer": {"claims": {"iss": "https://clerk.example.com"}},
        "an issuer that goes on": {"claims": {"iss": f"{clerk.address}.example.com"}},
        "an issuer with a slash": {"claims": {"iss": f"{clerk.address}/"}},
        "several issuers": {"claims": {"iss": [clerk.address]}},
        "no issuer": {"claims": {"iss": None}},
        "another party": {"claims": {"azp": "https://evil.example.com"}},
        "a party that goes on": {"claims": {"azp": f"{clerk.origin}.example.com"}},
        "several parties": {"claims": {"azp": [clerk.origin]}},
        "a party that is null": {"claims": {"azp": "null"}},
        "an empty party": {"claims": {"azp": ""}},
        "no party": {"claims": {"azp": None}},
        "no subject": {"claims": {"sub": None}},
        "an empty subject": {"claims": {"sub": ""}},
        "a long subject": {"claims": {"sub": "u" * 65}},
        "no session": {"claims": {"sid": None}},
        "an empty session": {"claims": {"sid": ""}},
        "a session that is a number": {"claims": {"sid": 7}},
        "a machine": {"claims": {"sub": "mch_1", "sid": None, "azp": None}},
        "a session that is pending": {"claims": {"sts": "pending"}},
        "a session that has ended": {"claims": {"sts": "ended"}},
        "a session of some kind": {"claims": {"sts": 1}},
    }
    return made_by_hand | {name: await clerk.token(cleo, **order) for name, order in ordered.items()}


async def opens(stranger: Client, token: str) -> int:
    return (await stranger.get(ME, headers={"Authorization": f"Bearer {token}"})).status


def with_header(token: str, **changes: Any) -> str:
    _, payload, signature = token.split(".")
    return f"{encoded(jwt.get_unverified_header(token) | changes)}.{payload}.{signature}"


def encoded(value: Any) -> str:
    return b64(json.dumps(value).encode())


def b64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


@asynccontextmanager
async def attackers_keys() -> AsyncIterator[tuple[str, list[str]]]:
    """An address that a token may name, and who came there."""
    visits: list[str] = []

    async def visit(request: web.Request) -> web.Response:
        visits.append(request.path)
        return web.json_response({"keys": []})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", visit)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    yield f"http://{host}:{port}/jwks.json", visits
    await runner.cleanup()
