"""A name in the place of another that is held is of its kind, whatever it looks like."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.memory.conftest import Shop

PLAN = ("We're on the Studio plan", "plan.name", "Studio")
FIRM = ("I work for Initech", "company.name", "Initech")
TOWN = ("I live in Kassel", "location.city", "Kassel")

TAKES_ITS_PLACE = (
    (PLAN, "we left Studio for Agency", "Agency"),
    (PLAN, "we've just ditched the Studio plan for Agency", "Agency"),
    (PLAN, "we let Studio lapse and took Agency", "Agency"),
    (PLAN, "Studio has lapsed, it's Agency now", "Agency"),
    (PLAN, "Studio -> Agency since Monday", "Agency"),
    (PLAN, "Studio gekündigt, jetzt Agentur", "Agentur"),
    (PLAN, "wir haben jetzt Agentur statt Studio", "Agentur"),
    (PLAN, "nicht mehr Studio, sondern Agentur", "Agentur"),
    (PLAN, "von Studio auf Agentur gewechselt", "Agentur"),
    (PLAN, "dejamos Studio y ahora estamos en Agencia", "Agencia"),
    (PLAN, "ya no tenemos Studio, ahora Agencia", "Agencia"),
    (PLAN, "on a quitté Studio pour Agence", "Agence"),
    (PLAN, "Studio c'est fini, maintenant c'est Agence", "Agence"),
    (FIRM, "I've left Initech for Globex", "Globex"),
    (FIRM, "no longer with Initech, I'm at Globex now", "Globex"),
    (FIRM, "Initech is history, Globex it is", "Globex"),
    (FIRM, "bin nicht mehr bei Initech, sondern bei Globex", "Globex"),
    (FIRM, "dejé Initech por Globex", "Globex"),
    (FIRM, "ya no estoy en Initech, ahora en Globex", "Globex"),
    (FIRM, "j'ai quitté Initech pour Globex", "Globex"),
    (FIRM, "je ne suis plus chez Initech mais chez Globex", "Globex"),
    (TOWN, "Kassel is history, Dundee's home now", "Dundee"),
    (TOWN, "we moved from Kassel to Dundee", "Dundee"),
    (TOWN, "Kassel war einmal, jetzt Jena", "Jena"),
    (TOWN, "wir sind von Kassel nach Jena gezogen", "Jena"),
    (TOWN, "ya no vivo en Kassel, ahora en Cuenca", "Cuenca"),
    (TOWN, "je n'habite plus Kassel mais Brest", "Brest"),
)
STAYS = (
    (PLAN, "should we leave Studio for Agency?"),
    (PLAN, "if we left Studio for Agency, what would it cost?"),
    (PLAN, "my sister left Studio for Agency"),
    (PLAN, "we're thinking of moving from Studio to Agency"),
    (PLAN, "we won't leave Studio. Thanks"),
    (PLAN, "we're not leaving Studio any more. Thanks"),
    (PLAN, "Studio is over budget, Paul says"),
    (PLAN, "lohnt sich Agentur statt Studio?"),
    (FIRM, "the parcel from Initech to Globex is late"),
    (FIRM, "a colleague left Initech for Globex"),
    (FIRM, "Initech is gone from your list. Please check"),
    (FIRM, "mi jefe dejó Initech por Globex"),
    (FIRM, "je ne quitterai pas Initech pour Globex"),
    (TOWN, "the train from Kassel to Jena was late"),
    (TOWN, "das Paket ging von Kassel nach Jena"),
    (TOWN, "the courier left Kassel for Jena"),
    (TOWN, "¿cuánto cuesta de Kassel a Cuenca?"),
    (TOWN, "Kassel is out of range. Jena is covered"),
    (TOWN, "we're not in Kassel before Friday. Cheers"),
    (TOWN, "vor Freitag bin ich nicht mehr in Kassel"),
    (TOWN, "je ne suis plus à Kassel avant lundi"),
    (TOWN, "we're no longer offline in Kassel"),
)


SEATS = "We have 12 seats"
COUNTED_ANEW = (
    ("we added three, that makes 15 seats", "15"),
    ("se fueron dos, quedan 10 licencias", "10"),
    ("deux sont partis, il reste 10 postes", "10"),
    ("zwei sind weg, also noch 10 Plätze", "10"),
    ("10 licences are left to invite", "12"),
    ("quedan 10 licencias libres", "12"),
)
HIRED = (
    ("changed jobs, Globex these days", "Globex"),
    ("Job gewechselt, jetzt Globex", "Globex"),
    ("cambié de trabajo, ahora Globex", "Globex"),
    ("j'ai changé de boîte, Globex maintenant", "Globex"),
    ("changed jobs, sorry", "Initech"),
    ("a colleague changed jobs, Globex these days", "Initech"),
)
RELEASED = (
    ("updated, it says 4.2 now", "4.2"),
    ("aktualisiert, die App zeigt jetzt 4.2", "4.2"),
    ("ya actualicé, la app dice 4.2 ahora", "4.2"),
    ("mise à jour faite, l'appli affiche 4.2", "4.2"),
    ("my brother says 4.2 came out", "4.1"),
)
LATER = timedelta(days=9)


def told(shop: Shop, held: tuple[str, str, str], words: str) -> dict[str, list[str]]:
    first, key, was = held
    who = shop.who("1")
    shop.says(who, first)
    assert [fact.value for fact in shop.known(who).facts if fact.key == key] == [was]
    shop.now += LATER
    shop.says(who, words)
    names = ("plan.name", "company.name", "location.city", "identity.name", "product.owned")
    facts = shop.known(who).facts
    return {name: values for name in names if (values := [fact.value for fact in facts if fact.key == name])}


@pytest.mark.parametrize(("held", "words", "value"), TAKES_ITS_PLACE)
def test_what_takes_the_place_of_a_held_name_is_of_its_kind(
    shop: Shop, held: tuple[str, str, str], words: str, value: str
) -> None:
    assert told(shop, held, words) == {held[1]: [value]}


@pytest.mark.parametrize(("held", "words"), STAYS)
def test_what_only_sounds_like_it_changes_nothing(shop: Shop, held: tuple[str, str, str], words: str) -> None:
    assert told(shop, held, words) == {held[1]: [held[2]]}


@pytest.mark.parametrize(
    ("first", "key", "words", "value"),
    [
        *((SEATS, "plan.seats", *row) for row in COUNTED_ANEW),
        *((FIRM[0], "company.name", *row) for row in HIRED),
        *(("I'm on version 4.1 of the app", "app.version", *row) for row in RELEASED),
    ],
)
def test_a_number_a_firm_or_a_version_is_told_anew_without_its_phrase(
    shop: Shop, first: str, key: str, words: str, value: str
) -> None:
    assert shop.held_in_turn(first, words, key, LATER)[1] == [value]
