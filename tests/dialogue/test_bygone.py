"""Troubles that ask for nothing, beside those that do."""

from __future__ import annotations

import pytest

from bot.dialogue import bygone, troubles
from bot.texts import LANGUAGES

BYGONE = (
    "we had an outage last year",
    "I had trouble with a cracked table two years ago, never again since",
    "back in 2019 we had a broken boiler",
    "Once we had a leak, that was ages ago",
    "Wir hatten letztes Jahr einen Ausfall",
    "vor zwei Jahren hatte ich mal einen kaputten Tisch",
    "Tuvimos una avería el año pasado",
    "hace tres años tuve un sofá roto",
    "L'an dernier nous avons eu une panne",
    "il y a deux ans j'ai eu une lampe cassée",
    "because the old lamp broke I want to buy a new one",
    "my old chair is broken so I'm looking for another one",
    "weil mein alter Router kaputt ist, brauche ich einen neuen",
    "Mein alter Stuhl ist kaputt, ich suche einen neuen",
    "como se me rompió la silla vieja, quiero comprar otra",
    "mi lámpara vieja está rota y busco una nueva",
    "comme mon vieux canapé est cassé, je cherche un nouveau",
    "mon ancienne table est cassée, je voudrais en acheter une autre",
)
PRESENT = (
    "the sofa I bought last year is broken",
    "We had an outage this morning",
    "we had a leak last week and it is still dripping",
    "the old lamp broke again",
    "the new lamp is broken, I want another one",
    "Der neue Tisch ist kaputt, ich will einen anderen",
    "Wir hatten heute einen Ausfall",
    "die Lampe vom letzten Jahr ist kaputt",
    "Tuvimos una avería ayer",
    "la mesa que compré el año pasado está rota",
    "On a eu une panne hier",
    "le canapé acheté il y a deux ans est cassé",
    "my lamp is broken, send me a new one",
    "meine Lampe ist kaputt, ich brauche eine neue",
    "mi silla está rota, quiero otra",
    "ma chaise est cassée, je veux une autre",
    "the old app crashed and the new one crashes too",
    "my old password doesn't work, I need a new one",
    "das alte Passwort geht nicht, ich brauche ein neues",
    "mi contraseña vieja no funciona, necesito otra",
    "mon ancien mot de passe ne marche pas, il m'en faut un nouveau",
    "we had a leak last year and now it drips again",
    "wir hatten letztes Jahr einen Ausfall und jetzt wieder einen",
)


@pytest.mark.parametrize("words", BYGONE)
def test_what_was_years_ago_or_is_to_be_replaced_is_no_trouble(words: str) -> None:
    assert bygone.tells(words)
    assert not troubles.reports(words, LANGUAGES, oddly=True)


@pytest.mark.parametrize("words", PRESENT)
def test_what_is_so_now_is_one_however_old_the_thing(words: str) -> None:
    assert troubles.reports(words, LANGUAGES, oddly=True)
