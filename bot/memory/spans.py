"""Who says what, of whom, and how surely: a message is cut into clauses and labelled before a fact is read from it.

Blocks that are not the customer's own talk (code, quotes, logs, forwarded mail) are blanked in place, so that every
position still fits the message. Within talk a label works from its cue onwards: "I'm on Plus, if I upgraded to
Family …" asserts Plus and only supposes Family.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from bot.memory import prefilter
from bot.memory.gazetteer import RELATIONS
from bot.memory.spelling import Rule, fold, rule

Label = Literal[
    "question", "hypothetical", "negated", "past", "wish", "third", "reported", "hedge", "instruction", "sarcasm",
]  # fmt: skip

BLANK = "\x00"
_I = re.IGNORECASE

_FILLER = re.compile(r"(?<=\W{8})\W{8,}(?=\W{8})")
"""The inside of a long run of signs, blanks or empty lines: it tells nothing, and each phrase would try all of it."""

_BLOCKS = re.compile(
    r"```.*?(?:```|\Z)|`[^`\n]{1,500}`|^[ \t]*>[^\n]*|^[ \t]*(?:\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|"
    r"\[?(?:ERROR|WARN(?:ING)?|INFO|DEBUG|TRACE|FATAL)\b(?![-@]\w)|Traceback \(|File \"|at [\w.$<>]+\(|"
    r"[\w.]+(?:Error|Exception): )[^\n]*|^[ \t]*(?:-{2,} ?(?:forwarded|original|weitergeleitete|ursprüngliche|mensaje|"
    r"message)|(?:on|am|el|le) [^\n]{5,100}(?:wrote|schrieb[^\n:]*|escribió|a écrit) ?:|begin forwarded message|"
    r"(?:fwd?|wg|rv|tr): |(?:from|von|de): [^\n]{1,120}\n(?:sent|gesendet|date|to|an|subject|betreff|enviado|envoyé|"
    r"para|à|asunto|objet): ).*\Z",
    re.DOTALL | re.MULTILINE | _I,
)
_PASTED = re.compile(
    r"^(?!(?:[ \t]*[\w .-]{2,24}[ \t]*[:=][ \t]*\S))[^\n]{0,200}?(?<![\w-])(?<!your )(?<!eure )(?<!ihre )"
    r"(?:config\w*|settings?|einstellungen|ajustes|[\w-]*\.?(?:ya?ml|json|xml|csv|env|ini|toml|txt)|logs?|files?|datei|"
    r"archivo|fichier|template|vorlage|plantilla|modèle|sample|example|beispiel\w*|ejemplo|exemple|export|dump|output|"
    r"ausgabe|salida|sortie|snippet|code|readme|manual|docs)\b[^\n]{0,80}\n"
    r"(?P<lines>(?:[ \t]*[\w .-]{2,24}[ \t]*[:=][^\n]*(?:\n|\Z))+)",
    re.IGNORECASE | re.MULTILINE,
)
"""Lines as a file has them, behind words that say where they are from: "the config has this" and "plan: Gold"."""
_SAMPLED = re.compile(
    r"\b(?:look|read|render|appear|show(?:n|s)?|display(?:ed)?|come out|aus(?:sehen|schauen)|aussieht|angezeigt|"
    r"erscheinen|dargestellt|qued(?:ar|e)|verse|salir|aparecer|mostrarse|s'afficher|apparaître|rendre|ressembler|"
    r"donner)\b[^\n.?!]{0,30}?(?:like(?: this| so)?|as follows|as below|so|wie folgt|folgendermaßen|así|como sigue|"
    r"comme (?:ça|ceci|suit))?(?<![,;])[ ]?:?[ \t]*\n(?P<lines>(?:(?!(?:and|but|und|aber|y|pero|et|mais|can|"
    r"could|why|kann|warum|por|pourquoi)\b)[^\n]{1,80}(?:\n|\Z)){2,8})",
    re.IGNORECASE,
)
"""Lines that show how something is to look: "the footer should look like this", and then a name, a post, an address."""
_LEADS_ON = re.compile(r":[ \t]*\n")
_HANDED_ON = re.compile(
    r"^[^\n]{0,80}?\b(?:(?P<theirs>(?:they|he|she|somebody|someone|you) (?:sent|wrote|mailed|forwarded)|"
    r"(?:hat|haben) (?:man|jemand|er|sie) (?:\w+ ){0,3}(?:geschickt|geschrieben)|(?:me|nos) (?:mandaron|mandó|enviaron|"
    r"envió|escribieron|han mandado|han enviado)|(?:on |il |elle )?(?:m'a|nous a|m'ont) (?:envoyé|écrit))|"
    r"(?:i|we) (?:just )?(?:got|received)|got this|(?:kam|kommt) (?:hier |bei \w+ )?(?:an|rein)|"
    r"habe?n? (?:\w+ ){0,3}(?:bekommen|erhalten)|(?:me|nos) (?:llegó|ha llegado)|(?:j'ai|nous avons|on a) reçu)"
    r"\b[^\n]{0,24}:[ \t]*\n(?P<lines>(?:[^\n]*\n){0,20}?[ \t]*(?:(?:kind |best |warm )?regards|sincerely|yours|cheers|"
    r"thanks|mfg|mit freundlichen|(?:viele|beste|liebe|herzliche) grü|un saludo|saludos|atentamente|cordialement|"
    r"bien à vous|bonne journée|salutations)(?:[^\n]+(?:\n(?!\s*\n)|\Z)|[^\n]*\n(?!\s*\n))*)",
    re.IGNORECASE | re.MULTILINE,
)
"""A letter of somebody else's, down to its signature, behind words that say so: "here's what they sent:"."""
_SPEECH = re.compile(
    r"\"[^\"\n]{1,400}\"|“[^”\n]{1,400}”|„[^“”\n]{1,400}[“”]|«[^»\n]{1,400}»|(?<!\w)‘[^’\n]{1,400}’(?!\w)"
)
_SAYS = rule(
    r"(?:said|says?|told(?: \w+)?|wrote|writes|asked|replied|sagte?|schrieb|geschrieben|gesagt|dijo|escribio|dit|"
    r"écrit)\W{0,3}$"
)

# "the 1. March" ends no sentence, "it runs 24.04." does, and so does what ends within its brackets.
_STOP = rule(
    r"(?:(?<=\d)\.(?=\s+[¿¡]|\s+(?:stimmt|gilt|geht|gibt|muss|darf|sind|können|bitte|danke|i|i'm|we|my|you|it|it's|is|"
    r"are|do|does|can|could|where|when|what|which|how|why|"
    r"ich|wir|mein\w*|das|es|ist|kann|wo|wann|was|wie|warum|welche\w*|yo|mi|es|se|no|puedo|dónde|cuándo|qué|cómo|"
    r"je|on|c'est|est-ce|peut|où|quand|comment|pourquoi)\b)|(?<!(?<![.,:-])\b\d)(?<!(?<![.,:-])\b[0-3]\d)\.|"
    r"[!?…]|\.(?=[.!?…\s]*(?:$|\n)))[.!?…]*(?:(?<=[.!?…])[)\]])?(?=\s|$)|\n+|(?<!\btl);",
    _I,
)
_CLAUSE = rule(
    r",\s|,(?=(?:ich|wir|je|on)\b)|\s-{1,2}\s|:\s|"
    r"\s(?=so\s(?:it|that|this|there|should|probably|maybe|perhaps|the|your|any)\b)|"
    r"\s(?=(?:also\s(?:das|der|die|es|sollten?|müssten?|dürften?)|así\sque|donc\s(?:le|la|les|l'|ça|c'|ce|il|"
    r"ils))\b)|\s(?=(?:but|pero|mais|aber|sondern|sino)\s)|\s(?=(?:and|but|so|because|while|whereas|though|although|"
    r"however|n|&|und|aber|denn|weil|sondern|y|e|pero|sino|et|mais|donc)\s+(?:i|i'\w+|im|ive|we|we'\w+|my|our|mine|ich|"
    r"wir|bin|mein\w*|unser\w*|habe?|yo|mi|nuestr\w+|je|j'\w+|nous|on|mon|ma|how|what|when|why|where|can|could|do|does|"
    r"is|are|will|would|want|he|she|they|also|auch|tambien|aussi|please|bitte|por favor|only|nur|solo|lieber|short\w*|"
    r"brief\w*|kurze\w*|kürzere?|knappe|respuestas|réponses|des réponses|schreib\w*|antworte\w*|meldet|ruf(?:t|en sie)|"
    r"write|text me|call me|reply|escr[ií]b\w+|ll[aá]m[ae]\w*|avis\w+|respond\w+|contest[ae]\w*|tut[eé]\w+|écri\w+|"
    r"appele[zr]\w*|répond\w+|tutoie\w*|his|her|not|no|now|jetzt|ahora|maintenant|vivo|vivimos|estoy|soy|tengo|tenemos|"
    r"uso|elle|ella|er|sie)\b)",
    _I,
)
_RESET = rule(
    r"\b(?:but|however|though|aber|jedoch|pero|mais)\b|"
    # "if you come by: our shop is open …" supposes nothing of the shop.
    r"\b(?:if|in case|should|when|wenn|falls|sollte|si|cuando|quand)\b"
    r"(?:(?!\b(?:i|i'm|we|we're|ich|wir|je|nous|on|yo|me|nos)\b|\bj')[^:.!?\n\x00]){3,60}:(?=\s)",
    _I,
)

_ASKS = rule(
    r"(?:(?:hi|hello|hey|ok|okay|so|and|but|also|well|please|hallo|hola|bonjour|und|y|et)\b[\s,!.]*){0,3}(?!what (?:i|"
    r"we) (?:\w+ ){0,2}(?:have|own|use|need|got|want|meant) (?:is|are)\b|(?:did|done|is|was) (?:that|this)[,.])(?:how|"
    r"what|when|where|which|who|whose|why|can|could|do(?! not)|does|"
    r"did(?! (?:the|an?|my|that) (?:\w+ ){0,3}?(?:update|upgrade|reset|restart|install)\b)|is|are|am(?= i\b)|will|"
    r"would|should|may|shall|was|were|has|isn't|aren't|don't you|wie|wann|wo|warum|wieso|welche\w*|kann|kannst|können|"
    r"könnt|gibt|ist|sind(?! (?:umgezogen|gezogen|gewechselt|letzte\w*|vor|vorige\w*|gestern|neulich|kürzlich|"
    r"gerade erst|erst|nach|jetzt|nun|in|aus|auf|von|bei|"
    r"wieder|leider|seit|gerade|inzwischen|noch|es)\b)|bin ich|habt|haben sie|liefert|liefern sie|versendet|"
    r"c[oó]mo(?! (?:(?:soy|somos|vivo|vivimos|uso|usamos|trabajo|estoy|estamos|tengo(?! que)|ya|no)\b|client|soci|"
    r"miembr|tesorer|responsable|encargad|propietari|dueñ|usuari|autónom|gerente|"
    r"director)\w*)|qué(?! (?:decepción|vergüenza|desastre|pena|bien|guay|maravilla)\b)|que tal|cuándo|dónde|cuál|"
    r"puedo|puede[ns]?|podría\w*|hay|hacen|envían|est-ce|comment|quand|où|pourquoi|quel\w*|puis-je|peux-tu|pouvez|"
    r"livrez|avez|suis-je)\b",
    _I,
)
_TAG = rule(r"\s*(?:right|correct|no|isn't it|am i|do i|don't i|oder|nicht wahr|verdad|no es así|non)\s*", _I)
_GUESSES = rule(
    r"(?:(?:and|but|so|well|hm+|und|aber|y|pero|et|mais)\b[\s,]*)?(?:(?:i|we) )?(?:think|guess|believe|"
    r"reckon)(?: that)? (?:i|we|i'?m|im|we'?re|my|our)\b|(?:ich )?(?:glaub\w*|denke|vermute),? (?:ich|wir|mein\w*|"
    r"unser\w*)\b|(?:creo|supongo) q(?:ue)? (?:estoy|tengo|soy|uso|vivo|mi|nuestr\w+|estamos|tenemos|somos)\b|"
    r"(?:je )?(?:crois|pense|suppose) qu?(?:e |')(?:je|j'|on|nous|c'est|mon|ma)"
)
"""What is guessed of oneself asks only whether the guess is right: "think I'm on Plus?"."""
_DECLARES = rule(r"\s*(?:and |but |so )?(?:i|we|my|our|ich|wir|mein\w*|yo|mi|je|j'|nous|mon|ma)\b", _I)

# "if it helps, I'm on Plus" supposes nothing.
_POLITE_IF = (
    r"(?!\s+(?:it|that|this) (?:helps|matters|is (?:important|relevant|of any help))|\s+(?:you|u) (?:need|want|wonder|"
    r"must|are wondering|have to)\b|\s+you're wondering|\s+anyone asks|\s+needed|\s+relevant)"
)
_CUES: dict[Label, Rule] = {
    "hypothetical": rule(
        rf"\b(?:(?:if|falls){_POLITE_IF}|suppose|supposing|assuming|imagine|let'?s say|say i|unless|hypothetically|"
        r"as though|in case|whether|pretend|admettons|mettons que|imaginez|supposez|figúrate|figúrese|"
        r"stell dir vor|stellt euch vor|"
        r"stellen sie sich vor|pongamos|digamos que|nehmen wir an|"
        r"gesetzt den fall|would(?! like| rather| prefer| you (?:mind|please|kindly|be so))|"
        r"i'?d (?:be|have|live|get|pay)|were i|wenn|würden?|wäre[nt]?|hätten?|angenommen|sofern|"
        # "Rothenburg ob der Tauber" lies on it, "ob der Tarif passt" is asked.
        r"ob(?! der (?:tauber\b|(?-i:[A-Z])\w+\s*(?:$|[.,;:!?\n)])))|"
        r"si(?!\s*,)(?!\s+se\b)|supongamos|suponiendo|imagina\w*|fuera|tuviera|tuviese|viviera|estuviera|seria|sería|"
        r"(?:je|on|nous) (?!(?:aime|voud|préf|souhait)\w*)\w{2,12}(?:rais|rait|rions)|supposons|supposant|imaginons|"
        r"serais|serait|aurais|habiterais|(?<=si )j'(?:étais|avais))\b",
        _I,
    ),
    "negated": rule(
        r"\b(?:not(?! (?:sure|certain|only))|cannot|never|no longer|neither|nor|nobody|without|almost|nearly|"
        r"casi(?= (?:nos|me|compr|contrat|tom|cambi|pas))|failli|por poco|"
        r"(?:isn|aren|wasn|don|doesn|didn|haven|hasn|won)(?=')|dont|doesnt|didnt|havent|isnt|arent|wont|aint|"
        r"nicht(?! (?:sicher|nur))|kein\w*|nie|niemals|weder|nunca|jamas|ya no|pas(?! sure?))(?!\w)|"
        r"(?<=j'ai )(?-i:plus)\b(?! de \d)|(?:(?<=on a )|(?<=suis )|(?<=habite )|(?<=travaille )|(?<=utilise )|"
        r"(?<=on est ))(?-i:plus)\b(?! que)|n't\b|(?<!-)\bn'(?=(?-i:[a-z]))|"
        # "ne" is German for "eine", too: "hab ne Fritzbox", "mit ne Frage".
        r"(?<!hab )(?<!habe )(?<!haben )(?<!hast )(?<!hat )(?<!is )(?<!ist )(?<!mit )(?<!noch )(?<!auch )(?<!mal )"
        r"(?<!so )(?<!grad )(?<!als )(?<!in )(?<!auf )(?<!und )(?<!nutze )(?<!brauche )(?<!lieber )(?<!einfach )"
        r"(?<!mir )(?<!uns )(?<!gern )(?<!kurz )\bne (?=\w)|\bno (?=(?:me|nos|se|le|les|lo|la|te|os) (?!enroll)\w)|"
        r"\bno (?=(?:en|con) (?:el|la|los|las)\b)|\bn[oi] (?=necesit\w*|quiero|llevo|trabaj\w+|compr[eé]\b|ped[ií]\b|"
        r"vivo|vivimos|"
        r"estoy|estamos|tengo|tenemos|soy|somos|uso|usamos|pago|es\b)",
        _I,
    ),
    "past": rule(
        r"\b(?:(?:with|from|at) (?:my|our) (?:old|previous|former|last) (?:provider|supplier|carrier|operator|bank|"
        r"gym)|used to|formerly|previously|in the past|back then|back when|back in|at (?:the|that) time|"
        r"once (?:was|lived)|had (?:been|lived)|until (?:last|recently|\d)|früher|damals|ehemals|bis (?:vor|letzte)|"
        r"zuletzt|antes|antiguamente|hasta (?:el|hace)|(?:tuve|tuvimos|tenía|teníamos)(?= (?:\d|el plan|la tarifa|"
        r"la suscripci[oó]n)\b)|(?:j'avais|on avait|nous avions)(?= (?:\d|le forfait|la formule|l'abonnement)\b)|"
        r"autrefois|avant(?! de\b)|jusqu'(?:en|à|au|il))\b|\b(?:before that|vorher|davor|zuvor|auparavant|précédemment)"
        r"(?=:?(?: (?:it was|das|war|war es|c'était|era))? (?-i:[A-Z]))",
        _I,
    ),
    "wish": rule(
        r"\b(?:(?:je|on|nous) (?:prend|pass|souscri|bascul|choisi|chang|opt|mont|descend|déménag|emménag|achèt)\w{0,4}?"
        r"(?:rai|rons|ra)|(?:contratar|pasar|cambiar|coger|tomar|mudar|comprar)(?:é|emos)|will|['](?:ll)|shall|"
        r"going to|gonna|want(?:s|ed)?|wanna|wish|(?:'m|am|'re|are) getting (?:an?|my|the|"
        r"another|us|myself)|adorerai[st]|me encantaría|nos encantaría|hop(?:e|ing)|planning (?:to|on)|"
        r"(?:(?<=i )|(?<=we )|(?<=and )|(?<=also )|(?<=just )|(?<=they )|(?<=to ))plan (?:to|on)|"
        r"thinking (?:of|about)|consider(?:ing)?|would like|'d (?:like|love|rather)|about to|trying to|tried to|"
        r"need to|have to|can i|could i|should i|might (?:get|buy|move|switch|upgrade)|maybe (?:get|buy|upgrad|mov|"
        r"switch)\w*|möchten?|will ich|ich will|wir wollen|werden?|würden? gern\w*|überlege\w*|vielleicht kauf\w*|"
        r"quiero|queremos|quisiera|voy a|vamos a|me gustaria|estoy pensando|me planteo|planteándome|"
        r"d[aá]ndole vueltas|dando vueltas|barajando|valorando|toying with|weighing up|eyeing|liebäugel\w*|"
        r"on se tâte|je me tâte|je lorgne|(?:ir|mudar|trasladar|instalar)(?:é|emos)\b|(?:nous |s'|m')installer(?:ai|a|"
        r"ons)|(?:j'ir|on ir|nous ir)(?:ai|a|"
        r"ons)|partir(?:ai|a|ons) (?:vivre|habiter)|"
        r"dream(?:s|ed|ing|t)? (?:of|about)|tr[aä]um\w* (?:davon|von)|soñ\w+ con|sueñ\w+ con|rêv\w+ (?:de\b|d')|"
        r"pienso (?:comprar|cambiar|pasar|contratar)\w*|tengo (?:pensado|intención)|denke (?:\w+ ){0,2}nach|"
        r"spiele mit dem gedanken|habe vor|réfléchi\w* (?:à|pour)|j'hésite|comptons|je compte (?=prendre|passer|"
        r"acheter)|veux|voudrais|voulons|vais|allons|aimerais|aimerions|j'envisage|pense (?:à|prendre))\b",
        _I,
    ),
    "third": rule(
        r"\b(?<!i'm )(?<!i am )(?<!\bim )(?<!we're )(?<!bin )(?<!soy )(?<!suis )(?:(?:my|our|his|her|their|your|the|a|"
        r"mein\w*|unser\w*|sein\w*|ihr\w*|eine?[rnm]?|mis?|su|sus|un|una|nuestr[oa]s?|mon|ma|mes|son|sa|ses|une?|"
        rf"votre|notre|nos)\s+(?:[\w-]+\s)?(?:{RELATIONS})(?:'?s|e?n)?|"
        rf"(?:der|die|den|dem|el|la|los|las|le|les)\s+(?!prima\b|clientes?\b)(?:{RELATIONS})|(?:the|my|"
        r"our) (?:previous|former|last|old|"
        r"new) (?:owner|tenant|customer|user|admin\w*)|he(?! \w+[ai]do\b| visto\b| hecho\b| vuelto\b| puesto\b)|she|"
        r"they(?!/)|(?<!i'm )(?<!i am )(?<!im )(?:his|their)|him(?!/)|someone(?!'s wrong)|somebody|anyone|"
        r"everybody (?:at|in)|other customers|er|jemand|ella|(?<!s')(?<!-)il(?! (?:y a|nous|me|m'|faut|faudra\w*|"
        r"est possible|manque|semble|reste))|(?<!-)elle|(?<!-)ils|elles|quelqu'un|alguien)\b(?!\s+and\s+(?:i|"
        r"me)\b)(?!\s+und\s+ich\b)(?!\s+y\s+yo\b)(?!\s+et\s+moi\b)|\b(?<!/)her\b(?!/)",
        _I,
    ),
    "reported": rule(
        r"\b(?!(?:i|we|as i|first|just|already|also|once|never|always|originally)\s)(?:he|she|they|you|it|somebody|"
        r"someone|phone|\w+)\s+(?:said|says|say|claims?|claimed|thinks?|told (?:me|us)|wrote|sagt|sagte|meint|meinte|"
        r"behauptet|schrieb|promised|assured|confirmed|mentioned|insisted|dice|dijo|prometio|dit|prétend|promis)\b|"
        r"\baccording to\b(?! (?:my|our|the) (?:contract|invoice|bill|app|account)\b)|"
        r"\blaut\b(?! (?:meine[rm] |unsere[rm] )?(?:vertrag|rechnung|app|konto)\b)|"
        r"\bsegun\b(?! (?:mi|nuestr[oa]|el|la) (?:contrato|factura|app|cuenta)\b)|"
        r"\b(?:selon|d'après)\b(?! (?:mon|ma|notre|le|la|l')[ ]?(?:contrat|facture|appli|compte)\b)",
        _I,
    ),
    "hedge": rule(
        r"\b(?:i (?:think|guess|believe|suppose|assume|reckon)|think i'?m|maybe|perhaps|probably|possibly|prob|prolly|"
        r"apparently|seemingly|anscheinend|angeblich|scheinbar|por lo visto|al parecer|supuestamente|apparemment|"
        r"might be|may be|not (?:entirely |quite |really |100% )?(?:sure|certain)|unsure|dunno|pretty sure|"
        r"fairly sure|if i remember|if memory serves|as far as i (?:know|remember)|afaik|iirc|i'?m guessing|"
        r"i'?d guess|i'?d have to (?:look|check)|could be|should be|seems?|roughly|around \d+|about \d+|"
        r"don'?t quote me|or something|or so|ich (?:glaub\w*|denke|vermute|schätze|mein\w*)|glaub\w*|vielleicht|"
        r"wahrscheinlich|vermutlich|möglicherweise|nicht (?:ganz |so )?sicher|müsste|dürfte|meines wissens|so um die|"
        r"ungefähr|creo|quizas?|tal vez|a lo mejor|probablemente|supongo|puede que|no estoy (?:muy )?segur[oa]|"
        r"igual (?=tengo|estoy|es|soy|uso)|no (?:me acuerdo|recuerdo|lo recuerdo)|(?:^|[.,;!?\n]\s*|i |we )(?:can'?t|"
        r"don'?t) (?:quite )?(?:remember|recall)(?! (?:me|anything|my|this|that)\b)|weiß (?:es )?nicht (?:mehr )?"
        r"(?:genau)?|bin (?:mir )?(?:da )?un ?sicher|erinnere mich nicht|je ne (?:me souviens|sais) plus|"
        r"me souviens (?:pas|plus)|sais plus|a ver si|diría que|je dirais|ich würde sagen|i(?:'d| would) say|no sé si|"
        r"unos \d+|si no me equivoco|j(?:e |')?(?:crois|pense|suppose)|à vérifier|to be checked|peut-?être|"
        r"probablement|il me semble|sauf erreur|pas (?:très |trop |vraiment )?sure?(?! (?:(?-i:[A-Z])|l[ea]s?\b|l'|"
        r"une?\b|mon\b|notre\b))|environ)\b",
        _I,
    ),
    "instruction": rule(
        r"\b(?:ignor[ae]\w{0,3}|ignorier\w*|disregard|forget|vergiss|vergesst|vergessen sie|olvid[ae]\w{0,2}|"
        r"oublie[zr]?) (?:(?:everything|all|anything) (?:above|before|prior|i said|you were told)|"
        r"(?:alles|was) (?:davor|bisher\w*|vorher\w*|oben|obige)|todo lo (?:anterior|de arriba|previo)|lo anterior|"
        r"tout ce qui (?:précède|est au-dessus))|^[ \t]*[\[(<#*]{0,3}[ \t]*(?:system|assistant|developer|admin\w*|"
        r"user|human|instruction|instrucción|instrucciones|anweisung|befehl|consigne|note to (?:the )?(?:assistant|bot|"
        r"ai|self|system)|hinweis an|nota para el|note pour le)s?(?: (?:to|for|an|für|al|a la|para el|au|à l|pour "
        r"le)\b)?[ \t\w]{0,12}[:\]>)]|<\|?(?:system|im_start)|\b(?:ignor[ae]\w{0,3}|ignorier\w*|disregard|"
        r"override|forget|vergiss|vergesst|vergessen sie|olvid[ae]\w{0,2}|oublie[zr]?) (?:(?:all|any|your|the|of|alle|"
        r"deine|eure|ihre|die|bisherigen|vorherigen|todas|todos|tus?|sus|vuestras|las|los|anteriores|toutes|tous|tes|"
        r"vos|les|previous|prior|above|earlier|system) ){0,4}?(?:previous|prior|above|earlier|bisherigen|vorherigen|"
        r"anteriores|précédentes|instructions?|rules?|guidelines|prompts?|orders (?=and)|anweisung\w*|regeln|vorgaben|"
        r"instruktionen|befehle|instrucciones|reglas|normas|órdenes|consignes?|règles?|directives?) ?|"
        r"\b(?:update|set|change|overwrite|add to|save to|store in) (?:your |the |my )?(?:memory|database|profile|"
        r"record)s?\b|\byou (?:must|are now|have to) (?:remember|store|save|believe)\b|\bremember that the (?:user|"
        r"customer)\b|\bi(?: am|'m) (?:an?|the|your) (?:admin\w*|owner|developer|operator|creator) of (?:this|"
        r"the) (?:chat ?)?bot\b|\b(?:customer|user|kunden?|cliente|client)(?:[ _-]\w+)? ?= ?\w|"
        r"\b(?:save|store|set|put|guarda|pon|fija|registra|speichere?|setze?|enregistre|mets|note)[ ]{1,2}\w+ ?= ?\w|"
        r"\bthe (?:user|customer)'s\b|\b(?:plan|identity|location|contact|pref|consent|order|device)\.\w+ ?(?:[:=]|"
        r"to\b)",
        _I | re.MULTILINE,
    ),
    "sarcasm": rule(
        r"(?<!\w)/s(?!\w)|\[/?sarcasm\]|[\U0001F644\U0001F643\U0001F921]|\byeah,? right\b|\bas if\b(?=[.!,]|$)|"
        r"\bof course i\b|\b(?:i'?m|ich bin|soy|je suis|c'est) (?:the|der|die|el|la|le|l')? ?(?:pope|king|queen|"
        r"president|emperor|empress|tooth fairy|easter bunny|könig(?:in)?|kaiser(?:in)?|papst|weihnachtsmann|osterhase|"
        r"rey|reina|papa|emperador|emperatriz|reine|roi|pape|empereur|impératrice|père noël|petit jésus)\b|\b(?:sure|"
        r"yeah|right),? and i'?m\b|(?:^|[.!?,;:\n]\s*|\b(?:oh|ja|na|pues|yeah|well|ah|mais) )(?:sure|natürlich|klar|"
        r"sicher|claro(?: que sí)?|bien s[uû]r|mais oui),? (?:and |und |"
        r"y |et )?(?:i'm|ich bin|yo soy|soy|(?:moi )?c'est|moi c'est|je suis|moi je)\b|"
        r"\b(?:i'?m|ich bin|soy|je suis) (?:(?:la|le|el|die|der) )?(?:napol\w+|elvis|batman|superman|"
        r"jesus|santa claus|cleopatra|kleopatra|cleopatre|einstein|shakespeare|sherlock holmes|james bond|mickey mouse|"
        r"darth vader|dornröschen|cenicienta|cendrillon)\b|\bno te (?:digo|fastidia)\b|\bwas (?:denn|auch) sonst\b|"
        r"\bwhat else\b(?=\W*$)|"
        r"\bna klar,? und ich\b|\bja,? (?:klar|genau),? und ich\b|(?:^|[.!?,;\n]\s*)(?:haha\w*|jaja\w*|lo+l|"
        r"mdr)\b(?=[ ,.!]+(?:sure|yeah|yes|right|as if|klar|ja|"
        r"genau|natürlich|sí|claro|seguro|oui|ouais|bien s[uû]r|evidemment)\b)|"
        r"\bsi,? claro,? y (?:yo|soy)|\bben voyons\b|\bmais oui,? et (?:moi|je)|\bironie\b|\bironia\b|"
        r"\b(?:i'?m|i am|we'?re|ich bin|wir sind|soy|somos|estoy|je suis|on est)[ ]{1,2}(?:obviously|naturally|of "
        r"course|natürlich|selbstverständlich|selbstredend|evidentemente|obviamente|por supuesto|claro que|évidemment|"
        r"bien sûr|naturellement|forcément)\b(?=[^.!?\n]*(?:\b(?:lo+l|haha\w*|jaja\w*|mdr|ptdr|xd)\b|"
        r"[\U0001F602\U0001F923]))",
        _I,
    ),
}
_LISTED_CUES = tuple(_CUES.items())


@lru_cache(maxsize=1)
def _cues_worth() -> prefilter.Prefilter:
    return prefilter.Prefilter(_CUES.values())


_OFF_RECORD = rule(
    r"\boff (?:the )?record\b|\b(?:do not|don'?t|pls don'?t|never|without) (?:stor|sav|remember|record|keep|not|writ|"
    r"jot)\w*(?: (?:down|a note of))? (?:this|that|it\b|any|what)|\b(?:just |stays? |keep (?:this|that|"
    r"it) )?between (?:us|you and me)\b|\bkeep (?:this|that|it) to yourself\b|\bmerk\w* (?:dir|euch|sie sich) (?:das|"
    r"dies) (?:bitte )?nicht\b|\b(?:das|dies|es)? ?(?:bitte )?nicht (?:speichern|merken|notieren|aufschreiben|"
    r"festhalten)\b|(?<!haben )\bunter uns\b|\bno (?:lo |la |esto )?(?:guardes?|guardéis|guarden|recuerdes?|"
    r"memorices?|memorice|apuntes?|anotes?|apunten?)\b|\bque quede entre nosotros\b|\bentre (?:nosotros|tu y yo)\b|"
    r"\bn(?:e |')(?:l'|le |la |ça )?(?:retiens|retenez|mémorise\w*|garde\w*|note[zs]?|enregistre\w*|écri\w+) (?:pas|"
    r"rien)\b|\bentre nous\b",
    _I,
)


# --- who is spoken of where a clause leaves it out ------------------------------------------------

_GOES_ON = rule(
    r"[ ](?:(?P<en>and)[ ](?=(?P<bare>use|have|run|live|work|own|pay|prefer|need|speak)\b|"
    r"(?:just |now |recently )?(?:moved|bought|got|switched|upgraded|live|ordered|joined|started)\b)|"
    r"(?P<de>und)[ ](?=(?:nutze|benutze|verwende|habe?|wohne|lebe|arbeite|zahle|brauche|besitze|fahre|heiße|bin|"
    r"nutzen|benutzen|verwenden|haben|wohnen|leben|arbeiten|zahlen|brauchen|besitzen|sind)\b)|"
    r"(?P<fr>et)[ ](?=(?P<vowel>utilise|habite|ai)\b|(?:vis|travaille|bosse|paie|paye|possède|préfère|suis|vis)\b))"
)
_SUBJECT = rule(
    r"\b(?:(?P<own>i|i'm|im|i've|ive|we|we're|we've|ich|wir|bin|hab|habe|je|jai|j(?='))|you|u|he|she|they|it|du|er|"
    r"sie|ihr|man|tu|il|elle|ils|elles|vous|who|wer|qui|(?:my|our|mein\w*|unser\w*|mon|ma|mes|"
    rf"notre) (?:\w+ )?(?:{RELATIONS}))\b"
)
_NOT_FINITE = re.compile(
    r"\b(?:to (?=[a-z])|will|would|can|could|should|might|may|must|let|if|whether|did|do|cannot)\b|'(?:ll|d)\b|n't\b",
    re.IGNORECASE,
)
"""What makes an English verb behind it an infinitive: "I want to move and live in Oslo"."""


def _spoken_out(folded: str) -> str:
    """Put "I" in the place of "and" where the clause behind goes on with it: "I'm on Plus and use Linux".

    The text stays as long as it was.
    """
    for joint in _GOES_ON.finditer(folded):
        if subject := _goes_on_with(folded, joint):
            folded = f"{folded[: joint.start()]}{subject}{folded[joint.end() :]}"
    return folded


def _goes_on_with(folded: str, joint: re.Match[str]) -> str:
    """Return the subject that a clause leaves out, as long as the joint; empty where it is not the speaker."""
    opening = max((stop.end() for stop in _STOP.finditer(folded, 0, joint.start())), default=0)
    last = next(reversed(list(_SUBJECT.finditer(folded, opening, joint.start()))), None)
    if last is None or not last["own"]:
        return ""
    if joint["bare"] and _NOT_FINITE.search(folded, last.start(), joint.start()):
        return ""
    many = last["own"].lower() in ("we", "we're", "we've", "wir")
    if joint["en"]:
        return ", we " if many else ",  i "
    if joint["de"]:
        return ",wir " if many else ",ich "
    return ", j'" if joint["vowel"] else ",je "


@dataclass(frozen=True)
class Page:
    """A message made ready for reading. `clean` has the message's length; foreign blocks are blank in it."""

    clean: str

    @cached_property
    def folded(self) -> str:
        """The same words as patterns meet them; every position is that of `clean`."""
        return _spoken_out(fold(self.clean))

    @cached_property
    def letters(self) -> prefilter.Text:
        """The same words as patterns are chosen by."""
        return prefilter.Text(self.folded)

    @cached_property
    def sentences(self) -> list[tuple[int, int, bool]]:
        """(start, end, ends with a question mark) of each sentence."""
        found, at = [], 0
        for stop in _STOP.finditer(self.folded):
            found.append((at, stop.start(), "?" in stop[0]))
            at = stop.end()
        return [*found, (at, len(self.clean), False)]

    @cached_property
    def clauses(self) -> list[tuple[int, int, int]]:
        """(start, end, number of its sentence) of each clause."""
        found = []
        for number, (start, end, _) in enumerate(self.sentences):
            at = start
            for stop in _CLAUSE.finditer(self.folded, start, end):
                found.append((at, stop.start(), number))
                at = stop.end()
            found.append((at, end, number))
        return found

    @cached_property
    def cues(self) -> dict[Label, list[int]]:
        """Where each label's cues begin."""
        found: dict[Label, list[int]] = {label: [] for label in _CUES}
        for number in _cues_worth().worth(self.letters):
            label, cues = _LISTED_CUES[number]
            found[label] = [cue.start() for cue in cues.finditer(self.folded)]
        return found

    @cached_property
    def questions(self) -> frozenset[int]:
        """Numbers of the clauses that ask."""
        mine: list[list[int]] = [[] for _ in self.sentences]
        for number, (_, _, sentence) in enumerate(self.clauses):
            mine[sentence].append(number)
        return frozenset(
            number
            for clauses, (_, _, marked) in zip(mine, self.sentences, strict=True)
            for number in self._asking(clauses, marked)
        )

    def _asking(self, mine: list[int], marked: bool) -> set[int]:
        asking = {i for i in mine if self._matches(_ASKS, i)}
        if not marked:
            return asking
        last = mine[-1]
        guesses = last not in asking and self._matches(_GUESSES, last)
        if not guesses and not (asking - {last} and self._matches(_DECLARES, last)):
            asking.add(last)
        if len(mine) > 1 and _TAG.fullmatch(self.folded, *self.clauses[last][:2]):
            asking.add(mine[-2])
        return asking

    def _matches(self, pattern: Rule, clause: int) -> bool:
        start, end, _ = self.clauses[clause]
        while start < end and self.clean[start].isspace():
            start += 1
        return bool(pattern.match(self.folded, start, end))

    def clause_at(self, position: int) -> int:
        """Return the number of the clause that a position lies in."""
        return bisect_right(self.clauses, (position, len(self.clean) + 1, 0)) - 1

    def labels(self, start: int, end: int) -> set[Label]:
        """Return what holds of the words from `start` to `end`."""
        clause = self.clause_at(start)
        first, last, sentence = self.clauses[clause]
        found: set[Label] = {"question"} if clause in self.questions else set()
        for label in ("negated", "past", "wish", "third"):
            if self._cue(label, first, end):
                found.add(label)
        opening = self.sentences[sentence][0]
        if (
            self._points_at_another(clause) or self._goes_on_about_another(clause)
            or self._is_left_to_another(clause) or self._not_meant[sentence]
        ):  # fmt: skip
            found.add("third")
        since = self._since_reset(opening, start)
        if self._cue("reported", since, start):
            # What an app says of itself is as good as one's own word, what somebody says is not.
            found |= {"reported", "third"} if self._cue("third", opening, start) else {"reported"}
        if self._cue("hypothetical", since, end):
            found.add("hypothetical")
        if self._cue("hedge", first, max(end, last)) or self._hedged_beside(clause):
            found.add("hedge")
        if self._cue("instruction", self.clean.rfind("\n", 0, start) + 1, end):
            found.add("instruction")
        if self._cue("sarcasm", opening, self._line_end(end)):
            found.add("sarcasm")
        return found

    def _points_at_another(self, clause: int) -> bool:
        """Whether a clause tells who somebody is that the one before has named: "ma fille, c'est Camille"."""
        if clause == 0 or not self._matches(_POINTS, clause) or self._matches(_OWN_WORD, clause):
            return False
        start, end, sentence = self.clauses[clause - 1]
        few = len(self.clean[start:end].split()) <= _SOMEBODY
        return few and sentence == self.clauses[clause][2] and self._cue("third", start, end)

    def _told_before(self, clause: int) -> Iterator[tuple[int, int, int]]:
        """Yield (clause, start, end) from the one before, back to the sentence's first or one of the customer's own.

        Nothing where the clause is itself the customer's own.
        """
        start, end, sentence = self.clauses[clause]
        if _OWN_WORD.match(self.folded, start, end):
            return
        for before in range(clause - 1, -1, -1):
            first, last, its = self.clauses[before]
            if its != sentence:
                return
            yield before, first, last
            if _OWN_WORD.match(self.folded, first, last):
                return

    def _goes_on_about_another(self, clause: int) -> bool:
        """Whether a clause that names nobody is of the owner in one before: "my mother ordered it, order 90917"."""
        if clause == 0 or not self.cues["third"] or not self._matches(_GOES_ON_WITH, clause):
            return False
        for _, first, last in self._told_before(clause):
            if self._cue("third", first, last):
                return bool(_OWNS.search(self.folded, first, self.clauses[clause][1])) and not self.is_shared(clause)
        return False

    def _is_left_to_another(self, clause: int) -> bool:
        """Whether a clause without a subject goes on with another's: "she's 84, in Whitby, has the Talk plan"."""
        if clause == 0 or not self.cues["third"] or not self._matches(_LEFT_OUT, clause):
            return False
        for before, first, last in self._told_before(clause):
            if self._matches(_HE_IS, before):
                return self._cue("third", self.sentences[self.clauses[clause][2]][0], last)
            if self._cue("third", first, last):
                return self._only_names(before) and self._matches(_DOES, clause)
        return False

    def _only_names(self, clause: int) -> bool:
        """Whether a clause begins with somebody and says nothing of them: "my colleague from the shop, Jo, has …"."""
        first, last, _ = self.clauses[clause]
        while first < last and not self.clean[first].isalnum():
            first += 1
        return self._cue("third", first, first + 1) and len(self.clean[first:last].split()) <= _SUBJECT_WORDS

    def is_shared(self, clause: int) -> bool:
        """Whether what one of the family has is the customer's too: "my husband ordered our sofa, order 90917"."""
        first, last, sentence = self.clauses[clause]
        if _MINE.search(self.folded, first, last):
            return True
        start, end, _ = self.sentences[sentence]
        return not _OUTSIDE.search(self.folded, start, end) and bool(_OURS.search(self.folded, start, end))

    @cached_property
    def _not_meant(self) -> list[bool]:
        """Whether each sentence or the next one says that somebody else is meant: "… order 90917. wrong person!"."""
        last = len(self.sentences) - 1
        ends = [self.sentences[min(number + 1, last)][1] for number in range(last + 1)]
        starts = (start for start, _, _ in self.sentences)
        return [bool(_NOT_MEANT.search(self.folded, *span)) for span in zip(starts, ends, strict=True)]

    def _line_end(self, at: int) -> int:
        end = self.clean.find("\n", at)
        return len(self.clean) if end < 0 else end

    def _cue(self, label: Label, start: int, end: int) -> bool:
        found = self.cues[label]
        first = bisect_left(found, start)
        return first < len(found) and found[first] < end

    def _since_reset(self, opening: int, start: int) -> int:
        last = bisect_right(self._resets, start) - 1
        return max(opening, self._resets[last]) if last >= 0 else opening

    @cached_property
    def _resets(self) -> list[int]:
        """Where something else begins, found once: a message of a thousand clauses asks for it in each."""
        return [reset.end() for reset in _RESET.finditer(self.folded)]

    @cached_property
    def unsettled(self) -> list[bool]:
        """Whether each clause wishes, asks or supposes something."""
        labels = (self.labels(first, last) for first, last, _ in self.clauses)
        return [bool(found & {"wish", "question", "hypothetical"}) for found in labels]

    def _hedged_beside(self, clause: int) -> bool:
        """Whether a neighbouring clause is nothing but a hedge: "I'm on Plus, I think"."""
        sentence = self.clauses[clause][2]
        for other in (clause - 1, clause + 1):
            if 0 <= other < len(self.clauses) and self.clauses[other][2] == sentence:
                start, end, _ = self.clauses[other]
                few = len(self.clean[start:end].split()) <= 5 and not any(map(str.isdigit, self.clean[start:end]))
                if few and self._cue("hedge", start, end):
                    return True
        return False


_POINTS = rule(
    r"(?:it'?s|that'?s|that is|this is|who is|who's|which is|called|das ist|die heißt|der heißt|es|esta es|este es|se "
    r"llama|c'est|elle s'appelle|il s'appelle|qui s'appelle)\b"
)
_NOT_MEANT = rule(
    r"\b(?:(?<!the )wrong person|(?:i'?m|i am) the wrong person|not me\b|isn'?t me\b|not my (?:order|name|account)|"
    r"nobody (?:here )?(?:by|of) that name|(?<!die )(?<!der )falsche person|ich bin die falsche person|"
    r"das bin (?:aber )?nicht ich|bin ich nicht|no soy yo|(?<!la )persona equivocada|soy la persona equivocada|"
    r"ce n'est pas moi|c'est pas moi|(?<!la )mauvaise personne|suis pas la bonne personne)\b"
)
_GOES_ON_WITH = rule(
    r"(?:(?:with|mit|con|avec|under|unter|the|die|der|das|la|el|le)[ ]|l')?(?:order|bestell\w*|auftrag\w*|"
    r"kundennummer|commande|pedido|reserva|réservation|reservierung\w*|buchung\w*|booking|reference|invoice|"
    r"rechnung\w*|factura|facture|serial|seriennummer|account|konto|cuenta|compte|model|modell|modelo|modèle)\b|"
    r"(?:have|has|use|uses|hat|haben|nutzt|nutzen|tiene|tienen|usa|usan|ont|utilise|utilisent)\b"
)
_DOES = rule(
    r"(?:lives?|works?|has|have|is|was|got|gets|uses?|owns?|wohnt|lebt|arbeitet|hat|ist|nutzt|heißt|vive|trabaja|tiene|"
    r"está|es(?! (?:ist|geht|war|hat)\b)|usa|lleva|se llama|habite|vit|travaille|a|est|utilise|s'appelle)\b"
)
_LEFT_OUT = rule(
    rf"(?:(?:and|und|y|et)[ ])?(?:{_DOES.pattern}|(?:in|at|from|on|with|living|best|am|aus|bei|mit|auf|en|de|con|à|"
    r"chez|avec)\b)"
)
"""How a clause begins that leaves out of whom it is."""
_HE_IS = rule(
    r"(?:(?:and|und|y|et|because|weil|car)[ ])?(?:s?he|they|er|sie(?=[ ](?:ist|hat|wohnt|lebt|heißt|nutzt|arbeitet|"
    r"kann|sitzt|hört|sieht)\b)|ella|el(?=[ ](?:es|tiene|vive|está)\b)|elle|il|ils|elles)\b"
)
_OWNS = rule(
    r"\b(?:ordered|bought|has|have|got|gets|uses?|owns?|booked|bestellt|gekauft|hat|haben|gebucht|nutzt|nutzen|compró|"
    r"compraron|pidió|pidieron|tienen?|usan?|reservó|encargó|ha (?:comprado|pedido|encargado|reservado)|"
    r"(?:a|ont) (?:commandé|acheté|réservé|pris|reçu)|utilisent?|ont)\b"
)
"""What somebody else has or has bought."""
_MINE = rule(r"\b(?:mine|für mich|para mí|mí[oa]s?|pour moi|à moi)\b")
_OURS = rule(
    rf"\b(?:(?:our|unser\w*|nuestr[oa]s?|notre|nos)\b(?!\s+(?:[\w-]+\s)?(?:{RELATIONS})\b)|ours|we|we're|we've|we'd|"
    r"(?<!tell )(?<!told )us|uns|wir|nosotr[oa]s|nous|(?:for|with) me|mine|für mich|para mí|mí[oa]s?|pour moi|à moi)\b"
)
"""What makes a thing the household's, or the customer's; "our son" is only a son."""
_OUTSIDE = rule(
    r"\b(?:friends?|pals?|buddy|mates?|flatmates?|roommates?|housemates?|roomies?|neighbou?rs?|colleagues?|"
    r"co-?workers?|teammates?|boss|manager|clients?|employees?|landlord|tenant|freunde?|kumpel|kolleg(?:e|in|en)|"
    r"nachbar(?:in|n)?|chef(?:in)?|vermieter|mieter|kund(?:e|in|en)|mitbewohner(?:in)?|mitarbeiter(?:in)?|bekannter?|"
    r"amig[oa]s?|vecin[oa]s?|compañer[oa]s?|compaaner[oa]|colega|cuate|jef[ea]|cliente|emplead[oa]|inquilin[oa]|"
    r"amie?s?|pote|copains?|voisine?s?|collègues?|coloc\w*|patron|locataire|employée?|stagiaire)\b"
)
"""Who buys for a home of their own, whatever is said of ours."""
_OWN_WORD = rule(r".*\b(?:my|i|i'm|me|mein\w*|ich|mi|yo|soy|mon|ma|je|moi)\b")
_SUBJECT_WORDS = 8
"""Words of a clause that only says who does what stands in the next one: "my colleague who runs the shop, Jo, …"."""
_SOMEBODY = 5
"""Words of a clause that only names somebody: "my wife and our two kids"."""
_FORWARD = re.compile(r"[^.!?\n]{0,60}:\s*\S")


def off_the_record(text: str) -> int | None:
    """Return from where on the customer asks that it be not remembered; None when they do not.

    "Don't write this down: …" speaks of what follows, anything else of the whole message.
    """
    folded = fold(text)
    asked = _OFF_RECORD.search(folded)
    if asked is None:
        return None
    opening = max((stop.end() for stop in _STOP.finditer(folded, 0, asked.start())), default=0)
    return opening if _FORWARD.match(folded, asked.end()) else 0


def page(text: str) -> Page:
    """Return the message with everything blanked that is not the customer's own talk."""
    clean = _FILLER.sub(_blanked, text)
    clean = _BLOCKS.sub(_blanked, clean)
    clean = _PASTED.sub(_but_its_lead, clean)
    clean = _SAMPLED.sub(_but_its_lead, clean)
    if _LEADS_ON.search(clean):
        clean = _HANDED_ON.sub(_handed_on, clean)
    return Page(_SPEECH.sub(_speech, clean))


def _blanked(block: re.Match[str]) -> str:
    return BLANK * len(block[0])


def _but_its_lead(pasted: re.Match[str]) -> str:
    lead = pasted.start("lines") - pasted.start()
    return f"{pasted[0][:lead]}{BLANK * len(pasted['lines'])}"


def _handed_on(letter: re.Match[str]) -> str:
    """Whoever got something may sign below it themselves: it is another's letter if more is said of it."""
    more = letter["theirs"] or letter.string[letter.end() :].strip()
    return _but_its_lead(letter) if more else letter[0]


def _speech(quote: re.Match[str]) -> str:
    """Quoted speech is somebody else's; a quoted word or two may be a name ("call me "Maya"")."""
    said = _SAYS.search(fold(quote.string[max(0, quote.start() - 24) : quote.start()]))
    if said or len(quote[0][1:-1].split()) > 2:
        return BLANK * len(quote[0])
    return f" {quote[0][1:-1]} "
