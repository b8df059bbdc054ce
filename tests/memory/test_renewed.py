"""Weeks later something else is so: what is taken back, what has another value, and what only sounds like it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.memory.conftest import Shop

NOTHING = ""
RENEWED = [
    # A ban that is lifted
    ("please never ring me", "fine, you may phone me after all", "contact.do_not_contact", NOTHING),
    ("keine Anrufe mehr bitte", "also gut, ab jetzt könnt ihr doch wieder durchklingeln", "contact.do_not_contact",
     NOTHING),
    ("no me llamen más", "pueden volver a llamarme, ya no trabajo de noche", "contact.do_not_contact", NOTHING),
    ("ne m'appelez plus", "vous pouvez me rappeler de nouveau, le bébé dort", "contact.do_not_contact", NOTHING),
    ("stop sending me advertising", "I take back the advertising ban, send your offers again",
     "contact.do_not_contact", NOTHING),
    ("bitte keine Werbung mehr", "die Angebote dürfen wieder kommen, mir fehlen die Rabatte",
     "contact.do_not_contact", NOTHING),
    ("no quiero más publicidad", "las ofertas me las pueden mandar otra vez", "contact.do_not_contact", NOTHING),
    ("plus de publicité svp", "finalement vos promos peuvent reprendre", "contact.do_not_contact", NOTHING),
    # Remembering
    ("please don't store anything about me", "you're welcome to remember things about me again", "consent.memory",
     NOTHING),
    ("merkt euch bitte nichts über mich", "von mir aus dürft ihr euch jetzt doch Notizen zu mir machen",
     "consent.memory", NOTHING),
    ("no guarden nada sobre mí", "ya pueden volver a guardar mis datos", "consent.memory", NOTHING),
    ("ne retenez rien sur moi", "finalement vous pouvez vous souvenir de moi", "consent.memory", NOTHING),
    # Hours
    ("our shop is open 10 to 7", "from Monday on it's 9 to 5, autumn hours", "hours.opening", "9 to 5"),
    ("Unser Laden hat von 8 bis 18 Uhr geöffnet", "Winterzeiten: seit gestern von 10 bis 16 Uhr",
     "hours.opening", "von 10 bis 16 Uhr"),
    ("abrimos de 10 a 20", "cambio de horario desde hoy: de 9 a 15", "hours.opening", "9 a 15"),
    ("nous ouvrons de 9h à 19h", "nouveaux horaires depuis lundi, 8h-16h", "hours.opening", "8h-16h"),
    # Whoever marries
    ("my name is Imke Falkner", "I got married last week, so it's Imke Sorensen on the invoices from now on",
     "identity.name", "Imke Sorensen"),
    ("Mein Name ist Britta Lohmann", "seit der Hochzeit heiße ich übrigens Britta Wendt, bitte ändern",
     "identity.name", "Britta Wendt"),
    ("me llamo Rocío Vidal", "me casé en junio y ahora firmo como Rocío Belmonte", "identity.name", "Rocío Belmonte"),
    ("je m'appelle Solène Garnier", "divorcée depuis mars, désormais ce sera Solène Picard sur les factures",
     "identity.name", "Solène Picard"),
    # A firm
    ("I work at Larkfield Dairies", "I've left Larkfield and since May I've been at Copperhill Foods",
     "company.name", "Copperhill Foods"),
    ("ich arbeite bei der Druckerei Helmbrecht", "unsere Firma heißt seit der Fusion Mediahaus Nord",
     "company.name", "Mediahaus Nord"),
    ("trabajo en Talleres Ibarra", "nos ha comprado Grupo Nervión y ese es ahora nuestro nombre", "company.name",
     "Grupo Nervión"),
    ("je travaille chez Atelier Bruyère", "c'est Maison Valmont qui m'emploie depuis janvier", "company.name",
     "Maison Valmont"),
    # A post
    ("I'm a cashier at Larkfield", "they made me shift manager last month", "company.role", "shift manager"),
    ("ich bin Sachbearbeiterin bei Helmbrecht", "inzwischen bin ich Abteilungsleiterin", "company.role",
     "Abteilungsleiterin"),
    ("soy cajera en Talleres Ibarra", "me han nombrado encargada esta semana", "company.role", "encargada"),
    ("je suis vendeuse chez Bruyère", "me voilà responsable des achats depuis hier", "company.role",
     "responsable des achats"),
    # A town
    ("I live in Leeds", "moved in March, it's Norwich now", "location.city", "Norwich"),
    ("ich wohne in Kassel", "wir sind im Mai nach Lübeck umgezogen", "location.city", "Lübeck"),
    ("vivo en Murcia", "ya no estoy en Murcia, me mudé a Huesca con mi pareja", "location.city", "Huesca"),
    ("j'habite à Metz", "j'ai quitté Metz pour Bayonne en juin", "location.city", "Bayonne"),
    ("I live in Norway", "no longer in Norway, the family relocated to Belgium", "location.country", "Belgium"),
    ("ich lebe in Polen", "bin seit Sonntag zurück in Österreich, für immer", "location.country", "Austria"),
    ("vivo en Chile", "ya no vivo en Chile, volví a Uruguay", "location.country", "Uruguay"),
    ("je vis en Suède", "plus de Suède pour moi, je suis de retour en Belgique", "location.country", "Belgium"),
    # How answers are to come
    ("please answer by email only", "the inbox is hopeless, phone me from now on instead", "contact.channel", "phone"),
    ("am besten erreicht ihr mich per Telefon", "Telefon ist abgemeldet, ab jetzt bitte per Mail", "contact.channel",
     "email"),
    ("prefiero que me llamen por teléfono", "mejor cambiamos: desde hoy por correo", "contact.channel", "email"),
    ("contactez-moi par téléphone", "le téléphone on oublie, par mail à la place", "contact.channel", "email"),
    ("please keep answers short", "actually I'd like long answers from now on", "pref.length", "detailed"),
    ("bitte duzt mich", "ich hab es mir anders überlegt, bleiben wir lieber beim Sie", "pref.tone", "formal"),
    ("prefiero que me trate de usted", "después de tanto tiempo ya pueden tutearme", "pref.tone", "informal"),
    ("vous pouvez me tutoyer", "à la réflexion je préfère qu'on se vouvoie", "pref.tone", "formal"),
    # An address, a number
    ("my mobile is 07700 900321", "lost that sim, use 07700 900877 instead", "contact.phone", "07700900877"),
    ("meine Mail ist tina.k@posteo.example", "das Postfach ist dicht, schreibt an tk@webhaus.example",
     "contact.email", "tk@webhaus.example"),
    ("mi correo es luisa@viejo.example", "me hackearon la cuenta, ahora uso luisa.m@nuevo.example", "contact.email",
     "luisa.m@nuevo.example"),
    ("mon mail : ines@ancien.example", "boîte piratée, c'est ines.d@neuf.example qui marche", "contact.email",
     "ines.d@neuf.example"),
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
    ("our shop is open 10 to 7", "the courier came between 9 and 5 yesterday", "hours.opening", "10 to 7"),
    ("Unser Laden hat von 8 bis 18 Uhr geöffnet", "gestern war die Leitung von 10 bis 16 Uhr tot",
     "hours.opening", "von 8 bis 18 Uhr"),
    ("abrimos de 10 a 20", "desde ayer pasamos de 9 a 15 pedidos al día", "hours.opening", "10 a 20"),
    ("nous ouvrons de 9h à 19h", "le livreur est passé hier, 8h-16h je n'étais pas là", "hours.opening",
     "9h à 19h"),
    ("my name is Imke Falkner", "my cousin Imke Sorensen ordered yesterday, is hers on its way?", "identity.name",
     "Imke Falkner"),
    ("Mein Name ist Britta Lohmann", "gestern kam ein Paket für eine Britta Wendt, das bin ich nicht", "identity.name",
     "Britta Lohmann"),
    ("me llamo Rocío Vidal", "ayer me atendió Rocío Belmonte, muy maja", "identity.name", "Rocío Vidal"),
    ("je m'appelle Solène Garnier", "votre collègue Solène Picard m'a aidée hier", "identity.name", "Solène Garnier"),
    ("I work at Larkfield Dairies", "since May we've been supplied by Copperhill Foods", "company.name",
     "Larkfield Dairies"),
    ("ich arbeite bei der Druckerei Helmbrecht", "euer Lieferant heißt seit der Fusion Mediahaus Nord, oder?",
     "company.name", "Druckerei Helmbrecht"),
    ("trabajo en Talleres Ibarra", "les compramos a Grupo Nervión desde enero", "company.name", "Talleres Ibarra"),
    ("je travaille chez Atelier Bruyère", "mon frère est chez Maison Valmont depuis janvier", "company.name",
     "Atelier Bruyère"),
    ("I live in Leeds", "the parcel moved to Norwich last night, is that right?", "location.city", "Leeds"),
    ("ich wohne in Kassel", "mein Sohn ist im Mai nach Lübeck umgezogen", "location.city", "Kassel"),
    ("vivo en Murcia", "mi hermana se mudó a Huesca ayer, a ella también le llega", "location.city", "Murcia"),
    ("j'habite à Metz", "le colis a quitté Metz pour Bayonne hier", "location.city", "Metz"),
    ("please answer by email only", "the courier should phone the shop from now on", "contact.channel", "email"),
    ("am besten erreicht ihr mich per Telefon", "die Mail von gestern kam nicht an", "contact.channel", "phone"),
    ("bitte duzt mich", "sagen Sie mal, wann kommt mein Paket?", "pref.tone", "informal"),
    ("my mobile is 07700 900321", "someone called me from 07700 900877 yesterday", "contact.phone", "07700900321"),
    ("meine Mail ist tina.k@posteo.example", "eure Rechnung kam gestern von tk@webhaus.example, ist das echt?",
     "contact.email", "tina.k@posteo.example"),
    ("mi correo es luisa@viejo.example", "ayer me escribieron desde luisa.m@nuevo.example, ¿son ustedes?",
     "contact.email", "luisa@viejo.example"),
]  # fmt: skip
SLIPS = [
    ("order 88-2041", "read 88-2401, sorry, I swapped them", "order.id", "88-2401"),
    ("Bestellung 51-3390", "Pardon, ohne Brille: es heißt 51-3930", "order.id", "51-3930"),
    ("pedido XK40219", "ay, es XK40291", "order.id", "XK40291"),
    ("commande 7710-52", "oups mal recopié c'est la 7701-52", "order.id", "7701-52"),
    ("repair ticket QV-4412", "apologies, QV-4421 is the one on my slip", "order.id", "QV-4421"),
    ("Auftrag MB-9081", "ups MB-9018", "order.id", "MB-9018"),
    ("send it to ruth.p@millpond.example", "*ruth.b@ sorry, b as in bread", "contact.email", "ruth.b@millpond.example"),
    ("I'm in Leeds, quote me for delivery", "did I write Leeds? Derby. long day", "location.city", "Derby"),
]
SLIPS_STAY = [
    ("order 88-2041", "and 88-2401 is late, too", "order.id", "88-2041"),
    ("Bestellung 51-3390", "die 51-3930 kam gestern an, danke", "order.id", "51-3390"),
    ("pedido XK40219", "¿y el XK40291 de mi vecina?", "order.id", "XK40219"),
    ("commande 7710-52", "désolée de vous déranger, la 7701-52 aussi est en retard", "order.id", "7710-52"),
    ("send it to ruth.p@millpond.example", "sorry for the rush", "contact.email", "ruth.p@millpond.example"),
]


def _holds(shop: Shop, before: str, words: str, key: str, later: timedelta) -> list[str]:
    who = shop.who("1")
    shop.says(who, before)
    shop.now += later
    shop.says(who, words)
    return [fact.value for fact in shop.known(who).facts if fact.key == key]


@pytest.mark.parametrize(("before", "words", "key", "value"), RENEWED)
def test_weeks_later_another_value_holds_or_none(shop: Shop, before: str, words: str, key: str, value: str) -> None:
    assert _holds(shop, before, words, key, timedelta(days=30)) == ([value] if value else [])


@pytest.mark.parametrize(("before", "words", "key", "value"), STAYS)
def test_what_only_sounds_like_news_changes_nothing(shop: Shop, before: str, words: str, key: str, value: str) -> None:
    assert _holds(shop, before, words, key, timedelta(days=30)) == [value]


@pytest.mark.parametrize(("before", "words", "key", "value"), SLIPS)
def test_a_slip_is_put_right_by_what_stands_in_its_place(
    shop: Shop, before: str, words: str, key: str, value: str
) -> None:
    assert _holds(shop, before, words, key, timedelta(minutes=1)) == [value]


@pytest.mark.parametrize(("before", "words", "key", "value"), SLIPS_STAY)
def test_one_more_like_it_is_no_slip(shop: Shop, before: str, words: str, key: str, value: str) -> None:
    assert value in _holds(shop, before, words, key, timedelta(minutes=1))
