"""Questions in German, Spanish and French, put into English words for articles that there are in English alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot import app as house
from bot.answers import glossing
from bot.answers.articles import load
from bot.answers.glossing import LEXICON, glossed
from bot.answers.index import Index
from bot.answers.search import search
from bot.answers.sense import embedded
from bot.dialogue.library import Library
from bot.settings import Settings
from tests.conftest import NOON, Stage, channels

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"

FOREIGN = {
    "de": ("Wie gebe ich einen Stuhl zurück?", "Unsere Hilfeartikel sind auf Englisch"),
    "es": ("¿Cómo hago una devolución de una silla?", "Nuestros artículos de ayuda están en inglés"),
    "fr": ("Comment retourner une chaise, s'il vous plaît ?", "Nos articles d’aide sont en anglais"),
}


@pytest.mark.parametrize(
    ("text", "language", "english"),
    [
        ("Wie lange habe ich Zeit für eine Rückgabe?", "de", "how long time return"),
        ("Wo ist mein Paket?", "de", "where is my parcel"),
        ("wieviel kostet die rueckgabe", "de", "how much cost return"),
        ("Sofalieferung nach Bergen", "de", "sofa delivery after bergen"),
        ("¿Cuánto tarda el reembolso?", "es", "how long refund"),
        ("mi mesa llego rota", "es", "my table arrived broken"),
        ("où est mon colis", "fr", "where is my parcel"),
        ("how long does a refund take?", "en", "how long does a refund take?"),
        ("Kaninchen und Meerschweinchen", "de", "rabbit meerschweinchen"),
        ("Kann ich den Termin verschieben?", "de", "can i move appointment"),
        ("der Kasten für meine Lampe", "de", "box my lamp"),
        ("wo bleibt meine Bestelung", "de", "where is my order"),
        ("schicke ich die Lampe einfach zurück?", "de", "return lamp"),
        ("no me ha llegado el pedido", "es", "still not arrived order"),
        ("Ich war nicht zu Hause als der Fahrer kam", "de", "missed delivery driver arrived"),
        ("wie teuer isd lieferung", "de", "how much cost delivery"),
        ("krieg ich meine Kohle zurück", "de", "get back my money"),
        ("die Lampe ist im Eimer", "de", "lamp broken"),
        ("mi pedido no está enviado", "es", "my order not sent"),
        ("cuando yega mi paqete", "es", "when arrived my parcel"),
        ("kuanto cuesta el embio", "es", "how much cost delivery"),
        ("conbien coute la livréson", "fr", "how much cost delivery"),
        ("wie lang dauert der fersant", "de", "how long take delivery"),
        ("chez vous il fait beau", "fr", "beautiful"),
        ("alguien puede montarlo por mí", "es", "someone can assemble for me"),
        ("wer zahlt den Rückversand?", "de", "who pay return"),
        ("j'ai reçu une chaise bleue au lieu de verte", "fr", "arrived chair blue wrong item instead of colour"),
        ("ein blauer Stuhl statt einem grünen", "de", "blue chair instead of green"),
        ("Kann ich statt mit Karte auf Rechnung zahlen?", "de", "can i instead of with card pay by invoice pay"),
        ("puis-je payer par Klarna au lieu de la carte ?", "fr", "can i pay klarna instead of card"),
        ("¿puedo recoger en tienda en vez de envío?", "es", "can i pickup store instead of delivery"),
        ("la livraison vers Lyon", "fr", "delivery lyon"),
        ("j'ai pris le paquet", "fr", "take parcel"),
        ("die Lampe fiel um", "de", "lamp fall"),
        ("la caza del pedido", "es", "hunt order"),
        ("a plazos sin intereses", "es", "instalments without interest"),
        ("ein Kratzer nach einem Jahr", "de", "scratch after a year"),
        ("un arañazo después de un año", "es", "scratch after a year"),
        ("une rayure au bout d'un an", "fr", "scratch after a year"),
    ],
)
def test_everyday_words_of_support_become_english_and_others_stay(text: str, language: str, english: str) -> None:
    assert glossed(text, language) == english


ASKED = {
    "de": """
        Kann ich mein Geld zurück haben? · returns/refunds.md
        Was kostet der Versand nach Deutschland? · delivery/times-and-prices.md
        Kann ich den Stuhl zurückgeben? · returns/how.md
        wie schicke ich den Stuhl zurück? · returns/how.md
        ich will meine adresse ändern, bin umgezogen · account/your-account.md
        wann krieg ich meine Kohle wieder · returns/refunds.md
        muss ich die Verpackung aufheben · returns/used-or-assembled.md
        Mein Tisch kam mit einem Riss an · damaged/on-arrival.md
        Mein Gutschein funktioniert nicht · payment/gift-cards.md
        Was ist der Unterschied zwischen Plus und Family? · membership/plans.md
        die app stürzt dauernd ab · app/problems.md
        kann man bei euch auf raten zahlen · payment/methods.md
        Wie lösche ich mein Konto? · account/delete.md
        wie kündige ich meine mitgliedschaft · membership/change-plan.md
        der Link ist abgelaufen · account/password.md
        kann das jemand für mich aufbauen · damaged/assembly.md
        ihr habt mir zweimal abgebucht · payment/declined.md
    """,
    "es": """
        ¿Cuánto cuesta el envío? · delivery/times-and-prices.md
        ¿puedo devolver la silla? · returns/how.md
        ¿Cuándo me devuelven el dinero? · returns/refunds.md
        recibi un producto que no era el mio · orders/wrong-item.md
        ¿Aceptáis PayPal? · payment/methods.md
        a que hora abre la tienda · about/stores.md
        no estaba en casa cuando vino el repartidor · delivery/missed.md
        Me rechazan la tarjeta · payment/declined.md
        ¿Cómo elimino mi cuenta? · account/delete.md
        ¿Cuánto dura la garantía? · damaged/warranty.md
        He olvidado mi contraseña · account/password.md
        La mesa llegó rota · damaged/on-arrival.md
        el enlace ha caducado · account/password.md
        alguien puede montarlo por mí · damaged/assembly.md
    """,
    "fr": """
        j'ai toujours pas recu mon remboursement · returns/refunds.md
        j'ai déménagé, comment changer mon adresse · account/your-account.md
        j'ai besoin d'une facture · payment/receipts.md
        Mon bon d'achat ne marche pas · payment/gift-cards.md
        L'application plante tout le temps · app/problems.md
        Combien coûte la livraison en Allemagne ? · delivery/times-and-prices.md
        Est-ce que je peux rendre la chaise ? · returns/how.md
        Comment supprimer mon compte ? · account/delete.md
        il me manque un pied de table · damaged/missing-parts.md
        Vous m'avez envoyé la mauvaise lampe · orders/wrong-item.md
        Comment résilier mon abonnement ? · membership/change-plan.md
        Ma table est arrivée cassée · damaged/on-arrival.md
        le lien a expiré · account/password.md
        quelqu'un peut le monter pour moi ? · damaged/assembly.md
        vous m'avez débité deux fois · payment/declined.md
    """,
}


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(Index(load(KNOWLEDGE)), date(2026, 6, 1), {})


@pytest.mark.parametrize(
    ("language", "question", "article"),
    [(lang, *line.strip().split(" · ")) for lang, asked in ASKED.items() for line in asked.strip().splitlines()],
)
def test_everyday_questions_in_other_languages_find_the_english_article(
    library: Library, language: str, question: str, article: str
) -> None:
    ranking = library.search(question, lang=language)

    assert ranking.answers
    assert ranking.hits[0].article.path == article


def test_a_question_how_is_no_order_to_forget_and_a_failing_gift_card_no_wish_for_a_discount(
    settings: Settings,
) -> None:
    shipped = settings.model_copy(update={"knowledge": KNOWLEDGE})
    with house.inline(shipped, channels(), lambda: NOON) as app:
        stage = Stage(app)
        for text, article in {
            "Mein Gutschein funktioniert nicht": "payment/gift-cards.md",
            "Ihr habt mir den falschen Stuhl geschickt": "orders/wrong-item.md",
            "¿Cómo elimino mi cuenta?": "account/delete.md",
        }.items():
            stage.says(text, user=text)
            decision = stage.decision()
            assert (decision.kind, decision.passages[0]["article"]) == ("answer", article)


@pytest.mark.parametrize("language", FOREIGN)
def test_who_writes_another_language_is_answered_from_english_articles_and_told_so_once(
    stage: Stage, language: str
) -> None:
    question, line = FOREIGN[language]
    first = "\n".join(stage.says(question))
    again = "\n".join(stage.says(question))

    assert line in first
    assert "Open My orders" in first
    assert line not in again
    assert "My orders" in again


def test_what_no_article_knows_is_said_kindly_once_and_then_in_other_words(stage: Stage) -> None:
    first = stage.says("Kann man bei euch Kaninchen kaufen oder nicht?")[0]
    stage.says("Wie gebe ich einen Stuhl zurück?")
    second = stage.says("Verkauft ihr denn auch Meerschweinchen?")[0]

    assert "sie sind auf Englisch" in first
    assert "sie sind auf Englisch" not in second


def test_that_a_password_was_forgotten_is_no_order_to_forget_it(stage: Stage) -> None:
    for text in ("J'ai oublié mon mot de passe", "olvidé mi contraseña", "I forgot my password"):
        stage.says(text, user=text)
        assert stage.decision().kind != "command"


@pytest.mark.parametrize(
    ("text", "language", "english"),
    [
        ("Der Akku ist leer. Kann ich ihn umtauschen?", "de", "battery empty. can i exchange"),
        ("Findet der Kurs morgen statt?", "de", "take place course tomorrow"),
        ("Zwirbelnd in Teal", "de", "Zwirbelnd in Teal"),
        ("¿Pueden quitármelo de la factura?", "es", "can i remove invoice"),
        ("J'ai reçu la carte SIM, et après ?", "fr", "arrived card sim card after"),
    ],
)
def test_whole_texts_are_put_sentence_by_sentence_with_everyday_words(text: str, language: str, english: str) -> None:
    assert glossed(text, language) == english


@pytest.mark.parametrize("language", ["de", "es", "fr"])
def test_the_lexicon_lists_a_word_once_and_what_says_nothing_first(language: str) -> None:
    first, *lines = (LEXICON / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    forms = [form for line in lines for form in line.split(" = ")[1].split(" | ")]

    assert first.startswith("= ")
    assert all(line.count(" = ") == 1 for line in lines)
    assert len(lines) >= 1_500
    assert len({line.split(" = ")[0] for line in lines}) == len(lines)
    assert len(set(forms)) == len(forms)
    assert not set(forms) & set(first.removeprefix("= ").split(" | "))
    assert all(form == " ".join(form.split()) for form in forms)


def test_an_article_in_german_is_found_by_what_it_means(tmp_path: Path) -> None:
    for name, title, text in [
        ("a", "Rückgabe", "Jeden Artikel können Sie 30 Tage lang zurückgeben und erhalten den Betrag erstattet."),
        ("b", "Versand", "Die Zustellung dauert zwei bis vier Werktage."),
        ("c", "Kennwort", "Über „Zugangsdaten vergessen“ legen Sie ein neues Kennwort fest."),
    ]:  # fmt: skip
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: {title}\nlang: de\n---\n{text}\n", encoding="utf-8")
    index = Index(load(tmp_path))

    def first(known: Index) -> list[str]:
        asked = ("mein Passwort ist weg", "wann ist meine Bestellung bei mir?")
        found = [search(known, one, today=NOON.date()).hits for one in asked]
        return [hits[0].article.path if hits else "" for hits in found]

    assert first(embedded(index, "auto")) == ["c.md", "b.md"]
    assert first(index) != ["c.md", "b.md"]


@pytest.mark.parametrize(
    ("text", "language"),
    [("no me ha se le lo la los las te nos " * 110, "es"), ("l'" * 2000 + "colis", "fr"), ("est-ce-que-" * 350, "fr")],
)
def test_what_repeats_itself_is_read_no_further_than_it_says_anything(
    text: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words may be looked at some times each, not once for every other word."""
    looked = 0
    root = glossing._root

    def counted(lang: str, word: str) -> str:
        nonlocal looked
        looked += 1
        return root(lang, word)

    glossed("hola", language)  # the lexicon is read once, and not counted
    monkeypatch.setattr(glossing, "_root", counted)
    glossed(text, language)

    assert looked < 1_000 * glossing.MOST_WORDS  # it was ten million
