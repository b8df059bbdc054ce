"""Whose a question asks for: the customer's own, or somebody else's, what is printed somewhere, or what was once.

A question may name others and still be for the customer: "what number can the driver call?", "how many colleagues use
it?". It is not where they are its owner or its subject: "what is your colleague's number?", "how many people delivered
it?".
"""

from __future__ import annotations

import re

from bot.memory.gazetteer import RELATIONS
from bot.memory.spelling import fold, rule

FIRM = (
    r"(?:business|company|firm|practice|surgery|clinic|restaurant|cafe|pub|hotel|guest ?house|salon|garage|school|club|"
    r"farm|bakery|workshop|organi[sz]ation|betrieb\w*|firma|unternehmen\w*|praxis|kanzlei|werkstatt|hof|gasthof|"
    r"pension|"
    r"verein\w*|schule|laden|geschäft\w*|negocio|empresa|tienda|clínica|consulta|taller|colegio|despacho|gestoría|"
    r"entreprise|société|cabinet|gîte|établissement|atelier|magasin|boutique|association|ferme|école)"
)
"""What a customer may work for."""
YOUR = r"(?:your|the|ihre?[nmrs]?|deine?[nmrs]?|eure?[nmrs]?|der|die|das|su|tu|vuestr[oa]|el|la|votre|ton|ta|le|l')"


def is_anothers(sentence: str) -> bool:
    """Return whether a question is for what is not the customer's own now, by whom and what it speaks of."""
    folded = fold(sentence)
    others = _SOMEBODY.search(_FOR_THEM.sub(" ", folded)) and not _MAY.search(folded)
    return bool(others or _OF_ANOTHER.search(folded) or _DONE.search(sentence))


# --- somebody else --------------------------------------------------------------------------------

_STAFF = (
    r"(?:couriers?|drivers?|postman|technicians?|fitters?|installers?|engineers?|plumbers?|electricians?|salesm[ae]n|"
    r"sellers?|shop assistants?|cashiers?|receptionists?|operators?|advis[eo]rs?|agents?|representatives?|owners? of|"
    r"fahrer(?:in)?s?|boten?|briefträger\w*|monteur\w*|technikers?|handwerkers?|installateur\w*|elektrikers?|"
    r"verkäufer\w*|mitarbeiters?|beraters?|vermieters?|sachbearbeiters?|repartidor\w*|mensajer[oa]|carter[oa]|técnic[oa]|"
    r"instalador\w*|fontaner[oa]|electricista|vendedor\w*|dependient[ea]|camarer[oa]|agente|caser[oa]|livreu(?:r|se)|"
    r"facteur|technicien(?:ne)?|installateur|plombier|électricien|vendeu(?:r|se)|conseill(?:er|ère)|propriétaire|"
    r"hôtesse)"
)
_THEIR = rf"{YOUR}|an?|his|her|their|one of your|eine?[nrms]?|sein\w*|un[ae]?|sus|tus|vos|tes|ses|leurs?"
_SOMEBODY = rule(
    rf"\b(?:{_STAFF}|(?:{_THEIR})[ ]?(?:\w+[ ])?(?:{RELATIONS})(?:'?s|e?n|s)?)(?![\w-])|"
    r"\bperson (?:who|that|you|they)\b|\b(?:the|your) others?\b|"
    r"\b(?:die|den|der|ihre[nr]?) anderen?\b|\b(?:los|las|sus) otr[oa]s\b|\b(?:les|des|vos) autres\b"
)
_FOR_THEM = rule(
    # Whom it is for, how many there are, and what the customer is themselves.
    rf"\b(?:for|für|para|pour)[ ](?:{YOUR}|de[nm]|our|unsere?[nrm]?|einen?|an?|nuestr[oa]|notre)[ ]?(?:\w+[ ])?"
    rf"(?:{_STAFF}|{RELATIONS})\w*|"
    rf"\b(?:how many|wie viele?|cuánt[oa]s|combien d[e'])[ ]?(?:of your[ ]|ihrer[ ]|de sus[ ]|de vos[ ])?(?:\w+[ ])?"
    rf"(?:{RELATIONS})\w*|"
    r"\b(?:are you|you are|you're|as|sind sie|bist du|als|es usted|eres|como|êtes-vous|vous êtes|es-tu|comme)[ ]"
    rf"(?:(?:still|already|noch|schon|ya|déjà|the|an?|our|der|die|eine?|unsere?|el|la|un[ae]?|le|l')[ ]?){{0,2}}"
    rf"(?:{_STAFF}|{RELATIONS})\w*|"
    rf"\b(?:you|sie|du|usted|vous)[ ](?:or|oder|o|ou)[ ](?:\w+[ ]){{0,2}}(?:{RELATIONS})\w*"
)
"""Others of whom nothing is asked: "a number for our adviser", "how many colleagues use it?"."""
_MAY = rule(
    r"\b(?:can|shall|should|may|must|soll|sollen|darf|dürfen|kann|können|muss|puede[n]?|puedo|podemos|debe|debo|"
    r"peut|puis|pouvons|dois|doit|devons)\b|\b(?:reach(?:es)?|call(?:s|ing)?|ring(?:s|ing)?|find) you\b|"
    r"\b(?:erreich|find)\w*[ ](?:sie|dich)\b|\bpregunta(?:n|r[aá])?\b|\b(?:le|te|os)[ ](?-i:llam[ae]|localiz[ae]|doy|"
    r"paso)\b|\bvous[ ](?:appelle|joindre|trouve|rappelle|appeler)\b"
)
"""What others are to do with what the customer tells: "what name shall I give the fitter?"."""
_WHOSE = (
    r"(?:guest|tenant|user|customer|client|file|folder|document|shop|store|scam\w*|box|cable|manual|gast|datei|ordner|"
    r"dokument|laden|händler\w*|kabel|handbuch|ware|archivo|carpeta|documento|tienda|cable|fichier|dossier|magasin|"
    r"câble)"
)
_PLACE = (
    r"(?:shop|store|branch|depot|warehouse|filiale|laden|lager|depot|geschäft|tienda|almacén|sucursal|magasin|agence|"
    r"boutique|dépôt|entrepôt)"
)
_ON_ITS_WAY = (
    r"(?:parcel|package|shipment|delivery|message|mail|e-?mail|letter|paket|sendung|lieferung|nachricht|brief|"
    r"paquete|envío|mensaje|correo|carta|colis|envoi|message|courriel|lettre)"
)
_PRINTED = (
    r"(?:ad|advert\w*|article|website|site|brochure|flyer|leaflet|newsletter|notes|faq|manual|instructions|artikel|"
    r"werbung|webseite|prospekt|anzeige|anleitung|handbuch|anuncio|artículo|web|folleto|manual|publicité|annonce|"
    r"article|notice|prospectus|page)"
)
_OF_ANOTHER = rule(
    rf"\b(?!(?:what|it|that|who|where|how|here|there|let)'s|{FIRM}'s)\w+'s (?:full |first |last )?name\b|"
    rf"\b{_WHOSE}'s\b|"
    r"\b(?:which|what|how many)(?:[ ](?!(?:is|are|was|be|it|you|do|does|did)\b)\w+){1,2}[ ](?:did (?!you\b)|"
    r"(?!need|prefer|install|call|nam|bas)\w{3,}ed\b)|\bdid you (?:return|see|sell|lose|give|order)\b|"
    r"\b(?:which|what|how many)\b[^?]{0,16}\b(?:do|does|did) (?:the|your|his|her|their) "
    r"(?!app|machine|screen|display|device|phone|box|unit|desk|software|label|sticker|contract|invoice|bill|account)\w+|"
    rf"\bname of (?:the|this|that) (?!{FIRM}|person\W*$|owner|account|holder|contact|customer)\w+|"
    r"\b(?:thinking of|planning|considering|compare|go back|did you see|to visit|überlegen|liebäugeln|pensando|"
    r"comparar?|"
    r"envisage\w*|comparez)\b|"
    rf"\b(?:does|do|did|is|was|uses?|hat|ist|nutzt|tiene|usa|est|a)[ ]{YOUR}[ ]?(?:\w+[ ])?{_WHOSE}\b|"
    rf"\b(?:of|von|vom|des|del|du|heißt|llama|appelle)[ ](?:{YOUR}[ ]?)?{_WHOSE}\b|"
    rf"\b(?:namen?|nombre|nom|\w*nummer|adresse|e-?mail|numero|telefono)[ ](?:der|de)[ ](?:{YOUR}[ ]?)?{_WHOSE}\b|"
    r"\b(?:previously|formerly|earlier|used to|last time|vorher|früher|davor|zuvor|ehemals|auparavant)\b|"
    r"\b(?:before|avant|antes)(?: us| that| the \w+| (?:el|la|le|l'|de) ?\w+)?\W*$|\bwere you (?:on|in|at|using)\b|"
    r"\bhow many\b[^?]*\bwere\b|"
    r"\b(?:did it|ging es|funktionaba|marchait|fonctionnait)\b|"
    r"\b(?:which|what|who|how many|welche[rsn]?|wer|wie viele|qué|quién|cuánt[oa]s|quelle?|qui|combien)\b"
    r"(?:[ ](?!(?:should|shall|be|to|can|may|"
    r"must|is|are|was|do|does|soll\w*|ist|sind|es|est)\b)[\w-]+){0,5}?[ ](?:[lmt]'a[ ])?"
    r"(?:made|built|installed|fitted|delivered|brought|"
    r"sold|repaired|rang|called|phoned|texted|told|said|signed|recommended|sent|helped|eingebaut|gebaut|installiert|"
    r"geliefert|gebracht|verkauft|angerufen|gesagt|empfohlen|repariert|geholfen|unterschrieben|instaló|fabricó|hizo|"
    r"trajo|vendió|llamó|dijo|recomendó|firmó|posé|installé|fabriqué|livré|vendu|appelé|dit|recommandé|signé)\b|"
    r"\b(?:made in|come from|came from|kommt|kam|bought|did you (?:buy|get|last|hear)|gekauft|compró|compraste|"
    r"acheté\w*|"
    r"travel\w*|viaja\w*|reisen|voyagez)\b|"
    # A shop of ours, what is under way, and what is printed somewhere.
    rf"\b(?:is|are|was|ist|sind|war|está|estaba|se trouve|est|était)[ ](?:the|der|die|das|el|la|le|l')[ ]?{_PLACE}\b|"
    rf"\b(?:which|what|welche[rmsn]*|qué|quelle?)[ ]{_PLACE}[ ](?:did|does|hat|ist|was|war|está|est)\b|"
    rf"\b(?:is|was|has|did|ist|war|wurde|hat|está|estaba|est|était)[ ](?:the|that|this|das|die|der|el|la|le|l')[ ]?"
    rf"(?:last[ ])?{_ON_ITS_WAY}\b(?! (?:for|für|para|pour)\b)|"
    rf"\b(?:does|did|in|on|im|in der|in dem|auf der|en el|en la|en|dans l'|dans la|dans le|sur la|sur le)[ ]?"
    rf"(?:(?:the|that|this|our)[ ])?{_PRINTED}\b"
)


# --- what was done --------------------------------------------------------------------------------

_TAKES_PART = r"(?:ge\w{2,}(?:t|en)|\w{2,6}ge\w{2,}(?:t|en)|(?:be|ver|er|ent|zer|miss)\w{3,}(?:t|en)|\w{3,}iert)"
_NOT_THEIRS_DE = r"(?!\s(?:ihre?|deine?|eure?|die app|das gerät|der rechner|das programm|der vertrag)\b)"
_DONE = re.compile(
    r"\bdid (?:they|he|she|(?:the|that|this|your|their)\s(?!app|machine|screen|display|device|phone|box|unit|desk|"
    r"software|label|sticker|booking|order|reservation|account|payment|problem|error|issue)\w+)\b|"
    r"\bwho(?:m)? (?:did|have) you\b|\b(?:ahead of|in front of) you\b|"
    rf"\bhat(?:te)?\b{_NOT_THEIRS_DE}[^?]*\s{_TAKES_PART}\W*$|"
    rf"\b(?:haben|hatten)\b(?!\s(?:sie|du|ihr|wir|ich)\b)[^?]*\s{_TAKES_PART}\W*$|"
    r"\bwe[mn] (?:haben|hatten|hast) (?:sie|du)\b|\b(?:hieß|rief|kam|wohnte|nannte|sagte|schrieb|brachte|klingelte|"
    r"sollten)\b|\bstand (?:in|im|auf|am|an|da|dort|unten|oben)\b|\bwar(?:en)? (?:vor|dort|da|die|der|das)\b(?! name)|"
    r"\bwurde\w*\b[^?]*\b(?:gesehen|gefunden|abgegeben|zugestellt|gescannt)|\bvor (?:ihnen|dir)\b|"
    r"\bquién (?:habló|hablaste|ha hablado|trató)|\b(?!llegaron)\w+(?:aron|ieron|jeron)\b(?! ustedes)|"
    r"\b(?:de|desde) qué (?:correo|dirección|número|cuenta)\b[^?]*\w+ó\b|"
    r"\b(?:estaba|había|salía|ponía|venía|vivía|llamaba|decía|tenía|usaba)n?\b|"
    r"^\W*(?:y )?(?:qué|cuánt[oa]s|quién(?:es)?)\b[^?]{0,30}?\s(?:l[oa]s?|se l[oa]s?)\s\w+ó\b|"
    r"\b(?:qué|cuál)\b[^?]*\b(?:le|te|os) (?:dio|dijo|dejó|mandó|pidió) (?:el|la|un|una|su|tu)\b|"
    r"(?<!y )\b(?:a-t-(?:il|elle|on)|ont-(?:ils|elles))\b|\bqui avez-vous\b|"
    r"\b(?:appelait|était(?! votre)|étaient|venaient|venait|est venue?|habitait|disait|avait|avaient)\b|"
    r"\bdevant vous\b",
    re.IGNORECASE,
)
"""What somebody did or what was so, with the accents that tell "habló" from "hablo"."""
