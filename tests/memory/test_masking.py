"""Secrets never get as far as the database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.memory.masking import mask

MASKED = [
    ("my card is 4111 1111 1111 1111 ok", "my card is [card removed] ok"),
    ("4111-1111-1111-1111", "[card removed]"),
    ("4111111111111111 exp 12/27 cvv 123", "[card removed] exp 12/27 cvv [cvv removed]"),
    ("4111 1111 1111 1111 12/27 123", "[card removed] 12/27 [cvv removed]"),
    ("4111 1111 1111 1111 5555 5555 5555 4444", "[card removed] [card removed]"),
    ("amex 3782 822463 10005.", "amex [card removed]."),
    ("Card: 4111 1111 1111 1111, CVC: 999.", "Card: [card removed], CVC: [cvv removed]."),
    ("the security code is 123", "the security code is [cvv removed]"),
    ("my password is hunter2.", "my password is [password removed]."),
    ("my pw: abc!def", "my pw: [password removed]"),
    ('password: "correct horse" please', 'password: "[password removed]" please'),
    ("my password hunter2 does not work", "my password [password removed] does not work"),
    ("mein Passwort lautet geheim", "mein Passwort lautet [password removed]"),
    ("mi contraseña es gatito", "mi contraseña es [password removed]"),
    ("mon mot de passe est minou", "mon mot de passe est [password removed]"),
    ("my pin is 4821", "my pin is [password removed]"),
    ("sk-abcdefghijklmnop1234 and xoxb-123-456-abcdef", "[key removed] and [key removed]"),
    ("use 123456789:AAabcdefghijklmnopqrstuvwxyz012345", "use [key removed]"),
    ("ghp_abcdefghijklmnopqrstuvwxyz0123456789", "[key removed]"),
    ("AKIAIOSFODNN7EXAMPLE", "[key removed]"),
    ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.dozjgNryP4J3", "[key removed]"),
    ("the code is 483921", "the code is [code removed]"),
    ("OTP: 123 456", "OTP: [code removed]"),
    ("got a code, 660182. what for?", "got a code, [code removed]. what for?"),
    ("me llegó un código, 660 182", "me llegó un código, [code removed]"),
    ("hab einen Code bekommen, 660 182", "hab einen Code bekommen, [code removed]"),
    ("j'ai reçu un code : 660182", "j'ai reçu un code : [code removed]"),
    (
        "mi clave es Girasol_1987 y el código que me llegó 883 204",
        "mi clave es [password removed] y el código que me llegó [code removed]",
    ),
    ("der Code, den ich bekommen habe, 551 203", "der Code, den ich bekommen habe, [code removed]"),
    ("le code reçu par sms 220 771", "le code reçu par sms [code removed]"),
    ("DE89 3704 0044 0532 0130 00 please", "[iban removed] …3000 please"),
]

KEPT = [
    "I got the article code, 660182",
    "ich hab den Artikel Code, 660182",
    "recibí el código postal, 280130",
    "order 4111111111111111",
    "order number 4111 1111 1111 1111",
    "#4111111111111111",
    "NV-4111111111111111",
    "where is order #48213?",
    "4111 1111 1111 1112",  # fails Luhn
    "my password is wrong",
    "my password is not working",
    "my password doesn't work",
    "I forgot my password",
    "AB3D-9FGH",
    "ab3d9fgh",
    "my zip code is 10115",
    "postal code 0150",
    "error code 4040",
    "discount code SUMMER20",
    "call me on +47 22 33 44 55",
    "delivered on 2026-03-02 12:00:00",
    "",
]


@pytest.mark.parametrize(("words", "masked"), MASKED)
def test_a_secret_is_taken_out_and_the_rest_stays(words: str, masked: str) -> None:
    assert mask(words) == masked


@pytest.mark.parametrize("words", KEPT)
def test_what_is_no_secret_stays_byte_for_byte(words: str) -> None:
    assert mask(words) == words


def test_a_link_code_is_masked_like_any_code_when_other_words_are_around_it() -> None:
    assert mask("4821-9037") == "4821-9037"
    assert mask("my code is 48219037") == "my code is [code removed]"


@given(st.text(max_size=500))
def test_masking_never_fails_and_masking_twice_changes_nothing_more(words: str) -> None:
    assert mask(mask(words)) == mask(words)


@given(st.sampled_from(["4111111111111111", "5555555555554444", "378282246310005"]), st.text("ab ,.!?\n", max_size=30))
def test_a_card_is_found_wherever_it_stands(card: str, around: str) -> None:
    assert card not in mask(f"{around} {card} {around}")


@pytest.mark.parametrize(
    "words",
    [
        "the bank texted a code, may I type it here? its 204 771",
        "Ich brauche wohl den Code dafür? Er ist nicht lang. Hier der Code! Es ist 204771",
        "¿pongo aquí el código? es 204 771",
    ],
)
def test_a_code_in_a_sentence_of_its_own_is_masked(words: str) -> None:
    assert "204" not in mask(words)


@pytest.mark.parametrize(
    "words", ["does the promo code work? it's 204771", "is the postal code fine? it's 20477", "which code? it's 4 pm"]
)
def test_another_code_in_a_sentence_of_its_own_stays(words: str) -> None:
    assert mask(words) == words
