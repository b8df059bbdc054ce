"""Which key a question asks for, by its own phrases or by a noun beside a word that asks, and whether it is theirs."""

from __future__ import annotations

from collections.abc import Mapping

from bot.memory import asked_of
from bot.memory.asked_of import FIRM, YOUR
from bot.memory.spelling import Rule, fold, rule

_TONGUE = (
    r"(?:english|german|french|spanish|deutsch|englisch|französisch|spanisch|inglés|alemán|francés|español|castellano|"
    r"anglais|allemand|français|espagnol)"
)
_KEYS: Mapping[str, Rule] = {
    "identity.preferred_name": rule(
        r"what (?:should|may|shall|can|do) (?:i|we|people|friends|they) call you\b(?! (?:to|about))|"
        r"how (?:should|may|shall|(?:do|would) you (?:like|prefer))\b[^?]{0,12}\b(?:address(?: you|ed)|be called)|"
        r"wie (?:darf|dürfen|soll\w*|möchte\w*)\b[^?]{0,12}\b(?:(?:sie|dich|du) (?:an)?(?:nennen|sprechen|reden)|"
        r"(?:genannt|angesprochen|angeredet) werden)|"
        r"como (?:quiere|quieres|prefiere\w*|(?:le|te) gusta) que (?:le|te) llam|"
        r"comment (?:dois-je|puis-je|souhaitez-vous|préférez-vous) (?:vous|t')? ?(?:appeler|qu'on vous appelle)"
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
        r"(?:su|tu) empresa|quelle (?:entreprise|société)|(?:votre|ton) entreprise|"
        rf"\b(?:name|called|heißt|nennt sich|nombre|llama|nom|appelle)\b[^?]{{0,12}}\b{YOUR}[ ]?{FIRM}\b|"
        rf"\b{YOUR}[ ]?{FIRM} (?:is|ist|es|est)[ ](?-i:[A-Z])|"
        rf"\b{FIRM}(?:(?:'s)? name| (?:is )?(?:called|named))\b|\b(?:which|what|welche[rn]?|que|quelle?) {FIRM}\b|"
        r"\bwho do you work for|\bfür wen arbeiten sie|\bpara quien trabaja|\bpour qui travaill|"
        r"\bnom de l'etablissement"
    ),
    "identity.name": rule(
        r"(?:what|which|the) name (?:is|was|are|should|on|for|does|did)\b[^?]{0,40}\b(?:under|on|in|booking|order|"
        r"account|reservation|contract|appear\w*)|welcher name (?:steht|ist)|auf wen (?:läuft|lautet|ist|wurde|haben)|"
        r"(?:wie lautet der|der) name (?:auf|für|in|zu)|qué nombre|nombre (?:figura|aparece|está|consta)|"
        r"(?:cuál es )?el nombre (?:de|en) (?:la|el)|quel (?:est le )?nom|sous quel nom|le nom (?:sur|de) (?:la|le)|"
        r"your (?:full |first |last )?name\b|who (?:am i|i am|i'm) (?:speaking|talking|chatting|writing)|"
        r"wie heiß(?:en sie|"
        r"t du)|(?:ihre?n?|deine?n?) (?:voller |vollständiger |vollen |vollständigen )?name|"
        r"(?:auf|unter) welche[nm] namen|à quel nom|a (?:qué nombre|nombre de quién)|mit wem (?:spreche|schreibe|"
        r"chatte|habe ich)|(?:à|avec) qui (?:ai|suis|parl)|con quien (?:tengo|estoy)|como (?:se|"
        r"te) llama\b(?! (?:su|tu|el|la|vuestr[oa])\b)|(?:su|tu) nombre|con quien hablo|comment vous appelez|"
        r"comment (?:tu )?t'appelles|"
        r"(?:votre|ton) (?:nom|prénom)|\bwho(?:m)? (?:should|shall|can|may|do|does|will|must)\b[^?]{0,24}\b(?:ask for|"
        r"be there|sign|"
        r"put down|note|expect|address)\b|\bwho (?:is|are)\b[^?]{0,16}\b(?:for|this|there)\W*$|^\W*(?:and )?who to\W*$|"
        r"^\W*an wen\b|\bwer (?:ist|sind|spricht|schreibt)\b[^?]{0,16}\b(?:da|dort|am apparat|bitte)?\W*$|"
        r"\bpor quien preg|\bqui (?:dois|puis|peut)-(?:je|on)\b[^?]{0,16}\b(?:noter|demander|mettre|inscrire)|"
        r"qui (?:est )?à l'appareil"
    ),
    "identity.pronouns": rule(r"\b(?:pronouns|pronomen|pronombres|pronoms)\b"),
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
        r"appel) (?:or|oder|o|ou) |\bhear from us\b|von uns hören|"
        r"\bhow (?:shall|should|may|can) (?:we|i) (?:let you know|tell you|keep you|confirm|"
        r"inform|"
        r"notify)|\bwhere do you want (?:the|your|our)\b|\bwie (?:darf|dürfen|soll\w*|kann|können) (?:ich|wir)\b"
        r"[^?]{0,24}\b(?:bescheid|melden|informier|benachrichtig|antworten)|\bcomo (?:le|te|os|la|lo) (?:avis|inform|"
        r"contest|respond)|\bcomment vous (?:prevenir|avertir|informer|joindre|repondre|contacter)|welchen kanal|"
        r"wie (?:dürfen|können|sollen) wir (?:sie|dich) (?:erreichen|"
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
        r"horaires d'ouverture|\bwhen (?:is|are)\b[^?]{0,12}\b(?:somebody|someone|anyone|anybody|people|"
        r"you)(?: usually)? (?:in\b|"
        r"there|at|around)|\bwhen can\b[^?]{0,24}\bfind (?:some|any)|\bwhat hours are you\b|"
        r"\bwann (?:ist|sind|wäre)\b[^?]{0,24}\b(?:jemand|büro|laden|praxis|werkstatt|empfang|sie)\b[^?]{0,16}\b(?:da|"
        r"besetzt|anzutreffen)\b|\bcuando hay alguien|\bquand (?:y a-t-il|est-ce qu'il y a|trouve-t-on) quelqu"
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
        r"quand[^?]{0,30}(?:joindre|appeler|contacter)|à quelle heure|(?:à|"
        r"quel) (?:quel )?moment\b[^?]{0,30}\b(?:appel|joindre|"
        r"rappel|contact|convien)|what time suits"
    ),
    "contact.phone": rule(
        r"(?:which|what) number|\bwhat(?:'s| is) (?:your|a good) (?:\w+ )?number\b|\btelefono de contacto\b|"
        r"welche[r]? nummer|(?:a que numero|que numero de (?:telefono|movil))|quel numéro|"
        r"your (?:\w+ )?(?:phone|mobile|telephone|cell)|phone number|(?:ihre|deine) (?:telefon|handy|ruf)?nummer|"
        r"telefonnummer|numero de telefono|(?:su|tu) telefono(?! (?:se|no|es|tiene)\b)|numéro de téléphone|"
        r"(?:votre|ton) (?:téléphone|portable)|a que (?:telefono|movil|celular)|"
        r"^\W*(?:and |und |y |et )?(?:an? |any |eine |un[ae]? )?(?:phone |mobile |telephone |contact |telefon|handy|"
        r"rückruf)?(?:number|nummer|numero|numéro|telefono|téléphone|portable|mobil|móvil)\b(?! (?:de|of|"
        r"von) (?!contact|telef|téléph|"
        r"mobile))|\b(?:can|may|shall|should|could|would)\b[^?]{0,24}\b(?:call|ring|phone) you\b|"
        r"\b(?:soll|darf|dürfen|kann|können|sollen|möchten)\b[^?]{0,30}\b(?:anrufen|zurückrufen|zurückgerufen|"
        r"rückruf)\b|\b(?:le|te|la|lo|os) (?:podemos llamar|llamamos|llamo|llama)\b|\bpodemos llamar(?:le|te|la|lo)\b|"
        r"\b(?:is there|gibt es|haben sie|hay|tiene|avez-vous|y a-t-il) (?:an? |eine |(?:algun )?un? |une? )?(?:phone |"
        r"mobile |telefon|handy|rückruf)?(?:number|nummer|numero)\b(?! (?:of|der|des|on|auf|de)\b)|"
        r"\bwhere can (?:the|our|a) \w+ reach you|\bwie erreich\w+ (?:sie|dich) (?:der|die|unser|ein)\b|"
        r"\bdonde (?:le|te|la|lo) localiz|\bou (?:peut-on|le \w+ peut-il) vous joindre|"
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
        r"ta) ville|où (?:habit|viv|êtes)|\bwhere(?:abouts)?(?: roughly| exactly)? are you\b(?! (?:travel|going|moving|"
        r"stuck|"
        r"heading|taking|flying)\w*)|\bwhere (?:do|would) you (?:want|like)\b[^?]{0,16}\b(?:delivered|sent|installed|"
        r"fitted)\b|\b(?:vous|tu) \w+ où\b|"
        r"\bwhere(?:abouts)? is (?:the|your) (?:house|home|office|flat|farm|site)\b|\bwhere do you (?:ride|train|play|"
        r"work from|sit)\b|"
        r"\b(?:in|aus) welche[mr] (?:ort|gemeinde)|\bwo sind sie (?:zu ?hause|daheim|ansässig)|\bwo (?:sitzen|"
        r"sind) (?:sie|"
        r"ihr)\W*$|\b(?:de|desde) donde\b[^?]{0,16}\b(?:escrib|llam|es)|\ben que (?:poblacion|localidad|pueblo|"
        r"municipio)|"
        r"\bde quel (?:coin|village|endroit)|\bd'où (?:êtes|écriv|appel|nous)|"
        rf"\b(?:where(?:'s| is)|wo (?:ist|liegt)|d[oó]nde (?:est[aá]|tiene|queda)|où (?:est|se trouve)) (?:your|ihre?|"
        rf"dein|deine|su|tu|el|la|vuestr[oa]|votre|ton|ta) {FIRM}\W*$|"
        r"\bwhere (?:shall|should|does|do|can|must) (?:the|it|they|this|that|your)\b[^?]{0,24}\bgo\b|"
        r"\bwohin (?:soll|wird|dürfen|sollen|können)\b[^?]{0,24}\b(?:geliefert|geschickt|gehen|geht)|^\W*wohin\W*$|"
        r"\bwohin (?:soll|kommt|muss) (?:es|das|die|der) ?\w*\W*$|\boù doi(?:t|vent) aller\b|"
        r"\bd[oó]nde (?:quiere|prefiere)n? (?:el|la|recibir)\b|"
        r"\bwohin (?:liefern|schicken) wir\b|^\W*where(?: to)?\W*$|^\W*a donde\W*$|\boù (?:devons|faut|"
        r"dois)[^?]{0,16}\blivrer|"
        r"\b(?:billing|delivery|shipping|postal|home|invoice) (?:address|town|city)\b|\b(?:rechnungs|liefer|"
        r"post)(?:adresse|"
        r"anschrift|ort)\b|\bdireccion de (?:envio|entrega|facturacion)|\badresse de (?:livraison|facturation)"
    ),
    "company.role": rule(
        r"(?:which|what) (?:role|position|post)\b|welche (?:position|rolle|funktion|aufgabe)|que (?:puesto|cargo|"
        r"función)|"
        r"quel (?:poste|rôle)|your (?:role|job|position|job title)|what do you do (?:at|there|for)|(?:ihre|"
        r"deine) (?:position|rolle|"
        r"funktion|aufgabe|stelle)|(?:su|tu) (?:puesto|cargo|función)|(?:votre|ton) (?:poste|rôle|fonction)|"
        r"\bwas (?:machen|sind|arbeiten) sie (?:dort|da|bei|im betrieb|in der|beruflich)|\ba que se dedica|"
        r"\bque faites-vous (?:dans|chez|là|au|comme)"
    ),
    "plan.seats": rule(
        r"how many (?:seats|users|licen[cs]es|people|members)|wie viele? (?:plätze|lizenzen|nutzer|benutzer|personen)|"
        r"cu[aá]nt[oa]s (?:usuarios|licencias|puestos|plazas)|combien (?:de |d')(?:postes|licences|utilisateurs|"
        r"sièges|places|personnes|salariés|collègues)|\bhow many of you\b|\bhow many\b[^?]{0,16}\b(?:staff|employees|"
        r"colleagues|drivers|"
        r"of you|use it)\b|\bnumber of (?:licen[cs]es|users|seats|people)|\b(?:für )?wie viele? (?:leute|"
        r"mitarbeiter\w*|"
        r"kolleg\w+|zugänge)|\banzahl der (?:lizenzen|nutzer|plätze)|\bcu[aá]nt[oa]s (?:empleados|"
        r"compañer[oa]s|personas|"
        r"trabajadores|"
        r"sois|son)\b|\bcombien (?:êtes-vous|vous êtes)|\bvous êtes combien|\bnombre de (?:licences|postes|"
        r"utilisateurs)|"
        r"\b(?:how many|wie viele?|cu[aá]nt[oa]s|combien)\b[^?]{0,40}\b(?:in|on|under|im|auf|unter|en|dans|"
        r"sur)\b[^?]{0,8}\b"
        r"(?:plan|account|contract|subscription|tarif|vertrag|abo|konto|cuenta|tarifa|contrato|compte|contrat|forfait|"
        r"formule|abonnement)\b"
    ),
    "plan.name": rule(
        r"(?:do you|haben sie|hast du|tiene[ns]?|avez-vous|as-tu|vous avez)[^?]{0,16} (?:plan|membership|subscription|"
        r"abo|tarif|suscripci[oó]n|abonnement|formule|forfait|contract|\w*vertrag|contrato|contrat)\b|(?:which|what|"
        r"your|the) (?:\w+ )?(?:plan|membership|tier|tariff|subscription|package)\b|welche[nrs]? (?:tarif|plan|abo|"
        r"mitgliedschaft)|(?:ihr|dein)e?n? (?:tarif|abo)|(?:que|cual es (?:su|tu)|(?:su|tu)) (?:plan|suscripcion|"
        r"tarifa)|quelle?(?: est votre)? (?:formule|offre|abonnement|plan|forfait)|(?:de|que|"
        r"cual es) (?:que )?categoria (?:es|tiene)|(?:votre|ton) (?:propre )?(?:formule|offre|abonnement|forfait)"
    ),
    "device.os": rule(
        r"operating system|which (?:os|system)\b|betriebssystem|sistema operativo|système d'exploitation|"
        r"\b(?:which|what|welche[sn]?|was für ein|que|quel|con que|sous quel)(?: version (?:of|von|de))? (?:android|"
        r"windows|"
        r"ios|macos|system|sistema|système)\b(?! (?:do you want|message))|\b(?:ios|android|windows|mac|macos|"
        r"linux) (?:or|"
        r"oder|o|ou) (?:ios|android|windows|mac|macos|linux)\b"
    ),
    "app.version": rule(
        r"(?:which|what|app) version|version of the app|version (?:number )?(?:are|do) you|welche (?:app-?)?version|"
        r"app-version|que version|version de la app|quelle version|\bwhat does (?:it|the \w+)[^?]{0,20} (?:say|"
        r"show)\b[^?]{0,12}\b"
        r"(?:under|below|at the bottom)|softwarestand|firmware"
    ),
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
        r"num[eé]ro de (?:votre |ta )?commande|quelle commande|\bon the (?:delivery note|packing slip|receipt|"
        r"invoice)\b|"
        r"lieferschein|albarán|bon de livraison"
    ),
    "product.owned": rule(
        r"(?:which|what) (?:product|item|article|model)|welche[snr]* (?:produkt|artikel)|que (?:producto|articulo)|"
        r"quel (?:produit|article)"
    ),
    "accessibility.need": rule(r"access(?:ibility)? needs?|barrierefrei|necesidades? de accesibilidad|"
        r"besoins? d'accessibilit|\bmake (?:our|the|these|this|it|things)[^?]{0,20} easier for you|damit sie (?:gut|"
        r"besser) "
        r"zurecht|alguna adaptacion|besoin d'un amenagement"),
    "pref.length": rule(
        r"(?:short|brief|detailed|long)\w* (?:or|and) (?:a )?(?:short|brief|detailed|long)|kurze? (?:\w+ )?oder|"
        r"ausführlich\w* oder|\ben (?:corto|breve|detalle)\b|breve\w* o |cort[oa]s? o |détaillée?s? ou|courte?s? ou|"
        r"version courte|"
        r"short version|(?:keep it|be) (?:short|brief)|kurz (?:fassen|halten)"
    ),
    "pref.tone": rule(
        r"(?:dürfen|wollen|sollen) wir (?:uns )?(?:du|sie)|(?:tutear|tutoie|tutoyer)|de (?:tú o|usted)|"
        r"du oder sie|vous ou tu|tu ou vous|formal or|\b(?:duz|siez)en oder|das du\b|tuteo|vouvo"
    ),
    "pref.format": rule(
        r"steps or|bullets or|which format|welches format|que formato|quel format|schritte oder|pasos o|étapes ou|"
        r"\b(?:as|in|als|en) (?:steps|schritte\w*|pasos|étapes)\b"
    ),
}  # fmt: skip


def key_of(sentence: str) -> str:
    """Return the key that a question asks for; "" when it asks for none, or for somebody else's."""
    folded = fold(sentence)
    if of_another(sentence):
        return ""
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
    "app.version": rule(r"\b(?:app-?|software|program\w*)?versi[oó]n\b"),
    "contact.email": rule(
        r"\b(?:e-?mail|mail)(?: ?address| ?adresse|adresse)?\b|\b(?:correo|courriel)\b|\b(?:which|what|"
        r"welche) (?:adresse?|"
        r"address)\b[^?]{0,24}\b(?:use|send|write|reply|schreiben|antworten|schicken)\b|\ban address of yours\b"
    ),
    "order.id": rule(
        r"\b(?:reference|referenz|referencia|référence)(?:nummer| number| code)?\b|\b(?:pedido|commande)\b"
    ),
    "contact.phone": rule(
        r"\b(?:an?|any|eine|un|une|another|noch eine)[ ](?:phone |mobile |telefon|handy)?(?:number|nummer|numero)\b"
        r"(?! (?:of|der|des|de)\b)"
    ),
    "location.country": rule(r"\b(?:country|land|país|pays)\b"),
    "plan.name": rule(
        r"\b(?:plans?|tier|tariff|subscription|membership|package|policy|bundle|pass|licen[cs]e|lizenz|licencia|abo|"
        r"tarif|paket|mitgliedschaft|abono|bono|suscripción|tarifa|cuota|modalidad|póliza|paquete|forfait|formule|"
        r"abonnement|offre|vertrag|contract|contrato|contrat)\b"
    ),
    "device.model": rule(
        r"\b(?:device|phone|handset|smartphone|tablet|laptop|computer|gerät\w*|handy|telefon|rechner|fernseher|"
        r"dispositivo|móvil|teléfono|celular|tableta|ordenador|computadora|portátil|appareil|téléphone|tablette|"
        r"ordinateur|modell?o?|modèle)\b"
    ),
    "identity.name": rule(r"\b(?:name|namen|nombre|nom)\b"),
    "product.owned": rule(
        r"\b(?:which|what|welche\w*|was für(?: eine?n?)?|qué|quel(?:le)?)[ ](?:[\w-]+[ ]){1,2}(?:is it|was it|is in|"
        r"ist es|ist das|steht|stehen|läuft|es\b|est-ce|s'agit-il|do you (?:have|own|"
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


_ASKS = rule(
    r"\b(?:may i (?:have|ask|know|note)|can i have|could (?:you|i) (?:tell|give|have|please)|tell me|give me|share|"
    r"me (?:da|das|dice|dices|pasa|pasas|deja|facilita)|nennen|geben sie mir|verraten|notieren|"
    r"(?:pouvez|pourriez)-vous (?:me )?(?:donner|indiquer|dire)|puis-je (?:avoir|noter))\b"
)
_LEFT_OUT = rule(
    r"\W*(?:(?:and|und|y|et|also|so|ok|okay|thanks|danke|gracias|merci)\W+)*(?:(?:the|your|an?|der|die|das|eine?n?|"
    r"ihre?n?|"
    r"el|la|los|un[ae]?|su|tu|le|votre|ton|under|unter|on|auf|para|pour|in)[ ]|l')?(?:[\w-]+[ ])?"
)
"""What may stand before the noun where nothing else asks: "and the country?", "Name for the refund?"."""
_GOES_ON = rule(
    r"(?:,|[ ](?:for|of|on|in|at|under|then|please|für|von|auf|unten|zur|zum|im|denn|bitte|para|de|del|en|por favor|"
    r"pour|"
    r"du|des|sur|affich\w*|s'il|c'est)\b)?[^?]{0,40}\?\W*"
)


_WHERE_TO = rule(r"\b(?:where|wohin|a donde|à quelle adresse|où)\b")


def beside(key: str, sentence: str) -> str:
    """Return what else the question for a key may be answered with: "where shall we send it?" asks for a town, too."""
    return "location.city" if key == "contact.email" and _WHERE_TO.search(fold(sentence)) else ""


def _by_noun(folded: str) -> str:
    asks = _INTERROGATIVE.search(folded) or _ASKS.search(folded)
    for key, noun in _NOUNS.items():
        for said in noun.finditer(folded):
            alone = _LEFT_OUT.fullmatch(folded, 0, said.start()) and _GOES_ON.fullmatch(folded, said.end())
            if asks or alone:
                return key
    return ""


def of_another(sentence: str) -> bool:
    """Return whether a question is for somebody else's, for what was once, or who did something: none of their own."""
    folded = fold(sentence)
    who = _WHO.match(folded) and not any(_KEYS[key].search(folded) for key in ("identity.name", "company.name"))
    return bool(who or asked_of.is_anothers(sentence))


_WHO = rule(r"\W*(?:(?:and|und|y|et|but|so) )?(?:who|wer|wem|qui[eé]n|qui)\b")
