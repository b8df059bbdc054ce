"""The chat page speaks the browser's language; the desk is the team's own and stays English."""

from __future__ import annotations

import re

import pytest

from bot.pages.door import language


@pytest.mark.parametrize(
    ("accepted", "spoken"),
    [
        ("", "en"),
        ("de-DE,de;q=0.9,en;q=0.8", "de"),
        ("nl,fr;q=0.5,en;q=0.9", "en"),
        ("pl,es;q=0.3", "es"),
        ("de;q=0", "en"),
        ("de;q=abc,fr;q=0.9", "de"),
        (";;;,,q=", "en"),
    ],
)
def test_the_best_liked_language_that_we_have_is_spoken(accepted: str, spoken: str) -> None:
    assert language(accepted) == spoken


def test_a_german_browser_gets_a_german_chat_page_and_the_next_one_an_english_one(place) -> None:  # type: ignore[no-untyped-def]  # fixture
    german = place.browser().get("/", headers={"accept-language": "de"}).text
    english = place.browser().get("/").text

    assert '<html lang="de">' in german
    assert "Wie können wir helfen?" in german
    assert '<html lang="en">' in english
    assert "How can we help?" in english


def test_what_is_said_carries_the_language_of_the_page(place) -> None:  # type: ignore[no-untyped-def]  # fixture
    place.browser().post("/chat", text="hm?", headers={"accept-language": "de"})

    assert place.intake.seen[-1].data == {"language": "de"}


def test_a_german_visitor_of_the_demo_reads_german_and_beside_it_the_desk_in_the_teams_english(demo) -> None:  # type: ignore[no-untyped-def]  # fixture
    page = demo.browser().get("/", headers={"accept-language": "de"}).text
    customer, _, desk = page.partition('<section class="desk')

    german = re.compile(r"\b\d\d\.\d\d\.\d{4}\b")
    assert german.search(customer)
    assert re.search(r'<summary title="[^"]*\b\d{1,2} [A-Z][a-z]{2} \d{4}', desk)
    assert not german.search(desk)
