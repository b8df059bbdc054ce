"""What the bot or an agent asked last: the key that an answer fills, or what a bare "yes" confirms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.memory.spelling import Rule, fold, rule
from bot.texts import cut

_TONGUE = (
    r"(?:english|german|french|spanish|deutsch|englisch|französisch|spanisch|inglés|alemán|francés|español|castellano|"
    r"anglais|allemand|français|espagnol)"
)
_KEYS: Mapping[str, Rule] = {
    "identity.preferred_name": rule(
        r"what (?:should|may|shall|can) (?:i|we) call you|how (?:should|may) (?:i|we) address you|"
        r"wie darf ich (?:sie|dich) nennen|como (?:quiere|quieres|prefiere\w*) que (?:le|te) llam|"
        r"comment (?:dois-je|puis-je|souhaitez-vous) (?:vous|t')? ?(?:appeler|qu'on vous appelle)"
    ),
    "identity.name": rule(
        r"(?:what|which|the) name (?:is|was|are|should|on|for|does|did)\b[^?]{0,40}\b(?:under|on|in|booking|order|"
        r"account|reservation|contract|appear\w*)|welcher name (?:steht|ist)|auf wen (?:läuft|lautet|ist|wurde|haben)|"
        r"(?:wie lautet der|der) name (?:auf|für|in|zu)|qué nombre|nombre (?:figura|aparece|está|consta)|"
        r"(?:cuál es )?el nombre (?:de|en) (?:la|el)|quel (?:est le )?nom|sous quel nom|le nom (?:sur|de) (?:la|le)|"
        r"your (?:full |first |last )?name\b|who (?:am i|i am|i'm) (?:speaking|talking|chatting)|wie heiß(?:en sie|"
        r"t du)|(?:ihre?n?|deine?n?) (?:voller |vollständiger |vollen |vollständigen )?name|"
        r"(?:auf|unter) welche[nm] namen|à quel nom|a (?:qué nombre|nombre de quién)|mit wem (?:spreche|schreibe|"
        r"chatte|habe ich)|(?:à|avec) qui (?:ai|suis|parl)|con quien (?:tengo|estoy)|como (?:se|"
        r"te) llama|(?:su|tu) nombre|con quien hablo|comment vous appelez|comment (?:tu )?t'appelles|"
        r"(?:votre|ton) (?:nom|prénom)"
    ),
    "identity.pronouns": rule(r"your pronouns|(?:ihre|deine) pronomen|(?:sus|tus) pronombres|(?:vos|tes) pronoms"),
    "contact.email": rule(
        r"your e-?mail|(?:which|what) e-?mail|(?:ihre?|deine?|welche) e-?mail|mailadresse|(?:su|tu|que) (?:correo|"
        r"e-?mail)|(?:votre|ton|quelle) (?:adresse )?(?:e-?mail|mail|adresse mail)|"
        r"\bwhere (?:can|should|may|shall|do|could) (?:we|i) (?:send|mail|e-?mail)\b|\bwhere (?:to|would you like)\b"
        r"[^?]{0,24}\bs(?:end|ent)\b|\bwohin\b[^?]{0,40}\b(?:schicken|senden|mailen|schicke|sende)\b|"
        r"\b(?:a )?d[oó]nde (?:se )?(?:(?:le|te|lo|la|os) )?(?:mand\w+|env[ií]\w+|(?:puedo|podemos|debo) (?:mandar|"
        r"enviar)\w*)|\b(?:où|à quelle adresse)\b[^?]{0,24}\benvo\w+"
    ),
    "contact.channel": rule(
        r"(?:how|where|on which channel) (?:should|can|may|would you like) (?:we|us|i)(?: to)? (?:reach|contact|"
        r"write)|which channel|wie erreichen wir|how (?:do|would) you (?:want|like|prefer) (?:us )?to (?:be )?"
        r"(?:contact|reach)|como prefiere\w* que (?:le|te|lo|la) (?:contact|escrib)|comment (?:souhaitez|"
        r"préférez)-vous (?:être|qu'on vous) (?:contact|joint|recontact)|preferred (?:channel|way)|"
        r"prefer (?:an? )?(?:e-?mail|phone|call|slack|telegram)|(?:e-?mail|slack|telegram) (?:or|oder|o|ou) (?:by |"
        r"per |por |par )?(?:an? |eine?n? |una |un |the |le |la |el |das |den )?(?:phone|call|telefon|anruf|teléfono|"
        r"llamada|téléphone|appel|e-?mail|slack|telegram)|(?:phone|call|telefon|anruf|teléfono|llamada|téléphone|"
        r"appel) (?:or|oder|o|ou) |welchen kanal|wie (?:dürfen|können|sollen) wir (?:sie|dich) (?:erreichen|"
        r"kontaktieren)|\bwhere (?:shall|should|can|may) (?:we|i) (?:answer|reply|reach|write)|"
        r"\bwohin\b[^?]{0,24}\bantworten|\bd[oó]nde (?:le|te|os) (?:respond\w+|contest\w+|escrib\w+)|"
        r"\boù (?:vous|te) (?:répondre|écrire)|que canal|por (?:que|cual) (?:medio|canal)|quel canal|par quel moyen"
    ),
    "hours.opening": rule(
        r"(?:opening|business|office|shop|store) (?:hours|times)|when (?:are|do) you(?: \w+)? open|"
        r"what (?:are|were) your hours|öffnungszeit\w*|geschäftszeit\w*|wann (?:haben|hat|habt|sind|ist|öffne\w*)"
        r"[^?]{0,30}(?:geöffnet|offen|auf\b|öffn\w*)|wann öffnen|(?:su|tu|vuestro|qué) horario(?! le| te| para)|"
        r"cu[aá]ndo (?:abre\w*|est[aá]n? abiert\w*)|horario de (?:apertura|atención)|"
        r"quand (?:êtes-vous|est-ce que vous|ouvrez)[^?]{0,16}ouv\w*|quand ouvrez|(?:vos|quels sont vos) horaires|"
        r"horaires d'ouverture"
    ),
    "contact.time": rule(
        r"(?:when|what time|wann|um wie viel uhr|cu[aá]ndo|a qu[eé] hora|quand|à quelle heure)\b[^?]{0,40}\b(?:good|"
        r"best|better|free|available|ring|phone|talk|call you|speak|gut|besten|zeit haben|frei|sprechen|melden|"
        r"zurückruf\w*|viene bien|mejor|libre|hablar|localiz\w*|disponib\w*|rappel\w*|convien\w*|libre|parler)|"
        r"\b(?:an?|any|eine?n?|una?|un)\b[^?]{0,12}\b(?:good|best|better|gute[nr]?|günstige[nr]?|buen[oa]?|mejor|"
        r"bon(?:ne)?|meilleure?)\b[^?]{0,12}\b(?:time|hour|zeit\w*|moment|hora|heure|créneau)\b[^?]{0,30}\b(?:call\w*|"
        r"ring\w*|phone|reach|anr\w*|erreich\w*|telefon\w*|llamar\w*|hablar\w*|appel\w*|joindre|rappel\w*|telephon\w*)|"
        r"(?:which|what) hours\b(?! (?:are|do) you)|(?:when|what time|which time)[^?]{0,30}(?:reach|call|contact|"
        r"convenient|suit)|best time|wann[^?]{0,30}(?:erreich|anrufen|passt)|(?:zu|um) welcher (?:uhr|tages)?zeit|"
        r"(?:quel|sur quel) créneau|qué (?:horario|franja)|cu[aá]ndo[^?]{0,30}(?:llam(?:ar|amos)|contactar)|a que hora|"
        r"quand[^?]{0,30}(?:joindre|appeler|contacter)|à quelle heure"
    ),
    "contact.phone": rule(
        r"(?:which|what) number|welche[r]? nummer|(?:a que numero|que numero de (?:telefono|movil))|quel numéro|"
        r"your (?:\w+ )?(?:phone|mobile|telephone|cell)|phone number|(?:ihre|deine) (?:telefon|handy|ruf)?nummer|"
        r"telefonnummer|numero de telefono|(?:su|tu) telefono(?! (?:se|no|es|tiene)\b)|numéro de téléphone|"
        r"(?:votre|ton) (?:téléphone|portable)|a que (?:telefono|movil|celular)|"
        r"^\W*(?:and |und |y |et )?(?:an? |any |eine |un[ae]? )?(?:phone |mobile |telephone |contact |telefon|handy|"
        r"rückruf)?(?:number|nummer|numero|numéro|telefono|téléphone)\b(?! (?:de|of|von) (?!contact|telef|téléph|"
        r"mobile))|\b(?:can|may|shall|should|could|would)\b[^?]{0,24}\b(?:call|ring|phone) you\b|"
        r"\b(?:soll|darf|dürfen|kann|können|sollen|möchten)\b[^?]{0,30}\b(?:anrufen|zurückrufen|zurückgerufen|"
        r"rückruf)\b|\b(?:le|te|la|lo|os) (?:podemos llamar|llamamos|llamo|llama)\b|\bpodemos llamar(?:le|te|la|lo)\b|"
        r"\b(?:vous|t'?e?)[ ]?rappel\w*|\bun rappel\b|\b(?:vous|t')[ ]?appel(?:le|er|lions)\b(?! comment)"
    ),
    "locale.timezone": rule(r"time ?zone|zeitzone|zona horaria|fuseau horaire"),
    "locale.language": rule(
        rf"\b{_TONGUE} (?:or|oder|o|ou) (?:in |auf |en )?{_TONGUE}\b|(?:which|what) language|welcher sprache|"
        r"welche sprache|(?:que|cual) idioma|quelle langue"
    ),
    "location.country": rule(
        r"(?:which|what|your) country|welche[sm]? land|(?:ihr|dein) land|que pais|su pais|tu pais|quel pays|"
        r"votre pays|ton pays"
    ),
    "location.city": rule(
        r"(?:der|ihr|dein|welcher) (?:wohn)?ort\b|(?:su|tu|que) localidad|(?:votre|ta|quelle) commune|"
        r"(?:which|what|your) (?:city|town)|where (?:do you live|are you (?:based|located)|should (?:we|i) (?:ship|"
        r"deliver))|welche[rn]? stadt|wo (?:wohn|leb)|(?:ihr|dein)e? (?:stadt|wohnort)|que ciudad|(?:su|tu) ciudad|"
        r"where (?:is|are|was|were) (?:it|they|the [\w-]+|your [\w-]+)(?: [\w-]+)? (?:installed|located|mounted|based)|"
        r"wo (?:steht|stehen|hängt|hängen|ist|sind|befindet|befinden)\b[^?]{0,30}\b(?:maschine|anlage|gerät\w*|"
        r"installiert|montiert|eingebaut|sich)|donde (?:esta|estan)\b[^?]{0,24}\b(?:instalad|ubicad|montad)|"
        r"où (?:est|sont)\b[^?]{0,24}\b(?:installée?s?|située?s?|montée?s?|posée?s?)|donde viv|quelle ville|(?:votre|"
        r"ta) ville|où (?:habit|viv|êtes)"
    ),
    "company.role": rule(
        r"your (?:role|job|position|job title)|what do you do (?:at|there|for)|(?:ihre|deine) (?:position|rolle|"
        r"funktion)|(?:su|tu) (?:puesto|cargo)|(?:votre|ton) (?:poste|rôle|fonction)"
    ),
    "company.name": rule(
        r"(?:which|what|your) (?:company|organi[sz]ation|firm|employer)|where do you work|company name|"
        r"name of your (?:company|firm)|\b(?:is (?:this|it|that)|are you|do you)\b[^?]{0,24}\b(?:(?:for|from|as|"
        r"represent)\b[^?]{0,6})?\b(?:an? )(?:shop|business|"
        r"company|firm|organi[sz]ation|institution|school|club)\b|"
        r"(?:für|als|von|sind sie) (?:eine[rnm]? )(?:firma|unternehmen|betrieb|geschäft|verein|praxis|schule)|"
        r"(?:de|para) (?:que|una?|alguna?) (?:institucion|organizacion|negocio|tienda|empresa|colegio|centro)|"
        r"(?:vous êtes|êtes-vous|pour|de) (?:une?|quelle) (?:entreprise|société|boutique|association|établissement|"
        r"institution|organisme|magasin)|welche[rn]? (?:firma|unternehmen)|(?:ihre|deine) firma|que empresa|"
        r"(?:su|tu) empresa|quelle (?:entreprise|société)|(?:votre|ton) entreprise"
    ),
    "plan.seats": rule(
        r"how many (?:seats|users|licen[cs]es|people|members)|wie viele? (?:plätze|lizenzen|nutzer|benutzer|personen)|"
        r"cu[aá]nt[oa]s (?:usuarios|licencias|puestos|plazas)|combien (?:de |d')(?:postes|licences|utilisateurs|"
        r"sièges|places)"
    ),
    "plan.name": rule(
        r"(?:do you|haben sie|hast du|tiene[ns]?|avez-vous|as-tu|vous avez)[^?]{0,16} (?:plan|membership|subscription|"
        r"abo|tarif|suscripci[oó]n|abonnement|formule|forfait|contract|\w*vertrag|contrato|contrat)\b|(?:which|what|"
        r"your|the) (?:\w+ )?(?:plan|membership|tier|tariff|subscription|package)\b|welche[nrs]? (?:tarif|plan|abo|"
        r"mitgliedschaft)|(?:ihr|dein)e?n? (?:tarif|abo)|(?:que|cual es (?:su|tu)|(?:su|tu)) (?:plan|suscripcion|"
        r"tarifa)|quelle?(?: est votre)? (?:formule|offre|abonnement|plan|forfait)|(?:de|que|"
        r"cual es) (?:que )?categoria (?:es|tiene)|(?:votre|ton) (?:propre )?(?:formule|offre|abonnement|forfait)"
    ),
    "app.version": rule(
        r"(?:which|what|app) version|version of the app|version (?:number )?(?:are|do) you|welche (?:app-?)?version|"
        r"app-version|que version|version de la app|quelle version"
    ),
    "device.os": rule(r"operating system|which (?:os|system)\b|betriebssystem|sistema operativo|"
        r"système d'exploitation"),
    "device.model": rule(
        r"(?:which|what|your) (?:\w+ )?(?:device|phone|model|laptop|computer|tablet)|welche[snrm]* (?:gerät|handy|"
        r"modell|smartphone|laptop)|que (?:dispositivo|modelo|movil|telefono|aparato)|quel (?:appareil|modèle|"
        r"téléphone|ordinateur)|^\W*(?:and |und |y |et )?(?:what (?:do|are) you us(?:e|ing)|was (?:nutz|benutz|"
        r"verwend)\w+ (?:sie|du|ihr)|(?:que|cual) (?:usa|utiliza)s?(?: usted)?|(?:qu'|que )(?:utilis|emplo)\w+|"
        r"(?:vous|tu) utilise[sz] quoi)(?: (?:instead|stattdessen|en su lugar|à la place|then|denn))?\W*$"
    ),
    "order.id": rule(
        r"(?:order|purchase|booking|reservation|ticket|rental|confirmation) (?:number|id|no|code|reference)\b|"
        r"(?:which|your|what) order|bestellnummer|(?:buchungs|reservierungs|ticket|vorgangs)nummer|"
        r"n[uú]mero de (?:su |tu |la )?(?:reserva|compra|orden)|num[eé]ro de (?:votre |ta |la )?(?:réservation|"
        r"dossier)|welche[r]? bestellung|auftragsnummer|n[uú]mero de (?:su |tu )?pedido|que pedido|"
        r"num[eé]ro de (?:votre |ta )?commande|quelle commande"
    ),
    "product.owned": rule(
        r"(?:which|what) (?:product|item|article|model)|welche[snr]* (?:produkt|artikel)|que (?:producto|articulo)|"
        r"quel (?:produit|article)"
    ),
    "accessibility.need": rule(r"access(?:ibility)? needs?|barrierefrei|necesidades? de accesibilidad|"
        r"besoins? d'accessibilit"),
    "pref.length": rule(
        r"(?:short|brief|detailed|long)\w* (?:or|and) (?:a )?(?:short|brief|detailed|long)|kurze? (?:\w+ )?oder|"
        r"ausführlich\w* oder|breve\w* o |corta\w* o |détaillée?s? ou|courte?s? ou"
    ),
    "pref.tone": rule(
        r"(?:dürfen|wollen|sollen) wir (?:uns )?(?:du|sie)|(?:tutear|tutoie|tutoyer)|de (?:tú o|usted)|"
        r"du oder sie|vous ou tu|tu ou vous|formal or"
    ),
    "pref.format": rule(r"steps or|bullets or|which format|welches format|que formato|quel format"),
}  # fmt: skip

_ASKS_FOR = rule(
    r"\b(?:please|could you|can you|may i|bitte|könnten|können|por favor|puede|podria|digame|dime|"
    r"s'il (?:te|vous) plait|pouvez|pourriez|indiquez|donnez)\b"
)
_WHICH = rule(
    r"\b(?:which|what|where|when|how|who|wie|was|wo|wann|welche\w*|wer|que|cual|cuando|donde|como|quien|cuantos|"
    r"quel\w*|quand|comment|où|combien|qui)\b"
)
# What is asked of "you" becomes what "I" would say, so that the frames of statements read it.
_TO_FIRST: tuple[tuple[Rule, str], ...] = tuple(
    (rule(pattern), to)
    for pattern, to in (
        (r"\b(?:let me be sure|let me check|just to be sure|to confirm|so|and|ok|okay|i see(?: that)?|"
            r"i understand(?: that)?|it seems|see|i think|correct me if)\b[:, ]*", " "),
        (r"\bis (?:the|your) app(?: running)? (?:on|at)\b", "my app is"),
        (r"\b(?:are you|you are|you're)\b", "i am"), (r"\b(?:do you (?=live|have|use|work)|you (?=live|have|use|"
            r"work))", "i "),
        (r"\b(?:is|was) your\b(?= [\w -]{3,20}? (?:still|now|is)? ?\w)", "my"), (r"\byour\b", "my"),
        (r"\b(?:is it|is that|is this)(?: still)?(?: about)? (?=(?:order|#|version|the \w+ plan))", "my "),
        (r"\b(?:sind sie|sie sind|bist du|du bist)\b", "ich bin"),
        (r"\b(?:haben sie|sie haben|hast du|du hast)\b", "ich habe"),
        (r"\b(?:wohnen sie|sie wohnen|wohnst du|du wohnst)\b", "ich wohne"),
        (r"\b(?:nutzen sie|sie nutzen|nutzt du|du nutzt)\b", "ich nutze"), (r"\b(?:ihre?|deine?)\b", "meine"),
        (r"¿", ""), (r"\b(?:usted )?vives?(?: usted)?\b", "vivo"), (r"\btienes?\b", "tengo"), (r"\busas?\b",
        "uso"), (r"\b(?:su|tu)\b", "mi"),
        (r"\b(?:vous habitez|tu habites|habitez-vous|habites-tu)\b", "j'habite"),
        (r"\b(?:vous avez|tu as|avez-vous|as-tu)\b", "j'ai"), (r"\b(?:vous êtes|tu es|êtes-vous|es-tu)\b", "je suis"),
        (r"\b(?:vous utilisez|utilisez-vous|tu utilises)\b", "j'utilise"), (r"\b(?:votre|ton|ta)\b", "mon"),
        (r"\b(?:still|noch|immer noch|weiterhin|todavia|aun|toujours|encore|currently|probably)\b ?", ""),
        (r",? ?(?:right|correct|is that (?:right|correct)|isn't it|aren't you|don't you|oder|richtig|stimmt das|"
            r"stimmt's|ist das richtig|verdad|correcto|es correcto|no|n'est-ce pas|c'est (?:bien )?(?:ca|exact|"
            r"correct))? ?\?", "."),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer fills: a key, and the value that was named for a bare yes."""

    key: str
    value: str = ""


def last_question(text: str) -> str:
    """Return the sentence that asks, the last one of a message; "" when none does.

    "It depends on your version. Which one do you use?" is returned whole: the first sentence says what is asked.
    """
    told = cut.sentences(text)
    for number in range(len(told) - 1, -1, -1):
        sentence = told[number]
        if "?" in sentence and number and _WHICH_ONE.fullmatch(fold(sentence)):
            return f"{told[number - 1]} {sentence}"
        if "?" in sentence or (_ASKS_FOR.search(fold(sentence)) and key_of(sentence)):
            return sentence
    return ""


_WHICH_ONE = rule(
    r"\W*(?:and |und |y |et )?(?:which(?: one)?|welche[nrs]?|cuál|lequel|laquelle|which is it|how many|wie ?viele?|"
    r"cuánt[oa]s|combien)(?: (?:do you (?:have|use|run|need)|are you (?:on|using)|is (?:it|yours)|are (?:there|you)|"
    r"haben sie|hast du|nutzen sie|ist es|sind es|sind sie|es|son|usa[sn]?|tiene[sn]?|est-ce|avez-vous|as-tu|"
    r"utilisez-vous|en avez-vous|êtes-vous))?(?: usted(?:es)?| denn| da)?\W*"
)
"""A question that leaves out of what it is: the sentence before tells."""


_JOINED = re.compile(r",?\s+(?:and|und|y|e|et)\s+", re.IGNORECASE)


def keys_of(sentence: str) -> tuple[str, ...]:
    """Return the keys that a question asks for, in its order: "which plan, and how many seats?" asks for two."""
    several = tuple(dict.fromkeys(filter(None, map(key_of, _JOINED.split(sentence)))))
    return several if len(several) > 1 else tuple(filter(None, (key_of(sentence),)))


def key_of(sentence: str) -> str:
    """Return the key that a question asks for; "" when it asks for none."""
    folded = fold(sentence)
    key = next((key for key, pattern in _KEYS.items() if pattern.search(folded)), "") or _by_noun(folded)
    return "" if key in _CHOSEN and _OF_A_CHOICE.search(folded) else key


_INTERROGATIVE = rule(
    r"\b(?:which|what|how many|welche\w*|was für|wie viele?|qué|cuál(?:es)?|cuánt[oa]s|quel(?:le)?s?|lequel|laquelle|"
    r"combien)\b"
)
_NOUNS: Mapping[str, Rule] = {
    "plan.seats": rule(
        r"\b(?:how many|wie viele?|cuánt[oa]s|combien)\b[^?]{0,12}\b(?:seats|users|licen[cs]es|plätze|lizenzen|nutzer|"
        r"usuarios|licencias|puestos|plazas|postes|licences|utilisateurs|places)\b|"
        r"\b(?:seats|users|licen[cs]es|plätzen?|lizenzen|nutzern?|usuarios|licencias|puestos|plazas|postes|"
        r"utilisateurs|places)\b[^?]*[.:!] \W?(?:how many|wie ?viele?|cuánt[oa]s|combien)\b"
    ),
    "app.version": rule(r"\bversi[oó]n\b"),
    "plan.name": rule(
        r"\b(?:plan|tier|tariff|subscription|membership|package|policy|bundle|pass|licen[cs]e|lizenz|licencia|abo|"
        r"tarif|paket|mitgliedschaft|abono|bono|suscripción|tarifa|cuota|modalidad|póliza|paquete|forfait|formule|"
        r"abonnement|offre)\b"
    ),
    "device.model": rule(
        r"\b(?:device|phone|handset|smartphone|tablet|laptop|computer|gerät\w*|handy|telefon|rechner|fernseher|"
        r"dispositivo|móvil|teléfono|celular|tableta|ordenador|computadora|portátil|appareil|téléphone|tablette|"
        r"ordinateur|modell?o?|modèle)\b"
    ),
    "product.owned": rule(
        r"\b(?:which|what|welche\w*|was für(?: eine?n?)?|qué|quel(?:le)?)[ ](?:[\w-]+[ ]){1,2}(?:do you (?:have|own|"
        r"use)|have you got|haben sie|hast du|habt ihr|nutzen sie|tienes?|tiene usted|usas?|avez-vous|as-tu|"
        r"vous avez|utilisez-vous)\b"
    ),
}
"""What a question is of by its noun, whatever stands around it: "and in welchem Tarif sind Sie?"."""
_CHOSEN = ("plan.name", "device.model", "product.owned")
_OF_A_CHOICE = rule(
    r"\b(?:would|like to|want|wish|prefer|interest\w*|move to|switch to|choose|recommend|problems?|questions?|issues?|"
    r"errors?|colou?rs?|size|day|time|date|möchte\w*|wollen|willst|soll\w*|interessier\w*|wünsch\w*|bevorzug\w*|"
    r"farbe|größe|tag|termin|frage\w*|fehler|prefier\w*|quiere\w*|interesa\w*|gustaría|desea\w*|color|talla|día|"
    r"pregunta\w*|error|souhait\w*|voul\w*|préfér\w*|intéress\w*|(?<!s'il )(?:vous|te) plaît|couleur|taille|jour|"
    r"erreur)\b"
)
"""Who asks what somebody would like asks for nothing that they have; and an error is had, too."""


def _by_noun(folded: str) -> str:
    if not _INTERROGATIVE.search(folded):
        return ""
    return next((key for key, noun in _NOUNS.items() if noun.search(folded)), "")


def as_statement(sentence: str) -> str:
    """Return a yes-or-no question of "you" as what the customer would say of themselves; "" when it asks for more."""
    folded = fold(sentence)
    if _WHICH.search(folded):
        return ""
    # Not the folded words: a value is read from these, and would lose its accents.
    told = sentence
    for pattern, to in _TO_FIRST:
        told = pattern.sub(to, told)
    return " ".join(told.split())
