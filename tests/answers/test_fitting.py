"""How sure is sure, on an admin's own articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.answers import fitting
from bot.answers.articles import load
from bot.answers.chances import Fit
from bot.answers.claims import FEWEST
from bot.answers.fitting import FAR, Tried, _claimed, _least, attempts, learn
from bot.answers.index import Index
from bot.answers.search import search
from bot.answers.sense import embedded, fitted
from tests.answers.conftest import Write

TODAY = date(2026, 6, 1)
THINGS = ("lamp", "chair", "sofa", "desk", "bed", "shelf")


def shop(write: Write, folder: Path, ways: tuple[str, ...]) -> Index:
    for thing in THINGS:
        asks = "".join(f"  - {way.format(thing)}\n" for way in ways)
        write(f"{thing}.md", f"---\ntitle: Care of a {thing}\nasks:\n{asks}---\n\nWipe the {thing} with a dry cloth.\n")
    return embedded(Index(load(folder)), "auto")


def test_articles_with_few_asks_keep_the_shipped_figures(write: Write, folder: Path) -> None:
    assert learn(shop(write, folder, ("clean a {}",)), TODAY, 10)["en"].fit == Fit()


def test_asks_that_tell_articles_apart_make_sure_and_few_allowed_mistakes_strict(write: Write, folder: Path) -> None:
    index = shop(write, folder, ("how do I clean a {}", "my {} is dirty", "is there dust on the {}", "wash the {}"))
    lenient, strict = (learn(index, TODAY, wrong)["en"].fit for wrong in (30, 1))

    assert lenient.tried >= FEWEST
    assert lenient.chance(2.8, 0.99) > 0.8
    assert lenient.chance(0.5, 0.99) < 0.1
    assert lenient.answer_at <= strict.answer_at
    assert lenient.near != Fit().near or lenient.width != Fit().width


def test_where_texts_are_read_in_english_words_half_as_many_mistakes_are_allowed(
    write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dinge = {"lampe": "Lampe", "stuhl": "Stuhl", "sofa": "Sofa", "tisch": "Tisch", "bett": "Bett", "regal": "Regal"}
    for name, thing in dinge.items():
        ways = (f"wie putze ich {thing}", f"{thing} ist schmutzig", f"Staub auf {thing}", f"{thing} reinigen")
        asks = "".join(f"  - {way}\n" for way in ways)
        text = f"{thing} mit einem trockenen Tuch abwischen."
        write(f"{name}.md", f"---\nlang: de\ntitle: Pflege {thing}\nasks:\n{asks}---\n\n{text}\n")
    index = embedded(Index(load(folder)), "auto")
    glossed = learn(index, TODAY, 10)["de"].fit
    monkeypatch.setattr(fitting, "GLOSSED", 1.0)

    assert glossed == learn(index, TODAY, 5)["de"].fit
    assert glossed.answer_at > learn(index, TODAY, 10)["de"].fit.answer_at


def test_a_folder_that_does_speak_of_jokes_and_the_weather_is_no_less_sure_for_it(write: Write, folder: Path) -> None:
    ways = ("how do I clean a {}", "my {} is dirty", "is there dust on the {}", "wash the {}")
    before = learn(shop(write, folder, ways), TODAY, 10)["en"].fit
    for number, said in enumerate(FAR[:12]):
        write(f"far{number}.md", f"# {said}\n")
    after = learn(shop(write, folder, ways), TODAY, 10)["en"].fit
    assert after.near <= before.near + 0.1


def test_an_ask_less_moves_what_is_sure_by_very_little() -> None:
    whole = load(Path(__file__).parents[2] / "knowledge")
    known = fitted(embedded(Index(whole), "auto"), 10.0).sense
    last = next(one for one in whole.articles if one.lang == "en" and len(one.asks) > 2)
    fewer = tuple(replace(one, asks=one.asks[:-1]) if one is last else one for one in whole.articles)
    after = learn(embedded(Index(replace(whole, articles=fewer, version="fewer")), "auto"), TODAY, 10)["en"].fit

    assert known is not None
    before = known.fit("en")
    places = [(best, share) for best in (1.4, 1.6, 2.0, 2.5) for share in (0.3, 0.5, 0.7, 0.9)]
    assert max(abs(before.chance(*place) - after.chance(*place)) for place in places) < 0.03
    assert abs(before.answer_at - after.answer_at) < 0.01


def test_an_ask_is_tried_without_what_it_and_its_article_taught(write: Write, folder: Path) -> None:
    ways = ("how do I clean a {}", "my {} is dirty", "is there dust on the {}", "wash the {}")
    index = fitted(shop(write, folder, ways), 10.0)
    tried = attempts(index, "en", TODAY)
    known = [search(index, way.format(thing), today=TODAY).confidence for way in ways for thing in THINGS]

    assert index.sense is not None
    assert index.sense.claims("en") is not None
    fit = index.sense.fit("en")
    assert max(fit.chance(one.best, one.share) for one in tried.there) < min(known)
    assert sum(one.best for one in tried.away) < sum(one.best for one in tried.there)


def tried(right: bool, standing: float, near: float) -> Tried:
    return Tried("a.md" if right else "", "a.md", near, 0.8, standing, 1.0 if right else 0.5)


def test_what_tells_right_from_wrong_in_these_articles_counts_most() -> None:
    by_claims = [tried(n % 2 == 0, 0.2 * (-1) ** n, 1.5 + n / 99) for n in range(60)]
    by_worth = [tried(n % 2 == 0, n / 99 - 0.2, 1.6 + 0.2 * (-1) ** n) for n in range(60)]
    claimed, worthy = _claimed(by_claims, Fit()), _claimed(by_worth, Fit())
    assert claimed.claim > worthy.claim
    assert claimed.worth < worthy.worth


def test_by_claims_no_fewer_asks_are_answered_than_by_nearness_and_lead(write: Write, folder: Path) -> None:
    index = shop(write, folder, ("how do I clean a {}", "my {} is dirty", "is there dust on the {}", "wash the {}"))
    there = attempts(index := fitted(index, 10.0), "en", TODAY).there
    fit = index.sense.fit("en") if index.sense else Fit()
    by_claims = [chance >= bound for chance, bound in (fit.sure(one.best, one.share, one.standing) for one in there)]
    assert sum(by_claims) >= sum(fit.sure(one.best, one.share, None)[0] >= fit.answer_at for one in there) > 0


def test_an_ask_that_is_tried_adds_nothing_to_what_words_find(write: Write, folder: Path) -> None:
    ask = "how do I clean a lamp"
    shelf = shop(write, folder, ("how do I clean a {}", "wash the {}")).shelves["en"]
    number, impacts = next(iter(shelf.without(ask).items()))
    held = {term: impact for term, rows in shelf.postings.items() for n, impact in rows if n == number}
    assert shelf.entries[number].article.path == "lamp.md"
    assert impacts["clean"] < held["clean"] if "clean" in impacts else "clean" in held
    assert impacts["wash"] > held["wash"], "fewer asks, and each counts more"


def test_the_least_is_found_between_any_steps() -> None:
    x, y = _least(lambda x, y: (x - 0.333) ** 2 + 3 * (y + 1.217) ** 2 + x * y / 100, 1.0, 0.0)

    assert abs(x - 0.339) < 0.004
    assert abs(y + 1.2176) < 0.004
