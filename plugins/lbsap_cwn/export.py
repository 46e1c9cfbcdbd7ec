"""City data as a profile in the layout that the platform exports and ``profile.py`` reads.

Platform actions stand under the platform's headings, with its fixed sentences for baselines, so that what is read back is
what was written. A city's own action stands under the platform action it serves, where people have confirmed one, and
else under its own title. What was unreadable stays so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from string import Formatter
from typing import Final

from lbsap.model.city import CityAction, CityData, CityTarget
from lbsap.model.policy import PolicyTarget
from lbsap.model.text import LANGS, Lang, Text
from lbsap_cwn.baselines import NO, YES, Pattern, patterns
from lbsap_cwn.catalogue import framework
from lbsap_cwn.layout import SECTIONS

UNREADABLE: Final = "[?]"
"""Stands for text that could not be read; a reader finds no word in it either."""
_SENTENCES: Final = {
    "CWN-02": "The connectivity between natural areas is {effective_mesh_size} hectares.",
    "CWN-03": "Ecosystem protection considerations are integrated into {policies} of the city.",
    "CWN-06": "There are management plans targeting {species} invasive alien species.",
    "CWN-11": "The city {policies_encouraging_nature_based_solutions_in_infrastructure} policies/regulations "
    "that encourage nature-based solutions.",
    "CWN-12": "There is a tree cover of {tree_cover} %.",
    "CWN-13": "The sustainable use of wild species is included in {policies} policies, plans and programmes.",
    "CWN-14": "Urban agriculture, aquaculture and forestry is included in {policies} policies, plans and programmes.",
    "CWN-15": "The city has {urban_green_and_blue_area} hectares of urban green and blue spaces, accessed by "
    "{population_share_with_access_to_nature} % of the people.",
    "CWN-16": "The city has {city_led_nature_campaigns} city-led outreach campaigns.",
    "CWN-17": "The city has integrated ecosystem and biodiversity values into {processes} planning and "
    "development policies.",
    "CWN-18": "Values of nature are part of local economic development across {sectors} sectors.",
}
"""A sentence that the fixed pattern of each action finds, with a place for each of its values."""
_ANSWERS: Final = {YES.zh: "has", YES.en: "has", NO.zh: "does not have", NO.en: "does not have"}
_DAY: Final = re.compile(r"\d{4}-(\d{2})-(\d{2})")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def write(city: CityData, lang: Lang) -> bytes:
    """The profile as text; words that stand in both languages are written in ``lang``."""
    lines = [*_head(city, lang)]
    for heading, actions in _records(city.actions, lang):
        lines += ["", "", heading, ""]
        lines += _passages(city, actions, lang)
    return ("\n".join(lines) + "\n").encode()


def _head(city: CityData, lang: Lang) -> Iterator[str]:
    overview, achievements, platform = SECTIONS[:3]
    yield f" {overview}"
    yield f"Mayor of {city.city.plain(lang)}"
    yield from ("", f" {achievements}", "")
    if city.profile.population is not None:
        yield from ("Overview", f"{city.profile.population}")
    yield from ("", f" {platform}")


def _records(actions: Iterable[CityAction], lang: Lang) -> Iterator[tuple[str, list[CityAction]]]:
    """Headings with the actions under them, in the order in which they first come."""
    found: dict[str, tuple[str, list[CityAction]]] = {}
    for action in actions:
        known = _platform_action(action)
        heading = known.title.en if known else _line(action.title.plain(lang))
        found.setdefault(known.id if known else action.id, (heading, []))[1].append(action)
    yield from found.values()


def _platform_action(action: CityAction) -> PolicyTarget | None:
    own = framework()
    served = (one.target for one in action.links if one.framework == own.id and one.status == "confirmed")
    known = (own.target(one) for one in (action.id, *served))
    return next((one for one in known if one), None)


def _passages(city: CityData, actions: list[CityAction], lang: Lang) -> Iterator[str]:
    """The texts under a heading, each with its label and the day of its last update."""
    lost = {name for action in actions for name in action.unreadable}
    yield "Description of how city is taking action"
    yield from ("", _together([one.description for one in actions], lang, "description" in lost))
    baseline = _together([one.baseline for one in actions], lang, "baseline" in lost)
    if baseline:
        yield from (
            "",
            "Baseline:",
            "",
            _sentence(actions[0], lang) or baseline,
            *_updated(_note(city, actions[0])),
        )
    named = {one.id for one in actions}
    targets = [one for one in city.targets if one.action in named]
    words = _together([_stated(one) for one in targets], lang, any(one.unreadable for one in targets))
    if words:
        yield from ("", "Target:", "", words, *_updated(targets[0].source))


def _together(texts: Iterable[Text], lang: Lang, lost: bool) -> str:
    """Texts on one line; the mark of unreadable text where nothing else is left."""
    return " ".join(_line(one.plain(lang)) for one in texts if one) or (UNREADABLE if lost else "")


def _stated(target: CityTarget) -> Text:
    """A target in words: the city's own, or what is measured with its figure."""
    if target.wording or target.unreadable or target.value is None:
        return target.wording or (Text() if target.unreadable else target.metric)
    figure = f"{target.operator} {target.value:f} {target.unit}, {target.year or ''}".strip(" ,")
    stated = Text("{metric}：{figure}", "{metric}: {figure}").format(metric=target.metric, figure=figure)
    return Text(*(getattr(stated, lang) if getattr(target.metric, lang) else "" for lang in LANGS))


def _sentence(action: CityAction, lang: Lang) -> str:
    """The platform's sentence with the values of our own; empty where ours has been rewritten."""
    pattern = patterns().get(action.id)
    if pattern is None:
        return ""
    for one in (lang, *LANGS):
        values = _values(pattern, one, getattr(action.baseline, one))
        if values:
            return _SENTENCES[action.id].format(**values)
    return ""


def _values(pattern: Pattern, lang: Lang, words: str) -> dict[str, str]:
    """The values in a sentence of ours; empty where the words are no such sentence."""
    form = "".join(
        re.escape(fixed) + (f"(?P<{name}>.+?)" if name else "")
        for fixed, name, _format, _conversion in Formatter().parse(getattr(pattern.sentence, lang))
    )
    match = re.fullmatch(form, words)
    if match is None:
        return {}
    yesno = {one.name for one in pattern.values if one.kind == "yesno"}
    return {
        name: _ANSWERS.get(value, value) if name in yesno else _line(value)
        for name, value in match.groupdict().items()
    }


def _note(city: CityData, action: CityAction) -> Text:
    """What is noted of the figures that came with a baseline."""
    keys = {one.name for one in patterns()[action.id].values} if action.id in patterns() else set()
    return next((one.note for one in city.profile.facts if one.key in keys), Text())


def _updated(told: Text) -> list[str]:
    """The line on the last update, where a note or source tells its day."""
    day = _DAY.search(told.en)
    if day is None:
        return []
    return [f"Last update: {int(day[2])} {_MONTHS[int(day[1]) - 1]} {day[0][:4]}"]


def _line(words: str) -> str:
    return " ".join(words.split())
