"""Words that mean the same to whoever asks for help, whatever is sold: `money back` is a refund, a `couch` a sofa.

Only everyday words of support belong here. What is peculiar to one shop belongs into an article's `asks` or `tags`.
A line is a group; `a+b` are two words that may have a few others between them (`send the lamp back`).
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from bot.answers.words import fold, stem

LIKENESS = 0.6
"""What a match by another word is worth beside one by the word itself."""
PAIR_LIKENESS = 0.8
"""The same for the plainest word that a pair means: `send … back` is hardly anything but a return."""
GAP = 4
"""Words that may stand between the two of a pair."""

_GROUPS = {
    "en": """
        return returns give+back send+back sending+back sent+back take+back bring+back get+rid
        refund refunds money+back reimburse reimbursement refunded
        exchange swap replace trade
        cancel cancellation call+off terminate end
        delivery shipping deliver ship shipment dispatch arrive
        parcel package box
        collect collection pickup pick+up picked+up fetch come+get
        track tracking trace follow
        store shop branch
        receipt invoice bill slip
        pay payment paid paying charge charged debit debited
        price cost costs fee expensive
        cheap cheaper discount voucher coupon promo
        broken damaged damage broke cracked defective faulty smashed snapped scratch scratched
        missing lost gone lack
        warranty guarantee
        assemble assembly put+together build building built assembled builds
        delete remove erase close deactivate
        password passcode login log+in sign+in locked
        register sign+up create registering signup
        email mail e-mail mailbox inbox
        phone mobile smartphone telephone iphone android
        change edit update modify switch
        upgrade downgrade tier plan subscription membership member
        app application
        crash crashes freeze freezes blank black
        contact reach speak talk support service agent human
        company business firm organisation organization
        abroad international foreign overseas country
        sofa couch settee
        hours open opening opened
        address location
        notification notifications alert alerts push
        unsubscribe newsletter marketing spam
        data information privacy gdpr
        reject rejected declined decline refuse refused failed fail
        confirm confirmation confirmed
        order purchase bought buy ordered
        manual instructions guide
        late delayed delay overdue waiting
        free gratis
        error bug problem issue trouble
        download save export
        invite add share
        visitor visitors visits users
        statistics stats numbers metrics figures
        website site domain page
        team teammate colleague coworker
        holiday holidays christmas xmas easter new+year
    """,
    "de": """
        zurückgeben zurückschicken zurücksenden rückgabe retoure rücksendung umtausch
        erstattung rückerstattung geld+zurück
        stornieren abbestellen kündigen kündigung widerrufen
        lieferung versand liefern paket sendung zustellung
        kaputt defekt beschädigt
        rechnung quittung beleg
        kosten preis gebühr teuer
        passwort kennwort anmelden login einloggen
        feiertag feiertage feiertagen weihnachten heiligabend silvester neujahr ostern pfingsten
    """,
    "es": """
        devolver devolución devolucion
        reembolso reembolsar dinero
        cancelar anular baja
        envío entrega enviar paquete pedido
        roto dañado defectuoso
        factura recibo ticket
        precio coste costo tarifa
        contraseña clave
        festivo festivos navidad navidades nochebuena nochevieja semana+santa año+nuevo
    """,
    "fr": """
        retourner renvoyer retour rendre
        remboursement rembourser argent
        annuler résilier annulation
        livraison expédition livrer colis envoi
        cassé abîmé endommagé défectueux
        facture reçu
        prix coût frais tarif
        connexion connecter
        férié fériés noël pâques nouvel+an jour+an
    """,
}


@lru_cache(maxsize=8)
def _table(lang: str) -> tuple[dict[str, frozenset[str]], dict[str, tuple[tuple[str, tuple[str, ...]], ...]]]:
    """Return (stem → stems that mean the same, first stem of a pair → its seconds with what they mean)."""
    same: dict[str, set[str]] = defaultdict(set)
    pairs: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for line in _GROUPS.get(lang, "").strip().splitlines():
        entries = [fold(word) for word in line.split()]
        single = tuple(dict.fromkeys(stem(lang, word) for word in entries if "+" not in word))
        for term in single:
            same[term] |= set(single) - {term}
        for entry in entries:
            first, _, second = entry.partition("+")
            if second:
                pairs[stem(lang, first)].append((stem(lang, second), single))
    return {t: frozenset(s) for t, s in same.items()}, {t: tuple(p) for t, p in pairs.items()}


def spoken_words(lang: str) -> frozenset[str]:
    """Return all words of the groups, folded."""
    return frozenset(fold(word) for word in re.split(r"[\s+]+", _GROUPS.get(lang, "")) if word)


def same_as(lang: str, term: str) -> frozenset[str]:
    """Return the stems that mean the same as this one."""
    return _table(lang)[0].get(term, frozenset())


def pairs_in(lang: str, stems: list[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield (place of the first word, place of the second, stems meant, the plainest first) of every pair."""
    pairs = _table(lang)[1]
    for place, term in enumerate(stems):
        for second, meant in pairs.get(term, ()):
            for other in range(place + 1, min(place + 2 + GAP, len(stems))):
                if stems[other] == second:
                    yield place, other, meant
                    break
