"""Words that put right what was told, and what is solved while something else is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands import replay

SLIPS = [
    ("bot: What is your e-mail?", "marla@finchworks.example", "sorry, one o missing: marla@finchworkso.example"),
    ("bot: What is your e-mail?", "marla@finchworks.example", "oops, there's an r too many: mala@finchworks.example"),
    ("marla@finchworks.example is my mail", "ah, a letter is wrong, it's marlo@finchworks.example"),
    ("bot: Wie lautet Ihre E-Mail?", "marla@finkhof.example", "sorry, da fehlt ein n: marlan@finkhof.example"),
    ("bot: Wie lautet Ihre E-Mail?", "marla@finkhof.example", "ups, ein a zu viel: marl@finkhof.example"),
    ("bot: ¿Cuál es su correo?", "marla@fincas.example", "perdón, falta una s: marlas@fincas.example"),
    ("bot: ¿Cuál es su correo?", "marla@fincas.example", "uy, sobra la a: marl@fincas.example"),
    ("bot: Votre mail ?", "marla@pinson.example", "pardon, il manque un e : marlae@pinson.example"),
    ("bot: Votre mail ?", "marla@pinson.example", "oups, un a en trop : marl@pinson.example"),
    ("I'm on the Birch plan", "Wait, I told you nonsense yesterday, I had the wrong bill in front of me. It's Maple."),
    ("we have 12 seats", "sorry, I gave you the wrong number before, it's 14 seats"),
    ("we have 12 seats", "hang on, I misread the invoice, 14 seats"),
    ("I was looking at the wrong contract the other day, we're on Maple",),
    ("Moment, ich hab euch gestern Quatsch erzählt, hatte die falsche Rechnung vor mir",),
    ("ich hab neulich was Falsches gesagt, es sind 14 Lizenzen",),
    ("hab mich vertan, auf die falsche Zeile geschaut, es sind 14",),
    ("perdón, el otro día os dije una tontería, miré la factura que no era",),
    ("me equivoqué antes, os di mal el número: somos 14",),
    ("je vous ai dit n'importe quoi hier, je regardais la mauvaise facture",),
    ("je me suis trompée de ligne tout à l'heure, c'est 14 postes",),
    ("bot: Should we use the number ending 4471?", "no, that one's dead. +267 71 234 567 works"),
    ("bot: Is 0301 still your number?", "no, that line's been cut off, take 0231 5550199"),
    ("bot: Sollen wir die Nummer mit 4471 nehmen?", "nein, die gibt's nicht mehr. 0231 5550199 geht"),
    ("bot: Sollen wir die Nummer mit 4471 nehmen?", "ne, die ist tot, nehmt 0231 5550199"),
    ("bot: ¿Usamos el número que acaba en 4471?", "no, ese ya no funciona. El 611 22 33 44 sí"),
    ("bot: On garde le numéro en 4471 ?", "non, celui-là est coupé. Le 06 11 22 33 44 marche"),
    ('your technician said "your model is the Boreal 8" but he read the wrong label',),
    ('euer Monteur sagte "Sie haben die Klima 9", aber er hat das falsche Etikett gelesen',),
    ("vuestro técnico me dijo «tiene usted la Brasa 50» pero miraba la etiqueta equivocada",),
]
TROUBLE = [
    "the letter s is missing on my keyboard, it was delivered like that",
    "one screw is missing in the box",
    "the phone line is dead since Monday",
    "you sent me the wrong lamp",
    "ihr habt mir die falsche Lampe geschickt",
    "me habéis mandado la lámpara equivocada",
    "the router is dead",
    "die Anzeige ist tot",
    "im Paket fehlt ein Kabel",
    "falta una pieza en la caja",
    "il manque une vis dans le carton",
    'your bot told me "everything is fine" but the light keeps blinking',
]
PARTS = [
    (
        (
            "my kettle leaks",
            "another problem: the toaster won't heat",
            "the toaster works again, the kettle still leaks though",
        ),
        "kettle",
        "toaster",
    ),
    (
        (
            "the app crashes all the time",
            "and another thing: the printer won't print",
            "printer is fine now, was just the cable. The app still crashes though",
        ),
        "app",
        "print",
    ),
    (
        (
            "the app crashes all the time",
            "and the printer won't print since this morning either",
            "printer is fine now, it was the cable. the crashes are still there",
        ),
        "app",
        "print",
    ),
    (
        (
            "meine Kaffeemaschine tropft",
            "und der Milchschäumer geht auch nicht mehr an",
            "der Schäumer läuft wieder, war nur der Stecker. Tropfen tut sie aber immer noch",
        ),
        "tropft",
        "schäumer",
    ),
    (
        (
            "mi cafetera gotea",
            "y el espumador tampoco enciende desde ayer",
            "el espumador ya va, era el enchufe. Gotear sigue goteando",
        ),
        "gotea",
        "espumador",
    ),
    (
        (
            "ma machine fuit",
            "et le mousseur ne s'allume plus non plus",
            "le mousseur remarche, c'était la prise. Par contre ça fuit toujours",
        ),
        "fuit",
        "mousseur",
    ),
]


def issues(said: tuple[str, ...], tmp_path: Path) -> dict[str, list[str]]:
    """What is open and what is solved after messages of one customer; those that begin with "bot: " are the bot's."""
    file = tmp_path / "dialogue.jsonl"
    lines = [
        {"n": number, "at": f"2026-03-{number + 1:02d}T09:00:00Z", "channel": "telegram", "from": "701",
         "role": "bot" if text.startswith("bot: ") else "customer", "text": text.removeprefix("bot: ")}
        for number, text in enumerate(said, 1)
    ]  # fmt: skip
    file.write_text("\n".join(map(json.dumps, lines)))
    done = CliRunner().invoke(replay.app, [str(file), "--facts", "--no-answer"])
    assert done.exit_code == 0, (done.output, done.exception)
    (person,) = [json.loads(line) for line in done.stdout.splitlines()]
    return {
        key: [fact["value"] for fact in person["facts"] if fact["key"] == key and fact["status"] == "active"]
        for key in ("issue.open", "issue.resolved")
    }


@pytest.mark.parametrize("said", SLIPS)
def test_what_was_told_wrong_is_no_trouble(said: tuple[str, ...], tmp_path: Path) -> None:
    assert issues(said, tmp_path)["issue.open"] == []


@pytest.mark.parametrize("words", TROUBLE)
def test_what_is_wrong_or_missing_with_what_was_bought_is_trouble(words: str, tmp_path: Path) -> None:
    assert len(issues((words,), tmp_path)["issue.open"]) == 1


@pytest.mark.parametrize(("said", "left", "over"), PARTS)
def test_of_two_troubles_only_the_one_that_is_named_as_well_is_over(
    said: tuple[str, ...], left: str, over: str, tmp_path: Path
) -> None:
    found = issues(said, tmp_path)

    assert [left in one for one in found["issue.open"]] == [True]
    assert [over.lower() in one.lower() for one in found["issue.resolved"]] == [True]
