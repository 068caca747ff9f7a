"""How a protection is taken out of the running product. The product has no switch for it and knows nothing.

A patch that does not fit the product any more raises DoesNotFit: what changes nothing proves nothing.
"""

import importlib
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from types import FunctionType


class DoesNotFit(Exception):
    """The product has changed: what a patch replaces is not there, or not so often."""


@dataclass(frozen=True, slots=True)
class Code:
    """Other words in the source of one function, which is then compiled anew.

    `where` is "module:name" or "module:Class.name". The function stays the same object, so that everybody who
    has imported it is concerned. `old` is part of its source, which it names without doubt.
    """

    where: str
    old: str
    new: str

    def prepared(self) -> Callable[[], None]:
        """Puts the patch in force when it is called. Raises DoesNotFit now."""
        function = _plain(_found(self.where))
        source = textwrap.dedent(inspect.getsource(function))
        if (found := source.count(self.old)) != 1:
            raise DoesNotFit(f"{self.where}: {self.old!r} stands there {found} times")
        names: dict[str, object] = {}
        changed = compile(source.replace(self.old, self.new), f"<{self.where}, changed>", "exec")
        exec(changed, function.__globals__, names)
        code = _plain(names[function.__name__]).__code__
        if code.co_freevars != function.__code__.co_freevars:
            raise DoesNotFit(f"{self.where} needs more than its module")

        def put_in_force() -> None:
            function.__code__ = code

        return put_in_force


@dataclass(frozen=True, slots=True)
class Constant:
    """Another value of a name of a module, which is read each time that it is needed."""

    where: str
    value: object

    def prepared(self) -> Callable[[], None]:
        """As for Code."""
        path, _, name = self.where.partition(":")
        module = importlib.import_module(path)
        if not hasattr(module, name):
            raise DoesNotFit(f"{self.where} is not there")
        if not isinstance(self.value, type(getattr(module, name))):
            raise DoesNotFit(f"{self.where} is of another type")
        return lambda: setattr(module, name, self.value)


@dataclass(frozen=True, slots=True)
class Schema:
    """A constraint that the database does not have for as long as the drill lasts."""

    table: str
    constraint: str


Patch = Code | Constant | Schema


def _found(where: str) -> object:
    path, _, names = where.partition(":")
    found: object = importlib.import_module(path)
    for name in names.split("."):
        if not hasattr(found, name):
            raise DoesNotFit(f"{where} is not there")
        found = inspect.getattr_static(found, name)
    return found


def _plain(found: object) -> FunctionType:
    function = found.__func__ if isinstance(found, staticmethod | classmethod) else found
    if not isinstance(function, FunctionType):
        raise DoesNotFit(f"{found} is no function")
    return function
