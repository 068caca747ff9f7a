"""Every object that Stripe would know, in memory, and in one JSON file where a restart must not lose them."""

import json
import secrets
import string
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox.stripe.errors import Json, missing

_ALPHABET = string.ascii_letters + string.digits
_LENGTH = 24

PREFIXES = {
    "customer": "cus_",
    "product": "prod_",
    "price": "price_",
    "payment_method": "pm_",
    "payment_intent": "pi_",
    "charge": "ch_",
    "refund": "re_",
    "dispute": "dp_",
    "radar.early_fraud_warning": "issfr_",
    "checkout.session": "cs_test_",
    "subscription": "sub_",
    "subscription_item": "si_",
    "invoice": "in_",
    "line_item": "il_",
    "invoice_payment": "inpay_",
    "billing_portal.session": "bps_",
    "billing_portal.configuration": "bpc_",
    "event": "evt_",
    "webhook_endpoint": "we_",
    "request": "req_",
}


def new_id(kind: str) -> str:
    return PREFIXES[kind] + "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


@dataclass(slots=True)
class Record:
    """`body` is the object as Stripe shows it, `inside` what Stripe knows of it and does not show."""

    seq: int
    kind: str
    body: Json
    inside: Json


@dataclass(slots=True)
class Book:
    """`path` None keeps nothing. `facts` are small things beside the objects, by name."""

    path: Path | None = None
    facts: Json = field(default_factory=dict)
    _records: dict[str, Record] = field(default_factory=dict)
    _kinds: dict[str, list[Record]] = field(default_factory=dict)
    _seq: int = 0

    def add(self, kind: str, body: Json, **inside: Any) -> Json:
        """The object, with an id and its kind in front."""
        made = {"id": body.get("id") or new_id(kind), "object": kind, **body}
        self._file(Record(self._seq + 1, kind, made, inside))
        return made

    def get(self, object_id: str | None) -> Json | None:
        record = self._records.get(object_id or "")
        return record.body if record else None

    def find(self, kind: str, object_id: str, *, param: str = "id") -> Json:
        """Raises Refusal when there is no such object of this kind."""
        record = self._records.get(object_id)
        if record is None or record.kind != kind:
            raise missing(kind.replace("_", " "), object_id, param=param)
        return record.body

    def inside(self, object_id: str) -> Json:
        return self._records[object_id].inside

    def kind_of(self, object_id: str) -> str | None:
        record = self._records.get(object_id)
        return record.kind if record else None

    def all(self, kind: str) -> list[Json]:
        """The newest first, as Stripe lists."""
        return [record.body for record in reversed(self._kinds.get(kind, []))]

    def kinds(self) -> list[str]:
        return list(self._kinds)

    def remove(self, object_id: str) -> None:
        record = self._records.pop(object_id)
        self._kinds[record.kind].remove(record)

    def clear(self) -> None:
        self._records.clear()
        self._kinds.clear()
        self.facts.clear()

    def load(self) -> bool:
        """Whether there was something to go on with."""
        if self.path is None or not self.path.exists():
            return False
        kept = json.loads(self.path.read_text("utf-8"))
        self.facts = kept["facts"]
        for row in kept["records"]:
            self._file(Record(**row))
        return True

    def save(self) -> None:
        """The whole book in one go: whoever is killed in between finds the former one."""
        if self.path is None:
            return
        rows = [
            {"seq": record.seq, "kind": record.kind, "body": record.body, "inside": record.inside}
            for record in self._records.values()
        ]
        draft = self.path.with_suffix(".new")
        draft.write_text(json.dumps({"facts": self.facts, "records": rows}), "utf-8")
        draft.replace(self.path)

    def _file(self, record: Record) -> None:
        self._seq = record.seq
        self._records[record.body["id"]] = record
        self._kinds.setdefault(record.kind, []).append(record)
