"""The words in every language: complete, with the same placeholders, in the right form of address."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from bot.errors import SettingsError
from bot.texts import LANGUAGES, banned, detect, label, say, use_folder, value, words

OTHERS = [language for language in LANGUAGES if language != "en"]
TWIN = re.compile(r"\.(formal|informal)$")
HOLE = re.compile(r"\{(\w+)\}")
POLITE = {"de": r"\b(Sie|Ihnen|Ihr(e[mnrs]?)?)\b", "es": r"\b(usted|ustedes)\b", "fr": r"(?i)\b(vous|votre|vos)\b"}
FAMILIAR = {
    "de": r"(?i)\b(du|dich|dir|dein(e[mnrs]?)?)\b",
    "es": r"(?i)\b(tú|ti|tu|tus|te|contigo)\b",
    "fr": r"(?i)\b(tu|toi|ton|ta|tes)\b|\bt’",
}
FILLED = {"name": ", Maya", "ahead": 3, "limit": 4000}


@lru_cache
def shipped(language: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("bot.texts").joinpath(f"{language}.toml").read_text(encoding="utf-8"))


def lines(language: str) -> dict[str, str]:
    found: dict[str, str] = shipped(language)["say"]
    return found


def filled(line: str) -> dict[str, Any]:
    return {hole: FILLED.get(hole, hole) for hole in HOLE.findall(line)}


def plain(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    use_folder(None)


# --- every language is complete ---------------------------------------------------------------


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("table", ["label", "value", "understand", "language"])
def test_every_language_has_exactly_the_english_keys(language: str, table: str) -> None:
    assert set(shipped(language)) == set(shipped("en"))
    assert set(shipped(language)[table]) == set(shipped("en")[table])


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_says_every_english_line(language: str) -> None:
    english = {key for key in lines("en") if not TWIN.search(key)}
    assert {key for key in lines(language) if not TWIN.search(key)} == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_twin_belongs_to_a_line_and_says_it_differently(language: str) -> None:
    said = lines(language)
    for key in filter(TWIN.search, said):
        base = TWIN.sub("", key)
        assert base in said, key
        assert said[key] != said[base], key
        assert HOLE.findall(said[key]) == HOLE.findall(said[base]), key


@pytest.mark.parametrize("language", OTHERS)
def test_every_line_keeps_the_placeholders_of_the_english_one(language: str) -> None:
    for key, line in lines(language).items():
        assert set(HOLE.findall(line)) == set(HOLE.findall(lines("en")[TWIN.sub("", key)])), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_label_or_value_is_empty_or_has_stray_space(language: str) -> None:
    tables = shipped(language)
    for table in ("say", "label", "value"):
        for key, line in tables[table].items():
            assert line.strip(), key
            assert line.strip() == line.strip("\n"), key
            assert "  " not in line, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_are_the_same_in_every_language(language: str) -> None:
    command = re.compile(r"(?<![\w*])/[a-z]+(?: all\b)?")
    for key, line in lines(language).items():
        if key.startswith(("language.which",)):
            continue
        assert sorted(set(command.findall(line))) == sorted(set(command.findall(lines("en")[TWIN.sub("", key)]))), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_facts_share_a_label_as_forget_names_them_by_it(language: str) -> None:
    labels = [plain(one) for one in shipped(language)["label"].values()]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("language", LANGUAGES)
def test_experience_true_to_the_brand_no_line_says_what_our_tone_leaves_out(language: str) -> None:
    """features.md §3, experience true to the brand: one lint over templates, admins' lines and model texts."""
    assert [key for key, line in lines(language).items() if banned(language, line)] == []
    assert banned("en", "We will be back SOON.") == "soon"
    assert banned("en", "a spoonful of sooner") == ""
    assert banned("en", "As soon as it is here; as soon as you like") == ""
    assert banned("en", "as soon as you like, and as soon as possible") == "as soon as possible"


def test_a_language_is_known_by_its_name_in_every_language() -> None:
    names = [plain(name) for language in LANGUAGES for name in set(map(plain, words(language).language_names))]
    assert len(set(names)) == len(names)
    for speaker in LANGUAGES:
        for spoken in LANGUAGES:
            assert plain(value(speaker, "locale.language", spoken)) in map(plain, words(spoken).language_names)


# --- what is understood -----------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_list_is_there_in_lower_case_and_says_nothing_twice(language: str) -> None:
    for intent, phrases in shipped(language)["understand"].items():
        assert phrases, intent
        assert all(phrase == phrase.lower().strip() != "" for phrase in phrases), intent
        assert len(set(phrases)) == len(phrases), intent


@pytest.mark.parametrize("language", OTHERS)
def test_no_phrase_is_listed_again_with_other_accents_as_matching_ignores_them(language: str) -> None:
    for intent, phrases in shipped(language)["understand"].items():
        folded = [plain(phrase) for phrase in phrases]
        assert sorted({one for one in folded if folded.count(one) > 1}) == [], intent


def test_a_german_phrase_with_an_umlaut_is_also_known_with_two_letters() -> None:
    for intent, phrases in shipped("de")["understand"].items():
        for phrase in phrases:
            spelt = phrase.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
            assert spelt in phrases, (intent, phrase)


@pytest.mark.parametrize("language", LANGUAGES)
def test_weak_words_for_a_person_and_strong_verbs_are_also_in_the_wider_lists(language: str) -> None:
    known = words(language)
    assert set(known["person_weak"]) < set(known["person"])
    assert set(known["reach_strong"]) < set(known["reach"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_requests_for_a_person_are_fifty_different_sentences(language: str) -> None:
    data = tomllib.loads((Path(__file__).parent.parent / "data/human_requests.toml").read_text(encoding="utf-8"))
    asks, others = data[language]["asks"], data[language]["not"]
    assert (len(asks), len(others)) == (30, 20)
    assert len({*asks, *others}) == 50


# --- saying -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tone", ["", "formal", "informal"])
def test_say_fills_every_placeholder_and_leaves_no_brace(language: str, tone: str) -> None:
    for key in lines("en"):
        base = TWIN.sub("", key)
        said = say(language, base, tone=tone, **filled(lines("en")[base]))
        assert said
        assert "{" not in said, base
        assert "}" not in said, base


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_greeting_reads_well_with_and_without_a_name(language: str) -> None:
    assert ", Maya" in say(language, "greeting.hello", name=", Maya")
    assert not re.search(r"\s[,.]|,\s*[,.!]", say(language, "greeting.hello", name=""))
    assert "  " not in say(language, "me.nothing", name="")


@pytest.mark.parametrize("language", OTHERS)
def test_the_customer_is_addressed_politely_until_they_wish_otherwise(language: str) -> None:
    said = lines(language)
    for key, line in said.items():
        familiar = TWIN.search(key)
        assert not re.search((POLITE if familiar else FAMILIAR)[language], line), key
        # The pages are the company's own voice, the same for every visitor; a team's lines know no tone.
        if not familiar and not key.startswith(("page.", "team.")) and re.search(POLITE[language], line):
            assert f"{key}.informal" in said, key


@pytest.mark.parametrize(
    ("language", "polite", "familiar"),
    [
        ("de", "Guten Tag, Maya! Was kann ich für Sie tun?", "Hallo, Maya! Was kann ich für dich tun?"),
        ("es", "¡Hola, Maya! ¿En qué puedo ayudarle?", "¡Hola, Maya! ¿En qué puedo ayudarte?"),
        (
            "fr",
            "Bonjour, Maya\u00a0! Que puis-je faire pour vous\u00a0?",
            "Bonjour, Maya\u00a0! Que puis-je faire pour toi\u00a0?",
        ),
    ],
)
def test_the_tone_takes_the_twin_of_a_line(language: str, polite: str, familiar: str) -> None:
    assert say(language, "greeting.hello", name=", Maya") == polite
    assert say(language, "greeting.hello", tone="formal", name=", Maya") == polite
    assert say(language, "greeting.hello", tone="informal", name=", Maya") == familiar


def test_a_line_without_a_twin_is_said_as_it_is_in_any_tone() -> None:
    assert say("en", "greeting.hello", tone="formal", name="") == "Good day. How may I help you?"
    assert say("en", "greeting.hello", tone="informal", name="") == "Hello! What can I do for you?"


def test_english_is_said_where_a_language_is_not_shipped() -> None:
    assert say("nl", "chat.ok") == say("en", "chat.ok")
    assert words("nl") is words("en")


def test_an_unknown_line_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("en", "greeting.nowhere")


def test_spanish_opens_what_it_closes() -> None:
    for key, line in lines("es").items():
        assert line.count("?") == line.count("¿"), key
        assert line.count("!") == line.count("¡"), key


def test_french_keeps_its_marks_on_the_line_by_a_space_that_does_not_break() -> None:
    for key, line in lines("fr").items():
        assert not re.search(r"(?<!\u00a0)[?!;»]|«(?!\u00a0)|[^\u00a0]:(?=\s|$|\*)", line), key
        assert "'" not in line, key


@pytest.mark.parametrize(("language", "opening", "closing"), [("de", "„", "“"), ("es", "“", "”"), ("fr", "«", "»")])
def test_words_are_quoted_as_the_language_does(language: str, opening: str, closing: str) -> None:
    for key, line in lines(language).items():
        assert '"' not in line, key
        assert line.count(opening) == line.count(closing), key


def test_a_fact_is_called_by_its_label_and_an_unknown_one_by_its_last_word() -> None:
    assert [label(language, "order.id") for language in LANGUAGES] == ["Order", "Bestellung", "Pedido", "Commande"]
    assert label("de", "office.desk_height") == "Desk height"
    assert value("fr", "pref.length", "short") == "courtes"
    assert value("fr", "plan.name", "Family") == "Family"


# --- an admin's own lines ---------------------------------------------------------------------


def test_an_admins_own_line_replaces_ours_and_only_that_one(own: Path) -> None:
    ours = say("de", "chat.bye", name="")
    (own / "de.toml").write_text('[say]\n"chat.ok" = "Passt."\n', encoding="utf-8")
    use_folder(own)
    assert say("de", "chat.ok") == "Passt."
    assert say("de", "chat.bye", name="") == ours
    assert say("en", "chat.ok") == lines("en")["chat.ok"]

    use_folder(None)
    assert say("de", "chat.ok") == lines("de")["chat.ok"]


def test_an_admins_own_twin_replaces_ours(own: Path) -> None:
    (own / "fr.toml").write_text('[say]\n"chat.ok.informal" = "Ça roule."\n', encoding="utf-8")
    use_folder(own)
    assert say("fr", "chat.ok", tone="informal") == "Ça roule."
    assert say("fr", "chat.ok") == lines("fr")["chat.ok"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('[say]\n"chat.okay" = "Fine."', r"es\.toml: unknown line 'chat\.okay'"),
        ('[say]\n"chat.bye" = "Adiós"', r"'chat\.bye' must keep the placeholders \['name'\]"),
        ('[say]\n"chat.bye" = "Adiós, {customer}"', r"'chat\.bye' must keep the placeholders \['name'\]"),
        ('[say]\n"chat.ok" = 5', r"'chat\.ok' must be words in quotes, not 5"),
        ('say = "Vale"', r"es\.toml: \[say\] must be a table"),
        ('[say]\n"chat.ok" = "<byte>"', r"es\.toml is no UTF-8 text \(byte 20 is none\); save it as UTF-8"),
        ('[say]\n"chat.ok" = Vale', r"es\.toml cannot be read: .*line 2.*\. Mend it, or move the file away"),
    ],
)
def test_an_admins_slip_is_refused_with_the_file_and_the_line(own: Path, written: str, told: str) -> None:
    (own / "es.toml").write_bytes(written.encode("utf-8").replace(b"<byte>", b"\xff"))
    with pytest.raises(SettingsError, match=told):
        use_folder(own)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("enn.toml", r' – did you mean "en\.toml"'),
        ("EN.TOML", r' – did you mean "en\.toml"'),
        ("english.toml", r' – did you mean "en\.toml"'),
        ("Espanol.toml", r' – did you mean "es\.toml"'),
        ("tones.toml", r' – did you mean "tone\.toml"'),
        ("italian.toml", r"\. There are: de\.toml, en\.toml, es\.toml, fr\.toml, tone\.toml"),
    ],
)
def test_a_file_that_is_called_otherwise_than_ours_is_refused_for_its_lines_would_not_be_read(
    own: Path, name: str, told: str
) -> None:
    (own / name).write_text('[say]\n"chat.ok" = "Fine."', encoding="utf-8")
    with pytest.raises(SettingsError, match=re.escape(name) + ": no file of this name is read" + told):
        use_folder(own)


@pytest.mark.parametrize("name", ["notes.txt", "_old.toml", "en.toml~"])
def test_a_folder_without_our_files_changes_nothing(own: Path, name: str) -> None:
    (own / name).write_text("this is not TOML", encoding="utf-8")
    use_folder(own)
    assert say("en", "chat.ok") == lines("en")["chat.ok"]


# --- which language ---------------------------------------------------------------------------

SENTENCES = {
    "en": """Where is my parcel?
        I would like to return the desk
        one leg is missing from my order
        How do I change my delivery address?
        the app crashes every time I log in
        Do you ship to Norway as well?
        I was charged twice this month
        can I cancel my subscription today
        My chair arrived with a scratch
        what does the Family plan cost""",
    "de": """Wo bleibt meine Bestellung vom letzten Montag?
        Ich möchte den Schreibtisch zurückgeben
        bei meiner Bestellung fehlt ein Bein
        Wie ändere ich meine Lieferadresse?
        die App stürzt bei jeder Anmeldung ab
        Liefern Sie auch nach Norwegen?
        mir wurde diesen Monat zweimal abgebucht
        kann ich mein Abo heute kündigen
        Mein Stuhl kam mit einem Kratzer an
        was kostet der Tarif für Familien""",
    "es": """¿Dónde está mi pedido?
        Quiero devolver el escritorio
        a mi pedido le falta una pata
        ¿Cómo cambio mi dirección de entrega?
        la aplicación se cierra cada vez que entro
        ¿También hacen envíos a Noruega?
        me han cobrado dos veces este mes
        puedo cancelar mi suscripción hoy
        La silla llegó con un arañazo
        cuánto cuesta el plan para familias""",
    "fr": """Où est ma commande ?
        Je voudrais retourner le bureau
        il manque un pied à ma commande
        Comment changer mon adresse de livraison ?
        l'application plante à chaque connexion
        Livrez-vous aussi en Norvège ?
        on m'a débité deux fois ce mois-ci
        puis-je résilier mon abonnement aujourd'hui
        Ma chaise est arrivée avec une rayure
        combien coûte la formule pour les familles""",
}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [(language, line.strip()) for language, block in SENTENCES.items() for line in block.splitlines()],
)
def test_a_short_sentence_is_enough_to_tell_the_language(language: str, sentence: str) -> None:
    assert len(re.findall(r"\w+", sentence)) >= 4
    assert detect(sentence) == language


@pytest.mark.parametrize("text", ["", "ok", "Bergen", "😀", "👍👍👍", "#48213", "Oslo desk", "hi there"])
def test_a_text_that_says_nothing_about_the_language_has_none(text: str) -> None:
    assert detect(text) == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "Waar blijft mijn bestelling nu eigenlijk?",
        "Gdzie jest moje zamówienie z zeszłego tygodnia?",
        "Hvor blir det av bestillingen min, den skulle kommet i går?",
    ],
)
def test_a_language_that_is_not_shipped_counts_as_none(sentence: str) -> None:
    assert detect(sentence) == ""
