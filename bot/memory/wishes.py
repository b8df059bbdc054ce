"""How a customer wishes to be treated: form of address, length and format of answers, access needs, ways and times of
contact, what must not be done, and that nothing be remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.memory import values
from bot.memory.frame import WISHED, Frame, Seen
from bot.memory.spans import Label, Page
from bot.memory.spelling import rule

_STILL: frozenset[Label] = WISHED | {"negated", "past"}
"""A wish stays one in "could you", "I'd like" and "don't"."""

_TONE = {
    "informal": rule(
        r"\b(?:(?:vous pouvez|tu peux|on peut) me dire tu|dites-moi tu|(?:me puede|puede|me puedes) (?:hablar de "
        r"tú|tutear)|"
        r"(?:duzen|tutear\w*|tutoyer|le tutoiement) (?:\w+ ){0,3}(?:ok\w*|gut|fein|in ordnung|passt|gern\w*|"
        r"bien|perfecto|va|"
        r"convient)|no (?:hace falta|es necesario) que me (?:hable|trate) de usted|(?:ihr|sie) (?:könnt|"
        r"können) (?:ruhig "
        r")?du (?:sagen|zu mir sagen)|"
        r"first names? (?:is|are) fine|drop the (?:sir|madam|mr|mrs|formalit\w+)|no need to be (?:so |that "
        r")?formal|(?:be|keep it|make it) (?:a bit |more )?(?:less formal|informal|"
        r"casual)|"
        r"less formal(?:,? please)?|(?:du |sie |ihr )?(?:könn(?:t|en)|kannst|darfst|dürfen|dürft) (?:uns|mich) "
        r"(?:gern\w* |"
        r"ruhig )?duzen|"
        r"(?:bitte|gern\w*|lieber) (?:wieder )?(?:duzen|per du|beim du)|duz(?:e|en sie|t) mich|(?:wollen|können|"
        r"könnten|sollen) "
        r"wir uns (?:bitte |nicht |gern\w* )*(?:duzen|du sagen)|wir können uns (?:gern\w* )?duzen|"
        r"lass\w* uns (?:doch )?(?:duzen|"
        r"du sagen)|(?:lieber|gern\w*) geduzt|sag(?:en sie|t)? (?:ruhig |bitte |einfach )?du\b|(?:tu|tut)[eé](?:ame|"
        r"arme|e\w*)\b|"
        r"puedes tutearme|(?:me )?trat[ae](?:me|rme|s)? de t[uú]\b|podemos tutearnos|(?:tu peux|vous pouvez|"
        r"on peut) (?:me |se )?"
        r"tutoyer|tutoie[- ]moi|tutoyez[- ]moi|je préfère (?:être tutoyée?|le tutoiement|qu'on se tutoie)|on se "
        r"tutoie)"
    ),
    "formal": rule(
        r"\b(?:(?:please )?(?:be|stay|keep it|make it) (?:a bit |more )?(?<!less )formal(?! complaint)|"
        r"more formal(?:ly)?,? "
        r"please|address me (?:more )?formally|call me (?:mr|mrs|ms|sir|madam|dr)\b\.?|(?:bitte|lieber) (?:siezen|"
        r"beim sie|per sie|"
        r"mit sie)|siez(?:e|en sie|t) mich|(?:lieber|gern\w*|bitte|möchte) gesiezt|gesiezt werden|(?:bleiben wir|"
        r"lieber|"
        r"bleiben sie) (?:bitte )?beim sie|"
        r"(?:me )?trat[ae]n?(?:me|rme)? de usted|prefiero (?:el|que me hable\w* de) usted|vouvoyez[- ]moi|"
        r"vouvoie[- ]moi|"
        r"je préfère (?:être vouvoyée?|le vouvoiement|qu'on se vouvoie))"
    ),
}
_PLEASE_END = (
    r"(?=,? (?:please|pls|thanks|bitte|por favor|merci|s'il|svp|from now|if (?:you|u) can|in (?:the )?future|"
    r"next time|always)|"
    r"\s*(?:$|[.!?;,\n\x00]))"
)
_ANSWERS = r"(?:answers?|replies|reply|messages?|responses?|texts)"
_LENGTH = {
    "short": rule(
        rf"\b(?:keep (?:it|them|(?:your |the )?{_ANSWERS}|things|this) (?:really |very )?(?:short|brief|concise)\w*|"
        rf"(?:short(?:er)?|brief(?:er)?|concise) (?:{_ANSWERS}|version|ones?){_PLEASE_END}|(?:i (?:prefer|like|want|"
        rf"need) |please "
        rf"(?:give|use|send|keep to)(?: me)? )(?:short(?:er)?|brief(?:er)?|concise) {_ANSWERS}|(?:please )?(?:be|"
        rf"stay) (?:more "
        rf")?(?:brief|concise|short){_PLEASE_END}|(?:answer|reply|respond) (?:briefly|in (?:short|brief|a (?:few|"
        rf"couple of) words|"
        rf"one sentence)|shortly)|(?:your |these |the )?{_ANSWERS} (?:are|is) (?:too|way too) long|"
        rf"shorter{_PLEASE_END}|"
        rf"less text{_PLEASE_END}|(?:just )?the short version|short and sweet|(?:get|come|keep it|stay) "
        rf"(?:straight )?to the point|"
        rf"(?:no|don'?t send|without|spare me the) (?:long |endless )?(?:essays|novels|walls? of text|long "
        rf"(?:texts?|messages|"
        rf"paragraphs|answers|replies|explanations))|in a nutshell|just the (?:essentials|basics|gist)|"
        rf"one[- ]liners?{_PLEASE_END}|"
        rf"keine (?:\w+ )?(?:romane|langen (?:texte|antworten|nachrichten|erklärungen))|kurz (?:und knapp|reicht|"
        rf"genügt)|"
        rf"(?:mach\w*|machen sie)(?: es|'?s) (?:bitte )?kurz|in (?:aller kürze|kurzform|einem satz)|(?:bring\w* es|"
        rf"komm\w*(?: sie)?|"
        rf"kommen sie) (?:bitte )?(?:gleich )?(?:auf den|zum) punkt|al grano|sin (?:rodeos|enrollar\w+)|"
        rf"(?:nada de|sin) (?:parrafadas|textos largos|rollos)|en (?:pocas|dos) palabras|lo más breve posible|"
        rf"(?:va|vas|aller|allez|viens|venez)(?: droit)? à l'essentiel|pas de (?:romans?|longs? (?:textes?|"
        rf"discours|messages)|pavés?)|"
        rf"en bref{_PLEASE_END}|en (?:deux|quelques) mots|tl;?dr{_PLEASE_END}|bitte (?:\w+ )?(?:kürzer|kurz|"
        rf"knapp|knapper)\b|"
        r"(?:kurz|kürzer|knapp),? bitte|(?:antwort\w*|schreib\w*|fass\w*)(?: (?:mir|uns|sie|dich|euch|sich|bitte|"
        r"doch|möglichst|so|gern\w*|ruhig|einfach|lieber|"
        r"immer))* (?:kurz|kürzer|knapp|knapper)|(?:kurze|knappe)(?:re)? antworten|halte? (?:es|dich|"
        r"euch) (?:bitte )?(?:kurz|"
        r"knapp)|(?:respuestas?|mensajes) (?:más )?(?:cortas?|cortos|breves?)|s[eé](?:an?)? (?:más )?breves?|"
        r"(?:respond|contest|"
        r"escrib)\w* (?:más |de forma |por favor )*(?:breve|corto|en corto|brevemente)|m[aá]s corto|(?:réponses?|"
        r"messages) (?:plus "
        r"|très )?(?:courte?s?|brèves?|brefs?)|(?:sois|soyez|restez) (?:plus )?(?:bref|brève|concise?)|(?:fais|"
        r"faites) (?:plus )?"
        r"court|plus court|réponds?e?z? (?:moi )?(?:plus )?(?:brièvement|court))"
    ),
    "detailed": rule(
        rf"\b(?:(?:more|in) details?{_PLEASE_END}|(?:more )?detailed (?:{_ANSWERS}|explanations?){_PLEASE_END}|"
        rf"(?:i (?:prefer|"
        rf"like|want|need) |please (?:give|use|send)(?: me)? )(?:more |long |longer )?(?:detailed )?(?:detailed|"
        rf"longer|long|"
        rf"thorough) (?:{_ANSWERS}|explanations?)|(?:please )?(?:be|explain)(?: it| things|"
        rf" everything)? (?:more )?(?:detailed|"
        rf"thorough|in (?:more |full |great )?detail){_PLEASE_END}|longer {_ANSWERS}{_PLEASE_END}|"
        rf"(?:all|full|complete|every|as much|plenty of) (?:the )?(?:details?|explanations?|story|"
        rf"picture){_PLEASE_END}|"
        rf"(?:give|tell|send|show|explain to) (?:me|us) (?:all the|the full|every|as much)(?: \w+)? (?:details?|"
        rf"explanations?)|"
        rf"(?:in[- ]depth|the long version){_PLEASE_END}|gern\w* (?:\w+ )?(?:ausführlich|detailliert)\w*|"
        rf"(?:erklär\w*|antwort\w*|beschreib\w*|schreib\w*)[^.!?\n\x00]{{0,40}}? (?:ausführlich|detailliert|im "
        rf"detail|in allen einzelheiten)|"
        rf"(?:con|en) (?:todo|mucho|gran) detalle|detalladamente|explicaciones? (?:completas?|detalladas?|largas?)|"
        rf"a fondo|en profundidad|(?:à|de) détailler|détaille[zr]?{_PLEASE_END}|explications? (?:complètes?|"
        rf"détaillées?|longues?)|"
        rf"réponses? complètes?|dans (?:le détail|les détails)|"
        rf"ausführlich(?:er)?(?: bitte|e "
        r"antworten)|bitte (?:\w+ ){0,3}ausführlich(?:er)?|antworte\w*[^.!?\n]{0,40} ausführlich(?:er)?|"
        r"mehr details bitte|genauer "
        r"bitte|respuestas (?:más )?(?:detalladas|largas)|con más detalle|más detalles? por favor|(?:respond|"
        r"explic)\w* con "
        r"detalle|réponses (?:plus )?(?:détaillées|longues)|plus (?:de détails?|détaillé)|en détail)"
    ),
}
_LIKES = (
    r"(?:expl\w+|erklär\w*|beschreib\w*|zeig\w*|describ\w*|show me|walk me|guide me|tell me|prefer|like|love|"
    r"please|pls|plz|could (?:you|u)|can (?:you|u)|would (?:you|u)|give me|send me|need|want|"
    r"works? best|"
    r"easier|better|best|only|just|use|always|rather|bitte|am liebsten|lieber|möchte|hätte gern\w*|brauche|könn\w*|"
    r"schreib\w*|"
    r"antwort\w*|gern\w*|contest\w*|contést\w*|quiero|prefiero|por favor|porfa|necesito|mejor|dame|deme|"
    r"respuestas?|responde\w*|préfère|"
    r"préférerais|"
    r"s'il (?:te|vous) plait|svp|stp|j'aime|besoin|plutôt|plus simple|réponses|réponde\w*|donne[zs]?|envoye[zs]?|"
    r"fais|faites|hagame|haz|pong\w*|gib|geben|mach\w*|voudrais)"
)
_FORMS = {
    "steps": r"(?:step[- ]by[- ]step|number (?:the|your|all) steps|one step (?:at a time|after the other)|"
    r"einzelne schritte|"
    r"schritt für schritt|en étapes|por pasos|par étapes|uno por uno|numbered (?:steps|lists?|instructions)|"
    r"schritt für schritt|schrittweise|"
    r"schritte|paso a paso|"
    r"(?:étape|etape) par étape|pas à pas)",
    "bullets": r"(?:bullet(?:ed)?(?: ?points?| lists?)?|bullets|stichpunkte?n?|stichworte?n?|aufzählung(?:en|"
    r"spunkte\w*)?|spiegelstriche\w*|"
    r"viñetas|(?:en )?puntos|listas? con puntos|(?:listes? )?à puces|puces|tirets)",
    "plain": r"(?:plain text|no (?:markdown|formatting|bold|tables|emojis?|bullets?(?: points?)?|lists?)|"
    r"without (?:markdown|formatting|tables|bullets|lists)|keine (?:tabellen|listen|stichpunkte|formatierung\w*)|"
    r"(?:sans|évite[zr]?(?: les| de)?|pas de) (?:tableaux|listes|puces|mise en forme)|(?:sin|nada de|evit\w+(?: "
    r"las)?) "
    r"(?:viñetas|listas|tablas)|"
    r"nur text|reiner "
    r"text|reinen text|ohne (?:formatierung|tabellen|markdown)|texto (?:plano|simple|sin formato)|sin (?:formato|"
    r"tablas)|texte "
    r"(?:brut|simple)|sans (?:mise en forme|tableaux|formatage))",
}
_NEEDS = {
    "screen reader": r"screen ?readers?|screenreader|vorlese(?:software|programm)|lectore?s? de pantalla|"
    r"lecteurs? d'écran|jaws|nvda|"
    r"voiceover|talkback",
    "braille": r"braille",
    "large print": r"large (?:print|text|font|letters)|bigger (?:text|font)|große schrift|großschrift|großdruck|"
    r"letra grande|"
    r"gros caractères",
    "plain language": r"leichte sprache|einfache sprache|plain language|easy read|lectura facil|facile à lire",
    "captions": r"captions|subtitles|untertitel|subtitulos|sous-titres",
    "sign language": r"sign language|gebärdensprache|lengua de (?:signos|señas)|langue des signes|bsl|asl",
    "wheelchair": r"wheelchair|rollstuhl|silla de ruedas|fauteuil roulant",
    "colour blind": r"colou?r[- ]?blind|farbenblind|daltonic[oa]|daltonienn?e?",
    "hard of hearing": r"hard of hearing|hearing[- ]impaired|schwerhörig|hörgeschädigt|malentendante?|hipoacusic[oa]",
    "deaf": r"deaf|gehörlos|taub|sord[oa]|sourde?",
    "low vision": r"visually[- ]impaired|partially sighted|low vision|poor eyesight|sehbehindert|sehschwach|"
    r"baja vision|"
    r"malvoyante?",
    "blind": r"blind|ciego|ciega|invidente|aveugle|non-voyante?",
    "dyslexia": r"dyslexi[ac]|legasthen\w+|dyslexi(?:e|sch)|dislexi[ac]o?|dislexica|dyslexique",
    "motor impairment": r"motor (?:impairment|disability)|can'?t use a mouse|keyboard only|nur mit (?:der )?tastatur|"
    r"tremor",
}
_AM = (
    r"(?:i'?m|i am|ich bin|bin|soy|estoy|je suis|i have|i've|ich habe|tengo|j'ai|due to my|because of my|with my|"
    r"wegen meiner?|por "
    r"mi|à cause de ma)"
)
_USE = (
    r"(?:i (?:use|need|rely on|depend on|require|only use|have)|i'?m using|ich (?:nutze|benutze|brauche|verwende|"
    r"sitze im|bin auf)|"
    r"(?:uso|utilizo|necesito)|j'(?:utilise|ai besoin d[e']|emploie)|use a|mit einem|because of my|and use|and need)"
)
_CHANNELS = {
    "email": r"e-?mails?|mail|correo(?: electronico)?|courriel",
    "slack": r"slack",
    "telegram": r"telegram|tg",
    "phone": r"phone|telephone|calls?|calling|telefon\w*|anruf|telefono|llamada|téléphone",
}
_REACH = (
    r"(?:reach|contact|message|write(?: to)?|writing|text|get (?:hold of|in touch with|back to)|notify|update|answer|"
    r"reply(?: "
    r"to)?|respond(?: to)?|ping)(?:ed)?(?: (?:me|us))?"
)
_CALLS = r"(?:call|calls|calling|ring|ringing|phone|phoning|phone calls?|telephone|telephoning)"
_MARKETING = (
    r"(?:marketing|promo\w*|newsletters?|advert\w*|ads|spam|special offers|offers|werb\w*|reklame|publicidad|"
    r"propaganda|bolet[ií]n\w*|"
    r"ofertas|promociones|pubs?|publicités?|démarchage|prospectus|infolettre|réclames?)"
)
_SURVEYS = (
    r"(?:surveys?|questionnaires?|umfragen?|befragung\w*|encuestas?|cuestionarios?|enquêtes?|sondages?|"
    r"questionnaires?|feedback requests)"
)
_NO = (
    r"(?:no(?: more| further)?|not?|never|don'?t|do not|dont|stop|quit|cease|spare me|enough of|hör\w* auf|without|"
    r"unsubscribe|opt(?:ed)? out|rather not|"
    r"kein\w*|nicht|nie|"
    r"ohne|schluss mit|verzichte\w*|nada de|ningun\w*|sin|no quiero|basta de|dejen? de|dej[ae]d? de|ni|pas|plus|"
    r"aucun\w*|sans|"
    r"jamais|ne|arrête\w*|stoppe\w*)"
)
_REFUSED = {
    "marketing": (
        rf"\b{_NO}\b[^.!?;\n\x00]{{0,40}}?\b{_MARKETING}\b",
        rf"\b{_MARKETING}\b[^.!?;,\n\x00]{{0,24}}?\b(?:keine|nicht|no thanks|nein danke|no gracias|non merci)\b(?! "
        rf"problem)",
        rf"\b{_MARKETING}\b[^.!?;\n\x00]{{0,40}}?\b(?:verschon\w*|abbestell\w*|abmeld\w*|weglassen|sparen|can stop|"
        rf"is unwanted|"
        rf"unerwünscht|interessiert mich nicht|no me interesan?|ne m'intéressent? pas|lassen sie (?:bitte )?(?:weg|"
        rf"sein))",
        rf"\b(?:verschon\w*|spar\w*|lass\w*)\b[^.!?;\n\x00]{{0,30}}?\b{_MARKETING}\b",
        r"\b(?:unsubscribe|take|remove|get) me (?:off|from) (?:your |the |that |any )?(?:mailing |newsletter |"
        r"e-?mail |marketing )?lists?",
        r"\bunsubscribe me\b|\bvom newsletter (?:abmelden|abbestellen)|\bnewsletter (?:abmelden|abbestellen|"
        r"kündigen)|"
        r"\bdésabonne[zr]?[- ]moi|\bdense de baja del bolet",
    ),
    "surveys": (
        rf"\b{_NO}\b[^.!?;\n\x00]{{0,40}}?\b{_SURVEYS}",
        rf"\b(?:verschon\w*|spar\w*|skip|spare me)\b[^.!?;\n\x00]{{0,30}}?\b{_SURVEYS}",
        rf"\b{_SURVEYS}\b[^.!?;\n\x00]{{0,30}}?\b(?:verschon\w*|weglassen|sparen|unerwünscht)",
    ),
    "calls": (
        rf"\b{_CALLS} me (?:never|not)\b|\b(?:never|don'?t) (?:ever )?(?:pick up|answer) the phone|"
        rf"\b(?:évite\w*|éviter|inutile) de (?:m'|me |nous )?(?:appeler|téléphoner)|\bevit\w+ (?:llamar|las "
        rf"llamadas)|"
        rf"\b(?:vermeid\w*|unterlass\w*|spar\w*)\b[^.!?;\n\x00]{{0,20}}?\banrufe?\b|\bno (?:cojo|contesto) (?:el "
        rf"teléfono|llamadas)",
        rf"\b(?:no|never|don'?t|do not|dont|stop|pls don'?t|rather not|not)(?: ever| please|"
        rf" be){{0,2}} (?:phone )?{_CALLS}\b(?! (?:"
        r"it|this|that|them|him|her|the|mr|mrs)\b)(?: me\b)?(?! (?:mr|mrs|ms|dr|sir)\b)",
        rf"\b{_NO} (?:[\w']+ ){{0,2}}?(?:(?:phone )?calls|anrufe?|llamadas?|appels?|coups? de fil|"
        rf"coups? de téléphone)\b",
        r"\b(?:no|without) (?:phone )?calls\b|\bnot? by (?:phone|telephone)\b|\bi (?:hate|can'?t take|don'?t (?:take|"
        r"want|like)) (?:phone )?"
        r"calls",
        r"\b(?:nicht|nie|niemals|nie wieder) (?:mehr )?(?:an(?:zu)?rufen|telefonieren|telefonisch)|"
        r"\bkeine (?:telefon)?anrufe|\b(?:ruft?|"
        r"rufen sie) (?:mich|uns) (?:bitte )?(?:nicht|nie)|\bnicht (?:per|übers?|am) telefon",
        r"\bno (?:me |nos )?llam\w+|\bsin llamadas|\bnada de llamadas|\bno quiero llamadas|\bnunca por telefono|"
        r"\bno por telefono",
        r"\bpas d'appels?|(?<!je )\bne (?:m'|me |nous )?(?:appele[zr]|appelle[sz]?|rappele[zr]|téléphone[sz]?)|"
        r"\bjamais (?:par|au) téléphone|"
        r"\bpas (?:par|au|de) téléphone|\baucun appel",
    ),
    "all": (
        r"\b(?:do not|don'?t|never|stop|dont) contact(?:ing)? (?:me|us)(?! (?:by|via|on|over|through|per|with|about|"
        r"at \d|before|after))|"
        r"\b(?:kontaktier\w*|schreib\w*|meld\w*)(?: sie| euch| ihr)? (?:mich|mir|uns|bei mir) (?:bitte )?(?:nicht|"
        r"nie|niemals|überhaupt)"
        r"|\bno (?:me |nos )?contact\w+|\bno (?:quiero|deseo) que me contacten|\bne me (?:contact\w+|"
        r"recontact\w+) (?:plus|pas|jamais)",
    ),
}
_HOUR = r"\d{1,2}(?:[:.h]\d{2})?(?:[ ]?(?:am|pm|a\.m\.|p\.m\.|o'clock|uhr|h|hrs|heures?|horas))?"
_PART = (
    r"(?:week ?days?|week ?ends?|mornings?|afternoons?|evenings?|nights?|after work|lunch ?time|noon|office hours|"
    r"working hours|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|werktags|wochentags|(?:frei|sams|sonn|mon|diens|donners)tags?|"
    r"mittwochs?|"
    r"morgens|vormittags?|mittags|nachmittags?|abends?|am (?:wochenende|abend|morgen|nachmittag|vormittag)|"
    r"unter der woche|"
    r"nach feierabend|por la (?:mañana|tarde|noche)|por las (?:mañanas|tardes|noches)|(?:los )?(?:fines de semana|"
    r"dias laborables|"
    r"lunes|martes|miercoles|jueves|viernes|sabados?|domingos?)|le (?:matin|midi|soir|week-end|lundi|mardi|mercredi|"
    r"jeudi|vendredi|"
    r"samedi)|l'après-midi|en (?:semaine|journée|soirée|fin de journée|matinée)|dans (?:la matinée|l'après-midi))"
)
_CLOCK = (
    rf"(?:before|after|between|from|around|at|until|by|ab|nach|vor|zwischen|von|um|gegen|bis|a partir de las?|"
    rf"después de las?|"
    rf"antes de las?|entre las?|desde las?|sobre las?|hasta las?|à partir de|après|avant|entre|vers|dès|de) {_HOUR}"
    rf"(?:[ ]?(?:and|to|-|until|till|und|bis|y(?: las?)?|a(?: las?)?|et|à)[ ]?{_HOUR})?"
)
_WHEN = (
    rf"(?P<v>(?:(?:on |only |in the |any |every |weekday |{_PART} ?,? ?){{0,3}})(?:{_PART}|"
    rf"{_CLOCK})(?:[ ,]*(?:{_CLOCK}))?)"
)

CUES: Mapping[str, tuple[str, ...]] = {
    "pref.tone": ("formal", "casual", "duz", "siez", " sie", "du", "tut", "vouv", "usted", "call me", "trat"),
    "pref.length": (
        "detall", "explan", "explic", "fond", "rodeo", "roman", "essen", "mots", "grano", "reicht", "genugt",
        "genuegt", "point",
        "punkt", "gist", "nutshell", "liner", "story", "picture", "profund", "rollo", "parraf", "palabras",
        "einzel", "essay",
        "novel", "wall", "depth", "complet", "pave", "basics",
        "short", "brief", "concise", "long", "detail", "text", "tl", "kurz", "kurz", "kuerz", "knapp", "ausf",
        "genauer", "cort",
        "breve", "bref", "court", "larg", "thorough", "words", "sentence", "brievement",
    ),
    "pref.format": (
        "step", "numbered", "bullet", "plain", "markdown", "format", "table", "emoji", "bold", "schritt", "stich",
        "aufz", "spiegel",
        "nur text", "rein", "tabell", "paso", "vinet", "punto", "texto", "tabla", "etape", "pas a pas", "puce",
        "tiret", "texte",
        "tableau", "mise en forme",
    ),
    "contact.channel": ("mail", "slack", "telegram", "phone", "call", "telefon", "anruf", "correo", "llamada",
    "courriel", "tg "),
    "contact.do_not_contact": (
        "market", "promo", "newsletter", "adver", "ads", "spam", "offer", "werb", "reklam", "publici", "propag",
        "bolet", "ofert",
        " pub", "demarch", "prospectus", "survey", "questionn", "umfrag", "befrag", "encuest", "cuestion",
        "enquete", "sondage",
        "feedback", "call", "ring", "phone", "anruf", "ruf", "telef", "llam", "appel", "contact", "kontakt",
        "subscribe", "list",
        "abonne", "coup", "schreib", "meld", "infolettre", "reclame",
    ),
    "consent.memory": ("remember", "memory", "stor", "sav", "keep", "track", "merk", "speicher", "recuerd", "guard",
    "memori",
                       "retien", "retene", "garde", "enregistre"),
    "accessibility.need": (
        "blind", "deaf", "hearing", "reader", "sight", "vision", "visual", "dyslex", "legasth", "dislex", "print",
        "large", "font",
        "caption", "subtit", "sign l", "wheel", "braille", "nvda", "jaws", "voiceover", "talkback", "lector",
        "lecteur", "sehbe",
        "sehsch", "horig", "hoerig", "gehor", "gehoer", "horge", "taub", "farben", "cieg", "invident", "sord",
        "sourd", "aveugle",
        "voyant", "entendant", "dalton", "rollst", "ruedas", "roulant", "gebar", "leichte", "einfache", "schrift",
        "letra",
        "caracter", "untert", "sous-t", "lengua", "langue des", "motor", "mouse", "keyboard", "tastatur", "tremor",
        "vorlese",
        "eyesight", "bsl", "asl", "easy read", "plain language", "hipoac", "facil",
    ),
}  # fmt: skip


def frames() -> Iterator[Frame]:
    """Yield the frames of wishes."""
    for key, wordings in (("pref.tone", _TONE), ("pref.length", _LENGTH)):
        for value, cues in wordings.items():
            yield Frame(f"{key.partition('.')[2]}.{value}", key, cues, values.choice, WISHED, value=value)
    yield from _formats()
    yield from _access()
    yield from _channels()
    yield from _refusals()
    yield from _times()
    yield Frame("memory.off", "consent.memory", MEMORY_OFF, values.choice, _STILL, value="off")


def _formats() -> Iterator[Frame]:
    for form, words in _FORMS.items():
        # "no tables or bullet points please" asks for no bullets.
        gap = (
            r"(?:(?!\b(?:no|not|without|kein\w*|ohne|sin|nada|pas|sans|avoid|évit\w*|"
            r"evit\w*)\b)[^.!?\n\x00]){0,60}?"
        )
        gap = gap if form != "plain" else r"[^.!?\n\x00]{0,60}?"
        unless = "" if form == "plain" else r"(?<!no )(?<!or )(?<!without )(?<!sin )(?<!sans )(?<!ohne )(?<!pas de )"
        liked = rule(
            rf"\b(?:{_LIKES}\b{gap}(?<!\w){unless}{words}|{unless}{words}(?!\w)[^.!?\n\x00]{{0,40}}?\b{_LIKES}\b)"
        )
        yield Frame(f"format.{form}", "pref.format", liked, values.choice, _STILL, value=form)


def _access() -> Iterator[Frame]:
    for need, words in _NEEDS.items():
        pattern = rule(rf"\b(?:{_AM}|{_USE})\b(?:[^.!?;\n\x00]{{0,24}}? )??(?:{words})\b")
        yield Frame(f"access.{need}", "accessibility.need", pattern, values.choice, value=need)
        turned = rule(
            rf"\b(?:being|as an?|since i'?m|because i'?m|étant|comme je suis|en tant que|siendo|como soy|por ser|"
            rf"al ser) "
            rf"(?:\w+ ){{0,2}}?(?:{words})\b|\bich (?:\w+ ){{0,3}}?(?:{words}) (?:bin|nutze|benutze|verwende|"
            rf"brauche)\b"
        )
        yield Frame(f"access.{need}", "accessibility.need", turned, values.choice, value=need)


def _channels() -> Iterator[Frame]:
    for channel, words in _CHANNELS.items():
        for pattern in (
            rf"\b(?:please |pls |only |better |best (?:to )?)?{_REACH} (?:only |preferably |rather |just )?(?:via|by|"
            rf"on|over|through|"
            rf"per|in)(?: my)? (?:{words})\b(?! {_NO})",
            rf"\b(?:i(?:'d| would)?|we) (?:prefer|rather (?:have|get|use)|like)(?: (?:to be (?:contacted|reached)|"
            rf"being contacted|"
            rf"contact|hearing back|to (?:talk|chat|write|communicate|use)))?(?: (?:via|by|on|over|through|per|"
            rf"using))?(?: an?)? "
            rf"(?:{words})\b",
            rf"(?:^|[.!?,;:\n]\s*)(?:please |bitte |(?:so )?|and |und )(?:only |nur |solo |uniquement )?(?:by |via "
            rf"|per |por |par )?"
            rf"(?:{words}) (?:only|please|instead|bitte|nur|solo|solamente|por favor|mejor|uniquement|seulement|"
            rf"svp)\b",
            rf"\b(?:write|drop|send|schreib\w*|schick\w*|escr[ií]b\w*|env[ií]\w*|mand\w*|écri\w*|"
            rf"envoy\w*)\b[^.!?;,\n\x00]{{0,20}}?"
            rf"\b(?:instead|rather|lieber|mejor|plutôt|de préférence)\b[^.!?;,\n\x00@]{{0,15}}? (?:an?|eine?|una?|"
            rf"une?) (?:{words})\b",
            *(
                (
                    r"\b(?:write|schreib\w*|mail\w*|escr[ií]b\w*|écri\w*|contact\w*|"
                    r"kontaktier\w*)\b[^.!?;,\n\x00@]{0,20}?"
                    r"\b(?:instead|rather|only|lieber|nur|mejor|solo|plutôt|de préférence|"
                    r"uniquement)\b[^.!?;,\n\x00@]{0,20}?"
                    r"[\w.+-]+@[\w.-]+\w",
                )
                if channel == "email"
                else ()
            ),
            rf"\b(?:send|put|have|get|schick\w*|sende\w*|mand\w*|env[ií]\w*|envoy\w*)\b[^.!?;,\n\x00@]{{0,20}}?"
            rf"\b(?:everything|all|alles|it all|any (?:news|updates?)|todo|tout|updates?|"
            rf"news)\b[^.!?;,\n\x00@]{{0,20}}? (?:by|via|to my|per|an meine|por|par) (?:{words})\b",
            rf"\b(?:{words}) (?:is|works|would be) (?:the |always |by far )?(?:best|better|easiest|preferred|"
            rf"fine for me|my preferred)",
            rf"\b(?:erreich\w*|kontaktier\w*|meld\w*|schreib\w*|antwort\w*)[^.!?;,\n\x00]{{0,40}}?(?:per|über|auf|"
            rf"via|in) (?:{words})\b",
            rf"\b(?:am (?:liebsten|besten)|lieber|bitte(?: nur)?(?: noch)?|bevorzugt|vorzugsweise) (?:per|über|auf|"
            rf"via) (?:{words})\b",
            rf"\b(?:contact|escrib|localiz|respond|avis)\w*[^.!?;,\n\x00]{{0,30}}? (?:por|via|a través de|"
            rf"en) (?:{words})\b",
            rf"\b(?:prefiero|mejor|preferiblemente|solo)(?: (?:el|por|via))* (?:{words})\b",
            rf"\b(?:contact|joign|joindre|écri|répond|prévien)\w*[^.!?;,\n\x00]{{0,30}}? (?:par|via|sur) "
            rf"(?:{words})\b",
            rf"\b(?:je préfère|plutôt|de préférence|uniquement)(?: (?:le|l'|par|via|sur))* ?(?:{words})\b",
        ):
            yield Frame(f"channel.{channel}", "contact.channel", rule(pattern), values.choice, WISHED, value=channel)


def _refusals() -> Iterator[Frame]:
    through: frozenset[Label] = frozenset({"negated", "wish"})
    for what, patterns in _REFUSED.items():
        for pattern in patterns:
            yield Frame(f"refuses.{what}", "contact.do_not_contact", rule(pattern), values.choice, through, value=what)


def _times() -> Iterator[Frame]:
    through: frozenset[Label] = frozenset({"wish", "past", "question"})
    for pattern in (
        rf"\b(?:best|better|easiest|ideally|preferably)(?: (?:time|to (?:call|reach|contact)(?: me)?|reach me|is|"
        rf"reached|for me))*:? {_WHEN}",
        rf"\b(?:reach|contact|call|ring|phone|message|text|write)(?: to)? me(?: only| back| best| please| by \w+|"
        rf" on \w+)* {_WHEN}",
        rf"{_WHEN} (?:suits?|works?|is|are|would be)(?: the)?(?: (?:for )?(?:me|us)\b)? ?(?:(?:best|better|fine|"
        rf"good|ideal|great|"
        rf"well)\b|(?<=me)|(?<=us)|(?<=me )|(?<=us ))",
        rf"\b(?:i'?m|i am|we're|we are) (?:only |usually |best )?(?:available|reachable|free|around|"
        rf"at my desk) {_WHEN}",
        rf"\b(?:erreich\w*|erreichbar|anruf\w*|ruf\w*|meld\w*|kontaktier\w*|schreib\w*|"
        rf"zeit)[^.!?;\n\x00]{{0,50}}?[ ,]{_WHEN}",
        rf"\b(?:am besten|bitte nur|bitte erst|gern\w*) {_WHEN}",
        rf"{_WHEN} (?:es cuando|is when|c'est quand|bin ich|je suis|soy|i'?m|estoy)\b[^.!?;\n\x00]{{0,20}}?"
        r"\b(?:contest\w*|respond\w*|reach\w*|available|free|answer\w*|erreichbar|joignable|disponible|"
        r"localizable)\b",
        rf"\b(?:llam|contact|escrib|localiz|disponible|encontrar)\w*[^.!?;\n\x00]{{0,30}}? {_WHEN}",
        rf"\b(?:mejor|preferiblemente|solo puedo) {_WHEN}",
        rf"\b(?:can be|could be|am|i'?m)(?: \w+){{0,2}}? (?:reached|contacted|called|reachable|available|free) "
        rf"{_WHEN}",
        rf"\b(?:escr[ií]b|llam|contact|localiz|habl)\w*[^.!?;\n\x00]{{0,15}}? (?P<v>de lunes a (?:viernes|sábado|"
        rf"domingo)(?:,? {_CLOCK})?)",
        rf"\b(?:appele|rappele|contact|joign|joindre|disponible|écri)\w*[^.!?;\n\x00]{{0,30}}? {_WHEN}",
        rf"\b(?:plutôt|de préférence|idéalement) {_WHEN}",
    ):
        yield Frame("time.best", "contact.time", rule(pattern), values.phrase, through)


# --- wishes by what they speak of ----------------------------------------------------------------

_SPOKEN = (
    r"(?:answers?|answer(?:ed|ing)|repl(?:y|ies)|respon[sd]\w*|messages?|explanations?|explain\w*|text(?:s|"
    r"ing)?|versions?|"
    r"keep it|keep things|write|writing|antwort\w*|nachricht\w*|erklär\w*|schreib\w*|texte?n?|fass\w*|respuestas?|"
    r"respond\w*|respónd\w*|mensajes?|expli\w*|escrib\w*|réponses?|répond\w*|messages?|écri\w+|sea|sé|sois|soyez|be)"
)
_SHORT = (
    r"(?:short\w*|brief\w*|concise\w*|succinct\w*|snappy|to the point|tl;?dr|summar\w+|kurz\w*|kürzer|knapp\w*|bündig|"
    r"brev\w+|cort[ao]s?|concis\w*|escuet\w+|courte?s?|brefs?|brèv\w+|succinct\w*|resum\w+|résum\w+)"
)
_LONG = (
    r"(?:detailed|(?:more|full|lots? of|plenty of|in) detail\w*|thorough\w*|in[- ]depth|elaborate\w*|comprehensive|"
    r"long(?:er)?|essays?|novels?|walls? of text|ausführlich\w*|detailliert\w*|lange?n?|romane?|detallad\w+|extens\w+|"
    r"complet[ao]s?|larg[ao]s?|con detalle|détaillée?s?|longue?s?|approfondi\w*|développée?s?|pavés?)"
)
_UNWISHED = rule(
    r"\b(?:no|not|never|don'?t|without|nothing|keine?\w*|nicht|ohne|nada|sin|no|pas|sans|too|zu|demasiado|trop)\b"
)
_WISHED = rule(rf"\b(?:{_LIKES}|keep|be|sea|sé|sois|soyez|fass\w*|hate|no|not|don'?t|keine|nada|pas)\b")


def seen(page: Page) -> Iterator[Seen]:
    """Yield how long answers shall be, where a clause speaks of answers, of their length and of a wish."""
    for start, end, _ in page.clauses:
        clause = page.folded[start:end]
        lengths = [(value, told) for value, told in _LENGTHS.items() if told.search(clause)]
        if len(lengths) != 1 or not _SPOKEN_OF.search(clause) or not _WISHED.search(clause) or _WAS_SO.search(clause):
            continue
        value, told = lengths[0]
        at = told.search(clause)
        if at and _UNWISHED.search(clause, 0, at.start()):
            value = "short"
            if told is _LENGTHS["short"]:
                continue
        frame = Frame("length.wished", "pref.length", told, values.choice, _STILL)
        yield Seen(frame, start, end, value)


_LENGTHS = {"short": rule(rf"\b{_SHORT}\b"), "detailed": rule(rf"\b{_LONG}\b")}
_SPOKEN_OF = rule(rf"\b{_SPOKEN}\b")
_WAS_SO = rule(r"\b(?:was|were|war|waren|fue|era|était|order|delivery|desk|parcel|took|takes|wait\w*|since|ago)\b")


MEMORY_OFF = rule(
    r"\b(?:don'?t|do not|dont|never|stop|quit|please stop|no)(?: ever)? (?:remember(?:ing)?|stor(?:e|ing)|sav(?:e|"
    r"ing)|keep(?:ing)?|"
    r"track(?:ing)?|memori[sz](?:e|ing))(?: any ?(?:more)?)? ?(?:me\b|anything|things|stuff|data|info\w*|what i|"
    r"any of (?:this|my)|my "
    r"(?:data|details|info\w*|messages)|notes)|\b(?:turn|switch) off (?:your |the )?memory|\bmemory off\b|"
    r"\bi don'?t want (?:you to|to be) "
    r"remember|\b(?:merk\w*|speicher\w*)(?: (?:dir|euch|sie|sich|bitte))* (?:bitte )?nichts\b|"
    r"\bnichts (?:mehr )?(?:über mich|von mir)"
    r"[^.!?\n]{0,20}(?:merk|speicher)\w*|\b(?:merk|speicher)\w*[^.!?\n]{0,20}nichts (?:mehr )?(?:über mich|von mir)|"
    r"\bno (?:me )?"
    r"(?:recuerde\w*|guarde\w*|memori[cz]e\w*|almacene\w*) (?:nada|mis datos|más)|\bdeja de (?:recordar|guardar)|"
    r"\bno me recuerdes\b|"
    r"\bne (?:me )?(?:retiens|retenez|mémorise\w*|garde\w*|enregistre\w*|stocke\w*) (?:plus )?(?:rien|pas mes|"
    r"aucune donnée|pas de)|"
    r"\bne te souviens (?:plus|pas) de moi|\barrête\w* de (?:retenir|mémoriser|enregistrer)"
)
"""That nothing be remembered at all."""


def asks_for_no_memory(folded: str) -> bool:
    """Return whether the customer asks that nothing be remembered of them."""
    return bool(MEMORY_OFF.search(folded)) and not re.search(r"\?\s*$", folded)
