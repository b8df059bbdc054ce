"""What is so still, no more, or not yet; whose words name whom; and what is put right by a bare number."""

from __future__ import annotations

import pytest

from bot.types.memory import Line
from tests.conftest import NOON
from tests.memory.conftest import nobody, read
from tests.memory.test_plans import just_told

TOLD = [
    ("", "nos fuimos a vivir a Lugo en enero", [("location.city", {"Lugo"})]),
    ("", "me fui a vivir a Lugo", [("location.city", {"Lugo"})]),
    ("", "we went to live in Hexham last year", [("location.city", {"Hexham"})]),
    ("", "nous sommes partis vivre à Dole", [("location.city", {"Dole"})]),
    ("", "wir sind letztes Jahr nach Celle gezogen", [("location.city", {"Celle"})]),
    ("", "no rush, im still in Hexham for now", [("location.city", {"Hexham"})]),
    ("", "I'm still in Hexham at the moment", [("location.city", {"Hexham"})]),
    ("", "for the time being we're still in Hexham", [("location.city", {"Hexham"})]),
    ("", "wir sind vorerst noch in Celle", [("location.city", {"Celle"})]),
    ("", "ich bin erst mal weiter in Celle", [("location.city", {"Celle"})]),
    ("", "de momento seguimos en Lugo", [("location.city", {"Lugo"})]),
    ("", "por ahora sigo en Lugo", [("location.city", {"Lugo"})]),
    ("", "pour l'instant je suis encore à Dole", [("location.city", {"Dole"})]),
    ("", "on est toujours à Dole pour le moment", [("location.city", {"Dole"})]),
    ("", "we don't live in Hexham any more, it's Malton", [("location.city", {"Malton"})]),
    ("", "ich wohne nicht mehr in Celle, es ist jetzt Gifhorn", [("location.city", {"Gifhorn"})]),
    ("", "wir sind nicht mehr in Celle. Es ist Gifhorn.", [("location.city", {"Gifhorn"})]),
    ("", "ya no vivimos en Lugo, ahora es Monforte", [("location.city", {"Monforte"})]),
    ("", "ya no estoy en Lugo. Es Monforte", [("location.city", {"Monforte"})]),
    ("", "nous n'habitons plus Dole. On est à Beaune.", [("location.city", {"Beaune"})]),
    ("", "je n'habite plus à Dole, c'est Beaune maintenant", [("location.city", {"Beaune"})]),
    ("", "delivery to Hexham takes how long? thats where I live", [("location.city", {"Hexham"})]),
    (
        "",
        "how long does posting to Hexham take roughly? that's where I live, England",
        [("location.city", {"Hexham"}), ("location.country", {"England", "United Kingdom"})],
    ),
    ("", "do you ship to Malton? I live there", [("location.city", {"Malton"})]),
    ("", "Liefert ihr nach Gifhorn? Da wohne ich", [("location.city", {"Gifhorn"})]),
    ("", "wie lange dauert der Versand nach Celle? dort wohnen wir", [("location.city", {"Celle"})]),
    ("", "¿enviáis a Monforte? es donde vivo", [("location.city", {"Monforte"})]),
    ("", "¿cuánto tarda el envío a Lugo? vivo ahí", [("location.city", {"Lugo"})]),
    ("", "vous livrez à Beaune ? c'est là que j'habite", [("location.city", {"Beaune"})]),
    ("", "combien de temps pour livrer à Dole ? j'habite là", [("location.city", {"Dole"})]),
    (
        "Which town are you in?",
        "Hexham, so England",
        [("location.city", {"Hexham"}), ("location.country", {"England", "United Kingdom"})],
    ),
    (
        "Aus welcher Stadt schreiben Sie?",
        "Bregenz, also Österreich",
        [("location.city", {"Bregenz"}), ("location.country", {"Austria", "Österreich"})],
    ),
    (
        "In welcher Stadt wohnen Sie?",
        "Bregenz in Österreich",
        [("location.city", {"Bregenz"}), ("location.country", {"Austria", "Österreich"})],
    ),
    (
        "¿En qué ciudad vive?",
        "Cuenca, o sea Ecuador",
        [("location.city", {"Cuenca"}), ("location.country", {"Ecuador"})],
    ),
    (
        "Dans quelle ville habitez-vous ?",
        "Namur, donc en Belgique",
        [("location.city", {"Namur"}), ("location.country", {"Belgique", "Belgium"})],
    ),
    (
        "Which city?",
        "Perth, Scotland that is",
        [("location.city", {"Perth"}), ("location.country", {"Scotland", "United Kingdom"})],
    ),
    ("¿Con quién hablo?", "con Eulalia Ñaupari", [("identity.name", {"Eulalia Ñaupari"})]),
    ("¿Con quién tengo el gusto?", "con Eulalia, de contabilidad", [("identity.name", {"Eulalia"})]),
    ("Mit wem spreche ich?", "mit Wiebke Ohlsen", [("identity.name", {"Wiebke Ohlsen"})]),
    ("Mit wem habe ich das Vergnügen?", "mit der Wiebke Ohlsen", [("identity.name", {"Wiebke Ohlsen"})]),
    ("Who am I speaking with?", "with Oriel Maddox", [("identity.name", {"Oriel Maddox"})]),
    ("Who am I speaking to?", "you're speaking to Oriel Maddox", [("identity.name", {"Oriel Maddox"})]),
    ("À qui ai-je l'honneur ?", "à Solveig Marchetti", [("identity.name", {"Solveig Marchetti"})]),
    ("Avec qui suis-je en contact ?", "avec Solveig Marchetti", [("identity.name", {"Solveig Marchetti"})]),
    ("Who am I talking to?", "Mrs Oriel Maddox", [("identity.name", {"Mrs Oriel Maddox", "Oriel Maddox"})]),
    (
        "",
        "Merci bien. Au fait, Mme Solveig Marchetti-Nguyen. Vouvoyez-moi svp",
        [("identity.name", {"Mme Solveig Marchetti-Nguyen", "Solveig Marchetti-Nguyen"})],
    ),
    (
        "",
        "Bonjour, Mme Solveig Marchetti, cliente depuis 2019",
        [("identity.name", {"Mme Solveig Marchetti", "Solveig Marchetti"})],
    ),
    ("", "Hello, Mrs Oriel Maddox. Where is the form?", [("identity.name", {"Mrs Oriel Maddox", "Oriel Maddox"})]),
    (
        "",
        "Buenas, Sra. Eulalia Ñaupari. ¿Dónde está el formulario?",
        [("identity.name", {"Eulalia Ñaupari", "Sra. Eulalia Ñaupari"})],
    ),
    ("", "Guten Tag, hier schreibt Jonas' Mutter, Wiebke Ohlsen.", [("identity.name", {"Wiebke Ohlsen"})]),
    ("", "hier ist Jonas' Vater, Enno Ohlsen", [("identity.name", {"Enno Ohlsen"})]),
    ("", "hi, this is Tam's mother, Oriel Maddox", [("identity.name", {"Oriel Maddox"})]),
    ("", "it's Tam's dad here, Rufus Maddox", [("identity.name", {"Rufus Maddox"})]),
    ("", "hola, soy la madre de Nico, Eulalia Ñaupari", [("identity.name", {"Eulalia Ñaupari"})]),
    ("", "bonjour, c'est la maman de Théo, Solveig Marchetti", [("identity.name", {"Solveig Marchetti"})]),
    ("", "Trabajo en Hilaturas Roca, soy jefa de compras", [("company.name", {"Hilaturas Roca"})]),
    (
        "",
        "hi, Idris Kovac, IT lead over at Marlow & Fitch",
        [("identity.name", {"Idris Kovac"}), ("company.role", {"IT lead"}), ("company.name", {"Marlow & Fitch"})],
    ),
    (
        "",
        "Idris Kovac, office manager here at Marlow & Fitch",
        [
            ("identity.name", {"Idris Kovac"}),
            ("company.role", {"office manager"}),
            ("company.name", {"Marlow & Fitch"}),
        ],
    ),
    (
        "",
        "Idris Kovac, head of sales down at Marlow & Fitch",
        [("identity.name", {"Idris Kovac"}), ("company.role", {"head of sales"}), ("company.name", {"Marlow & Fitch"})],
    ),
    ("", "I'm the payroll clerk up at Marlow & Fitch", [("company.role", {"payroll clerk"})]),
    (
        "",
        "Wiebke Ohlsen, Buchhalterin drüben bei Marlow & Fitz",
        [("identity.name", {"Wiebke Ohlsen"}), ("company.role", {"Buchhalterin"})],
    ),
    ("", "Unsere Lizenz läuft über 6 Arbeitsplätze", [("plan.seats", {"6"})]),
    ("", "unser Vertrag ist für 6 Arbeitsplätze", [("plan.seats", {"6"})]),
    ("", "our licence covers 6 workstations", [("plan.seats", {"6"})]),
    ("", "nuestra licencia es para 6 puestos", [("plan.seats", {"6"})]),
    ("", "notre licence couvre 6 postes", [("plan.seats", {"6"})]),
    ("", "nuestro contrato cubre 6 usuarios", [("plan.seats", {"6"})]),
    ("", "Our accountant uses version 22.1, we're on 23.0", [("app.version", {"23.0"})]),
    ("", "head office runs version 22.1, here we have 23.0", [("app.version", {"23.0"})]),
    ("", "Unser Steuerberater nutzt Version 22.1, wir haben die 23.0", [("app.version", {"23.0"})]),
    ("", "nuestra gestoría usa la versión 22.1, nosotros la 23.0", [("app.version", {"23.0"})]),
    ("", "notre comptable utilise la version 22.1, nous c'est la 23.0", [("app.version", {"23.0"})]),
    ("", "that's an old kiosk with 9.9.1, our real client is 8.4.0", [("app.version", {"8.4.0"})]),
    ("", "the log is from the old till; our actual app is 8.4.0", [("app.version", {"8.4.0"})]),
    ("", "das Log ist vom alten Kiosk, unser echter Client ist die 8.4.0", [("app.version", {"8.4.0"})]),
    ("", "nuestro cliente de verdad es el 8.4.0", [("app.version", {"8.4.0"})]),
    ("", "notre vrai client est le 8.4.0", [("app.version", {"8.4.0"})]),
]
NONE = [
    "En septiembre nos mudaremos a Lugo, ya os diré",
    "en mayo me iré a vivir a Lugo",
    "pronto nos vamos a vivir a Lugo",
    "el año que viene me instalaré en Lugo",
    "dentro de poco nos trasladaremos a Lugo",
    "in the autumn we'll be off to live in Hexham",
    "we're going to settle in Hexham one day",
    "sometime next year we'll relocate to Hexham",
    "Im Herbst werden wir nach Celle ziehen",
    "irgendwann ziehen wir mal nach Celle",
    "demnächst geht's für uns nach Celle",
    "cet été nous irons vivre à Dole",
    "on ira habiter à Dole à la rentrée",
    "bientôt je partirai vivre à Dole",
    "nous nous installerons à Dole en juin",
    "do you ship to Malton? my aunt lives there",
    "Liefert ihr nach Gifhorn? Da wohnt meine Tante",
    "¿enviáis a Monforte? ahí vive mi tía",
    "vous livrez à Beaune ? ma tante y habite",
    "my sister is still in Hexham for now",
    "hier schreibt Milenas Mutter",
    "this is Tam's mother",
    "Tam's mum here",
    "soy la madre de Nico",
    "c'est la maman de Théo",
    "Compro en su tienda desde 2019",
    "Gracias Eulalia, muy amable",
    "Danke Wiebke, das hilft",
    "con Eulalia ya hablé ayer",
    "I spoke with Oriel Maddox yesterday",
    "our accountant uses version 22.1",
    "notre comptable utilise la version 22.1",
    "unser Steuerberater nutzt Version 22.1",
    "nuestra asesora usa la versión 22.1",
]
KEYS = ("location.city", "identity.name", "app.version")


@pytest.mark.parametrize(("question", "words", "facts"), TOLD)
def test_what_is_so_now_is_told(question: str, words: str, facts: list[tuple[str, set[str]]]) -> None:
    history = (Line(1, "bot", question, "", "web", NOON),) if question else ()
    found = [one for one in read(words, known=nobody(history=history)) if not one.denies and one.status == "active"]

    for key, values in facts:
        assert values & {one.value for one in found if one.key == key}, key
    wanted = {key for key, _ in facts}
    assert [one for one in found if one.key in KEYS and one.key not in wanted and one.key != "location.city"] == []


@pytest.mark.parametrize("words", NONE)
def test_what_is_to_come_or_somebody_elses_is_not(words: str) -> None:
    found = [one for one in read(words) if not one.denies and one.status == "active" and one.key in KEYS]

    assert found == []


@pytest.mark.parametrize(
    "words",
    [
        "Perdona, me equivoqué, no son 40 sino 45", "sorry, not 40 but 45", "my mistake, it's 45, not 40",
        "ich hab mich vertan, es sind nicht 40, sondern 45", "Korrektur: 45 statt 40",
        "pardon, ce n'est pas 40 mais 45", "erreur de ma part : 45 et non 40",
    ],
)  # fmt: skip
def test_a_bare_number_takes_the_place_of_the_one_that_it_denies(words: str) -> None:
    found = read(words, known=just_told(**{"plan.seats": "40"}))

    assert [(one.key, one.value) for one in found] == [("plan.seats", "45")]


@pytest.mark.parametrize("words", ["the bill says not 40 but 45 euros", "no es 40 el problema"])
def test_what_else_is_counted_takes_no_place(words: str) -> None:
    assert [one for one in read(words, known=just_told(**{"plan.seats": "40"})) if one.key == "plan.seats"] == []
