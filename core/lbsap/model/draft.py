"""What a draft is made with, and what was said of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from lbsap.model.city_plan import Layer
from lbsap.model.comments import Fate
from lbsap.model.text import LANGS, Lang, Text

DocumentKind = Literal["plan", "research", "note", "notice", "letter", "request", "summary"]
"""The files of a plan: plan text, research report, drafting note, notice page, letter that asks departments for
comments, data request to a department, executive summary."""
Stage = Literal["working", "submission"]
"""``working``: gaps are marked in place. ``submission`` (送审稿): qualitative wording where a figure is missing, and
the gaps in a list apart."""


@dataclass(frozen=True, slots=True)
class DraftSettings:
    """What a draft is made with. ``index`` and ``outline`` are references ``id`` or ``id@version``.

    ``title``, ``issuer`` and ``drafter`` stand in place of those of the profile where they are given. ``off`` are keys
    of parts left out, ``order`` keys in the order wanted; parts that it does not name keep their place.
    """

    index: str = "cbi-2021"
    variant: str = "handbook"
    outline: str = "lbsap-framework"
    stage: Stage = "working"
    langs: tuple[Lang, ...] = LANGS
    title: Text = Text()
    issuer: Text = Text()
    drafter: Text = Text()
    off: tuple[str, ...] = ()
    order: tuple[str, ...] = ()


USUAL: Final = DraftSettings()
"""What a draft is made with where nobody has chosen; so too the index, outline and variant of any page or command."""


@dataclass(frozen=True, slots=True)
class ReviewComment:
    """A comment of a department or expert on a part of a draft, and what the drafting team did with it.

    ``body`` is who speaks. ``fate`` is ``None`` until it is answered, with ``reason``.
    """

    part: str
    layer: Layer
    body: Text
    words: str
    fate: Fate | None = None
    reason: Text = Text()
    id: int = 0
