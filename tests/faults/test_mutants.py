"""That the mutants of `make mutants` fit the product as it is, and how one is judged. None is played here."""

import pytest

from domain.database import rows
from tests.faults.mutants.__main__ import judgement
from tests.faults.mutants.mutants import MUTANTS, Mutant, misfit
from tests.faults.mutants.patches import Code, Constant, DoesNotFit, Schema

HERE = "tests.faults.test_mutants"
PATIENCE = 10.0


def guarded(fence: int, *, newest: int) -> str:
    return "mine" if fence == newest else "lost"


class Door:
    @staticmethod
    async def opens(key: str) -> bool:
        return key == "right"


async def nobody(*_: object) -> None:
    """A drill that is never played."""


SOME = Mutant("some", "a protection", nobody, "lost|twice", ())


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_fits_the_product_as_it_is(mutant: Mutant) -> None:
    """Whoever changes a protection tells its mutant, else `make mutants` cannot take it away any more."""
    assert misfit(mutant) == ""


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_patches_of_a_mutant_do_not_undo_each_other(mutant: Mutant) -> None:
    places = [patch.where for patch in mutant.patches if isinstance(patch, Code)]
    assert len(set(places)) == len(places)


async def test_the_constraints_of_the_mutants_are_there() -> None:
    found = await rows("SELECT conrelid::regclass::text AS name, conname FROM pg_constraint")
    there = {(row["name"], row["conname"]) for row in found}
    for patch in (patch for mutant in MUTANTS for patch in mutant.patches):
        assert not isinstance(patch, Schema) or (patch.table, patch.constraint) in there


def test_there_are_enough_and_each_has_a_name() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS) >= 12


async def test_a_patch_concerns_whoever_has_the_function_already() -> None:
    known, opens = guarded, Door.opens
    assert (known(1, newest=2), await opens("wrong")) == ("lost", False)
    Code(f"{HERE}:guarded", "fence == newest", "True").prepared()()
    Code(f"{HERE}:Door.opens", 'key == "right"', "True").prepared()()
    assert (known(1, newest=2), await opens("wrong")) == ("mine", True)


@pytest.mark.parametrize(
    "patch",
    [
        Code(f"{HERE}:nobody", "lease", ""),
        Code(f"{HERE}:nobody", "o", ""),
        Code(f"{HERE}:forgotten", "", ""),
        Code(f"{HERE}:PATIENCE", "", ""),
        Constant(f"{HERE}:IMPATIENCE", 1.0),
        Constant(f"{HERE}:PATIENCE", "long"),
    ],
    ids=str,
)
def test_a_patch_that_fits_nothing_says_so(patch: Code | Constant) -> None:
    with pytest.raises(DoesNotFit):
        patch.prepared()


def test_a_mutant_counts_only_when_the_drill_found_what_it_should() -> None:
    assert judgement(SOME, ["3 lost", "slow"], in_force=True) == ("red", "3 lost")
    assert judgement(SOME, [], in_force=True)[0] == "GREEN"
    assert judgement(SOME, ["SyntaxError"], in_force=True)[0] == "ERROR"
    assert judgement(SOME, ["3 lost"], in_force=False)[0] == "ERROR"
