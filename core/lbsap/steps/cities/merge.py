"""What was read from a file joined to what a city has: nothing that people entered is overwritten unless they say so."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

from lbsap.model.catalogue import Link
from lbsap.model.city import CityAction, CityData, CityTarget
from lbsap.model.text import LANGS, Text, same
from lbsap.steps.cities.part_reading import is_empty, words_of
from lbsap.steps.cities.parts import PARTS, Part, PartField, key_of
from lbsap.steps.cities.profile import FACTS, NAME, PROFILE
from lbsap.steps.common.stamp import stamp

T = TypeVar("T")
_VISION: Final = PartField("vision", Text("愿景", "Vision"))
_LANGUAGE: Final = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that has one content in the city's data and another one in the file.

    ``key`` names the field and both contents, so that an answer counts for what was seen only.
    """

    key: str
    label: Text
    kept: Text
    read: Text


@dataclass(frozen=True, slots=True)
class Merged:
    """The city's data with what was read in them, the conflicts met, and the number of new entries by part."""

    data: CityData
    conflicts: tuple[Conflict, ...]
    added: Mapping[str, int]


def merge(kept: CityData, read: CityData, taken: Collection[str] = ()) -> Merged:
    """Fill what is empty and add what is new. In a conflict what was kept stays, unless its key is among ``taken``."""
    work = _Merging(frozenset(taken))
    parts: dict[str, Any] = {
        name: work.entries(part, getattr(kept, name), getattr(read, name)) for name, part in PARTS.items()
    }
    facts = work.entries(FACTS, kept.profile.facts, read.profile.facts)
    data = replace(
        kept,
        city=work.value(NAME, "city", Text(), kept.city, read.city),
        year=read.year if kept.year is None else kept.year,
        first_application=read.first_application
        if kept.first_application is None
        else kept.first_application,
        profile=replace(work.entry(PROFILE, "profile", Text(), kept.profile, read.profile), facts=facts),
        vision=work.value(_VISION, "vision", Text(), kept.vision, read.vision),
        guiding=kept.guiding if kept.guiding.text else read.guiding,
        earlier=_without_twins(kept.earlier, read.earlier, "year"),
        observations=_without_twins(kept.observations, read.observations, "indicator"),
        wording={**read.wording, **kept.wording},
        fields={
            name: {**read.fields.get(name, {}), **kept.fields.get(name, {})} for name in _names(read, kept)
        },
        frameworks=_without_twins(kept.frameworks, read.frameworks, "id"),
        sources=tuple(dict.fromkeys((*kept.sources, *read.sources))),
        **parts,
    )
    return Merged(data, tuple(work.conflicts), work.added)


@dataclass(slots=True)
class _Merging:
    taken: frozenset[str]
    conflicts: list[Conflict] = field(default_factory=list)
    added: dict[str, int] = field(default_factory=dict)

    def entries(self, part: Part, kept: tuple[Any, ...], read: tuple[Any, ...]) -> tuple[Any, ...]:
        """The entries of a part: those kept, each filled from its namesake, then the new ones."""
        theirs = {key_of(part, one): one for one in read}
        mine = {key_of(part, one): one for one in kept}
        joined = [
            self.entry(part, f"{part.name}.{key}", title_of(part, one), one, theirs[key])
            if key in theirs
            else one
            for key, one in mine.items()
        ]
        fresh = [one for key, one in theirs.items() if key not in mine]
        if fresh:
            self.added[part.name] = len(fresh)
        return (*joined, *fresh)

    def entry(self, part: Part, where: str, title: Text, kept: Any, read: Any) -> Any:
        """One entry, field by field."""
        values = {
            one.name: self.value(
                one, f"{where}.{one.name}", title, getattr(kept, one.name), getattr(read, one.name)
            )
            for one in part.fields
        }
        return _marked(kept, read, replace(kept, **values))

    def value(self, of: PartField, where: str, title: Text, kept: Any, read: Any) -> Any:
        """The content of one field; of a text each language by itself."""
        if not isinstance(kept, Text):
            return self._side(of, where, title, of.label, kept, read)
        sides = (
            self._side(
                of,
                f"{where}_{lang}",
                title,
                _joined(of.label, _LANGUAGE[lang]),
                getattr(kept, lang),
                getattr(read, lang),
            )
            for lang in LANGS
        )
        return Text(*sides)

    def _side(self, of: PartField, where: str, title: Text, label: Text, kept: Any, read: Any) -> Any:
        if is_empty(read) or kept == read or isinstance(kept, bool):
            return kept
        if is_empty(kept):
            return read
        key = f"{where}:{stamp([kept, read])}"
        self.conflicts.append(Conflict(key, _in_entry(title, label), _shown(of, kept), _shown(of, read)))
        return read if key in self.taken else kept


def title_of(part: Part, entry: Any) -> Text:
    """What people call an entry: its title or name, or its key."""
    for name in ("title", "name", "metric", "caption", "body", "task"):
        found = getattr(entry, name, None)
        if isinstance(found, Text) and found:
            return found
    return same(key_of(part, entry)) if part.key else part.title


def _marked(kept: Any, read: Any, joined: Any) -> Any:
    """What pages do not show of an entry: links are joined, and words that were filled in count as read."""
    if isinstance(joined, CityAction):
        still = tuple(name for name in joined.unreadable if not getattr(joined, name))
        return replace(joined, links=_links(kept.links, read.links), unreadable=still)
    if isinstance(joined, CityTarget):
        return replace(joined, unreadable=joined.unreadable and not joined.wording)
    return joined


def _links(kept: tuple[Link, ...], read: tuple[Link, ...]) -> tuple[Link, ...]:
    known = {(one.framework, one.target) for one in kept}
    return (*kept, *(one for one in read if (one.framework, one.target) not in known))


def _without_twins(kept: tuple[T, ...], read: tuple[T, ...], key: str) -> tuple[T, ...]:
    known = {getattr(one, key) for one in kept}
    return (*kept, *(one for one in read if getattr(one, key) not in known))


def _names(*of: CityData) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in of for name in one.fields))


def _shown(of: PartField, value: Any) -> Text:
    """A content as people read it."""
    if isinstance(value, str):
        return dict(of.choices).get(value) or same(value)
    return same(" ".join(filter(None, words_of(of, value))))


def _joined(label: Text, language: Text) -> Text:
    return Text(f"{label.zh}（{language.zh}）", f"{label.en} ({language.en})")


def _in_entry(title: Text, label: Text) -> Text:
    return Text(f"{title.plain('zh')}：{label.zh}", f"{title.plain('en')}: {label.en}") if title else label
