"""What was refused is welcome again weeks later: calls, advertising, remembering; and what only sounds like it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.memory.conftest import Shop

LATER = timedelta(days=30)
LIFTED = [
    # A ban that is lifted
    ("please never ring me", "fine, you may phone me after all", "contact.do_not_contact"),
    ("keine Anrufe mehr bitte", "also gut, ab jetzt könnt ihr doch wieder durchklingeln", "contact.do_not_contact"),
    ("no me llamen más", "pueden volver a llamarme, ya no trabajo de noche", "contact.do_not_contact"),
    ("ne m'appelez plus", "vous pouvez me rappeler de nouveau, le bébé dort", "contact.do_not_contact"),
    ("stop sending me advertising", "I take back the advertising ban, send your offers again",
     "contact.do_not_contact"),
    ("bitte keine Werbung mehr", "die Angebote dürfen wieder kommen, mir fehlen die Rabatte", "contact.do_not_contact"),
    ("no quiero más publicidad", "las ofertas me las pueden mandar otra vez", "contact.do_not_contact"),
    ("plus de publicité svp", "finalement vos promos peuvent reprendre", "contact.do_not_contact"),
    # Remembering
    ("please don't store anything about me", "you're welcome to remember things about me again", "consent.memory"),
    ("merkt euch bitte nichts über mich", "von mir aus dürft ihr euch jetzt doch Notizen zu mir machen",
     "consent.memory"),
    ("no guarden nada sobre mí", "ya pueden volver a guardar mis datos", "consent.memory"),
    ("ne retenez rien sur moi", "finalement vous pouvez vous souvenir de moi", "consent.memory"),
]  # fmt: skip
STAYS = [
    ("please never ring me", "you can call the warehouse, they have the parcel", "contact.do_not_contact", "calls"),
    ("please never ring me", "why did you phone me again?", "contact.do_not_contact", "calls"),
    ("keine Anrufe mehr bitte", "könnt ihr aufhören mich wieder anzurufen", "contact.do_not_contact", "calls"),
    ("keine Anrufe mehr bitte", "der Bote darf gern noch mal klingeln", "contact.do_not_contact", "calls"),
    ("no me llamen más", "me han vuelto a llamar, ya está bien", "contact.do_not_contact", "calls"),
    ("ne m'appelez plus", "vous m'avez encore appelé, c'est de nouveau non", "contact.do_not_contact", "calls"),
    ("bitte keine Werbung mehr", "habt ihr wieder Angebote im Laden?", "contact.do_not_contact", "marketing"),
    ("plus de publicité svp", "vos promos recommencent à arriver, j'ai dit stop", "contact.do_not_contact",
     "marketing"),
    ("please don't store anything about me", "can you remember to send the invoice again?", "consent.memory", "off"),
    ("merkt euch bitte nichts über mich", "ihr dürft das Paket wieder beim Nachbarn abgeben", "consent.memory", "off"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "words", "key"), LIFTED)
def test_what_is_permitted_again_is_no_longer_refused(shop: Shop, before: str, words: str, key: str) -> None:
    _, held = shop.held_in_turn(before, words, key, LATER)

    assert held == []


@pytest.mark.parametrize(("before", "words", "key", "value"), STAYS)
def test_what_only_sounds_like_a_permission_lifts_nothing(
    shop: Shop, before: str, words: str, key: str, value: str
) -> None:
    _, held = shop.held_in_turn(before, words, key, LATER)

    assert held == [value]
