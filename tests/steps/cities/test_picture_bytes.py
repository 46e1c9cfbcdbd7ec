"""A picture is kept without what tells where, when and by whom it was taken, and is the same picture still."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx.image.image import Image

from lbsap.model.errors import BadInput
from lbsap.steps.cities.picture_bytes import MOST_BYTES, clean_picture
from tests.services.pictures import JFIF, exif, jpeg, png, segment

SECRETS = (b"GPS", b"Nikon", b"somebody")


def test_a_png_keeps_its_picture_and_loses_its_texts() -> None:
    plain = png()
    kept = clean_picture(png(extra=[(b"tEXt", b"Author\0somebody"), (b"eXIf", b"GPS"), (b"tIME", b"\7" * 7)]))
    assert kept.content == plain
    assert (kept.media_type, kept.width, kept.height) == ("image/png", 60, 60)
    assert clean_picture(plain).content == plain


def test_what_follows_a_png_is_dropped() -> None:
    assert clean_picture(png() + b"somebody").content == png()


def test_a_jpeg_loses_place_maker_comment_and_tail_and_keeps_its_colours() -> None:
    colours = [segment(0xE2, b"ICC_PROFILE\0\1\1..."), segment(0xEE, b"Adobe\0d\0\0\0\0\1")]
    secrets = [
        exif(1),
        segment(0xED, b"Photoshop somebody"),
        segment(0xFE, b"Nikon"),
        segment(0xE1, b"http://ns.adobe.com/xap"),
    ]
    kept = clean_picture(jpeg(extra=[JFIF, *secrets, *colours], behind=b"somebody"))
    assert kept.content == jpeg(extra=[JFIF, *colours])
    assert (kept.media_type, kept.width, kept.height) == ("image/jpeg", 60, 60)


@pytest.mark.parametrize("order", ["<", ">"])
def test_how_a_jpeg_is_turned_is_kept_and_nothing_else_of_its_exif(order: str) -> None:
    kept = clean_picture(jpeg(extra=[exif(6, order)])).content
    assert kept[6:10] == b"Exif"
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in kept
    assert not any(one in kept for one in SECRETS)
    assert clean_picture(kept).content == kept


@pytest.mark.parametrize("extra", [[], [exif(1)], [exif(8)], [JFIF]])
def test_word_takes_what_is_kept_for_a_picture(extra: list[bytes]) -> None:
    image = Image.from_blob(clean_picture(jpeg(80, 70, extra)).content)
    assert (image.px_width, image.px_height, image.content_type) == (80, 70, "image/jpeg")
    assert Image.from_file(BytesIO(clean_picture(png(80, 70)).content)).content_type == "image/png"


@pytest.mark.parametrize(
    "content",
    [
        b"GIF89a" + b"\0" * 90,
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"%PDF-1.7",
        b"\xff\xd8",
        b"\xff\xd8\xff\xd9",
        jpeg()[:40],
        jpeg()[:-4],
        png()[:30],
        png()[:-4],
        png().replace(b"IDAT", b"IDAX"),
        png(extra=[(b"tEXt", b"x")]).replace(b"tEXtx", b"tEXty"),
        b"\xff\xd8" + b"\xff\xe0\0\1" + jpeg()[2:],
    ],
)  # fmt: skip
def test_what_is_no_whole_picture_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        clean_picture(content)
    assert [(one.code, one.where) for one in caught.value.problems] == [("picture_form", "file")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "field_wanted"),
        (png(10, 60), "picture_size"),
        (jpeg(60, 13_000), "picture_size"),
        (png() + b"\0" * MOST_BYTES, "picture_heavy"),
    ],
)
def test_what_is_missing_too_small_large_or_heavy_is_refused_with_the_reason(
    content: bytes, code: str
) -> None:
    with pytest.raises(BadInput) as caught:
        clean_picture(content)
    assert [one.code for one in caught.value.problems] == [code]
