"""Articles are found by what they mean, beside the words they use."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.answers import meaning
from bot.answers.articles import load
from bot.answers.embedding import open_encoder
from bot.answers.index import Index
from bot.answers.knowledge import Knowledge
from bot.answers.search import ANSWER_AT, CLARIFY_AT, Ranking, search
from bot.answers.sense import embedded, wanted
from bot.storage.db import Inline

TODAY = date(2026, 6, 1)
SAMPLE = embedded(Index(load(Path(__file__).parents[2] / "knowledge")), "auto")

Write = Callable[[str, str], Path]


def ask(index: Index, question: str, **more: object) -> Ranking:
    return search(index, question, today=TODAY, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("my settee turned up with a snapped leg", "damaged/on-arrival.md"),
        ("nobody was home when your driver came", "delivery/missed.md"),
        ("hw d i retrun smthing i bougth", "returns/how.md"),
        ("i cnat remeber the passwrod of my acount", "account/password.md"),
        ("wipe everything you know about me", "account/delete.md"),
    ],
)
def test_other_words_and_slips_still_find_the_article(question: str, article: str) -> None:
    assert article in [hit.article.path for hit in ask(SAMPLE, question).hits[:2]]


@pytest.mark.no_cover
def test_who_stops_does_not_wait_until_a_large_folder_is_read_for_its_meaning(
    write: Write, folder: Path, database: str
) -> None:
    for number in range(120):
        write(f"{number}.md", f"# Article {number}\n\nAbout the thing with the number {number}, and no other one.\n")
    db, knowledge = Inline(database), Knowledge(folder, "auto")
    whole = knowledge.left

    async def stopped_early() -> None:
        stop = asyncio.Event()
        working = asyncio.create_task(knowledge.keep_embedding(db, stop))
        while knowledge.left == whole:
            await asyncio.sleep(0.01)
        stop.set()
        await working

    asyncio.run(stopped_early())
    assert 0 < knowledge.left < whole


def test_slips_that_are_surely_repaired_are_answered_nearly_as_surely_as_without_them() -> None:
    pairs = [
        ("how do i retrun a chiar", "how do i return a chair"),
        ("wehn wil i get my moeny bakc", "when will i get my money back"),
        ("how lnog dose delivrey take", "how long does delivery take"),
    ]
    for typed, meant in pairs:
        slipped, clean = ask(SAMPLE, typed), ask(SAMPLE, meant)
        assert slipped.hits[0].article == clean.hits[0].article
        assert slipped.confidence >= 0.8 * clean.confidence


@pytest.mark.parametrize(
    "question", ["who won the match last night", "what is the capital of peru", "book me a flight to rome"]
)
def test_what_the_articles_do_not_speak_of_is_not_answered(question: str) -> None:
    assert ask(SAMPLE, question).confidence < CLARIFY_AT


def test_every_ask_finds_its_own_article_surely() -> None:
    asks = [(line, one.path) for one in SAMPLE.corpus.articles for line in one.asks[:1]]
    found = [(ask(SAMPLE, line), path) for line, path in asks]
    assert [path for ranking, path in found if ranking.hits[0].article.path != path] == []
    assert sum(ranking.confidence >= ANSWER_AT for ranking, _ in found) >= 0.9 * len(found)


def test_ten_ways_of_asking_give_the_same_article() -> None:
    ways = (
        "how do I return a chair", "I want to send this back", "returning an item, how does it work?",
        "how can i give an item back", "need to return something i ordered", "what are the steps for a return",
        "can I bring back what I bought", "retrun an itme", "start a return please", "I'd like to return my order",
    )  # fmt: skip
    assert {ask(SAMPLE, way).hits[0].article.path for way in ways} == {"returns/how.md"}


def test_an_exact_code_finds_its_article(write: Write, folder: Path) -> None:
    for number in range(101, 107):
        write(f"e{number}.md", f"# Error E-{number}\n\nThe app shows E-{number} when something broke. Restart it.\n")
    index = embedded(Index(load(folder)), "auto")
    assert ask(index, "what does E-104 mean").hits[0].article.path == "e104.md"


def test_keywords_find_the_article_that_says_them_though_another_is_about_the_like(write: Write, folder: Path) -> None:
    write(
        "chairs.md",
        "# Chairs\n\nOur chairs are made of oak and birch in Sweden. Each comes with felt pads: stick the felt pads "
        "below the legs, and the floor gets no scratches. The legs are oiled once a year.\n",
    )
    write(
        "floors.md", "# Protect your flooring from damage\n\nHeavy furniture marks wooden flooring. Lay a rug below.\n"
    )
    write("sofas.md", "# Sofas\n\nA sofa is soft. It has legs of steel that do not harm anything.\n")
    index = embedded(Index(load(folder)), "auto")
    assert ask(index, "floor scratches").hits[0].article.path == "chairs.md"
    assert ask(index, "how do I look after my floor").hits[0].article.path == "floors.md"


def test_what_is_asked_beyond_an_article_makes_it_fit_less(write: Write, folder: Path) -> None:
    write("cards.md", "---\ntitle: Gift cards\nasks:\n  - how do I buy a gift card\n---\n\nChoose one in the shop.\n")
    index = embedded(Index(load(folder)), "auto")
    assert index.sense is not None
    meanings = index.sense.shelves["en"]
    fits = [
        meanings.alike(index.sense.asked(asked, None, "en"), [0])[0]
        for asked in ("how do I buy a gift card", "how do I buy a gift card with a broken volcano")
    ]
    assert fits[0] > 1.2
    assert fits[1] < fits[0] - 0.15


def test_an_edit_is_found_at_once_by_words_and_then_by_meaning(write: Write, folder: Path, database: str) -> None:
    write("pets.md", "# Pets in the store\n\nDogs on a lead are welcome in every store.\n")
    write("wood.md", "# Wood\n\nOur oak comes from certified forests.\n")
    db, knowledge = Inline(database), Knowledge(folder, "auto")
    asyncio.run(knowledge.embed(db))
    assert ask(knowledge.index, "may my puppy come along").hits[0].article.path == "pets.md"

    write("parking.md", "# Parking\n\nThere are free parking spaces behind the building.\n")
    assert knowledge.refresh()
    assert knowledge.left == 2
    assert ask(knowledge.index, "parking spaces").hits[0].article.path == "parking.md"
    asyncio.run(knowledge.embed(db))
    assert knowledge.meaning == "ok"
    assert ask(knowledge.index, "where can I leave my car").hits[0].article.path == "parking.md"

    (folder / "pets.md").unlink()
    assert knowledge.refresh()
    assert "pets.md" not in [hit.article.path for hit in ask(knowledge.index, "may my puppy come along").hits]
    db.close()


def test_before_there_are_vectors_words_alone_offer_and_only_a_title_or_ask_is_given(
    write: Write, folder: Path, database: str
) -> None:
    write("city.md", "# City bikes\n\n## Gears\n\nA city bike has 7 gears, and a day is not long enough to try them.\n")
    write("prices.md", "---\ntitle: What a rental costs\nasks: [what do you charge]\n---\n\nCity bike: €14 a day.\n")
    db, knowledge = Inline(database), Knowledge(folder, "auto")
    asked = "how much is a city bike for a day"
    early = [ask(knowledge.index, words) for words in (asked, "what do you charge")]
    assert not knowledge.looked.is_set()
    asyncio.run(knowledge.embed(db))

    assert [(one.offers, one.answers) for one in early] == [(True, False), (True, True)]
    assert ask(knowledge.index, asked).hits[0].article.path == "prices.md"
    db.close()


def test_once_all_is_read_for_its_meaning_who_waits_is_let_go(write: Write, folder: Path, database: str) -> None:
    write("pets.md", "# Pets in the store\n\nDogs on a lead are welcome in every store.\n")
    write("wood.md", "# Wood\n\nOur oak comes from certified forests.\n")
    db = Inline(database)

    async def kept(knowledge: Knowledge) -> int:
        stop = asyncio.Event()
        working = asyncio.create_task(knowledge.keep_embedding(db, stop))
        assert await asyncio.to_thread(knowledge.looked.wait, 60)
        left = knowledge.left
        stop.set()
        await working
        return left

    assert asyncio.run(kept(Knowledge(folder, "auto"))) == 0
    assert asyncio.run(kept(Knowledge(folder, "off"))) == 0
    db.close()


def test_a_restart_encodes_nothing_again(write: Write, folder: Path, database: str) -> None:
    write("pets.md", "# Pets in the store\n\nDogs on a lead are welcome in every store.\n")
    db = Inline(database)
    asyncio.run(Knowledge(folder, "auto").embed(db))
    told: list[tuple[int, int]] = []
    again = Knowledge(folder, "auto")
    asyncio.run(again.embed(db, lambda done, total: told.append((done, total))))

    assert told == []
    assert again.left == 0
    assert ask(again.index, "may my puppy come along").hits[0].article.path == "pets.md"
    db.close()


def test_old_versions_take_no_room_from_new_articles(
    write: Write, folder: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meaning, "MOST_PIECES", 60)
    db, knowledge = Inline(database), Knowledge(folder, "auto")
    for number in range(5):
        write("pets.md", f"# Pets\n\nUp to {number} dogs on a lead are welcome in every store.\n")
        knowledge.refresh()
        asyncio.run(knowledge.embed(db))

    assert knowledge._vectors.keys() == wanted(knowledge.index, open_encoder("auto")).keys()
    assert all(len(one.pieces) for one in knowledge._vectors.values())
    db.close()


def test_without_the_network_search_goes_by_words_and_says_so(
    write: Write, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write("pets.md", "# Pets in the store\n\nDogs on a lead are welcome in every store.\n")
    knowledge = Knowledge(folder, str(folder / "nothing"))

    assert "words alone" in knowledge.meaning
    assert "by their words alone" in caplog.text
    assert ask(knowledge.index, "are dogs welcome in the store").hits[0].article.path == "pets.md"


def test_articles_in_a_language_that_the_network_does_not_read_are_found_by_words(write: Write, folder: Path) -> None:
    write("hunder.md", "---\nlang: nb\n---\n# Hunder i butikken\n\nHunder i bånd er velkomne.\n")
    index = embedded(Index(load(folder)), "auto")
    assert not index.sense or "nb" not in index.sense.shelves
    assert ask(index, "kan jeg ta med hunder").hits[0].article.path == "hunder.md"
    assert open_encoder("auto").reads("en")


def test_of_very_many_texts_titles_are_read_first_and_long_passages_last(
    write: Write, folder: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for thing in ("lamp", "sofa"):
        asks = f"asks:\n  - dust on the {thing}\n  - dirty {thing}\n"
        write(f"{thing}.md", f"---\ntitle: Care of a {thing}\n{asks}---\n\nWipe the {thing}.\n")
    monkeypatch.setattr(meaning, "MOST_TEXTS", 5)
    monkeypatch.setattr(meaning, "MOST_PIECES", 12)
    assert [words for words, _ in wanted(Index(load(folder)), open_encoder("auto")).values()] == [
        "Care of a lamp", "Care of a sofa", "dust on the lamp", "dirty lamp", "dust on the sofa",
    ]  # fmt: skip
    db, knowledge = Inline(database), Knowledge(folder, "auto")
    asyncio.run(knowledge.embed(db))
    assert knowledge.meaning == "ok"
    assert ask(knowledge.index, "clean my couch").hits[0].article.path == "sofa.md"
    db.close()
