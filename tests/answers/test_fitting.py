"""How sure is sure, on an admin's own articles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.answers.articles import load
from bot.answers.chances import Fit
from bot.answers.fitting import FAR, FEWEST, _least, learn
from bot.answers.index import Index
from bot.answers.sense import embedded
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


def test_a_folder_that_does_speak_of_jokes_and_the_weather_is_no_less_sure_for_it(write: Write, folder: Path) -> None:
    ways = ("how do I clean a {}", "my {} is dirty", "is there dust on the {}", "wash the {}")
    before = learn(shop(write, folder, ways), TODAY, 10)["en"].fit
    for number, said in enumerate(FAR[:12]):
        write(f"far{number}.md", f"# {said}\n")
    after = learn(shop(write, folder, ways), TODAY, 10)["en"].fit
    assert after.near <= before.near + 0.1


def test_an_ask_more_moves_what_is_sure_by_very_little(write: Write, folder: Path) -> None:
    index = shop(write, folder, ("how do I clean a {}", "my {} is dirty", "is there dust on the {}", "wash the {}"))
    before = learn(index, TODAY, 10)["en"].fit
    asks = (
        "cushion cleaning",
        "how do I clean a sofa",
        "my sofa is dirty",
        "is there dust on the sofa",
        "wash the sofa",
    )
    listed = "".join(f"  - {ask}\n" for ask in asks)
    write("sofa.md", f"---\ntitle: Care of a sofa\nasks:\n{listed}---\n\nWipe the sofa with a dry cloth.\n")
    after = learn(embedded(Index(load(folder)), "auto"), TODAY, 10)["en"].fit
    chances = [
        (one.chance(best, 0.8), one.chance(2.0, best / 3)) for one in (before, after) for best in (1.5, 2.0, 2.5)
    ]

    assert after.tried == before.tried + 1
    assert (
        max(abs(a - b) for x, y in zip(chances[:3], chances[3:], strict=True) for a, b in zip(x, y, strict=True)) < 0.03
    )


def test_the_least_is_found_between_any_steps() -> None:
    x, y = _least(lambda x, y: (x - 0.333) ** 2 + 3 * (y + 1.217) ** 2 + x * y / 100, 1.0, 0.0)

    assert abs(x - 0.339) < 0.004
    assert abs(y + 1.2176) < 0.004
