"""What has another value since, be it minutes or weeks later, and what only sounds like it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.memory.conftest import Shop

CHANGED = [
    # A version, a system
    ("I'm on app version 4.1.0", "did the update over lunch, so that puts me at 4.2.3 now", "app.version", "4.2.3"),
    ("App-Version 9.0.2 bei mir", "heute früh kam 9.1.0 drauf, leider derselbe Fehler", "app.version", "9.1.0"),
    ("tengo la versión 2.7.1", "esta noche se instaló la 2.8.0 y sigue igual", "app.version", "2.8.0"),
    ("je suis en version 6.3.0", "depuis ce matin c'est la 6.4.1 qui tourne ici", "app.version", "6.4.1"),
    ("my laptop runs Windows 10", "my cousin finally put Fedora 40 on it", "device.os", "Fedora 40"),
    ("auf meinem Laptop läuft Windows 10", "seit Sonntag läuft hier übrigens Fedora 40", "device.os", "Fedora 40"),
    ("mi portátil va con Ubuntu 20.04", "ayer le metí Debian 12 y el escáner ya va", "device.os", "Debian 12"),
    ("mon téléphone est sous Android 12", "mise à jour hier soir, Android 14 désormais, même écran noir",
     "device.os", "Android 14"),
    ("my ipad is on iPadOS 15", "bumped it up to 17 last night, no change", "device.os", "iPadOS 17"),
    # Seats
    ("wir haben 20 Lizenzen", "wir haben letzte Woche aufgestockt, 26 sind es seitdem", "plan.seats", "26"),
    ("tenemos 30 licencias", "desde el lunes ya son 38 las licencias, para que conste", "plan.seats", "38"),
    ("nous avons 9 postes", "l'équipe a grandi : 11 postes depuis lundi", "plan.seats", "11"),
    # A plan
    ("I'm on the Harbour Basic plan", "well, I gave in last night and Harbour Plus it is", "plan.name", "Harbour Plus"),
    ("ich bin im Tarif Familie Start", "hab gestern auf den Tarif Familie Max gewechselt", "plan.name", "Familie Max"),
    ("estoy en el Plan Clásico", "cambié hace una hora al Plan Hogar, ¿ya se ve?", "plan.name", "Hogar"),
    ("je suis à la formule Découverte", "j'ai pris Liberté hier, fini Découverte", "plan.name", "Liberté"),
    ("my plan is Crew", "the boss signed yesterday: from now on we are on Fleet instead of Crew", "plan.name", "Fleet"),
    ("tengo el Plan Parcial", "desde ayer tengo Plan Total", "plan.name", "Total"),
    ("j'ai la Box Solo", "passée à la Box Trio depuis lundi, les desserts sont inclus ?", "plan.name", "Box Trio"),
    # A device
    ("my galaxy a52 keeps freezing", "the a52 died last week. got a pixel 8a since, works fine", "device.model",
     "Pixel 8A"),
    ("mein Pixel 6 lädt nicht", "das Pixel liegt jetzt im Schrank, seit gestern hab ich ein Galaxy S23",
     "device.model", "Galaxy S23"),
    ("mi redmi note 11 se reinicia", "el redmi se lo quedó mi padre, ahora uso un iphone 13", "device.model",
     "iPhone 13"),
    ("mon huawei p20 chauffe", "le p20 a rendu l'âme, depuis hier j'ai un honor 70", "device.model", "Honor 70"),
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
    ("ich bin Sachbearbeiterin bei Helmbrecht", "inzwischen bin ich Abteilungsleiterin", "company.role",
     "Abteilungsleiterin"),
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
    ("I'm on app version 4.1.0", "is 4.2.3 out now? when does it come to the store?", "app.version", "4.1.0"),
    ("I'm on app version 4.1.0", "my colleague got 4.2.3 yesterday and for her it works", "app.version", "4.1.0"),
    ("App-Version 9.0.2 bei mir", "das Update auf 9.1.0 ist gestern fehlgeschlagen", "app.version", "9.0.2"),
    ("tengo la versión 2.7.1", "ayer pagué 3.50 de más", "app.version", "2.7.1"),
    ("je suis en version 6.3.0", "si je passais à la 6.4.1 maintenant, ça marcherait ?", "app.version", "6.3.0"),
    ("my laptop runs Windows 10", "the app on Windows 11 at work is not mine and now it's slow too", "device.os",
     "Windows 10"),
    ("auf meinem Laptop läuft Windows 10", "mein Bruder hat jetzt Fedora 40 und schwärmt davon", "device.os",
     "Windows 10"),
    ("mi portátil va con Ubuntu 20.04", "¿ahora ya funciona en Debian 12?", "device.os", "Ubuntu 20.04"),
    ("my ipad is on iPadOS 15", "bumped into an old friend at 17 last night", "device.os", "iPadOS 15"),
    ("we pay for 12 seats", "14 days now and still no answer", "plan.seats", "12"),
    ("we pay for 12 seats", "we might need 14 seats from now on, what would that cost?", "plan.seats", "12"),
    ("wir haben 20 Lizenzen", "die Rechnung von gestern sagt 26 Euro", "plan.seats", "20"),
    ("tenemos 30 licencias", "desde ayer 8 usuarios no pueden entrar", "plan.seats", "30"),
    ("nous avons 9 postes", "depuis lundi 3 postes ne marchent plus", "plan.seats", "9"),
    ("I'm on the Harbour Basic plan", "a friend switched to Harbour Plus yesterday and loves it", "plan.name",
     "Harbour Basic"),
    ("ich bin im Tarif Familie Start", "lohnt sich jetzt der Wechsel auf den Tarif Familie Max?", "plan.name",
     "Familie Start"),
    ("estoy en el Plan Clásico", "ayer me ofrecieron el Plan Hogar, pero me quedo como estoy", "plan.name", "Clásico"),
    ("je suis à la formule Découverte", "hier Liberté était en promo, dommage", "plan.name", "Découverte"),
    ("my plan is Crew", "yesterday Berlin was out again, is that fixed now?", "plan.name", "Crew"),
    ("my galaxy a52 keeps freezing", "I now also have a pixel 8a, the galaxy stays my main one", "device.model",
     "Galaxy A52"),
    ("mein Pixel 6 lädt nicht", "meine Frau hat jetzt ein Galaxy S23, mein Pixel bleibt", "device.model", "Pixel 6"),
    ("mi redmi note 11 se reinicia", "el redmi sigue mal. ¿ahora venden el iphone 13?", "device.model",
     "Redmi Note 11"),
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
LATER = (timedelta(), timedelta(days=30))


@pytest.mark.parametrize("later", LATER, ids=("at once", "weeks later"))
@pytest.mark.parametrize(("before", "words", "key", "value"), CHANGED)
def test_another_value_takes_the_place_of_the_one_that_was_held(
    shop: Shop, before: str, words: str, key: str, value: str, later: timedelta
) -> None:
    first, then = shop.held_in_turn(before, words, key, later)

    assert first
    assert then == [value]


@pytest.mark.parametrize("later", LATER, ids=("at once", "weeks later"))
@pytest.mark.parametrize(("before", "words", "key", "value"), STAYS)
def test_what_tells_of_no_change_leaves_what_is_held(
    shop: Shop, before: str, words: str, key: str, value: str, later: timedelta
) -> None:
    _, held = shop.held_in_turn(before, words, key, later)

    assert value in held if key == "device.model" else held == [value]
