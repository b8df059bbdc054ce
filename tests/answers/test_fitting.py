"""How sure is sure, on an admin's own articles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.answers.articles import load
from bot.answers.chances import Fit
from bot.answers.fitting import FAR, FEWEST, learn
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
