"""How a customer wishes to be treated: form of address, length and format of answers, access needs, ways and times of
contact, what must not be done, and that nothing be remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.memory import values
from bot.memory.frame import FROM_NOW, WISHED, Frame, Seen
from bot.memory.registry import DEFAULT
from bot.memory.spans import Label, Page
from bot.memory.spelling import Rule, rule

_STILL: frozenset[Label] = WISHED | {"negated", "past"}
"""A wish stays one in "could you", "I'd like" and "don't"."""

_TONE = {
    "informal": rule(
        r"\b(?:(?:vous pouvez|tu peux|on peut) me dire tu|dites-moi tu|(?:me puede|puede|me puedes) (?:hablar de tú|"
        r"tutear)|(?:duzen|tutear\w*|tutoyer|le tutoiement) (?:\w+ ){0,3}(?:ok\w*|gut|fein|in ordnung|passt|gern\w*|"
        r"bien|perfecto|va|convient)|no (?:hace falta|es necesario) que me (?:hable|trate) de usted|"
        r"(?:(?:ihr|sie|du) (?:könnt|können|kannst|dürft|dürfen|darfst)|(?:könnt|können|dürft|dürfen) (?:ihr|sie)) "
        r"(?:gern\w* |ruhig |einfach )?(?:du (?:sagen|zu mir sagen)|zu mir du sagen)|first names? (?:is|are) fine|"
        r"drop the (?:sir|madam|mr|mrs|formalit\w+)|no need to be (?:(?:so|that|all) )?(?:formal|stiff|posh)|(?:just "
        r"|please )?talk (?:to me )?normal(?:ly)?(?: to me| please| with me)?(?=\s*(?:$|[.,!;\n]))|(?:be|keep it|"
        r"make it) (?:a bit |more )?(?:less formal|informal|casual)|less formal(?:,? please)?|(?:du |sie |"
        r"ihr )?(?:könn(?:t|en)|kannst|darfst|dürfen|dürft) (?:uns|mich) (?:gern\w* |ruhig )?duzen|"
        r"(?:bitte|gern\w*|lieber) (?:wieder )?(?:duzen|per du|beim du)|duz(?:e|en sie|t) mich|"
        r"(?:wollen|können|könnten|sollen) wir uns (?:bitte |nicht |gern\w* )*(?:duzen|du sagen)|"
        r"wir können uns (?:gern\w* )?duzen|lass\w* uns (?:doch )?(?:duzen|du sagen)|(?:lieber|gern\w*) geduzt|"
        r"sag(?:en sie|t)? (?:ruhig |bitte |einfach )?du\b|(?:tu|tut)[eé](?:ame|arme|e\w*)\b|puedes tutearme|"
        r"(?:me )?trat[ae](?:me|rme|s)? de t[uú]\b|podemos tutearnos|(?:tu peux|vous pouvez|on peut) (?:me |"
        r"se )?tutoyer|tutoie[- ]moi|tutoyez[- ]moi|je préfère (?:être tutoyée?|le tutoiement|qu'on se tutoie)|"
        r"on se tutoie)"
    ),
    "formal": rule(
        r"\b(?:(?:please )?(?:be|stay|keep it|make it) (?:a bit |more )?(?<!less )formal(?! complaint)|"
        r"more formal(?:ly)?,? please|address me (?:more )?formally|call me (?:mr|mrs|ms|sir|madam|dr)\b\.?|"
        r"(?:bitte|lieber) (?:siezen|beim sie|per sie|mit sie)|siez(?:e|en sie|t) mich|(?:lieber|gern\w*|bitte|"
        r"möchte) gesiezt|gesiezt werden|(?:bleiben wir|lieber|bleiben sie) (?:bitte )?beim sie|"
        r"(?:me )?trat[ae]n?(?:me|rme)? de usted|prefiero (?:el|que me hable\w* de) usted|vouvoyez[- ]moi|"
        r"vouvoie[- ]moi|merci de (?:bien vouloir )?(?:(?:me|nous|se) vouvoyer|(?:me|nous) dire vous)|"
        r"je (?:préfère|souhaite|souhaiterais|préférerais|tiens à|désire) (?:être vouvoyée?|le (?:vouvoiement|vous)|"
        r"qu'on (?:se|me) vouvoie)|(?:ich )?zieh\w* das sie vor\b|zieh\w* (?:\w+ )?vor,? gesiezt|(?:bitte (?:ich )?"
        r"darum,?|ich bitte(?: sie)?,?|möchte(?:n)?|wünsche) (?:\w+ )?beim sie (?:zu )?bleiben|"
        r"(?:les |le )?(?:ruego|agradec\w+|pido) (?:\w+ )?(?:el |un )?trato de usted)"
    ),
}
_TONE_DENIED = rule(
    r"[^\x00]*?(?:\b(?:votre|vos|ihre?|eure?|your|su|sus|el|der|die|le|la|der) (?:\w+ ){1,3}(?:hat |haben |ha "
    r"|a )?(?:mich|me|uns|nos|nous|m'|se)[ ]?(?:\w+ )?(?:ge)?(?:duz|siez|tute|tutoi|tutoy|vouvoi|vouvoy)\w*|"
    r"\bno (?:(?!(?:y|o|sino|pero|tute\w*)\b)\w+ ){1,5}?(?:trat|habl)\w* de usted\b|"
    r"\b(?:siez|duz)\w*(?: (?:sie|mich|uns|bitte|doch|mehr)){0,4} nicht\b)"
)
"""A form of address that is not wished for: "no hace falta tratarme de usted" asks for the other (`_tone`)."""
_PLEASE_END = (
    r"(?=,? (?:please|pls|thanks|bitte|por favor|merci|s'il|svp|from now|if (?:you|u) can|in (?:the )?future|"
    r"next time|always)|\s*(?:$|[.!?;,\n\x00]))"
)
_ANSWERS = r"(?:answers?|replies|reply|messages?|responses?|texts)"
_LENGTH = {
    "short": rule(
        rf"\b(?:keep (?:it|them|(?:your |the )?{_ANSWERS}|things|this) (?:really |very )?(?:short|brief|concise)\w*|"
        rf"(?:short(?:er)?|brief(?:er)?|concise) (?:{_ANSWERS}|version|ones?(?=,? (?:please|pls|"
        rf"from now))){_PLEASE_END}|(?:i (?:prefer|like|want|"
        rf"need) |please (?:give|use|send|keep to)(?: me)? )(?:short(?:er)?|brief(?:er)?|concise) {_ANSWERS}|"
        rf"(?:please )?(?:be|stay) (?:more )?(?:brief|concise|short){_PLEASE_END}|(?:answer|reply|respond) (?:briefly|"
        rf"in (?:short|brief|a (?:few|couple of) words|one sentence)|shortly)|(?:your |these |the )?{_ANSWERS} (?:are|"
        rf"is) (?:too|way too) long|shorter{_PLEASE_END}|less text{_PLEASE_END}|(?:just )?the short version(?! (?:is|"
        r"of)\b)|short and sweet|(?:get|come|keep it|stay) (?:straight )?to the point|(?:no|don'?t send|without|"
        r"spare me the) (?:long |endless )?(?:essays|novels|walls? of text|long (?:texts?|messages|paragraphs|answers|"
        rf"replies|explanations))|in a nutshell|just the (?:essentials|basics|gist)|one[- ]liners?{_PLEASE_END}|"
        rf"(?:(?:weniger|nicht so viel) text|menos texto|moins de (?:texte|blabla)){_PLEASE_END}|"
        r"en (?:resumen|résumé)(?=,? (?:por favor|svp|s'il)|\s*(?:$|[.!]))|keine (?:\w+ )?(?:romane|"
        r"langen (?:texte|antworten|nachrichten|erklärungen))|(?:one|a single|ein|una?|une) (?:line|sentence|satz|"
        r"frase|línea|phrase|ligne) (?:is (?:enough|fine|plenty)|will do|does it|reicht|genügt|basta|me vale|suffit)|"
        r"kurz (?:und knapp|reicht|genügt)|(?:mach\w*|machen sie)(?: es|'?s) (?:bitte )?kurz|in (?:aller kürze|"
        r"kurzform|einem satz)|(?:bring\w* es|komm\w*(?: sie)?|kommen sie) (?:bitte )?(?:gleich )?(?:auf den|"
        r"zum) punkt|al grano|no (?:te|se|os) enroll\w+|sin (?:rodeos|enrollar\w+)|(?:nada de|sin) (?:parrafadas|"
        r"textos largos|rollos)|en (?:pocas|dos) palabras|lo más breve posible|(?:va|vas|aller|allez|viens|"
        r"venez)(?: tout)?(?: droit)? (?:à l'essentiel|au but)|pas de (?:romans?|longs? (?:textes?|discours|messages)|"
        rf"pavés?)|en bref(?=,? (?:svp|stp|s'il)|\s*(?:$|[.!]))|en (?:deux|quelques) mots|tl;?dr{_PLEASE_END}|"
        r"bitte (?:\w+ )?(?:kürzer|kurz(?! (?!antwort|fass|halt|schreib|erklär|und\b|machen)\w)|knapp|knapper)\b|"
        r"(?:kurz|kürzer|knapp),? bitte|(?:antwort\w*|schreib\w*|fass\w*)(?: (?:mir|uns|sie|dich|euch|sich|bitte|doch|"
        r"möglichst|so|gern\w*|ruhig|einfach|lieber|immer))* (?:kurz|kürzer|knapp|knapper)|(?:kurze|"
        r"knappe)(?:re)? antworten|halt(?:e|et|en)? (?:es|dich|euch|sie sich) (?:bitte )?(?:kurz|knapp)|(?:dich|euch|"
        r"sich) (?:bitte )?(?:kurz|knapp) (?:halten|fassen)|(?:antwort\w*|"
        r"schreib\w*)[^.!?\n\x00]{0,20}? in (?:ein bis zwei|einer|zwei|wenigen|"
        r"ein paar) "
        r"(?:zeilen?|sätzen|worten)|(?:answer|reply|respond|write)\w*[^.!?\n\x00]{0,20}? in (?:one|two|a couple of|"
        r"a few|one or two) (?:lines?|sentences?)|(?:respond|contest|escrib|d[ií]m)\w*[^.!?\n\x00]{0,16}? en (?:una?|"
        r"dos|pocas|tres|un par de) (?:líneas?|frases?)|(?:répond|écri|dis|dites)\w*[^.!?\n\x00]{0,16}? en (?:une|deux|"
        r"trois|quelques) (?:lignes?|phrases?)|(?:respuestas?|"
        r"mensajes) (?:más )?(?:cortas?|cortos|breves?)|s[eé](?:an?)? (?:más )?breves?|(?:respond|contest|"
        r"escrib)\w* (?:más |de forma |por favor )*(?:breve|corto|en corto|brevemente)|m[aá]s corto|"
        r"(?:réponses?|messages) (?:plus |très )?(?:courte?s?|brèves?|brefs?)|(?:sois|soyez|restez) (?:plus )?(?:bref|"
        r"brève|concise?)|(?:fais|faites) (?:plus )?court|plus court|(?:réponds?e?z?|explique[sz]?|écri\w+|dis|"
        r"dites)[ -](?:moi )?(?:ça |cela )?(?:plus |très )?(?:brièvement|court))"
    ),
    "detailed": rule(
        r"\b(?:explain\w*(?: \w+){0,3} at length|go into (?:all|more|full|as much|every) (?:the )?details?|"
        r"développe[zr]? (?:davantage|plus|un peu plus)|lujo de detalles?|pelos y señales|de (?:façon|"
        r"manière) détaillée|i (?:really )?(?:like|love) (?:the |"
        rf"all the |lots of |plenty of )?details?{_PLEASE_END}|"
        rf"(?:more|in) details?{_PLEASE_END}|(?:more )?detailed (?:{_ANSWERS}|explanations?){_PLEASE_END}|"
        r"(?:i (?:prefer|like|want|need) |please (?:give|use|send)(?: me)? )(?:more |long |longer )?(?:detailed )?"
        rf"(?:detailed|longer|long|thorough) (?:{_ANSWERS}|explanations?)|(?:please )?(?:be|explain)(?: it| things|"
        rf" everything)? (?:more )?(?:detailed|thorough|in (?:more |full |great )?detail){_PLEASE_END}|"
        rf"longer {_ANSWERS}{_PLEASE_END}|(?:all|full|complete|every|as much|plenty of) (?:the )?(?:details?|"
        rf"explanations?|story|picture){_PLEASE_END}|(?:give|tell|send|show|explain to) (?:me|us) (?:all the|the full|"
        rf"every|as much)(?: \w+)? (?:details?|explanations?)|(?:in[- ]depth|the long version){_PLEASE_END}|"
        r"(?:gern\w*|lieber) (?:\w+ )?(?:ausführlich|detailliert)\w*|(?:erklär\w*|antwort\w*|beschreib\w*|"
        r"schreib\w*)[^.!?\n\x00]{0,40}? (?:ausführlich|detailliert|im detail|in allen einzelheiten)|"
        r"(?:con|en) (?:todo|mucho|gran) detalle|detalladamente|explicaciones? (?:completas?|detalladas?|largas?)|"
        rf"a fondo|en profundidad|(?:à|de) détailler|détaille[zr]?{_PLEASE_END}|explications? (?:complètes?|"
        r"détaillées?|longues?)|réponses? complètes?|dans (?:le détail|les détails)|ausführlich(?:er)?(?: bitte|"
        r"e antworten)|bitte (?:\w+ ){0,3}ausführlich(?:er)?|antworte\w*[^.!?\n]{0,40} ausführlich(?:er)?|"
        r"(?:mit )?(?:mehr|allen|vielen) details(?: bitte)?|(?:erklär\w*|beschreib\w*)[^.!?\n\x00]{0,24} (?:ganz |"
        r"sehr )?genau(?:er)?|(?:mag|will|brauche|bevorzuge) es (?:lieber |gern\w* )?(?:ausführlich|detailliert|"
        r"genau)\w*|genauer bitte|respuestas (?:más )?(?:detalladas|largas)|con más detalle|más detalles? por favor|"
        r"(?:todos los|con) detalles|más detallad[oa]s?|tous les détails|plus de précisions?|(?:respond|"
        r"explic)\w* con detalle|réponses (?:plus )?(?:détaillées|longues)|plus (?:de détails?|détaillé)|en détail)"
    ),
}
_LIKES = (
    r"(?:expl\w+|erklär\w*|beschreib\w*|zeig\w*|describ\w*|show me|walk me|guide me|tell me|prefer|like|love|please|"
    r"pls|plz|make (?:it|them)|could (?:you|u)|can (?:you|u)|would (?:you|u)|give me|send me|need|want|"
    r"works? (?:best|better)|easier|better|best|only|just|use|always|rather|bitte|am liebsten|lieber|möchte|"
    r"hätte gern\w*|brauche|könn\w*|schreib\w*|antwort\w*|gern\w*|contest\w*|contést\w*|quiero|prefiero|por favor|"
    r"porfa|necesito|mejor|dame|deme|respuestas?|responde\w*|préfère|préférerais|s'il (?:te|vous) plait|svp|stp|"
    r"j'aime|besoin|plutôt|plus simple|réponses|réponde\w*|donne[zs]?|envoye[zs]?|fais|faites|hagame|haz|pong\w*|gib|"
    r"geben|mach\w*|voudrais|restons|reste[zs]?|bevorzuge\w*|wäre (?:gut|super|nett|toll)|mag|einfach|estaría bien|"
    r"me gusta\w*|serait (?:bien|parfait|top|idéal)|would be (?:ideal|great|good|nice|best|perfect|lovely)|"
    r"wäre (?:ideal|perfekt|schön)|sería (?:ideal|genial|perfecto|mejor|lo mejor)|ideal)"
)
_FORMS = {
    "steps": r"(?:step[- ]by[- ]step|paso por paso|schritt-für-schritt|(?:steps|schritten?|pasos|étapes)(?= please|"
    r" pls| bitte| por favor| svp)|number (?:the|your|all) steps|one step (?:at a time|after the other)|(?:einzelne|"
    r"kleine|"
    r"nummerierte)n? schritten?|étapes (?:numérotées|simples|claires)|pasos (?:numerados|sencillos|claros)|"
    r"schritt für schritt|en étapes|in steps|en pasos|por pasos|par étapes|uno por uno|de uno en uno|"
    r"numbered (?:steps|lists?|instructions)|schritt für schritt|schrittweise|schritte|paso a paso|"
    r"(?:étape|etape) par étape|pas à pas)",
    "bullets": r"(?:bullet(?:ed)?(?: ?points?| lists?)?|bullets|stichpunkte?n?|stichworte?n?|aufzählung(?:en|"
    r"spunkte\w*)?|spiegelstriche\w*|viñetas|(?:en|por|con) puntos|puntos (?:clave|claros|sueltos)|listas? con puntos|"
    r"en (?:forma de )?(?:una )?lista|en points|(?:sous forme de|en) liste|"
    r"als (?:kurze )?liste|aufgelistet|(?:listes? )?à puces|puces|tirets)",
    "plain": r"(?:plain text|(?:sin|nada de|ni) (?:emojis?|negritas?)|texto normal|ohne (?:emojis?|fettschrift)|"
    r"keine emojis?|(?:sans|pas d'|ni) ?(?:émojis?|gras)|no (?:markdown|formatting|bold|tables|emojis?|"
    r"bullets?(?: points?)?|lists?)|without (?:markdown|formatting|tables|bullets|lists)|keine (?:tabellen|listen|"
    r"stichpunkte|formatierung\w*)|(?:sans|évite[zr]?(?: les| de)?|pas de) (?:tableaux|listes|puces|mise en forme)|"
    r"(?:sin|nada de|evit\w+(?: las)?) (?:viñetas|listas|tablas)|nur text|als (?:fließ)?text|fließtext|"
    r"texto (?:corrido|seguido)|texte (?:continu|suivi)|reiner text|reinen text|ohne (?:formatierung|tabellen|"
    r"markdown)|texto (?:plano|simple|sin formato)|sin (?:formato|tablas)|texte (?:brut|simple)|sans (?:mise en forme|"
    r"tableaux|formatage))",
}
NEEDS = {
    "screen reader": r"screen ?readers?|screenreader|vorlese(?:software|programm)|lectore?s? de pantalla|"
    r"lecteurs? d'écran|jaws|nvda|voiceover|talkback|bildschirmleser\w*|sprachausgabe",
    "braille": r"braille",
    "large print": r"large(?:r)? (?:print|text|font|letters|type)|big(?:ger)? (?:text|font|letters|print|type)|"
    r"große[rn]? schrift|größere[rn]? schrift|großschrift|großdruck|"
    r"(?:letra|tipografía) (?:más )?grande|écrit en (?:plus )?gros|(?:plus )?gros(?:se police| caractères)|"
    r"gros caractères|(?:en |écri\w+[- ](?:moi )?)(?:plus )?gros|schrift (?:größer|vergrößern)",
    "plain language": r"leichter? sprache|einfacher? sprache|plain (?:language|english)|simple (?:language|"
    r"words)|easy[- ]read|lectura f[aá]cil|lenguaje (?:sencillo|f[aá]cil)|facile à lire|falc|"
    r"langage simple|learning (?:disability|difficult\w+)|lernschwäche|lernbehinderung",
    "captions": r"captions|subtitles|untertitel|subtitulos|sous-titres",
    "sign language": r"sign language|gebärdensprache|lengua de (?:signos|señas)|langue des signes|bsl|asl",
    "step-free": r"step[- ]free|(?:walk|walking) (?:with )?(?:an? )?(?:frame|stick|cane)|walker|rollator|gehhilfe|"
    r"gehstock|andador|muletas|bastón|déambulateur|béquilles|crutches|(?:can'?t|cannot|can not) (?:manage|climb|do|"
    r"use) stairs|kann keine treppen|no puedo subir escaleras|ne peux pas monter (?:les|d')[ ]?escaliers",
    "wheelchair": r"wheelchair|rollstuhl|silla de ruedas|fauteuil roulant",
    "colour blind": r"colou?r[- ]?blind|farbenblind|farbenfehlsichtig|rot-?grün-?(?:blind|schwäche)|"
    r"farb(?:sehschwäche|schwach)|daltonic[oa]|daltonienn?e?",
    "hard of hearing": r"(?:can'?t|don'?t|do not) hear (?:very |so |too )?(?:well|much)|(?:höre|"
    r"hör) (?:\w+ )?(?:schlecht|schwer|nicht gut)|oigo (?:muy |bastante )?(?:mal|poco|fatal)|entends (?:très |plutôt |"
    r"assez )?(?:mal|peu)|hearing (?:aids?|loss|impairment)|hörgeräte?|audífonos?|appareils? auditifs?|"
    r"hard of hearing|hearing[- ]impaired|schwerhörig|hörgeschädigt|malentendante?|hipoacusic[oa]",
    "deaf": r"deaf|gehörlos|taub|sord[oa]|sourde?",
    "low vision": r"(?:eye ?sight|sight|vision) is (?:\w+ )?(?:poor|bad|weak|failing|limited)|(?:poor|bad|weak|"
    r"limited) (?:eye)?sight|(?:can'?t|cannot|don'?t) see (?:very |too |so )?(?:well|much)|(?:sehe|"
    r"seh) (?:\w+ ){0,2}?(?:schlecht|nichts mehr|kaum (?:noch )?(?:was|etwas))|(?:veo|vemos) (?:muy |bastante |"
    r"casi )?(?:mal|poco|fatal|regular|nada)|poca vista|"
    r"vois (?:très |plutôt |assez )?(?:mal|peu|flou)|mauvaise vue|visually[- ]impaired|partially sighted|low vision|"
    r"poor eyesight|sehbehindert|sehschwach|baja vision|malvoyante?",
    "blind": r"blind|ciego|ciega|invidente|aveugle|non-voyante?",
    "dyslexia": r"dyslexi[ac]|leseschwäche|lese-?rechtschreib\w*|legasthen\w+|dyslexi(?:e|sch)|dislexi[ac]o?|"
    r"dislexica|dyslexique",
    "motor impairment": r"motor (?:impairment|disability)|can'?t use a mouse|keyboard only|nur mit (?:der )?tastatur|"
    r"tremor",
}
_AM = (
    r"(?:i'?m|i am|ich bin|bin|soy|estoy|je suis|i have|i've|ich habe|tengo|j'ai|due to my|because of my|with my|"
    r"wegen meiner?|por mi|à cause de ma|i suffer from|(?:ich )?leide (?:an|unter)|padezco|sufro(?: de)?|"
    r"(?:je )?souffre d[eu']?|je suis atteinte? d[eu'])"
)
_USE = (
    r"(?:i (?:use|need|work with|walk with|rely on|depend on|require|only use|have)|i'?m using|ich (?:nutze|benutze|"
    r"brauche|verwende|höre? mit|lese mit|bin angewiesen auf|sitze im|bin auf)|(?:me |nous )?(?:déplace|déplaçant|"
    r"circule|circulant|voyage|voyageant)(?: \w+)? en|(?:viajo|viajando|me desplazo|voy|vengo|ando)(?: \w+)? en|"
    r"i (?:travel|get around|move around|sit|come|am)(?: \w+)? (?:in|by)|(?:uso|utilizo|necesito|navego con|"
    r"trabajo con|voy (?:en|con)|me muevo en|leo con|por favor (?:en|con))|bitte (?:in|mit|eine)?|j'(?:utilise|"
    r"ai besoin d[e']|emploie)|j'(?=entends)|je (?:lis|passe|navigue|travaille) (?:avec|par)|"
    r"(?=écri\w+[- ](?:moi )?(?:plus )?gros)|use a|mit einem|because of my|and use|and need)"
)
_CHANNELS = {
    "email": r"e-?mails?|mail|correo(?: electronico)?|courriel",
    "slack": r"slack",
    "telegram": r"telegram|tg",
    "phone": r"phone|telephone|calls?|calling|telefon\w*|anruf|telefono|llamada|téléphone",
}
_REACH = (
    r"(?:reach|contact|message|write(?: to)?|writing|text|get (?:hold of|in touch with|back to)|notify|update|answer|"
    r"reply(?: to)?|respond(?: to)?|ping)(?:ed)?(?: (?:me|us))?"
)
_CALLS = r"(?:call|calls|calling|ring|ringing|phone|phoning|phone calls?|telephone|telephoning)"
_MARKETING = (
    r"(?:marketing|promo\w*|newsletters?|advert\w*|ads|spam|special offers|offers|werb\w*|reklame|publicidad|"
    r"propaganda|bolet[ií]n\w*|ofertas|promociones|pubs?|publicités?|démarchage|prospectus|infolettre|réclames?|"
    r"mailing ?lists?|mailings|promotions?|envois (?:publicitaires|commerciaux|promotionnels)|"
    r"envíos (?:publicitarios|comerciales)|(?:werbe|post)sendungen|publicitaires?|deals|commercials|angebote|"
    r"werbemails?|rundmails?|promos|comerciales|publicitari\w+|offres|promotionnel\w*|commerciaux|"
    r"(?:e-?mail-?)?verteilers?|mailing-?listen?|listas? de (?:correo|distribución|difusión)|listes? (?:de diffusion|"
    r"d'envoi))"
)
_SURVEYS = (
    r"(?:surveys?\b|questionnaires?|\w*umfragen?|befragung\w*|encuestas?|cuestionarios?|enquêtes?|sondages?|"
    r"questionnaires?|feedback (?:requests?|forms?|mails?|e-?mails?)|(?:customer )?satisfaction \w+|"
    r"how[ -]did[ -]we[ -]do|rat(?:e|ing|ings)\b|bewertung\w*|bewerten|valoraciones|valorar|satisfacción|"
    r"avis clients?|(?:de )?satisfaction|noter)\b"
)
_CALLED = (
    r"(?:(?:phone ?)?calls?|ring|phone|anrufe?n?|llam(?:adas?|ar(?:me|nos)?)|"
    r"appels|(?:m'|nous )?(?:appeler|téléphoner))"
)
_UP_TO = (
    r"(?:(?!,\s(?:your|the|that|this|eure?r?|ihre?|der|die|das|su|tu|el|la|los|las|vuestr\w+|votre|vos|le|les)\b)"
    r"[^.!?;\n\x00]){0,40}?"
)
"""The words up to what is refused; behind a comma another thing may begin: "I don't have one, your newsletter …"."""
_NO = (
    r"(?:tampoco|neither|nor|weder|lay off|knock off|enough|less|assez (?:de|d')|ras le bol (?:de|des)|paso de|"
    r"harto de|harta de|genug|satt|no need for|brauch\w* kein\w*|no(?: more| further)?|not?|never|don'?t|do not|dont|"
    r"stop|quit|cease|spare me|enough of|hör\w* auf|without|can you stop|could you stop|unsubscribe|"
    r"opt(?:ed|ing)? (?:me )?out|rather not|take me off|remove me|get me off|refrain|not interested|leave me out|"
    r"leave me off|abmeld\w*|austragen|streich\w*|kein interesse|dar(?:me)? de baja|denme de baja|quít(?:a|e|en|ad|"
    r"ar)(?:me|nos)|qui?ten?me|désinscri\w*|désabonn\w*|retir(?:e[rz]?|ar|en|ad|a)(?:me|nos)?|marre|cesse\w*|par(?:en?|"
    r"ad|es)(?: (?:también|ya|por favor))? de|kein\w*|nicht|nie|ohne|schluss mit|"
    r"p[aá]r(?:en?|ad|a)le(?: ya)? (?:con|a)|verzichte\w*|nada de|ningun\w*|sin|"
    r"no quiero|basta de|dej(?:en?|ad?|es)(?: (?:también|ya|por favor|de una vez))? de|ni|pas|plus|aucun\w*|sans|"
    r"jamais|ne|arrête\w*|stoppe\w*)"
)
_REFUSED = {
    "marketing": (
        rf"\b{_NO}\b{_UP_TO}\b{_MARKETING}\b",
        rf"\b(?:sick|tired|fed up)(?: and tired)? (?:of|with) [^.!?;,\n\x00]{{0,24}}?\b{_MARKETING}\b",
        rf"\b{_MARKETING}\b[^.!?;:,\n\x00]{{0,16}}: ?(?:stop|no|nein|non|nope|never)\b",
        rf"\b{_MARKETING}\b[^.!?;,\n\x00]{{0,24}}?\b(?:keine|nicht|no thanks|nein danke|no gracias|"
        r"non merci)\b(?! problem)",
        rf"\b{_MARKETING}\b[^.!?;\n\x00]{{0,40}}?\b(?:verschon\w*|abbestell\w*|abmeld\w*|weglassen|sparen|can stop|"
        r"is unwanted|unerwünscht|interessiert mich nicht|no me interesan?|ne m'intéressent? pas|"
        r"lassen sie (?:bitte )?(?:weg|sein))",
        rf"\b(?:verschon\w*|spar\w*|lass\w*|(?:nimm|nehm\w*|melde\w*|trag\w*|streich\w*|lösch\w*)(?: sie|"
        rf" bitte)* (?:mich|uns)|(?:quit|quít|sáqu|saqu|bórr|borr|elimin)\w*(?:me|nos)|(?:retire|enlev|supprim|ôte|"
        rf"sort)\w*[- ](?:moi|nous))\b[^.!?;\n\x00]{{0,30}}?\b{_MARKETING}\b",
        r"\b(?:unsubscribe|take|remove|get) (?:me|us|my \w+|\S{1,60}@\S{1,60}) (?:off|from) (?:your |the |that |any )?"
        r"(?:mailing |newsletter |e-?mail |marketing |promo\w* )?lists?",
        rf"\b{_MARKETING}\b(?! (?:no|nicht|n') ?(?:lleg|komm|arriv))[^.!?;\n\x00]{{0,44}}?\b(?:will|möchte|wollen|"
        rf"möchten|"
        r"mag)[^.!?;\n\x00]{0,20}?\b(?:nicht|keine) (?:mehr )?(?:bekommen|erhalten|haben|kriegen|sehen)\b",
        rf"\bauf (?:\w+ ){{0,3}}?{_MARKETING}\b[^.!?;\n\x00]{{0,40}}?\bverzicht\w*",
        r"\b(?:(?:can|could|will gladly|happily) do without|je (?:me passe|peux me passer|me passerais|"
        rf"me passerai)(?: \w+){{0,2}}? de)[^.!?;,\n\x00]{{0,16}}?\b{_MARKETING}|\bde (?:vos |ces |"
        rf"toutes ces )?{_MARKETING}\b,? je (?:me passe|peux me passer|"
        r"me passerai)",
        r"\bunsubscribe me\b|\bvom newsletter (?:abmelden|abbestellen)|\bnewsletter (?:abmelden|abbestellen|kündigen)|"
        r"\bdésabonne[zr]?[- ]moi|\bdense de baja del bolet",
    ),
    "surveys": (
        rf"\b{_NO}\b{_UP_TO}\b{_SURVEYS}",
        r"\b(?:(?:nimm|nehm\w*|streich\w*|lösch\w*)(?: sie| bitte)* (?:mich|uns)|(?:take|remove|get) (?:me|us)|"
        r"(?:quit|quít|sáqu|saqu|elimin)\w*(?:me|nos)|(?:retire|enlev|supprim)\w*[- ](?:moi|"
        rf"nous))\b[^.!?;\n\x00]{{0,30}}?\b{_SURVEYS}",
        rf"\b(?:verschon\w*|spar\w*|skip|spare me|ahórr\w+|épargn\w+)\b[^.!?;\n\x00]{{0,30}}?\b{_SURVEYS}",
        r"\bne (?:me|nous) sond\w+ (?:plus|pas)|\bquit asking me to rate\b",
        rf"\b{_SURVEYS}\b[^.!?;\n\x00]{{0,40}}?(?:\bnicht (?:mehr )?(?:teil\w*|mit\w*)|\b(?:keine|nicht) mehr\b|"
        r"\bno thank|\b(?:send|want|need) no\b|\b(?:stop|don'?t) send|\bno (?:me |nos )?(?:l[oa]s? )?(?:mand|envi|"
        r"quier)\w+|\bn'en (?:envoye|veu)\w+|\bne (?:m'|me |nous )?(?:les? )?envoye)",
        r"\b(?:nimm|nehm\w*|melde\w*|streich\w*|lösch\w*|quit\w*|sáqu\w*|saqu\w*|bórr\w*|take|leave|get|remove|"
        rf"retire\w*|enleve\w*)(?:[- ]?(?:sie|me|us|nos|mich|uns|moi|nous|bitte))+\b[^.!?;\n\x00]{{0,30}}?\b{_SURVEYS}",
        rf"\b{_SURVEYS}\b[^.!?;\n\x00]{{0,30}}?\b(?:verzicht\w*|verschon\w*|weglassen|sparen|unerwünscht)",
    ),
    "calls": (
        r"\b(?:anrufen?|telefonate|llamadas|llamar|appels|appeler|calls|"
        r"calling)\b[^.!?;,\n\x00]{0,16}?\b(?:unterlassen|vermeiden|"
        r"bleiben lassen|abstenerse|à éviter|à proscrire)\b|"
        r"\bnada de (?:teléfono|llamad\w+|(?:llamar|telefonear)(?:me|nos)?\b)|\b(?:pas question de|"
        r"hors de question de) (?:m'|me |nous )(?:r?appeler|téléphoner)|\bkein anruf\w*|\bnothing (?:by|over|"
        r"via) (?:the )?phone(?=\s*(?:$|[.,;:!\n])| please| pls)|"
        r"\bnichts (?:per|übers|über das|am|via) telefon\b|\brien (?:par|au) téléphone\b|"
        r"\b(?:anrufe|llamadas|appels|calls)\b[^.!?;\n\x00]{0,16}?\b(?:keine|ninguna|aucun|none)\b|"
        rf"\b{_CALLS} me (?:never|not)(?=\s*(?:$|[.!?;\n\x00])|,? (?:please|pls|ever|again|at all|thanks)\b)|"
        r"\b(?:never|don'?t) (?:ever )?(?:pick up|answer) the phone|\b(?:évite\w*|éviter|inutile) de (?:m'|me |"
        r"nous )?(?:appeler|téléphoner)|\bevit\w+ (?:llamar|las llamadas)|\b(?:vermeid\w*|unterlass\w*|"
        r"spar\w*)\b[^.!?;\n\x00]{0,20}?\banrufe?\b|\bno (?:cojo|contesto) (?:el teléfono|llamadas)",
        r"(?<!did )(?<!does )(?<!has )(?<!could )\b(?:no|never|don'?t|do not|dont|stop|quit|cease|pls don'?t"
        r"|rather not|not)(?: ever| please| be){0,2} "
        rf"(?:phone )?{_CALLS}\b(?! (?:needed|necessary|required|it|this|that|them|him|her|the|mr|"
        r"mrs)\b)(?!(?: (?:me|us))? (?:(?:mr|mrs|ms|dr|sir)\b|(?-i:[A-Z])))(?!(?: (?:me|us))? (?:before|after|until|"
        r"till|unless|between|at|during|on) )",
        rf"\b{_NO} (?!(?:paran|dejan|llegan|entran|salen|funcionan|aparecen|veo|recibo|puedo)\b)(?:[\w']+ ){{0,2}}?"
        r"(?:(?:phone )?calls|(?:telefon)?anrufe?|telefonate?|llamadas?|appels?|"
        r"coups? de fil|coups? de téléphone)\b",
        r"\b(?:not|never|don'?t|refrain|avoid|stop|rather not|hate|dislike|aufhören|hört|hör)\b[^.!?;,\n\x00]{0,24}?\b"
        r"(?:be(?:ing)? called|calling me|call(?:ed)? me|anzurufen|anrufen|angerufen)\b(?! (?:(?:mr|mrs|ms|sir|"
        r"madam)\b|(?-i:[A-Z])|(?:before|after|until|unless|between) ))",
        r"\b(?:no|without) (?:phone )?calls\b|\bnot? by (?:phone|telephone)\b|\bi (?:hate|can'?t take|"
        r"don'?t (?:take|want|like)) (?:phone )?calls\b(?! (?:in|at|on|while|when|during|before|after|until|from)\b)|"
        r"(?:^|[.!?,;\n]\s*)(?:m'|me |nous )?(?:r?appele[zr]?|téléphone[zr]?)(?:[- ](?:moi|nous))? (?:pas|plus|"
        r"jamais)\b(?! (?:avant|après|entre|le|pendant|par)\b)|\b(?:cesse|arrête|stoppe)[zr]? (?:donc )?(?:vos|tes|les|"
        r"ces) (?:appels|coups de fil)\b|\b(?:dej\w+|par\w+|basta) de telefonear\w*|\bunterlass\w* sie (?:die|"
        r"ihre) anrufe\b",
        r"\b(?:not|never|no longer|rather not)(?: to)?(?: be(?:ing)?)? (?:phoned|rung|called up|telephoned)\b|"
        r"\b(?:nicht?|nie|niemals|nie wieder) (?:mehr )?(?:an(?:zu|ge)?rufen|telefonieren|telefonisch)|"
        r"\bkeine (?:telefon)?anrufe|\b(?:ruft?|rufen sie) (?:mich|uns) (?:bitte )?(?:nicht|nie)|"
        r"\bnicht (?:per|übers?|am) telefon",
        r"\bno (?:me |nos )?llam(?:es?|en|[eé]is|ar(?:me|nos)?)\b(?! (?:loc[oa]|señor\w*|don|doña|así|(?-i:[A-Z])))|"
        r"\b(?:dej\w+|par\w+|basta) de llamar(?:me|nos)?\b|\b(?:arrête|cesse|stoppe)\w* de (?:m'|me |nous )?(?:appeler|"
        r"téléphoner)|\bno (?:me|nos) (?:llam(?:ar[ae]n?|asen?|aseis)|telefone\w+)|"
        r"\bne (?:veux|souhaite|voudrais|désire) (?:pas|plus) (?:être |qu'on (?:m'|me |nous ))(?:r?appel|téléphon)\w+|"
        r"\bsin llamadas|\bnada de llamadas|\bno quiero llamadas|\bnunca por telefono|\bno por telefono",
        r"\banything (?:but|except|other than) (?:phone )?(?:calls?|an? (?:phone )?call|calling|phoning|ringing)\b|"
        r"\balles außer (?:telefon\w*|anruf\w*)|\bcualquier cosa menos (?:llam\w+|el teléfono)|"
        r"\btout sauf (?:le |les |un )?(?:appels?|téléphone|coups? de fil)\b",
        r"\bpas d'appels?|(?<!je )(?<!vous )(?<!tu )(?<!on )(?<!ils )(?<!personne )\bne (?:m'|me |"
        r"nous )?(?:appele[zr]|appelle[sz]?|rappele[zr]|téléphone[sz]?)(?! (?:pas|plus|jamais)[ ]{1,3}(?:madame|"
        r"monsieur|mademoiselle|par |comme |(?-i:[A-Z])))|\bjamais (?:par|au) téléphone|\bpas (?:par|au|de) téléphone|"
        r"\baucun appel",
    ),
    "all": (
        r"\bleave me alone\b|\b(?:don'?t|do not|never) (?:want|wish) to (?:hear from you|be contacted)(?! (?:by|via|"
        r"on|about))|(?:^|[.!?,;:\n]\s*|\b(?:please|want|wish(?: for)?|like|just|and) )no (?:more|"
        r"further) (?:messages|contact|communication)\b(?! (?:in|on|at|since|arriv\w+|appear\w*|com\w+|show\w*|are|is|"
        r"for (?:days|hours)|left|to)\b)|\blass(?:t|en sie)? mich (?:bitte |"
        r"einfach )*in (?:ruhe|frieden)|\bnichts mehr von (?:euch|ihnen) hören|\bdej(?:en?|ad)me en paz|"
        r"\bno quiero (?:más mensajes|saber (?:nada )?más)|\b(?:laissez|fichez|foutez)[- ]moi (?:la paix|tranquille)|"
        r"(?:^|[.!?,;:\n]\s*|\b(?:veux|souhaite|voudrais|svp|plaît|désire|de|et) )plus (?:aucun|de) (?:message|"
        r"contact)s?(?=\s*(?:$|[.!,;\n])| (?:svp|stp|s'il|merci|de (?:votre|vous|la part)|du tout|par)\b)|"
        r"\bkein\w* (?:weiterer? )?kontakt\w*(?: mehr)?\b|\bd[eé]j(?:en|ad|a) de contactar\w*|\bsin más contacto|"
        r"\bne (?:me|nous) (?:contactez|écrivez) plus",
        r"\b(?:do not|don'?t|never|stop|dont) contact(?:ing)? (?:me|us)(?! (?:by|via|on|over|through|per|with|about|"
        r"at \d|before|after))|\b(?:kontaktier\w*|schreib\w*|meld\w*)(?: sie| euch| ihr)? (?:mich|mir|uns|"
        r"bei mir) (?:bitte )?(?:nicht|nie|niemals|überhaupt)|\bno vuelv\w+ a contactar\w*|\bno (?:me |"
        r"nos )?contact\w+|\bno (?:quiero|deseo) que me contacten|\bne me (?:contact\w+|recontact\w+) (?:plus|pas|"
        r"jamais)",
    ),
}
_HOUR = (
    r"(?:noon|midday|midnight|lunch(?: ?time)?|dinner|school|feierabend|mittag|mittagessen|mediodía|comer|midi|"
    r"le (?:travail|déjeuner)|(?:half past |quarter past |halb )?(?:one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|una|dos|tres|cuatro|cinco|seis|"
    r"siete|ocho|nueve|diez|once|doce|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze)\b(?: (?:uhr|heures?|pm|am|"
    r"o'clock|de la (?:mañana|tarde|noche)|du (?:matin|soir)))?)|\d{1,2}(?:[:.h]\d{2})?(?:[ ]?(?:am|pm|a\.m\.|p\.m\.|"
    r"o'clock|uhr|h|hrs|heures?|horas|(?:de|por) la (?:mañana|tarde|noche)|du (?:matin|soir)))?"
)
_HOUR = rf"(?:(?:{_HOUR})(?!\d))"
_PART = (
    r"(?:week ?days?|week ?ends?|mornings?|afternoons?|evenings?|nights?|after work|lunch ?time|noon|office hours|"
    r"working hours|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|werktags|wochentags|(?:frei|sams|sonn|mon|diens|"
    r"donners)tags?|mittwochs?|morgens|vormittags?|mittags|nachmittags?|abends?|am (?:wochenende|abend|morgen|"
    r"nachmittag|vormittag)|unter der woche|nach feierabend|a medio ?día|por la (?:mañana|tarde|noche)|"
    r"por las (?:mañanas|tardes|noches)|(?:los )?(?:fines de semana|dias laborables|lunes|martes|miercoles|jueves|"
    r"viernes|sabados?|domingos?)|le (?:matin|midi|soir|(?:week-end|lundi|mardi|mercredi|jeudi|vendredi|samedi|"
    r"dimanche)(?: (?:matin|midi|après-midi|soir))?)|l'après-midi|en (?:semaine|journée|soirée|matinée)|"
    r"(?:en )?(?:début|fin|milieu) (?:de (?:la )?(?:journée|matinée|soirée)|d'après-midi)|dans (?:la matinée|"
    r"l'après-midi)|(?:late|early|mid)[ -](?:mornings?|afternoons?|evenings?)|a (?:primera|última) hora"
    r"(?: de la (?:mañana|tarde))?|am (?:frühen|späten) (?:morgen|vormittag|nachmittag|abend))"
)
_CLOCK = (
    r"(?:(?:not|nicht|no|pas|erst|any ?time|jederzeit|always|immer) )?(?:before|after|between|from|around|at|until|"
    r"till|by|ab|nach|vor|zwischen|von|um|gegen|bis|a partir de las?|después de las?|antes de las?|entre las?|"
    r"desde las?|sobre las?|hasta las?|pasadas las?|passé|à partir de|après|avant|entre|vers|dès|de|past|from about|"
    rf"nicht vor|erst ab) {_HOUR}(?:[ ]?(?:and|to|-|until|till|und|bis|y(?: las?)?|a(?: las?)?|et|à)[ ]?{_HOUR})?"
)
_AND_THEN = r"(?: (?:on|or|and|und|oder|y|o|et|ou|am|in the|during|except|außer|los|las|le|en|,) )"
_HAPPENS = (
    r"[ ](?:i|i'?m|we|we'?re|ich|wir|schlaf\w*|bin|sind|habe?n?|arbeite\w*|sitze\w*|je|j'\w+|nous|on|estoy|estamos|"
    r"trabajo|duermo|tengo|soy)\b"
)
"""Behind a part of the day that begins another clause: "nur vormittags, nachmittags schlafe ich"."""
WHEN = (
    rf"(?P<v>(?:(?:on |only |in the |any |every |weekday |{_PART} ?,? ?){{0,3}})(?:{_PART}\b(?!{_HAPPENS})|"
    rf"{_CLOCK})(?:(?:[ ,]|{_AND_THEN})*(?:{_CLOCK}|{_PART}\b(?!{_HAPPENS}))){{0,2}})"
)


def frames() -> Iterator[Frame]:
    """Yield the frames of wishes."""
    for key, wordings in (("pref.tone", _TONE), ("pref.length", _LENGTH)):
        for value, cues in wordings.items():
            bars = _TONE_DENIED if key == "pref.tone" else _USELESS if value == "short" else _RATHER_THAN
            yield Frame(f"{key.partition('.')[2]}.{value}", key, cues, values.choice, WISHED, value=value, bars=bars)
    spares = rule(
        r"\b(?:(?:don'?t|do not|never|no need to) spare (?:me |us )?(?:the |any |me the )?details?|"
        r"(?:spar\w*|geiz\w*)[^.!?;\n\x00]{0,20}? (?:nicht|kein\w*)[^.!?;\n\x00]{0,12}? (?:details|einzelheiten)|"
        r"no (?:escatim|ahorr)\w+ (?:en )?detalles|ne lésine[zr]? pas sur les détails)\b"
    )
    yield Frame("length.detailed", "pref.length", spares, values.choice, _STILL, value="detailed")
    yield from _access()
    yield from _channels()
    yield from _refusals()
    yield from _times()
    yield Frame("memory.off", "consent.memory", MEMORY_OFF, values.choice, _STILL, value="off")


_SHAPES_OF_ANSWERS = ("large print", "plain language", "braille", "captions", "sign language")
"""Needs that may be asked for without a word of oneself: "in large print please"."""
AIDS = (*_SHAPES_OF_ANSWERS, "screen reader")
"""Needs that tell how to answer; "blind" beside "screen reader" tells only why."""


def _access() -> Iterator[Frame]:
    for need, words in NEEDS.items():
        pattern = rule(rf"\b(?:{_AM}|{_USE})\b(?:[^.!?;\n\x00]{{0,24}}? )??(?:{words})\b")
        yield Frame(f"access.{need}", "accessibility.need", pattern, values.choice, value=need)
        sees = rule(
            rf"(?:^|[.!?,;\n]\s*|\b(?:i|ich|yo|je|my|mein\w*|mi|ma) (?:\w+ ){{0,2}})(?:{words})\b(?! (?:accessible|"
            rf"friendly|version|mode|date|spot|ramp|tests?))(?:(?= (?:user|here|hier|aquí|ici|nutzer\w*|"
            rf"fahrer\w*))|(?<=well)|(?<=schlecht)|(?<=mal)|(?<=much)|(?<=poor)|(?<=nichts mehr)|(?<=kaum was)|"
            rf"(?<=fatal)|(?<=flou)|(?<=plus rien)|(?<=bad)|(?<=weak)|(?<=mouse))"
        )
        yield Frame(f"access.{need}", "accessibility.need", sees, values.choice, frozenset({"negated"}), value=need)
        turned = rule(
            r"\b(?:being|as an?|since i'?m|because i'?m|étant|comme je suis|en tant que|siendo|como soy|por ser|"
            rf"al ser) (?:\w+ ){{0,2}}?(?:{words})\b|\bich (?:\w+ ){{0,3}}?(?:{words}) (?:bin|nutze|benutze|verwende|"
            r"brauche)\b"
        )
        yield Frame(f"access.{need}", "accessibility.need", turned, values.choice, value=need)
        if need in _SHAPES_OF_ANSWERS:
            asked = rule(
                r"(?:^|[.!?,;:\n]\s*)(?:(?:and|und|y|et) )?(?:(?:please|bitte|por favor|svp),? )?(?:(?:in|en|mit|with|"
                rf"con|avec) (?:an? )?)?(?:{words}),? (?:please|pls|bitte|por favor|svp|s'il (?:te|vous) plaît)(?!\w)|"
                rf"(?:^|[.!?,;:\n]\s*)(?:please|bitte|por favor|svp),? (?:in|en|mit|with|con|avec) (?:an? )?(?:{words})"
                r"(?=\s*(?:$|[.!,;\n]))"
            )
            yield Frame(f"access.{need}", "accessibility.need", asked, values.choice, WISHED, value=need)
            for_sight = rule(
                rf"\b(?:{words})(?:,? (?:please|pls|bitte|por favor|porfa|svp))?,? (?:(?:que|porque|ya que|because|"
                r"since|as|weil|da|denn|car|parce que|vu que) )?(?:i |ich |je |"
                rf"n'y )?(?:{NEEDS['low vision']})(?![\w-])"
            )
            through: frozenset[Label] = WISHED | {"negated"}
            yield Frame(f"access.{need}", "accessibility.need", for_sight, values.choice, through, value=need)
            shaped = rule(
                r"\b(?:(?:could|can|would) (?:you|i)|send|print|need|i'?d (?:like|love)|könn\w+ (?:sie|ihr)|"
                r"bräuchte\w*|brauche\w*|schick\w*|hätte gern\w*|me (?:l[oa]s? )?(?:pued\w+|podr\w+|mand\w+|env[ií]\w+|"
                r"imprim\w+)|mánd\w+|envíe\w*|necesit\w+|quisiera|querría|j'aimerais|je (?:voudrais|souhaite\w*)|"
                r"(?:pourri|pouv)ez|"
                r"envoye[rz])\b[^.!?;\n\x00]{0,60}?\b(?:in|en|mit|con|avec)[ ](?:an? |einer? )?"
                rf"(?:{words})(?! (?:edition|ausgabe|edición|édition))\b"
            )
            yield Frame(
                f"access.{need}", "accessibility.need", shaped, values.choice, WISHED | {"question", "hypothetical"},
                value=need,
            )  # fmt: skip


def _channels() -> Iterator[Frame]:
    not_but = r"(?:(?!\b(?:y no|et (?:non|pas))\b)[^.!?;,\n\x00]){0,30}?"
    for channel, words in _CHANNELS.items():
        liked_less = rule(
            rf"{_OF_A_PLAN.pattern}|.*(?:\b(?:plutôt qu[e']|rather than|instead of|(?:an)?statt|en (?:vez|lugar) de|"
            r"antes que|más que|mejor que|au lieu d[e']|und nicht|and not|y no|et (?:non|pas)|"
            r"prefer\w* [^.!?;\x00]*?\bover)|, (?:not|nicht|no|pas))(?: ?(?:by|via|on|over|with|per|por|par|sur|auf|"
            r"über|mit|en|de|le|la|el|les|una?|"
            rf"une|an?|the|my|mi|mon|ma|mein\w*|de[mnr]|ein\w*)\b){{0,3}} ?(?:l')?(?:{words})\b"
        )
        for pattern in (
            rf"\b(?:an?|un|eine?|con un|por un)(?: (?:quick|short|simple|kurze|simple))? (?:{words})"
            r"(?: (?:is|ist|me|nos|te|mir|uns))? ?(?:enough|will do|suffit(?!-)|suffira|reicht|genügt|basta|alcanza)\b|"
            rf"\b(?:an?|un|eine?) (?:{words}),? (?:and|und|y|et) (?:i|ich|yo|je|we|wir|on)?(?: ?(?:'ll|will))? ?"
            r"(?:answer|reply|antworte\w*|respond\w+|contest\w+|réponds?|répondons)\b",
            rf"\b(?:please |pls |only |better |best (?:to )?)?{_REACH} (?:only |preferably |rather |just )?(?:via|by|"
            rf"on|over|through|per|in)(?: my)? (?:{words})\b(?! {_NO})",
            r"\b(?:i(?:'d| would)?|we) (?:prefer|(?:rather|sooner) (?:have|get|use)|like)(?: (?:to be (?:contacted|"
            r"reached)|being contacted|contact|hearing back|to (?:talk|chat|write|communicate|use)))?(?: (?:via|by|on|"
            rf"over|through|per|using))?(?: an?)? (?:{words})\b",
            r"(?:^|[.!?,;:\n]\s*)(?:please |bitte |(?:so )?|and |und )(?:only |nur |solo |uniquement )?(?:by |via |"
            rf"per |por |par )?(?:{words}) (?:only|please|instead|bitte|nur|solo|solamente|por favor|mejor|uniquement|"
            r"seulement|svp)\b",
            r"\b(?:write|drop|send|schreib\w*|schick\w*|escr[ií]b\w*|env[ií]\w*|mand\w*|écri\w*|"
            r"envoy\w*)\b[^.!?;,\n\x00]{0,20}?\b(?:instead|rather|lieber|mejor|plutôt|de "
            rf"préférence)\b[^.!?;,\n\x00@]{{0,15}}? (?:an?|'?ne|eine?|una?|une?) (?:{words})\b",
            *(
                (
                    r"\b(?:write|schreib\w*|mail\w*|escr[ií]b\w*|écri\w*|contact\w*|"
                    r"kontaktier\w*)\b[^.!?;,\n\x00@]{0,20}?\b(?:instead|rather|only|lieber|nur|mejor|solo|plutôt|"
                    r"de préférence|uniquement)\b[^.!?;,\n\x00@]{0,20}?[\w.+-]+@[\w.-]+\w",
                )
                if channel == "email"
                else ()
            ),
            *(
                (
                    r"\b(?:mejor|preferiblemente|preferible) (?:que me |me )?ll[aá]m\w+",
                    r"\bam (?:besten|liebsten) (?:\w+ ){0,3}?an(?:ge)?rufen\b|\bruf\w* (?:sie )?(?:mich|"
                    r"uns) (?:bitte )?(?:lieber|am besten)\b",
                    r"\b(?:better|easier|easiest|rather) (?:to |if you |you )(?:call|ring|phone)(?: me|"
                    r" us)?\b(?! it)(?! (?-i:[A-Z]))|\bbest (?:call|ring|phone) me\b(?! (?-i:[A-Z]))",
                    r"\bappele[zr][- ]moi plutôt\b(?! (?-i:[^\W\d_a-zß-ÿ]))|\bplutôt (?:m'|nous )appeler",
                    rf"\b{_CALLS} (?:me|us)(?: up)?,? (?:rather than|instead of|and (?:don'?t|do not)|don'?t|not)"
                    r" (?:an? |by |via |per )?(?:e-?mail\w*|mail\w*|writ\w*|text\w*|messag\w*)",
                    r"\bruf\w*(?: sie)? (?:mich|uns) (?:bitte |lieber )*an,? (?:an)?statt\b",
                    r"\bll[aá]m(?:a|e|en|ad)(?:me|nos) (?:en vez de|antes que|mejor que) (?:escrib|mand|envi|un|el|"
                    r"por)\w*",
                )
                if channel == "phone"
                else ()
            ),
            rf"\b(?:send|put|have|get|schick\w*|sende\w*|mand\w*|env[ií]\w*|envoy\w*)\b[^.!?;,\n\x00@]{{0,20}}?"
            rf"\b(?:everything|all|alles|it all|any (?:news|updates?)|todo|tout|updates?|"
            rf"news)\b[^.!?;,\n\x00@]{{0,20}}? (?:by|via|to my|per|an meine|por|par) (?:{words})\b",
            *(
                (
                    r"(?:^|[.!?,;\n]\s*|\b(?:please|kindly|pls|just|rather|better) )(?:e-?mail|mail) (?:me|"
                    r"us)\b(?! (?:the|an?|my|your) )",
                )
                if channel == "email"
                else ()
            ),
            rf"\b(?:{words}) (?:is|works|would be) (?:the |always |by far )?(?:best|better|easiest|preferred|"
            rf"fine for me|my preferred)",
            rf"\b(?:erreich\w*|kontaktier\w*|meld\w*|schreib\w*|antwort\w*)[^.!?;,\n\x00]{{0,40}}?(?:per|über|auf|"
            rf"via|in) (?:{words})\b",
            r"\b(?:am (?:liebsten|besten)|lieber|bitte(?: nur)?(?: noch)?|bevorzugt|vorzugsweise) (?:per|über|auf|"
            rf"via) (?:{words})\b",
            rf"\b(?:contact|escrib|localiz|respond|avis)\w*{not_but} (?:por|via|a través de|"
            rf"en) (?:{words})\b",
            rf"\b(?:prefiero|mejor|preferiblemente|solo)(?: (?:el|por|via))* (?:{words})\b",
            rf"\b(?:contact|joign|joindre|écri|répond|prévien)\w*{not_but} (?:par|via|sur) (?:{words})\b",
            rf"\b(?:je préfère|plutôt|de préférence|uniquement)(?: (?:le|l'|par|via|sur))* ?(?:{words})\b",
        ):
            yield Frame(
                f"channel.{channel}", "contact.channel", rule(pattern), values.choice, WISHED, value=channel,
                bars=liked_less,
            )  # fmt: skip


_OF_A_PLAN = rule(
    r".*\b(?:(?:your|most|many|some|other|few|eurer?|ihrer?|manche|andere|viele|einige|sus|vuestros|algunos|otros|vos|"
    r"certains|d'autres|beaucoup)(?: (?:of|de|der|von|other|autres|otros))?(?: (?:your|the|sus|vos|eure[nr]?|"
    r"ihre[nr]?))?[ ](?:customers?|clients?|users?|people|kunden|nutzer|leute|clientes?|usuarios|gente|utilisateurs|"
    r"gens))\b|.*\b(?:plan|formule|tarif\w*|abo|paket|oferta|offre)\b.*\b(?:support|soporte|assistance|asistencia|"
    r"hotline|tél\w*|kundenservice)\b"
)
"""Who asks in which ways a plan may be helped with, or others like to be reached, wishes for none of them."""
_MISSED = rule(
    r".*\bnicht (?:darauf |mehr )?verzicht|"
    r".*\b(?:newsletters?|werbung|publicidad|pubs?|ads?) (?:keeps?|says?|said|claims?|behauptet|sagt|dice|dit)\b|"
    r".*(?:n't|\b(?:not|dont|never|nicht|nichts|no|ne|pas))\b.{0,12}?\b(?:mind|bother\w*|object\w*|gegen|stör\w*|"
    r"molest\w*|import\w*|dérang\w*|gên\w*)\b|(?!.*\b(?:möchten?|will|wollen|wünsche\w*|bitte|quier\w+|quisiera|"
    r"queremos|deseo|prefiero|por favor|veux|voudrais|souhait\w+|svp|s'il|want|like|wish|please|pls|prefer|rather|"
    r"stop|mehr (?:bekommen|erhalten))\b).*\b(?:bekomm\w*|erhalt\w*|erhielt\w*|gekriegt|kriege?|bekam\w*|"
    r"(?:an)?gekommen|kommt|came|kam\w*|recibo|there (?:was|is|were|are)|es gab|gab es|hubo|(?:y a|n'y a)|see|saw|"
    r"sehe|veo|vois|recib[íi](?:do|mos)?|lleg\w+|reçue?s?|reçois|reçu\w*|arriv\w*|received|getting|got|signed up)\b"
)
"""That something did not come is no wish that it should not, nor that one does not mind it."""


_ASKED_TO_STOP = (
    r"(?:(?:could|can|would|will) (?:you|u)(?: guys| all)?(?: please| just| finally)? (?:stop|quit|cease)|"
    r"(?:könn\w*|würd\w*) (?:sie|ihr|du)(?: bitte| endlich)? aufhören|(?:pueden?|podrían?|podéis|podríais|"
    r"puedes)(?: por favor| ya)? dejar de|(?:pouvez|pourriez|peux|pourrais)[- ](?:vous|tu)(?: svp| enfin)? (?:arrêter|"
    r"cesser) de)"
)
_CALLING = (
    r"(?:(?:calling|ringing|phoning) (?:me|us)\b|(?:mich|uns) an(?:zu)?rufen|(?:llamar|telefonear)(?:me|nos)\b|"
    r"(?:m'|me |nous )(?:appeler|téléphoner))"
)
_CALLS_AGAIN = rule(
    r"\b(?:phone )?calls? (?:is|are) (?:ok\w*|fine|welcome|alright|all right|allowed)(?: with me|"
    r" by me)?,? (?:again|now)\b|\b(?:you|u) (?:can|may) (?:call|ring|phone)(?: me)? again\b|(?:könnt|können|dürft|"
    r"dürfen|kannst)(?: sie| ihr| du)?"
    r"(?: mich| uns)?(?: jetzt| nun| gern\w*| ruhig| ab \w+)* wieder anrufen|\banrufe? (?:ist|sind|geht|gehen|passt|"
    r"passen) (?:jetzt )?wieder\b|(?:pueden?|podéis|puedes) (?:volver a llamar|llamar(?:me|nos) (?:otra vez|de nuevo))|"
    r"(?:pouvez|peux)(?:-vous)? (?:de nouveau|à nouveau) (?:m'|me |nous )?(?:appeler|téléphoner)|"
    r"(?:m'|nous )appeler (?:de|à) nouveau"
)
"""That one may be called once more."""


def _refusals() -> Iterator[Frame]:
    through: frozenset[Label] = frozenset({"negated", "wish"})
    again = rule(
        rf"\b(?:(?:put|sign|add) me (?:back )?(?:on|onto|up)|resubscribe|wieder anmelden|(?:wieder|"
        rf"ruhig wieder) schicken|vuelv\w+ a (?:mandar|enviar)|"
        rf"réinscri\w+)\b[^.!?;\n\x00]{{0,24}}?\b{_MARKETING}\b"
    )
    yield Frame(
        "refuses.no_more", "contact.do_not_contact", again, values.choice, WISHED, denies=True, value="marketing"
    )
    for what, words in (("marketing", _MARKETING), ("surveys", _SURVEYS), ("calls", _CALLED)):
        welcome = rule(
            rf"\b{words}\b[^.!?;\n\x00]{{0,16}}? (?:are|is|sind|ist|están?|son|sont|est)(?: \w+)? (?:ok|okay|fine|"
            r"allowed|welcome|possible|in ordnung|erlaubt|willkommen|bien|permitid[oa]s|bienvenid[oa]s|possibles?|"
            r"autorisée?s?) (?:again|now|wieder|jetzt|otra vez|de nuevo|ahora|à nouveau|maintenant)\b|"
            r"\b(?:want|like|möchte|will|hätte|quiero|queremos|veux|voudrais|"
            r"souhaite)\b[^.!?;\n\x00]{0,24}?\b(?:again|wieder|"
            rf"volver a|de nuevo|otra vez|à nouveau|de nouveau)\b[^.!?;\n\x00]{{0,24}}?\b{words}\b|"
            r"\b(?:you (?:can|may)|(?:ihr|sie|du) (?:dürft|dürfen|darfst|könnt|können)|(?:me )?(?:pueden?|podéis)|"
            r"vous pouvez|tu peux)\b[^.!?;\n\x00]{0,24}?(?:\b(?:again|wieder|otra vez|de nuevo|"
            rf"à nouveau)\b[^.!?;\n\x00]{{0,16}}?\b{words}|\b{words}\b[^.!?;\n\x00]{{0,16}}?\b(?:again|wieder|otra vez|"
            r"de nuevo|à nouveau))\b"
        )
        yield Frame(
            "refuses.no_more", "contact.do_not_contact", welcome, values.choice, WISHED, denies=True, value=what
        )
    yield Frame(
        "refuses.no_more", "contact.do_not_contact", _CALLS_AGAIN, values.choice, _STILL, denies=True, value="calls"
    )
    for what, words in (("marketing", _MARKETING), ("surveys", _SURVEYS), ("calls", _CALLING)):
        stop = rule(rf"\b{_ASKED_TO_STOP}\b{_UP_TO}\b{words}")
        yield Frame(f"refuses.{what}", "contact.do_not_contact", stop, values.choice, _STILL, value=what)
    for what, patterns in _REFUSED.items():
        for pattern in (*patterns, *_never_again(what)):
            yield Frame(
                f"refuses.{what}", "contact.do_not_contact", rule(pattern), values.choice, through, value=what,
                bars=_MISSED,
            )  # fmt: skip


def _never_again(what: str) -> tuple[str, ...]:
    """ "Sondages : plus jamais", "Umfragen lasst ihr bitte bleiben": what it is stands first."""
    words = {"marketing": _MARKETING, "surveys": _SURVEYS}.get(what, r"(?:anrufe|llamadas|appels|(?:phone )?calls)")
    if what not in ("marketing", "surveys", "calls"):
        return ()
    return (
        rf"(?:^|[.!?\n]\s*)(?:die |les |las |los )?{words}(?: [\w'-]+){{0,3}} ?[:,-] ?(?:please |bitte |por favor "
        r"|svp )?(?:plus jamais|jamais|never|no more|nie (?:mehr|wieder)|nunca|no gracias|non merci|stop|nein danke|"
        r"basta)\b",
        r"(?:^|[.!?,\n]\s*|\b(?:und|aber|but|pero|mais|contre) )(?:the |die |eure |ihre |la |las |los |les |vos |"
        rf"your )?{words}"
        r"(?: [\w'-]+)? ?[,:?!-]{1,2} ?(?:please |bitte |por favor |svp )?(?:stop|enough|no more|basta|schluss|fini|"
        r"c'est fini|keine mehr|ni un[ao] más|ya basta|ça suffit)(?=\s*(?:$|[.,!;\n])|"
        r" (?:in my|now|please|bitte|damit|gracias|merci|thanks|dans|en mi|in mein))",
        rf"(?:^|[.!?,\n]\s*|\b(?:and|und|y|et) )(?:none of|not|keine|nicht|tampoco|nada de|pas de|ni) "
        rf"(?:the |those |these |diese |die |esas |estas |ces |your )?{words} "
        r"(?:either|too|auch nicht|ebenfalls|tampoco|non plus)\b",
        rf"(?:^|[.!?\n]\s*|\b(?:und|aber) )(?:die |eure |ihre )?{words}\b[^.!?;,\n\x00]{{0,16}}?\blass\w*"
        r"[^.!?;,\n\x00]{0,16}?\b(?:bleiben|sein|weg|stecken)\b",
    )


_I_CALL = (
    r"(?:\b(?:i'?ll|i will) (?:call|ring|phone|write|text)|\b(?:call|ring|phone|text) you\b|\b(?:ich rufe?|"
    r"rufe? ich) (?:sie|euch|dich)\b|\b(?:les|os|te) llam(?:o|aré|amos)\b|\bje (?:vous|te) r?appel\w+)"
)
"""When the customer calls is not when they wish to be called."""


def _times() -> Iterator[Frame]:
    through: frozenset[Label] = frozenset({"wish", "past", "question"})
    for pattern in (
        rf"\b(?:best|better|easiest|ideally|preferably)(?: (?:time|to (?:call|reach|contact)(?: me)?|reach me|is|"
        rf"reached|for me))*:? {WHEN}",
        r"\b(?:reach|contact|call|ring|phone|message|text|write)(?: to)? me(?: only| back| best| please| by \w+|"
        rf" on \w+)* {WHEN}",
        rf"{WHEN} (?:suits?|works?|is|are|would be)(?: the)?(?: (?:for )?(?:me|us)\b)? ?(?:(?:best|better|fine|good|"
        r"ideal|great|well)\b|(?<=me)|(?<=us)|(?<=me )|(?<=us ))",
        rf"\b(?:i'?m|i am|we're|we are) (?:only |usually |best )?(?:available|reachable|free|around|home|in|up|"
        rf"at my desk) (?:only )?{WHEN}",
        r"\b(?:dispo\w*|joignable|libre|localizable|erreichbar|available|reachable)(?: (?:seulement|uniquement|que|"
        rf"solo|nur|only|plutôt|am besten|mostly))*(?: | qu'){WHEN}",
        rf"\b(?:erreich\w*|erreichbar|anruf\w*|ruf\w*|meld\w*|kontaktier\w*|schreib\w*|"
        rf"zeit)[^.!?;\n\x00]{{0,50}}?[ ,]{WHEN}",
        rf"\b(?:am besten|am liebsten|bitte nur|bitte erst|vorzugsweise|möglichst|gern\w*) {WHEN}",
        r"\b(?:por|par|per|by|via|vía|sur|auf|über) (?:telegram|slack|whatsapp|e-?mail|mail|correo|teléfono|"
        rf"téléphone|telefon|phone)(?:,| y| et| und| and| solo| nur| only)+ {WHEN}",
        rf"\b(?:por teléfono|par téléphone|au téléphone|telefonisch|by phone|per telefon),? (?:\w+ )?{WHEN}",
        rf"{WHEN} (?:es cuando|is when|c'est quand|bin ich|je suis|soy|i'?m|estoy)\b[^.!?;\n\x00]{{0,20}}?"
        r"\b(?:contest\w*|respond\w*|reach\w*|available|free|answer\w*|erreichbar|joignable|disponible|"
        r"localizable)\b",
        rf"\b(?:llam|contact|escrib|localiz|disponible|encontrar)\w*[^.!?;\n\x00]{{0,30}}? {WHEN}",
        rf"\b(?:mejor|preferiblemente|solo puedo) {WHEN}",
        rf"\b(?:can be|could be|am|i'?m)(?: \w+){{0,2}}? (?:reached|contacted|called|reachable|available|free) {WHEN}",
        rf"\b(?:escr[ií]b|llam|contact|localiz|habl)\w*[^.!?;\n\x00]{{0,15}}? (?P<v>de lunes a (?:viernes|sábado|"
        rf"domingo)(?:,? {_CLOCK})?)",
        rf"\b(?:appele|rappele|contact|joign|joindre|disponible|écri)\w*[^.!?;\n\x00]{{0,30}}? {WHEN}",
        rf"\b(?:plutôt|de préférence|idéalement) {WHEN}",
        rf"{WHEN},? (?:passt|geht|ginge|wäre|ist|es|est|sería|serait|me viene|me va|c'est|ce serait|me convient|"
        r"ça me va)(?: \w+){0,2}? (?:am besten|besser|gut|super|ideal|lo mejor|mejor|bien|perfecto|le mieux|mieux|"
        r"parfait|idéal|le plus simple)\b",
        rf"(?:^|[.!?;\n]\s*){WHEN} (?:only|please|nur|bitte|solo|por favor|uniquement|svp|if possible|wenn möglich|"
        rf"si possible|si puede ser)\b",
        rf"\b(?:me viene|me va|me conviene|passt(?: es)?(?: mir| uns)?|ça me va|ça m'arrange|works for me|suits me)"
        rf"(?: \w+){{0,2}}? {WHEN}",
        rf"\b(?:call|ring|phone|get|reach|contact|catch|text)(?: \w+){{0,2}}? (?:at|on) [\d +()/.-]{{7,20}} {WHEN}",
    ):
        yield Frame("time.best", "contact.time", rule(pattern), values.phrase, through, bars=rule(rf".*{_I_CALL}"))
    beside_number = (
        rf"(?P<v>(?:{_PART}[ ])?(?:{_CLOCK}|{_PART}))[ ](?:bin ich|sind wir|erreicht (?:ihr|man) (?:mich|uns)|i'?m|"
        rf"i am|we'?re|"
        r"je suis|on est|on me joint|estoy|estamos|me encuentran?)(?: \w+){0,2}? (?:unter|auf|on|at|au|en el|sur le) "
        r"(?:the |der |dem )?[\d+(]"
    )
    if_called = (
        r"\b(?:if|wenn|falls|si)\b[^.!?;,\n\x00]{3,40}?\b(?:telephone|phone|call|ring|anrufen?|anruft|anzurufen|"
        r"llam\w+|appel\w+|téléphon\w+)\b(?: (?:me|us|mich|uns))?(?: (?:must|has to|needs to|muss|müssen|soll|"
        r"will))?,? (?:(?:then|please|do so|dann|bitte|que sea|entonces|alors|plutôt|que ce soit)[ ]){0,2}(?:am |"
        rf"el |le |les )?{WHEN}"
    )
    called: frozenset[Label] = through | frozenset({"hypothetical", "third"})
    yield Frame("time.called", "contact.time", rule(if_called), values.phrase, called)
    yield Frame("time.number", "contact.time", rule(beside_number), values.phrase, through | {"hypothetical"})
    for pattern in (
        r"\b(?:i|we|je|ich|wir|on|nous|solo|sólo)(?: [\w']+){0,2}? (?:check (?:(?:our|my|the) )?(?:messages|e-?mails?|"
        r"this)|pick up|answer|take calls|cojo|contesto|atiendo|décroche|"
        rf"réponds|gehe|geh)\b[^.!?;\n\x00]{{0,24}}?(?:[ ]|qu'){WHEN}",
        rf"(?:^|[.!?;\n]\s*)(?P<v>(?:not before|nicht vor|no antes de(?: las?)?|pas avant) {_HOUR})"
        rf"(?=\s*(?:$|[.,;!\n])| (?:please|bitte|por favor|svp)\b)",
    ):
        yield Frame("time.only", "contact.time", rule(pattern), values.phrase, through | {"negated"})


# --- wishes by what they speak of ----------------------------------------------------------------

_SPOKEN = (
    r"(?:the (?:shorter|briefer) the better|answers?|answer(?:ed|ing)|repl(?:y|ies)|respon[sd]\w*|messages?|"
    r"explanations?|explain\w*|text(?:s|ing)?|versions?|contest\w*|keep it|keep things|write|writing|antwort\w*|"
    r"nachricht\w*|erklär\w*|schreib\w*|texte?n?|fass\w*|respuestas?|respond\w*|respónd\w*|mensajes?|expli\w*|"
    r"escrib\w*|réponses?|répond\w*|messages?|écri\w+|sea|sé(?= (?:más |muy |lo más )?(?:breve|concis[oa]|"
    r"direct[oa])(?!\w))|(?:sois|soyez|be)(?= (?:more |a (?:bit|little) (?:more )?|as |very |really |plus |"
    r"très )?(?:short|brief|concise|succinct|detailed|thorough|bref|brève|concis|précis|détaillé)))"
)
"""Folded, "sé" is written as the "se" of "se corta"."""
_SHORT = (
    r"(?:the shorter the better|short\w*|brief\w*|concise\w*|succinct\w*|snappy|to the point|tl;?dr|summar\w+|"
    r"kurz(?:e[rsnm]?|er\w*|ge\w+|fass\w*|form|halt\w*|antwort\w*)?|"
    r"kürzer|knapp\w*|bündig|brev\w+|brièvement|cort(?:it)?[ao]s?|concis\w*|escuet\w+|courte?s?|brefs?|brèv\w+|"
    r"succinct\w*|resum\w+|résum\w+)"
)
_LONG = (
    r"(?:detailed|full(?= (?:answers?|repl(?:y|ies)|explanations?)\b)|at length|(?:more|full|lots? of|plenty of|"
    r"in) detail\w*|thorough\w*|in[- ]depth|elaborate\w*|comprehensive|"
    r"(?<!how )(?<!as )long(?:er)?|essays?|novels?|walls? of text|ausführlich\w*|detailliert\w*|(?<!wie )lange?n?|"
    r"romane?|detallad\w+|extens\w+|complet[ao]s?|larg[ao]s?|(?:con|en) detalle|détaillée?s?|longue?s?|approfondi\w*|"
    r"développée?s?|pavés?|gründlich\w*)"
)
_UNWISHED = rule(
    r"\b(?:no|not|never|don'?t|without|nothing|keine?\w*|nicht|ohne|nada|sin|no|pas|sans|too|zu|demasiado|trop)\b"
)
_WISHED = rule(
    rf"\b(?:{_LIKES}|{FROM_NOW}|keep|be|sea|sé(?= (?:más |muy )?(?:breve|concis)\w)|sois|soyez|fass\w*|hate|no|not|"
    r"don'?t|keine|nada|pas)\b"
)


def seen(page: Page) -> Iterator[Seen]:
    """Yield what clauses wish for that speak of a thing and of a wish, in whatever order of words."""
    for start, end, sentence in page.clauses:
        clause = page.folded[start:end]
        first, last, _ = page.sentences[sentence]
        for form in _forms(clause, page.folded[first:last]):
            yield Seen(_FORM, start, end, form)
        for read in (_length, _tone, _channel):
            if found := read(clause):
                frame, value = found
                yield Seen(frame, start, end, value)
        before = page.folded[first:start]
        if (found := _channel_last(clause, before)) and not _channel(clause):
            yield Seen(found[0], first, end, found[1])
        told = (
            (_TIME, _when(clause)), (_TIME_FOR, _when_called(clause, before)),
            (_TIME, _only_then(clause, page.folded[max(0, start - _BEFORE) : start])),
        )  # fmt: skip
        for frame, at in told:
            if at and (when := values.phrase(page.clean[start + at[0] : start + at[1]], DEFAULT)):
                yield Seen(frame, start, end, when)


def _length(clause: str) -> tuple[Frame, str] | None:
    """How long answers shall be, where a clause speaks of answers, of their length and of a wish."""
    if _SPOKEN_OF.search(clause) and _OF_NO_USE.match(clause):
        return _LENGTH_WISHED, "detailed"
    if rather := _RATHER_THAN.match(clause):
        clause = clause[: rather.start("than")]
    lengths = [(value, told) for value, told in _LENGTHS.items() if told.search(clause)]
    wished = _WISHED.search(clause) or _SIDE_BY_SIDE.search(clause)
    spoken = _SPOKEN_OF.search(clause) or _LENGTH_ALONE.fullmatch(clause)
    if len(lengths) != 1 or not spoken or not wished or _WAS_SO.search(clause):
        return None
    value, told = lengths[0]
    at = told.search(clause)
    if at and _UNWISHED.search(clause, 0, at.start()):
        value = "short"
        if told is _LENGTHS["short"]:
            return None
    return _LENGTH_WISHED, value


_RATHER_THAN = rule(
    r".*?(?:\b(?:rather|prefer\w*|lieber|besser|prefier\w*|mejor|préf[eè]r\w*|plutôt)\b.*?(?P<than>\b(?:than|als|que|"
    r"plutôt que|rather than|instead of|statt|en vez de|au lieu d[e']|over|a(?= (?:(?:las|los|unas?|unos?) )?"
    r"(?:respuestas?|mensajes?|textos?|frases?|explicaciones))|(?:à des|aux|à une?)(?= (?:réponses?|messages?|textes?|"
    r"phrases?|explications?)))(?!\w))|\b(?:long\w*|full|detailed|thorough|in[- ]depth|whole story|ausführlich\w*|"
    r"lang\w*|larg[ao]s?|detallad[ao]s?|complet[ao]s?|longues?|détaillée?s?|complètes?)\b[^.!?;,\x00]{0,24}?\b(?:over|"
    r"rather than|instead of|als|statt|en vez de|antes que|plutôt que|au lieu d[e'])(?!\w))"
)
"""What is liked less than what stands before: "lieber einmal ausführlich als dreimal knapp"."""


_USELESS = rule(
    rf"{_RATHER_THAN.pattern}|.*\b(?:short\w*|brief\w*|concise|kurze?\w*|knapp\w*|cort[ao]s?|breves?|escuet\w+|"
    r"courte?s?|"
    r"brèves?|brefs?|one-?liners?)\b[^.!?,;\x00]{0,24}?\b(?:(?:is|are|of) (?:\w+ )?(?:no use|no help|useless|"
    r"not enough)|(?:don'?t|doesn'?t|won't|never) (?:help|do|work|suit|tell)|(?:helfen|bringen|nützen|nutzen|reichen|"
    r"taugen|genügen)[^.!?,;\x00]{0,12}\b(?:nicht|nichts|nix|wenig|kaum)|no (?:me |nos )?(?:sirven?|ayudan?|valen?|"
    r"bastan?)|me (?:saben|dejan) (?:a poco|igual)|n(?:e |')(?:me |m'|nous )?(?:aident|servent|suffisent|apportent)|"
    r"sont inutiles)\b"
)
"""Short answers that are of no use are a wish for long ones."""
_OF_NO_USE = rule(_USELESS.pattern[len(_RATHER_THAN.pattern) + 1 :])


def _forms(clause: str, sentence: str) -> Iterator[str]:
    """In which form answers shall be; "no bullets" asks for plain ones, "drop the numbered steps" for none of them."""
    found = [(form, at) for form, words in _FORM_WORDS.items() for at in words.finditer(clause)]
    if not found:
        return
    alone = sum(bool(words.search(sentence)) for words in _FORM_WORDS.values()) < 2
    asked = _LIKES_IT.search(sentence if alone else clause) or _DEMANDS.match(clause)
    if not (asked or len(clause.split()) < _FEW_WORDS):
        return
    for form, at in found:
        if form == "plain" or not _NOT_A_FORM.search(clause, 0, at.start()):
            yield form


_FEW_WORDS = 5
_DEMANDS = rule(
    r"\W*(?:please |bitte |por favor |just )?(?:number (?:the|your|all) steps|d[ií](?:me|ga(?:n)?me|nos)|"
    r"m[aá]nd[ae]\w*|tell me|nenn\w* mir|dites-moi|dis-moi)\b"
)
_FORM_WORDS = {form: rule(rf"(?<!\w)(?:{words})(?!\w)") for form, words in _FORMS.items()}
_LIKES_IT = rule(rf"\b{_LIKES}\b")
_NOT_A_FORM = rule(
    r"\b(?:no|not|don'?t|without|drop|skip|stop|enough|instead of|rather than|than|kein\w*|ohne|statt|nicht|nada de|"
    r"sin|en vez de|dej\w+|pas|sans|au lieu d[e']|plutôt que|arrête\w*|avoid|évit\w*|evit\w*)\b(?:(?!\b(?:but|aber|"
    r"pero|mais|sondern|sino|just|nur|solo)\b).)*$"
)
_FORM = Frame("format.wished", "pref.format", _LIKES_IT, values.choice, _STILL)


_FAMILIAR = rule(
    r"\b(?:casual\w*|informal\w*|first[- ]name (?:basis|terms)|duz\w*|geduzt|per du|beim du|"
    r"(?<!bist )(?<!hast )du (?:sagen|zu sagen|ist|reicht|geht)|(?:das|ein) du|tut[eé]\w*|tutoy\w*|tutoi\w*|tutoiement|"
    r"de tú|(?:dire|dit|au) tu|dis[- ]moi tu)\b"
)
_FORMALLY = rule(
    r"\b(?:formal(?:ly|er|ities|ity)?|formell\w*|förmlich\w*|siez\w*|gesiezt|per sie|beim sie|(?:das|mit) sie|"
    r"de usted|el usted|vouvoy\w*|vouvoi\w*|vouvoiement|(?:dire|dit|au) vous|trato formal|tono formal|formel\w*|sir|"
    r"madam)\b"
)
_UNWANTED = rule(
    r"\b(?:no|not|don'?t|never|without|less|drop|skip|stop|cut|too|so|need to|needn'?t|nicht|kein\w*|weniger|ohne|"
    r"statt|sin|nada|menos|deja\w*|ne|pas|sans|moins|trop|arrête\w*|why|warum|pourquoi)\b"
)
_AGES_ME = rule(
    r"(?: [\w']+){0,3}? (?:mich|me|mir|m'|too|zu|demasiado|trop)[ ]?(?: ?[\w']+){0,2}? ?(?:alt|älter|steif|old|"
    r"ancient|stiff|viej[oa]|mayor|vieillit|vieille?|vieux|unangenehm|komisch|distante?|rígido|guindé)\b"
)
"""What is said of a form of address that is not liked: "das Sie macht mich alt"."""
_NOT_BEHIND = rule(r"(?: (?:sie|mich|uns|bitte|doch|mehr)){0,4} nicht\b")
_TONE_WISH = rule(
    rf"\b(?:{_LIKES}|keep|gard\w+|conserv\w+|veuillez|write|writing|wrote|manten\w+|siga\w+|be|stay|remain|tone|talk|"
    r"speak|address|feel free|fine|ok|okay|gut|passt|darfst|kannst|dürfen|"
    r"bleib\w*|trat\w*|habl\w*|puede\w*|podemos|vale|peut|peux|pe|pouvez|on se|entre nous|d'accord|unter uns)\b"
)
_COMPLAINT = rule(
    r"\b(?:complaint|invitation|dress|education|notice|wear|beschwerde|einladung|queja|plainte|shirt|occasion)\b"
)


_OTHERS_DO = rule(_TONE_DENIED.pattern.partition(r"|\bno ")[0] + ")")
"""How somebody was addressed is no wish: "votre robot me tutoie"."""


def _tone(clause: str) -> tuple[Frame, str] | None:
    """Which form of address is wished for; "no need to be formal" is a wish for the other one."""
    if _OTHERS_DO.match(clause):
        return None
    wishes = [
        (value, at) for value, told in (("informal", _FAMILIAR), ("formal", _FORMALLY)) if (at := told.search(clause))
    ]
    if len(wishes) != 1 or _COMPLAINT.search(clause):
        return None
    (value, at) = wishes[0]
    if (
        _UNWANTED.search(clause, 0, at.start())
        or _NOT_BEHIND.match(clause, at.end())
        or _AGES_ME.match(clause, at.end())
    ):
        return _TONE_FRAME, "formal" if value == "informal" else "informal"
    imperative = at.end() - at.start() > 4 and rule(r"^\W*(?:\w+\W+){0,3}$").match(clause[: at.start()])
    return (_TONE_FRAME, value) if _TONE_WISH.search(clause) or (value == "informal" and imperative) else None


_BY = (
    r"(?:by|via|over|through|on|per|using|with|auf|über|in|an|por|a|en|par|sur)(?: (?:the|my|an?|ein\w*|"
    r"mein\w*|el|la|un|mi|le|mon))?"
)
_RATHER = (
    r"(?:prefer\w*|best|meilleur\w*|beste\w*|better|easiest|easier|rather|instead|only|ideally|mostly|more often|just|"
    r"from now on|keep|stay|stick|suits?|please|pls|bitte|gern\w*|por favor|que sea|svp|me va|me convient|passe[rz]?|"
    r"bevorzug\w*|lieber|liebsten|besten|einfachsten|nur|besser|stattdessen|hauptsächlich|prefier\w*|preferi\w*|mejor|"
    r"solo|solamente|únicamente|más fácil|si puede ser|a ser posible|préf[eè]r\w*|plutôt|mieux|uniquement|seulement|"
    r"que|plus simple|(?:m'|nous )arrange|si possible|wenn(?:'s| es)? geht|wenn möglich)"
)
_REACHING = (
    r"(?:reach(?:ed)?|contact(?:ed)?|get (?:hold|in touch|back)|write|message|ping|updates?|posted|news|notify|hear|"
    r"reply|respond|answer|talk|chat|discuss|everything|all|do this|tell me|let me know|schreib\w*|schreiben|"
    r"erreich\w*|kontakt\w*|meld\w*|antwort\w*|alles|bescheid|escrib\w*|escríb\w*|contact\w*|avis\w*|avís\w*|"
    r"respond\w*|todo|localiz\w*|notif\w*|écri\w*|joind\w*|joign\w*|répon\w*|tout|préven\w*|tenez)"
)
_NAMED_BY = {
    "email": r"e-?mails?|mail|correo(?: electrónico)?|courriel",
    "slack": r"slack",
    "telegram": r"telegram|tg",
    "phone": r"t[eé]l|telefonisch|telefónicamente|par téléphone|phoned|"
    r"phone(?: calls?)?|telephone|calls?|telefon\w*|anruf\w*|anrufen|ruf(?:t|en sie)? mich|teléfono|"
    r"llamadas?|(?:llamen|llámame|llámenme|llames)(?! (?-i:[A-Z]))|qu'on m'appelle(?! (?-i:[A-Z]))|"
    r"téléphone|appels?|appeler",
}
_NOT_THAT = (
    r"(?:no|not|never|don'?t|without|instead of|rather than|than|kein\w*|nicht|nie|statt|ohne|als|no por|nada de|sin|"
    r"en vez de|que por|pas|jamais|sans|au lieu de|plutôt que)"
)
_CHANNEL_BARS = rule(
    r"\b(?:invoice|receipt|link|pdf|photos?|pictures?|form|copy|label|document|address|rechnung|beleg|adresse|fotos?|"
    r"factura|recibo|enlace|dirección|facture|reçu|lien|got|received|sent|wrote|waiting|answered|support|soporte|"
    r"assistance|asistencia|hotline|kundenservice|bekommen|erhalten|"
    r"geschickt|gewartet|recib[ií]\w*|mandé|envié|envoyé|app|crash\w*|install\w*|log ?in|password|passwort|contraseña|"
    r"works? on|kaputt|broken|change|correct|update my|delete|remove|ändern?|aktualisier\w*|korrigier\w*|"
    r"cambi(?:a|ar|en?|o)|actualiz\w+|corrig\w+|changer|changez|modifi\w+|mettre à jour|(?:you|they) keep|your|"
    r"ihre?n?|su|votre|newsletter|marketing|promo\w*|number|nummer|número|numéro|use slack|order(?:ed)?)\b|@"
)


def _channel(clause: str) -> tuple[Frame, str] | None:
    """The way in which one wishes to be reached: a way, and that it is liked or that one be reached in it."""
    named = [
        (channel, at) for channel, words in _NAMES_OF_WAYS.items()
        for at in words.finditer(clause) if not _NOT_BEFORE.search(clause, 0, at.start())
    ]  # fmt: skip
    named = [(channel, at) for channel, at in named if not _NEVER_USED.match(clause, at.end())]
    ways = {channel for channel, _ in named}
    if len(ways) != 1 or _CHANNEL_BARS.search(clause):
        return None
    way, at = named[0]
    if way == "phone" and _when(clause):
        return None  # when to be called, not that one be called
    liked = _LIKED.search(clause) and (way != "phone" or _LIKED_BEST.search(clause))
    reached = _REACHED.search(clause) and _BY_BEFORE.search(clause, 0, at.start())
    written = way == "email" and _WRITTEN.search(clause, 0, at.start())
    return (_WAY, way) if liked or reached or written else None


_BEFORE = 160
"""Characters before a clause in which it is asked for what it limits."""


def _channel_last(clause: str, before: str) -> tuple[Frame, str] | None:
    """ "Le plus simple pour me joindre, c'est ici, sur Slack": the way stands alone behind what is said of it."""
    if (
        not before
        or not _WAY_ALONE.fullmatch(clause)
        or not (_LIKED.search(before) and (_REACHED.search(before) or _HERE.search(before)))
    ):
        return None
    return _channel(f"{before} {clause}")


def _only_then(clause: str, before: str) -> tuple[int, int] | None:
    """ "Text only. And only after 6pm": a time that limits what the clause before asks for."""
    found = _ONLY_THEN.fullmatch(clause)
    if found is None or not _TO_BE_REACHED.search(before) or _NOT_FOR_CALLS.search(before):
        return None
    return found.span("v")


_WRITTEN = rule(
    r"\b(?:(?:schreib\w*|schick\w*) (?:mir|uns)|(?:drop|send|shoot|write) (?:me|us)|(?:mánd|manda|envía|envia|escríbe|"
    r"escribe)\w*|(?:envoie|envoyez|écri\w+)[- ]moi)(?: bitte| gern\w*| lieber| just| please| plutôt| mejor)* (?:an?|"
    r"eine?|ne|'ne|una?|une?) $"
)


_NEVER_USED = rule(
    r" (?:ni|nunca|jamás|no|never|nie|niemals|i never|ich nie|lese ich|je (?:ne |n'|l[e'])|on ne)[^.!?;,\n\x00]{0,16}?"
    r"\b(?:abr\w+|mir\w+|leo|contest\w+|open\w*|read|check\w*|look\w*|les\w*|nie|schau\w*|öffne\w*|ouvr\w+|lis|"
    r"regard\w+|répond\w*)\b"
)
"""Behind a way to be reached that one does not look at: "por telegram, que el correo ni lo abro"."""
_HERE = rule(r"\b(?:here|hier|aquí|acá|ici)\W*$")
_WAY_ALONE = rule(
    rf"\W*(?:(?:c'est|it'?s|das ist|ist|es|aquí|acá|ici|hier|"
    rf"here)[ ,]*){{0,2}}{_BY} (?:{'|'.join(_NAMED_BY.values())})\W*"
)
_NAMES_OF_WAYS = {channel: rule(rf"\b(?:{words})\b") for channel, words in _NAMED_BY.items()}
_NOT_BEFORE = rule(
    rf"\b(?:{_NOT_THAT}(?: \w+){{0,2}}|(?:no|keine|pas|plus|nada) (?:more|mehr|de)(?: [\w-]+){{0,4}}) ?$"
)
_LIKED, _REACHED, _BY_BEFORE = rule(rf"\b{_RATHER}\b"), rule(rf"\b{_REACHING}\b"), rule(rf"\b{_BY} $")
_LIKED_BEST = rule(
    r"\b(?:prefer\w*|best|better|easi\w+|rather|bevorzug\w*|lieber|liebsten|besten|prefier\w*|mejor|préf[eè]r\w*|"
    r"plutôt|mieux|m'arrange|si puede ser|a ser posible|suits?|lo mejor|le plus simple|que sea|(?<=bitte) "
    r"telefonisch|instead)\b"
)
_TO_BE_REACHED = rule(
    r"\b(?:(?:(?<!the )(?<!an )(?<!a )(?<!my )(?<!our )(?<!your )(?<!their )(?<!its )(?<!his )(?<!her )(?:call\w*|"
    r"ring|phone))|reach\w*|contact\w*|write|message|text|catch|get (?:me|hold)|talk|speak|available|free|"
    r"best|suits?|(?<!i )(?<!we )works?|ideal\w*|prefer\w*|erreich\w*|anruf\w*|anzurufen|ruft?|rufen|meld\w*|sprechen|"
    r"passt|besten|zeit|llam\w*|llám\w*|contact\w*|localiz\w*|disponible|libre|(?:me|nos) viene|mejor|puedo hablar|"
    r"telefonier\w*|c'est mieux|escrib\w*|appel\w*|rappel\w*|joind\w*|joign\w*|dispo\w*|convien\w*|arrange\w*|"
    r"écriv\w*)\b"
)
_NOT_FOR_CALLS = rule(
    rf"{_I_CALL}|\b(?:deliver\w*|courier|driver|parcel|package|order\w*|ship\w*|arriv\w*|open\w*|close[sd]?|app|"
    r"crash\w*|since|called|rang|waited|worked|works? (?:again|fine|now)|liefer\w*|paket|bestell\w*|geöffnet|offen|"
    r"öffn\w*|seit|angerufen|funktioniert|entreg\w*|envío|pedido|abr\w+|abiert\w*|llamé|llamaron|desde el|livr\w*|"
    r"colis|command\w*|ouv\w+|depuis|appelé|your|ihr\w*|su|votre|vos)\b"
)


def chosen(key: str, folded: str) -> str | None:
    """Return the choice that an answer names in any language: "per E-Mail", "ausführlich"; None when it names none."""
    options: Mapping[str, Mapping[str, Rule]] = {
        "contact.channel": _NAMES_OF_WAYS, "pref.length": _LENGTHS, "pref.format": _FORM_WORDS,
        "pref.tone": {"informal": _FAMILIAR, "formal": _FORMALLY},
    }  # fmt: skip
    said = [value for value, words in options.get(key, {}).items() if words.search(folded)]
    if key == "pref.tone" and not said:
        return _ADDRESS.get(folded.strip(" .!").lower())
    return said[0] if len(said) == 1 else None


_ADDRESS = {"du": "informal", "tu": "informal", "sie": "formal", "usted": "formal", "vous": "formal"}
"""How one is addressed, by the pronoun alone."""


def _when(clause: str) -> tuple[int, int] | None:
    """Return from where to where a clause says when one wishes to be reached: a time, and that it is one for calls."""
    if not _TO_BE_REACHED.search(clause) or _NOT_FOR_CALLS.search(clause):
        return None
    found = _WHENEVER.search(clause)
    return None if found is None or _NOT_BEFORE.search(clause, 0, found.start()) else found.span("v")


def _when_called(clause: str, before: str) -> tuple[int, int] | None:
    """ "If anyone needs to ring me, before 11 is best": the time stands behind the case that it is for."""
    found = _WHENEVER.search(clause)
    if found is None or not _IF_CALLED.search(before) or _NOT_FOR_CALLS.search(f"{before} {clause}"):
        return None
    rest = f"{clause[: found.start()]} {clause[found.end() :]}"
    few = len(rest.split()) <= _FEW_WORDS and not _NOT_BEFORE.search(clause, 0, found.start())
    return found.span("v") if few and _SUITS.search(rest) else None


_IF_CALLED = rule(
    r"\b(?:if|in case|should|when(?:ever)?|wenn|falls|sofern|si|cuando|quand)\b(?! (?:i|we|ich|wir|"
    r"man) )[^\x00]*\b(?:calls?|ring|rings|phones?|reach|contact|get hold|speak|talk|(?:an|zurück)(?:ruf\w*|zurufen)|"
    r"ruft|erreich\w*|sprechen|llam\w*|contact\w*|localiz\w*|hablar|(?:r?appel|téléphon)\w*|joindre|"
    r"(?:en )?parler)\b[^\x00]*$"
)
_SUITS = rule(
    r"\b(?:best|better|only|please|pls|suits?|works?|ideal\w*|prefer\w*|passt|bitte|erst|nur|am besten|lieber|mejor|"
    r"que sea|solo|solamente|por favor|plutôt|de préférence|seulement|uniquement|svp|convient|would be|wäre)\b"
)


_WHENEVER = rule(rf"(?<!\w){WHEN}(?!\w)")
_ONLY_THEN = rule(
    r"\W*(?:(?:and|but|so|und|aber|y|pero|et|mais) )?(?:only|just|any ?time|nur|jederzeit|solo|cuando sea|seulement|"
    rf"uniquement) {WHEN}\W*"
)
_TIME = Frame("time.spoken", "contact.time", _WHENEVER, values.phrase, frozenset({"wish", "question"}))
_TIME_FOR = replace(_TIME, through=frozenset({"wish", "question", "hypothetical"}))
_WAY = Frame("channel.spoken", "contact.channel", _LIKED, values.choice, WISHED, bars=_OF_A_PLAN)
_TONE_FRAME = Frame("tone.spoken", "pref.tone", _FORMALLY, values.choice, _STILL)


_LENGTHS = {"short": rule(rf"\b{_SHORT}\b"), "detailed": rule(rf"\b{_LONG}\b")}
_SPOKEN_OF = rule(rf"\b{_SPOKEN}\b")
_SIDE_BY_SIDE = rule(
    rf"^\W*(?:(?:and|und|y|et|also|auch|aussi|también) )?(?:(?:{_SHORT}|{_LONG})(?:,| and| und| y|"
    rf" et)? ){{1,2}}{_SPOKEN}\b|^\W*(?:(?:and|und|y|et) )?{_SPOKEN} (?:más |plus |muy |très )?(?:{_SHORT}|{_LONG})\b"
)
_LENGTH_ALONE = rule(
    rf"(?=.*\b{FROM_NOW}\b)\W*(?:(?:{FROM_NOW}|{_SHORT}|{_LONG}|and|und|y|et|please|bitte|por favor|svp|gern\w*|"
    r"lieber|rather|instead|mejor|plutôt|then|dann|again|wieder|more|mehr|más|plus|very|ganz|sehr|muy|très|just|nur|"
    r"solo)\b\W*)+"
)
"""All that a clause says is how long, from now on: "ab jetzt gern lang und gründlich"."""
_LENGTH_WISHED = Frame("length.wished", "pref.length", _SPOKEN_OF, values.choice, _STILL)
_WAS_SO = rule(
    r"\b(?:to be (?:brief|short|concise)|para ser breve|pour (?:être|faire) (?:bref|court)|um es kurz|was|were|war|"
    r"waren|fue|era|était|order|delivery|desk|parcel|took|takes|wait\w*|since|ago)\b"
)


_STORE_DE = r"(?:(?:ab)?speicher\w*|merk\w*|behalt\w*|behält\w*|notier\w*|aufbewahr\w*|erinner\w*)"
_STORE_ES = (
    r"(?:rec(?:ue|o)rd(?:e[sn]?|éis|ar)|guard(?:e[sn]?|éis|ar)|memori(?:ce[sn]?|céis|zar)|almacen(?:e[sn]?|éis|ar)|"
    r"conserv(?:e[sn]?|éis|ar)|registr(?:e[sn]?|éis|ar)|anot(?:e[sn]?|éis|ar)|apunt(?:e[sn]?|éis|ar))"
)
_STORE_FR = (
    r"(?:(?:enregistr|sauvegard|gard|stock|conserv|mémoris|not)(?:es?|ez|iez|er)|reten(?:ez|iez|ir)|retien(?:s|nes)|"
    r"souven(?:ez|ir))"
)
_MINE_DE = (
    r"(?:(?:von|über|ueber|zu|an) (?:mir|mich|uns)|mein\w* (?:\w+ )?(?:daten|angaben|infos?|informationen|nachrichten))"
)
_ANY_DE = r"(?:(?:irgend)?(?:et)?was|daten|dinge|infos?|informationen|alles|das alles)"
_NONE_DE = (
    r"(?:(?:gar |überhaupt |absolut |rein gar )?(?:nichts|nix)|kein\w* (?:\w+ )?(?:daten|angaben|infos?|informationen|"
    r"notizen))"
)
_MINE_ES = r"(?:(?:mis |los |ning[uú]n |ninguno de mis |ni un )?datos?|(?:mi |ninguna )?informaci[oó]n|cosas)"
_MINE_FR = (
    r"(?:(?:mes|de|des|les|aucune(?: de mes)?) (?:données|infos?|informations?|messages)|aucune donnée|"
    r"(?:aucune? |d')?(?:trace|informations?|infos?|données?|chose|rien)(?: \w+){0,2} (?:sur moi|à mon sujet|"
    r"me concernant|de moi|de mes \w+))"
)
_BEGINS = (
    r"(?:^|[.!?;:,\n])\W{0,8}(?:(?:bitte|por favor|svp|stp|s'il (?:te|vous) plaît|merci de|veuillez|prière de)[ ,]*)?"
)
_NOT_STORED = (
    # German: "speichern Sie keine Daten", "meine Daten nicht speichern", "ich will nicht, dass du dir etwas merkst"
    rf"{_BEGINS}{_STORE_DE}(?: (?:sie|dir|euch|sich|uns|ihr|bitte|ab|mal|generell|wirklich|einfach|doch|am "
    rf"besten|von mir|über mich))* {_NONE_DE}\b|{_BEGINS}{_STORE_DE}(?: (?:sie|dir|euch|sich|ihr|"
    rf"bitte))* {_MINE_DE} (?:bitte )?nicht\b|{_BEGINS}(?:{_NONE_DE}|"
    rf"{_MINE_DE} (?:bitte )?nicht)(?: mehr)?(?: {_MINE_DE})?(?: bitte)? {_STORE_DE}|"
    r"\b(?:nicht (?:damit )?einverstanden|erlaube (?:euch |ihnen )?nicht|widerspreche|untersage)\b,?[^.!?\n]{0,24}?"
    rf"\b(?:{_MINE_DE}|{_ANY_DE})\b[^.!?\n]{{0,24}}?{_STORE_DE}|"
    r"\b(?:will|möchte|moechte|wünsche|mag|wollen|möchten) (?:bitte )?nicht,? dass (?:du|ihr|sie)\b[^.!?\n]{0,20}?"
    rf"\b(?:{_ANY_DE}|{_MINE_DE})\b[^.!?\n]{{0,20}}?{_STORE_DE}|"
    rf"\b(?:will|möchte|moechte|wünsche|wollen|möchten),? dass (?:du|ihr|sie)\b[^.!?\n]{{0,20}}?\b{_NONE_DE}\b"
    rf"[^.!?\n]{{0,20}}?{_STORE_DE}|\b(?:hör|hören sie|hört) (?:bitte )?auf,? [^.!?\n]{{0,30}}?zu (?:speichern|merken)|"
    # Spanish: "no guarden mis datos", "no quiero que recuerdes nada"; "guarda" tells what a program does not do
    rf"\bno (?:me |te |se |os )?{_STORE_ES} (?:nada|{_MINE_ES})\b|\bno (?:quiero|deseo|queremos|quisiera|"
    rf"me gustaría) que (?:me |te |se |os )?{_STORE_ES}(?: (?:nada|{_MINE_ES})\b|\W*$)|\b(?:quiero|prefiero|"
    rf"deseo) que no (?:me |te |se )?{_STORE_ES} (?:nada|{_MINE_ES})\b|\bdej(?:a|e|en|ad) de (?:guardar|recordar|"
    r"almacenar|registrar)|\bno (?:autorizo|consiento|acepto|permito|doy (?:mi )?(?:permiso|consentimiento|"
    rf"autorización))\b[^.!?\n]{{0,40}}?\b{_STORE_ES}\b[^.!?\n]{{0,30}}?\b(?:nada|sobre m[ií]|de m[ií]|m[ií]os?|"
    r"mis datos|m[ií]a)\b|"
    # French: "n'enregistrez pas mes données", "ne rien garder"; a program's "il n'enregistre rien" begins no sentence
    rf"{_BEGINS}(?:n'|ne )?(?:vous |te )?{_STORE_FR}(?:[- ]vous)? (?:plus )?(?:rien|pas {_MINE_FR}|"
    rf"{_MINE_FR}|aucune donnée)\b|{_BEGINS}ne (?:plus )?(?:rien|pas) {_STORE_FR}(?: {_MINE_FR})?\b(?! (?:ma|mon|la|"
    r"le|cette)\b)|\bje (?:ne )?(?:veux|souhaite|voudrais) (?:pas|plus) qu(?:e |'on )(?:(?:tu|vous) )?(?:vous |"
    rf"te )?{_STORE_FR} (?:{_MINE_FR}|rien|quoi que ce soit|quelque chose)|"
    rf"\bje (?:veux|souhaite|voudrais|préfère) que (?:tu|vous) ne {_STORE_FR} (?:rien|pas {_MINE_FR}|{_MINE_FR})|"
    r"\bje (?:refuse|m'oppose à ce|n'autorise pas|n'accepte pas|ne consens pas à ce|ne permets pas)[^.!?\n]{0,24}?"
    r"\b(?:me|m'|vous)[ ]?(?:(?:\w+ )?(?:mémoris|enregistr|fich|gard|conserv|stock|not|reten)\w+)(?=\s*(?:$|[.,;!\n])|"
    r"[^.!?\n]{0,24}\b(?:moi|mes|mon sujet|concernant)\b)|"
    r"\b(?:arrêt\w+|cess\w+) de (?:garder|sauvegarder|stocker|conserver)\b"
)
_KEPT = r"(?:profiles?|records?|files?|dossiers?|notes?|data|memory|info\w*|anything|details)"
MEMORY_OFF = rule(
    r"\b(?:don'?t|do not|never|dont|not) (?:ever |please )?(?:stor|sav|keep|remember|record|not|track|log|"
    r"memori[sz])\w*(?:,? (?:or|and|nor|&) \w+){0,2} (?:any\w*|things|stuff|an? \w+|data|info\w*)\b[^.!?\n]{0,20}?\b"
    rf"(?:about|of|on) me\b|{_BEGINS}(?:\w+ ){{0,2}}(?:keep|make|store|build|note|save|"
    rf"hold) no(?:thing)?\b(?: {_KEPT})?[^.!?\n]{{0,12}}?\b(?:about|of|on) me\b|\bi (?:don'?t|do not|never) (?:want|"
    r"agree|consent|like|wish)\b[^.!?\n]{0,40}?\b(?:keep\w*|build\w*|stor\w*|sav\w*|hold\w*|mak\w*|"
    rf"collect\w*)\b[^.!?\n]{{0,16}}?\b{_KEPT}\b[^.!?\n]{{0,16}}?\b(?:about|of|on) me\b|\bi (?:object to|refuse|"
    rf"won't have|am against)\b[^.!?\n]{{0,40}}?\b(?:{_KEPT}|remember\w*|stor\w*)\b[^.!?\n]{{0,20}}?\b(?:about|of|"
    r"on) me\b|\b(?:don'?t|do not|didn'?t|not to|not|never) keep (?:any|a) (?:records?|notes?|data|file) (?:of|on|"
    r"about) me|\b(?:rather|prefer|like it if|better if|wish|appreciate it if)(?: that)? (?:you|nobody|"
    r"no one) (?:didn'?t|did not|"
    r"don'?t|not|would not|wouldn'?t|kept no)\b[^.!?\n]{0,20}?\b(?:keep|kept|store|save|remember|record|notes?)\b"
    r"[^.!?\n]{0,24}?\b(?:about me|of me|on me|me|anything|what i (?:say|write|tell)|my (?:data|details))\b|"
    r"\bi don'?t want (?:anything|any data|any of (?:it|this)|things) (?:about|on|of) me (?:saved|stored|kept|"
    r"remembered|recorded)|\b(?:don'?t|do not|dont|never|stop|quit|please stop|no)(?: ever)? (?:remember(?:ing)?|"
    r"stor(?:e|ing)|sav(?:e|ing)|keep(?:ing)?|track(?:ing)?|memori[sz](?:e|ing))(?: any ?(?:more)?)? ?(?:me\b|"
    r"anything|things|stuff|data|info\w*|what i|any of (?:this|my)|my (?:data|details|info\w*|messages)|notes)|"
    r"\b(?:turn|switch) off (?:your |the )?memory|\bmemory off\b|\bi don'?t want (?:you to|to be) remember|"
    r"(?<!ich )\b(?:merke?n?|speicher[en]?n?)(?: (?:dir|euch|sie|sich|bitte))* (?:bitte )?nichts\b|"
    r"\bnichts (?:mehr )?(?:über mich|von mir)[^.!?\n]{0,20}(?:merk|speicher)\w*|\b(?:merk|"
    r"speicher)\w*[^.!?\n]{0,20}nichts (?:mehr )?(?:über mich|von mir)|\bno (?:me )?(?:recuerde\w*|guarde\w*|"
    r"memori[cz]e\w*|almacene\w*) (?:nada|mis datos|más)|\b(?:deja|dejen|dejad) de (?:recordar|guardar)|"
    r"\bno (?:guard|almacen)\w+ (?:ningún dato|datos) (?:mí[oa]s?|sobre mí)|\b(?:merk|speicher)\w*[^.!?\n]{0,20} "
    r"keine (?:\w+ )?(?:daten|infos?|informationen) (?:von|über) mi[rc]h?|\bno me recuerdes\b|"
    r"(?<!je )(?<!il )(?<!elle )(?<!tion )\bne (?:me )?(?:retiens|retenez|mémorise\w*|garde\w*|enregistre\w*|"
    r"stocke\w*) (?:plus )?(?:rien|pas mes|aucune donnée|pas de)|\bne te souviens (?:plus|pas) de moi|"
    r"\barrête\w* de (?:retenir|mémoriser|enregistrer)|" + _NOT_STORED
)
"""That nothing be remembered at all."""


_TO_ITS_STOP = re.compile(r"[^.!?\n]*+\??")


def asks_for_no_memory(folded: str) -> bool:
    """Return whether the customer asks that nothing be remembered of them."""
    stops = (_TO_ITS_STOP.match(folded, one.end()) for one in MEMORY_OFF.finditer(folded))
    return any(stop is not None and "?" not in stop[0] for stop in stops)
