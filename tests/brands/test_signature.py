"""What ends a post: it stands once, fits, can be taken off again, and leaves room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.brands.errors import BrandFieldTooLong, SignatureTooManyHashtags, SignatureTooManyLines
from domain.brands.models import Brand
from domain.brands.signature import MOST_ON_X, check_signature, room_for, signed, unsigned
from domain.platforms import Platform, hashtags_of, length_of, limit_of
from domain.writing.checks import cleaned

SIGNATURE = "— Bakery Núñez, since 1911\nhttps://nunez.example/today"


def brand(signature: str = SIGNATURE) -> Brand:
    return Brand(name="Núñez", signature=signature)


@pytest.mark.parametrize("platform", Platform)
def test_it_stands_below_the_text_and_once(platform: Platform) -> None:
    post = signed("Bread at six.", brand(), platform)
    assert post == f"Bread at six.\n\n{SIGNATURE}"
    assert signed(post, brand(), platform) == post
    assert signed(f"{post}\n ", brand(), platform) == f"{post}\n "
    assert unsigned(post, brand()) == "Bread at six."


@pytest.mark.parametrize("nobody", [None, brand("")])
def test_without_one_nothing_changes(nobody: Brand | None) -> None:
    assert signed("Bread. ", nobody, Platform.TWITTER) == "Bread. "
    assert unsigned(f"Bread.\n\n{SIGNATURE}", nobody) == f"Bread.\n\n{SIGNATURE}"


def test_what_only_looks_like_it_stays() -> None:
    for text in (
        f"Write below: {SIGNATURE}",
        f"{SIGNATURE}\n\nis how we sign.",
        SIGNATURE,
        f"\n\n{SIGNATURE}",
        "An older ending\n\n— Bakery Núñez",
    ):
        assert unsigned(text, brand()) == text


@pytest.mark.parametrize("platform", Platform)
def test_the_room_it_leaves_can_be_used_up_and_not_exceeded(platform: Platform) -> None:
    room = room_for(platform, SIGNATURE).length
    assert 0 < room < limit_of(platform)
    fits = signed("x" * room, brand(), platform)
    assert length_of(fits, platform) == limit_of(platform)
    assert fits.endswith(SIGNATURE)
    longer = "x" * (room + 1)
    assert signed(longer, brand(), platform) == longer, "better unsigned than not to be published"
    assert signed(longer, brand(), platform, thread=True).endswith(SIGNATURE)


def test_its_hashtags_are_counted() -> None:
    tagged = brand("#bread #berlin")
    assert room_for(Platform.INSTAGRAM, tagged.signature).hashtags == 3
    assert room_for(Platform.INSTAGRAM, "").hashtags == 5
    assert room_for(Platform.TWITTER, tagged.signature).hashtags is None
    assert len(hashtags_of(signed("#a #b #c", tagged, Platform.INSTAGRAM))) == 5
    assert signed("#a #b #c #d", tagged, Platform.INSTAGRAM) == "#a #b #c #d"


@pytest.mark.parametrize("platform", Platform)
@given(text=st.text(max_size=300).map(cleaned), typed=st.text(max_size=80))
def test_the_lengths_of_both_add_up_on_every_platform(platform: Platform, text: str, typed: str) -> None:
    """So a text within the room never makes a post that is too long."""
    try:
        signature = check_signature(cleaned(typed))
    except (BrandFieldTooLong, SignatureTooManyLines, SignatureTooManyHashtags):
        return
    post = signed(text, brand(signature), platform)
    if post != text:
        room = room_for(platform, signature)
        assert length_of(post, platform) == length_of(text, platform) + limit_of(platform) - room.length
        assert length_of(post, platform) <= limit_of(platform)
        assert unsigned(post, brand(signature)) == text or not text


def test_one_line_or_two() -> None:
    assert check_signature("  Yours,  \n\n  Ann   Bell ") == "Yours,\nAnn Bell"
    with pytest.raises(SignatureTooManyLines):
        check_signature("a\nb\nc")


def test_x_decides_how_long_it_may_be() -> None:
    assert check_signature("x" * MOST_ON_X)
    with pytest.raises(BrandFieldTooLong) as refused:
        check_signature("世" * 61)
    assert refused.value.details["length"] == 122
    assert check_signature("See https://acme.com/" + "a" * 150), "a link counts 23"
    with pytest.raises(SignatureTooManyHashtags):
        check_signature("#a #b #c")
