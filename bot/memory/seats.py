"""How many seats, users or licences somebody has, says or pays for."""

from __future__ import annotations

from collections.abc import Iterator

from bot.memory import values
from bot.memory.frame import Frame, S
from bot.memory.spans import Label
from bot.memory.spelling import rule

SEAT = (
    r"(?:(?:paid |user )?(?:seats?|users?|workstations?|licen[cs]es?|team members|members)|lizenzen|(?:nutzer|"
    r"arbeits)?plätzen?|nutzer(?:innen|n)?|user|benutzer|usuarios?|licencias?|puestos|asientos|plazas|postes|"
    r"utilisateurs|sièges|places|comptes|licences)"
)
_COUNT = (
    r"(?:about |around |roughly |exactly |a total of |a team of |etwa |rund |circa |ca\.? |unos |"
    r"environ )?(?P<v>\d{1,6})"
)
COUNT_WORD = (
    r"(?:(?:an?|ein|una|une) [^\W\d_]{5,8}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|treinta|cuarenta|"
    r"cincuenta|sesenta|setenta|ochenta|noventa|vingt|trente|quarante|cinquante|soixante|quatre-vingt)[ -](?:(?:y|"
    r"et)[ -])?[^\W\d_]{2,9}|(?<!ty )(?<!ta )(?<!te )(?<!gt )(?<!\by )(?<!\bet )[^\W\d_]{2,24}(?:-[^\W\d_]{2,9}){0,3})"
)
"""The place of a number in words; which words are one tells `values.counted`."""
_PLACES = (
    rf"(?:{SEAT}|logins?|log-ins?|mailboxes|agents?|(?:[^\W\d_]+)plätzen?|zugängen?|postfächern?|agenten|accès|"
    r"boîtes mail|buzones|accesos|agentes)"
)
_EACH = rf"(?P<v>\d{{1,5}}|{COUNT_WORD})"
_OF_A_PLAN = (
    r"(?:account|plan|contract|subscription|workspace|membership|abonnement|contrat|compte|forfait|formule|abo|vertrag|"
    r"konto|tarif|paket|tool|cuenta|contrato|suscripción|tarifa)"
)
_HEADS_NEAR = (
    r"(?:of us|people|seats?|log(?:in|s)?|users?|share|wir sind|zu \w+t|plätze|login|zugang|teilen|somos|usuarios|"
    r"puestos|on est|nous sommes|postes|accès|utilisateurs|mädels|jungs|staff|team)"
)
OF_A_HALL = rule(
    r".*\b(?:book(?:ed|ing)?|reserv\w*|réserv\w*|réservé\w*|pris|prises?|row|stalls|balcony|circle|tickets?|gala|"
    r"concert\w*|show|match|parkett|rang|reihe|vorstellung\w*|konzert\w*|karten|reserviert|concierto|función|fila|"
    r"entradas?|palco|spectacle|balcon|billets?|orchestre|sat|était|étaient|waren|were|éramos|teníamos|à pourvoir|"
    r"next year|(?:for|on|für|am|para el|pour|ce) (?:the )?(?:satur|sun|fri)"
    r"day|samstag|sonntag|freitag|sábado|domingo|viernes|samedi|dimanche|vendredi)\b"
)
"""Who speaks so means places to sit on, for an evening."""
_NO_SEATS = rule(
    rf"{OF_A_HALL.pattern}|.*\b(?:parking|parkplätze?|aparcamiento|car|bus|van|auto|coche|voiture|saal|sala|salle|"
    r"theat\w+|table|tisch|mesa|restaurant|flight|flug|vuelo|vol|months?|monate?n?|mes(?:es)?|mois)\b"
)
_SEEN: frozenset[Label] = frozenset({"question", "reported", "past"})


def frames() -> Iterator[Frame]:
    """Yield the frames of seats."""
    yield from _seats()
    yield from _paid_seats()
    yield from _counted_here()


def _seats() -> Iterator[Frame]:
    for pattern in (
        r"\b(?:we|i|our (?:team|company|workspace|account|office|plan)|team|it|that)(?:'s|'re|'ve)?(?: (?:is|are|has|"
        rf"have|got|use|uses|pay for|run|with|now|currently|in total|need))*{S}{_COUNT} {SEAT}\b",
        rf"\b(?:with|for|plan,?) {_COUNT} {SEAT}\b",
        rf"\b(?:i|we|wir|tenemos|somos|nous|on)\b[^.!?;\n\x00]{{0,24}}? (?P<v>{COUNT_WORD}) {SEAT}\b",
        rf"\b(?:i|we|wir|ich|tenemos|somos|nous|on)\b[^.!?;\n\x00]{{0,40}}? \((?P<v>\d{{1,5}})\) {SEAT}\b",
        rf"\b(?:there are|there'?s|we'?re|we are|wir sind|somos|nous sommes|on est)(?: now| jetzt| ahora|"
        rf" maintenant| zu)? {_COUNT} (?:of us|people|persons|leute|personen|personas|personnes|mitarbeiter\w*)"
        rf"[^.!?;\n\x00]{{0,24}}?\b(?:plan|account|team|licen[cs]e|subscription|abo|tarif|konto|cuenta|suscripción|"
        rf"compte|abonnement)\b",
        rf"\b(?:auf|to|a|à|up to|from \d+ to|von \d+ auf|de \d+ a|de \d+ à){S}{_COUNT} {SEAT} (?:please|bitte|"
        rf"erhöh\w*|aufstock\w*|erweiter\w*|reduzier\w*|por favor|svp)",
        r"\b(?:increased?|raised?|bump(?:ed)?|upgraded?|extend(?:ed)?|reduced?|cut|drop(?:ped)?|aumenta\w*|amplia\w*|"
        rf"suba\w*|sube\w*|passe[rz]?|augmente[rz]?)\b[^.!?;\n\x00\d]{{0,30}} (?:to|a|à) {_COUNT} {SEAT}\b",
        r"\b(?:our|my|unsere?|meine?|nuestr[oa]|mi|notre|mon) (?:plan|account|tarif|abo|konto|cuenta|compte|forfait|"
        r"abonnement|licen[cs]e|lizenz|licencia|vertrag|contract|contrato|contrat) (?:covers|has|includes|"
        r"is for|umfasst|hat|reicht für|läuft über|gilt für|cubre|tiene|es para|couvre|compte|"
        rf"est pour)[ ]{_COUNT} (?:of us|people|persons|leute|personen|personas|personnes|mitarbeiter\w*|{SEAT})\b",
        r"\b(?:(?:on|in) (?:the|our) (?:account|team|plan),? there are|(?:auf|in) (?:dem|unserem) (?:konto|"
        r"team) sind wir|en (?:la|nuestra) (?:cuenta|suscripción) (?:ya )?somos|(?:sur|dans) (?:le|"
        rf"notre) compte,? (?:on est|nous sommes))[ ]{_COUNT}(?![\w.,]\d)",
        rf"\b(?:usamos|pagamos|tenemos|utilisons|avons|payons|nutzen|haben|zahlen|use|have|with|nos|notre|nuestr[oa]s|"
        rf"unsere|our)(?: (?:all|already|ya|déjà|schon|las|los|les|die|the|alle)){{0,2}} (?P<v>{COUNT_WORD}) {SEAT}\b",
        rf"\b(?:number of seats|seats|our seats)(?: (?:is|are|now))*:? {_COUNT}(?![\w.])(?! (?:and|to|und|y|et) \d)",
        r"\b(?:wir|ich|bei uns|unser team)(?: (?:haben|habe|hat|sind|nutzen|zahlen|jetzt|aktuell|derzeit|inzwischen|"
        rf"insgesamt|für))*{S}{_COUNT} {SEAT}\b",
        rf"\b(?:tenemos|somos|usamos|contamos con|pagamos|mi equipo tiene)(?: (?:ahora|ya|"
        rf"actualmente))*{S}{_COUNT} {SEAT}\b",
        rf"\b(?:nous avons|on a|on est|nous sommes|nous payons|j'ai)(?: (?:maintenant|"
        rf"désormais))*{S}{_COUNT} {SEAT}\b",
    ):
        yield Frame("seats.have", "plan.seats", rule(pattern), values.counted, bars=OF_A_HALL)
    heads = rf"(?:of us|people|persons|leute|personen|personas|personnes|{SEAT})"
    covers = (
        r"\b(?:(?:the|our|my|der|das|die|unser|el|la|nuestr[oa]|mi|le|notre|mon)[ ]|l')(?:plan|membership|subscription|"
        r"tarif|abo|paket|forfait|formule|abonnement|bono|abono|suscripción|contrat|contrato) (?:is|est|ist|es|va|"
        rf"gilt)(?: only| nur| solo)? (?:for|pour|für|para) {_COUNT} {heads}\b"
    )
    yield Frame("seats.have", "plan.seats", rule(covers), values.counted)
    # "Not 200 users, but 120": what is denied is another number.
    rather = (
        rf"\b(?:no|not|kein\w*|don't have|haven't got|no tenemos|no son|pas)[ ](?:de )?\d{{1,5}} {SEAT}\b"
        r"[^.!?\n\x00\d]{0,40}?\b(?:sondern|but|sino|mais|we have|we've got|tenemos|wir haben|on en a)(?: (?:nur|only|"
        rf"just|solo|about|wir haben|we have))? (?P<v>\d{{1,5}})(?=\s*(?:$|[.,;!?\n](?!\d))|[ ]{heads}\b)"
    )
    yield Frame("seats.rather", "plan.seats", rule(rather), values.counted, frozenset({"negated", "reported"}))
    unsure = (
        r"\b(?:tal vez|a lo mejor|quizás?|creo que|puede que|maybe|perhaps|i think|i guess|probably|vielleicht|"
        r"wahrscheinlich|glaube?|ich denke|peut-être|je crois que|je pense que)(?: (?!\d)[\w']+){0,3} (?P<v>\d{1,5}) "
        rf"{SEAT}\b"
    )
    yield Frame("seats.unsure", "plan.seats", rule(unsure), values.counted)
    # "There are, I think, eight people with a login".
    let_in = (
        r"\b(?:we'?re|we are|we'?ve|we have|there are|there'?s|wir (?:sind|haben)|es gibt|somos|tenemos|hay|on (?:est|"
        rf"a)|nous (?:sommes|avons)|il y a)(?:,? (?!\d)[\w']+){{0,3}}?,?{S}{_EACH}(?: (?:of us|people|persons|"
        r"colleagues|leute|personen|kolleg\w+|personas|compañer[oa]s|personnes|collègues))? (?:with|having|mit|con|"
        r"avec)[ ](?:an? |their own |eigenem |un |su |leur )?(?:access|accounts?|log-?ins?|zugang|zugängen|konto|login|"
        r"acceso|cuenta|usuario|accès|"
        r"compte|identifiants?)\b"
    )
    yield Frame("seats.have", "plan.seats", rule(let_in), values.counted, bars=OF_A_HALL)
    shown = (
        r"\b(?:it|(?:the|my|our) (?:\w+ )?(?:page|app|account|dashboard|bill|invoice|contract|screen)|"
        r"(?:die|der|das|mein\w*|unser\w*) (?:\w+ )?(?:seite|rechnung|konto|vertrag|abrechnung|app)|"
        r"(?:la|el|mi|nuestr[oa]) (?:\w+ )?(?:página|factura|cuenta|contrato|app|panel)|ahí|"
        r"(?:la|le|mon|ma|notre) (?:\w+ )?(?:page|facture|compte|contrat|appli)|ça|cela)"
        r" (?:now |jetzt |ahora |maintenant )?(?:says|shows|reads|lists|zeigt|sagt|nennt|dice|pone|muestra|dit|affiche|"
        rf"indique)(?: (?:now|jetzt|ahora|maintenant|an))? (?P<v>\d{{1,5}}|{COUNT_WORD}) {SEAT}\b"
        r"(?! (?:free|left|available|frei|übrig|libres?|disponibles?|restante?s?))"
    )
    yield Frame("seats.shown", "plan.seats", rule(shown), values.counted, frozenset({"reported"}), bars=OF_A_HALL)
    will = (
        rf"\b(?:it'?ll|it will|we'?ll|we will|there will|werden es|werden wir|serán|tendremos|seremos|ce sera|"
        rf"ce seront|nous serons|on sera)(?: be| have| need)? {_COUNT} {SEAT}\b"
    )
    yield Frame("seats.will", "plan.seats", rule(will), values.number, changes=True, later=True)


_US = (
    r"(?:with us|at ours|on our side|on ours|bei uns|chez nous|de notre côté|en lo nuestro|con nosotros|aquí|acá|here|"
    r"hier|ici)"
)
_ARRIVED = (
    r"\b(?:hired|joined|started|took on|taken on|arrived|new|more|neue[nr]?|dazu\w*|eingestellt|angefangen|llegaron|"
    r"entraron|nuev[oa]s|más|contratamos|contratado|recruté|embauché|arriv\w+|en plus|de plus|nouve\w+)\b"
)
_SUM = (
    r"(?:that makes|that'?s|makes|makes it|so|so now|now|sind(?: wir| es)?(?: dann| jetzt| nun)*|macht(?: das)?|"
    r"(?:dann|jetzt) sind(?: wir| es)|son(?: entonces| ahora| ya)*|somos(?: ahora| ya)*|ça fait|on est|du coup|"
    r"entonces)(?: it)?"
)


def _counted_here() -> Iterator[Frame]:
    """ "There are six seats with us", "two trainees joined, that makes nine users"."""
    each = rf"(?:{_COUNT}|(?P<w>{COUNT_WORD})) {SEAT}\b"
    for pattern in (
        rf"\b(?:there are|there'?s|it'?s|gibt es|es gibt|sind es|hay|son|il y a|c'est)[ ]{each} {_US}\b",
        rf"\b{_US},? (?:there are|there'?s|it'?s|it is|gibt es|sind es|hay|son|il y a|c'est|on a)[ ]{each}",
    ):
        yield Frame("seats.here", "plan.seats", rule(pattern), values.counted, bars=_NO_SEATS)
    added = rf"{_ARRIVED}[^.!?\n\x00]{{0,50}}?(?:[,;:]| and| und| y| et)? {_SUM}[ ]{each}"
    yield Frame("seats.added", "plan.seats", rule(added), values.counted, changes=True, bars=_NO_SEATS)
    sized = (
        r"\b(?:nutzen|nutze|haben|habe|usamos|tenemos|utilise|utilisons|avons|a)\b[^.!?,;\n\x00]{2,40}? "
        rf"(?:mit|con|avec|für|para|pour) {each}"
    )
    yield Frame("seats.with", "plan.seats", rule(sized), values.counted, bars=_NO_SEATS)


def _paid_seats() -> Iterator[Frame]:
    """Seats told by what one pays for, has used up or is billed: "we pay for six but five of us share it"."""
    alone = (
        r"(?=\s*(?:$|[.,;!?\n](?!\d))|\s(?:but|and|so|though|yet|of (?:us|them)|aber|und|arbeiten|pero|y|mais|et)\b)"
    )
    pays = (
        rf"(?:\b(?:we|i)(?: only| do| already)? pay for|\b(?:zahlen|zahle|bezahlen)(?: wir| ich)? für|\bpagamos por|"
        rf"\b(?:on paie|nous payons) pour)[ ]{_EACH}{alone}"
    )
    for said in (
        rf"\b{_HEADS_NEAR}\b[^\n\x00]{{0,80}}?{pays}", rf"{pays}(?=[^\n\x00]{{0,80}}\b{_HEADS_NEAR}\b)",
        r"\b(?:we|i)(?:'ve| have|'re| are)? (?:used up|using|use up|filled|assigned|look after|manage|administer|"
        rf"run)(?: all)?(?: of)?(?: the| our)? {_EACH} (?:[\w-]+ )?{_PLACES}\b",
        r"\b(?:\d{1,3}|one|two|eine[nrm]?|zwei|una?|dos|une|deux) (?:of|von|de|des) (?:the|our|unseren|den|los|las|"
        rf"nuestr[oa]s|les|nos) {_EACH} (?:[\w-]+ )?{_PLACES}\b",
        rf"\b(?:los|las|les|nos|die|unsere|the|our) {_EACH} {_PLACES} (?:que|q|qu'|that|which|die|we|"
        r"wir)[ ]?(?:pagamos|tenemos|usamos|nous payons|nous avons|on paie|on a|we pay|we have|pay|have|wir zahlen|"
        r"wir haben)\b",
        rf"(?:^|[^\w.,-]){_EACH} (?:bezahlten?|lizenzierten?|gebuchten?|gekauften?|paid|licensed|billed) {_PLACES}\b",
        rf"(?:^|[^\w.,-]){_EACH} {_PLACES} (?:payée?s|facturée?s|sont facturée?s|pagad[oa]s|facturad[oa]s|bezahlt|"
        r"aktiv|gebucht|paid|licensed|(?:with|bei|con|chez) (?:you|euch|ihnen|ustedes|vosotr[oa]s|vous))\b",
        r"(?:^|[.!?,;:\n]\s*)(?P<v>\d{1,5}) (?:[^\W\d_]{3,})plätze(?=\s*(?:$|[.,;!\n]))",
        rf"\b(?:our|my|unser|mein|notre|mon|nuestr[oa]|mi)(?: [\w-]+)? {_OF_A_PLAN}(?: [\w-]+)? (?:has|hat|umfasst|"
        rf"compte|comprend|tiene|cuenta con)[ ]{_EACH} (?:[\w-]+ )?{_PLACES}\b",
        rf"\b(?:there'?s|there are|we'?re|we are|we'?ve|we have) {_EACH} (?:of us|people|heads)? ?on (?:the|our) "
        rf"(?:[\w&-]+ ){{0,3}}{_OF_A_PLAN}\b",
        rf"\b(?:on est|nous sommes|wir sind|somos)(?: jetzt| maintenant| ahora)?(?: zu)? {_EACH} (?:sur|im|in der|"
        rf"auf dem|en) (?:l'|le |la |notre |el |nuestr[oa] |unserem )?{_OF_A_PLAN}\b",
        r"\bseat count(?: on (?:our|the|my) [\w ]{2,24}?)? is (?P<v>\d{1,5})\b",
        rf"(?:^|[^\w.,-]){_EACH} (?:licencias|lizenzen|licences|puestos|plätze|seats) (?:tenemos|haben wir|we have|"
        rf"avons-nous)\b",
    ):  # fmt: skip
        yield Frame("seats.paid", "plan.seats", rule(said), values.counted, _SEEN, bars=_NO_SEATS)
