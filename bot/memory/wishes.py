"""How a customer wishes to be treated: form of address, length and format of answers, access needs, ways and times of
contact, what must not be done, and that nothing be remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.memory import values
from bot.memory.frame import WISHED, Frame, Seen
from bot.memory.registry import DEFAULT
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
        r"vouvoie[- ]moi|merci de (?:bien vouloir )?(?:(?:me|nous|se) vouvoyer|(?:me|nous) dire vous)|"
        r"je préfère (?:être vouvoyée?|le vouvoiement|qu'on se vouvoie))"
    ),
}
_TONE_DENIED = rule(
    r"[^\x00]*?(?:\bno (?:(?!(?:y|o|sino|pero|tute\w*)\b)\w+ ){1,5}?(?:trat|habl)\w* de usted\b|"
    r"\b(?:siez|duz)\w*(?: (?:sie|mich|uns|bitte|doch|mehr)){0,4} nicht\b)"
)
"""A form of address that is not wished for: "no hace falta tratarme de usted" asks for the other (`_tone`)."""
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
        rf"less text{_PLEASE_END}|(?:just )?the short version(?! (?:is|of)\b)|"
        rf"short and sweet|(?:get|come|keep it|stay) "
        rf"(?:straight )?to the point|"
        rf"(?:no|don'?t send|without|spare me the) (?:long |endless )?(?:essays|novels|walls? of text|long "
        rf"(?:texts?|messages|"
        rf"paragraphs|answers|replies|explanations))|in a nutshell|just the (?:essentials|basics|gist)|"
        rf"one[- ]liners?{_PLEASE_END}|"
        rf"(?:(?:weniger|nicht so viel) text|menos texto|moins de (?:texte|blabla)){_PLEASE_END}|en (?:resumen|"
        rf"résumé)(?=,? (?:por favor|svp|s'il)|\s*(?:$|[.!]))|"
        rf"keine (?:\w+ )?(?:romane|langen (?:texte|antworten|nachrichten|erklärungen))|"
        rf"(?:one|a single|ein|una?|une) (?:line|sentence|satz|frase|línea|phrase|ligne) (?:is (?:enough|fine|plenty)|"
        rf"will "
        rf"do|does it|reicht|genügt|basta|me vale|suffit)|"
        rf"kurz (?:und knapp|reicht|"
        rf"genügt)|"
        rf"(?:mach\w*|machen sie)(?: es|'?s) (?:bitte )?kurz|in (?:aller kürze|kurzform|einem satz)|(?:bring\w* es|"
        rf"komm\w*(?: sie)?|"
        rf"kommen sie) (?:bitte )?(?:gleich )?(?:auf den|zum) punkt|al grano|no (?:te|se|os) enroll\w+|sin (?:rodeos|"
        rf"enrollar\w+)|"
        rf"(?:nada de|sin) (?:parrafadas|textos largos|rollos)|en (?:pocas|dos) palabras|lo más breve posible|"
        rf"(?:va|vas|aller|allez|viens|venez)(?: tout)?(?: droit)? (?:à l'essentiel|au but)|pas de (?:romans?|"
        rf"longs? (?:textes?|"
        rf"discours|messages)|pavés?)|"
        rf"en bref(?=,? (?:svp|stp|s'il)|\s*(?:$|[.!]))|en (?:deux|quelques) mots|tl;?dr{_PLEASE_END}|"
        rf"bitte (?:\w+ )?(?:kürzer|"
        rf"kurz(?! (?!antwort|fass|halt|schreib|erklär|und\b|machen)\w)|"
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
        r"court|plus court|(?:réponds?e?z?|explique[sz]?|écri\w+|dis|dites)[ -](?:moi )?(?:ça |cela )?(?:plus |"
        r"très )?(?:brièvement|court))"
    ),
    "detailed": rule(
        rf"\b(?:i (?:really )?(?:like|love) (?:the |all the |lots of |plenty of )?details?{_PLEASE_END}|(?:more|"
        rf"in) details?{_PLEASE_END}|(?:more )?detailed (?:{_ANSWERS}|explanations?){_PLEASE_END}|"
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
        r"(?:mit )?(?:mehr|allen|vielen) details(?: bitte)?|(?:erklär\w*|beschreib\w*)[^.!?\n\x00]{0,24} (?:ganz |"
        r"sehr )?genau(?:er)?|(?:mag|will|brauche|bevorzuge) es (?:lieber |gern\w* )?(?:ausführlich|detailliert|"
        r"genau)\w*|genauer "
        r"bitte|respuestas (?:más )?(?:detalladas|largas)|con más detalle|más detalles? por favor|(?:todos los|"
        r"con) detalles|más detallad[oa]s?|tous les détails|plus de précisions?|(?:respond|"
        r"explic)\w* con "
        r"detalle|réponses (?:plus )?(?:détaillées|longues)|plus (?:de détails?|détaillé)|en détail)"
    ),
}
_LIKES = (
    r"(?:expl\w+|erklär\w*|beschreib\w*|zeig\w*|describ\w*|show me|walk me|guide me|tell me|prefer|like|love|"
    r"please|pls|plz|make (?:it|them)|could (?:you|u)|can (?:you|u)|would (?:you|u)|give me|send me|need|want|"
    r"works? (?:best|better)|"
    r"easier|better|best|only|just|use|always|rather|bitte|am liebsten|lieber|möchte|hätte gern\w*|brauche|könn\w*|"
    r"schreib\w*|"
    r"antwort\w*|gern\w*|contest\w*|contést\w*|quiero|prefiero|por favor|porfa|necesito|mejor|dame|deme|"
    r"respuestas?|responde\w*|préfère|"
    r"préférerais|"
    r"s'il (?:te|vous) plait|svp|stp|j'aime|besoin|plutôt|plus simple|réponses|réponde\w*|donne[zs]?|envoye[zs]?|"
    r"fais|faites|hagame|haz|pong\w*|gib|geben|mach\w*|voudrais|restons|reste[zs]?|bevorzuge\w*|wäre (?:gut|super|"
    r"nett|toll)|mag|einfach|estaría bien|me gusta\w*|serait (?:bien|parfait|top))"
)
_FORMS = {
    "steps": r"(?:step[- ]by[- ]step|paso por paso|"
    r"number (?:the|your|all) steps|one step (?:at a time|after the other)|"
    r"(?:einzelne|kleine|nummerierte)n? schritten?|étapes (?:numérotées|simples|claires)|pasos (?:numerados|"
    r"sencillos|claros)|"
    r"schritt für schritt|en étapes|por pasos|par étapes|uno por uno|numbered (?:steps|lists?|instructions)|"
    r"schritt für schritt|schrittweise|"
    r"schritte|paso a paso|"
    r"(?:étape|etape) par étape|pas à pas)",
    "bullets": r"(?:bullet(?:ed)?(?: ?points?| lists?)?|bullets|stichpunkte?n?|stichworte?n?|aufzählung(?:en|"
    r"spunkte\w*)?|spiegelstriche\w*|"
    r"viñetas|(?:en )?puntos|listas? con puntos|en (?:forma de )?(?:una )?lista|en points|(?:sous forme de|en) liste|"
    r"als (?:kurze )?liste|aufgelistet|(?:listes? )?à puces|puces|tirets)",
    "plain": r"(?:plain text|no (?:markdown|formatting|bold|tables|emojis?|bullets?(?: points?)?|lists?)|"
    r"without (?:markdown|formatting|tables|bullets|lists)|keine (?:tabellen|listen|stichpunkte|formatierung\w*)|"
    r"(?:sans|évite[zr]?(?: les| de)?|pas de) (?:tableaux|listes|puces|mise en forme)|(?:sin|nada de|evit\w+(?: "
    r"las)?) "
    r"(?:viñetas|listas|tablas)|"
    r"nur text|als (?:fließ)?text|fließtext|texto (?:corrido|seguido)|texte (?:continu|suivi)|reiner "
    r"text|reinen text|ohne (?:formatierung|tabellen|markdown)|texto (?:plano|simple|sin formato)|sin (?:formato|"
    r"tablas)|texte "
    r"(?:brut|simple)|sans (?:mise en forme|tableaux|formatage))",
}
_NEEDS = {
    "screen reader": r"screen ?readers?|screenreader|vorlese(?:software|programm)|lectore?s? de pantalla|"
    r"lecteurs? d'écran|jaws|nvda|"
    r"voiceover|talkback|bildschirmleser\w*|sprachausgabe",
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
    "wheelchair": r"wheelchair|rollstuhl|silla de ruedas|fauteuil roulant",
    "colour blind": r"colou?r[- ]?blind|farbenblind|farbenfehlsichtig|rot-?grün-?(?:blind|schwäche)|"
    r"farb(?:sehschwäche|schwach)|daltonic[oa]|daltonienn?e?",
    "hard of hearing": r"(?:can'?t|don'?t|do not) hear (?:very |so |too )?(?:well|much)|(?:höre|"
    r"hör) (?:\w+ )?(?:schlecht|schwer|nicht gut)|oigo (?:muy |bastante )?(?:mal|poco|fatal)|"
    r"entends (?:très |plutôt |assez )?(?:mal|peu)|hearing (?:aids?|loss|impairment)|hörgeräte?|audífonos?|"
    r"appareils? auditifs?|"
    r"hard of hearing|hearing[- ]impaired|schwerhörig|hörgeschädigt|malentendante?|hipoacusic[oa]",
    "deaf": r"deaf|gehörlos|taub|sord[oa]|sourde?",
    "low vision": r"(?:eye ?sight|sight|vision) is (?:\w+ )?(?:poor|bad|weak|failing|limited)|(?:poor|bad|weak|"
    r"limited) (?:eye)?sight|can'?t see (?:very )?well|"
    r"(?:sehe|seh) (?:\w+ ){0,2}?(?:schlecht|nichts mehr|kaum (?:noch )?(?:was|etwas))|(?:veo|vemos) (?:muy |"
    r"bastante |casi )?(?:mal|poco|fatal|regular|nada)|poca vista|vois (?:très |plutôt |assez )?(?:mal|peu|flou)|"
    r"mauvaise vue|visually[- ]impaired|partially sighted|low vision|poor eyesight|sehbehindert|sehschwach|"
    r"baja vision|"
    r"malvoyante?",
    "blind": r"blind|ciego|ciega|invidente|aveugle|non-voyante?",
    "dyslexia": r"dyslexi[ac]|leseschwäche|lese-?rechtschreib\w*|legasthen\w+|dyslexi(?:e|sch)|dislexi[ac]o?|"
    r"dislexica|dyslexique",
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
    r"höre? mit|lese mit|bin angewiesen auf|"
    r"sitze im|bin auf)|"
    r"(?:uso|utilizo|necesito|navego con|trabajo con|voy (?:en|con)|me muevo en|leo con|por favor (?:en|con))|"
    r"bitte (?:in|mit|eine)?|"
    r"j'(?:utilise|ai besoin d[e']|emploie)|j'(?=entends)|je (?:lis|passe|navigue|travaille) (?:avec|par)|"
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
    r"reply(?: "
    r"to)?|respond(?: to)?|ping)(?:ed)?(?: (?:me|us))?"
)
_CALLS = r"(?:call|calls|calling|ring|ringing|phone|phoning|phone calls?|telephone|telephoning)"
_MARKETING = (
    r"(?:marketing|promo\w*|newsletters?|advert\w*|ads|spam|special offers|offers|werb\w*|reklame|publicidad|"
    r"propaganda|bolet[ií]n\w*|"
    r"ofertas|promociones|pubs?|publicités?|démarchage|prospectus|infolettre|réclames?|mailing ?lists?|mailings|"
    r"promotions?|envois (?:publicitaires|commerciaux|promotionnels)|envíos (?:publicitarios|comerciales)|"
    r"(?:werbe|post)sendungen|publicitaires?|"
    r"deals|commercials|angebote|werbemails?|rundmails?|promos|comerciales|publicitari\w+|offres|promotionnel\w*|"
    r"commerciaux|(?:e-?mail-?)?verteilers?|mailing-?listen?|listas? de (?:correo|distribución|difusión)|"
    r"listes? (?:de diffusion|d'envoi))"
)
_SURVEYS = (
    r"(?:surveys?|questionnaires?|\w*umfragen?|befragung\w*|encuestas?|cuestionarios?|enquêtes?|sondages?|"
    r"questionnaires?|feedback (?:requests?|forms?|mails?|e-?mails?)|(?:customer )?satisfaction \w+|"
    r"how[ -]did[ -]we[ -]do|"
    r"rat(?:e|ing|ings)\b|"
    r"bewertung\w*|bewerten|valoraciones|valorar|satisfacción|avis clients?|(?:de )?satisfaction|noter)"
)
_NO = (
    r"(?:tampoco|neither|nor|weder|lay off|knock off|enough|less|assez (?:de|d')|ras le bol (?:de|des)|paso de|"
    r"harto de|harta de|"
    r"genug|satt|no need for|brauch\w* kein\w*|"
    r"no(?: more| further)?|not?|never|don'?t|do not|dont|stop|quit|cease|spare me|enough of|hör\w* auf|without|"
    r"can you stop|could you stop|unsubscribe|opt(?:ed|ing)? (?:me )?out|rather not|take me off|remove me|get me "
    r"off|refrain|not interested|"
    r"leave me out|leave me off|abmeld\w*|"
    r"austragen|streich\w*|kein interesse|dar(?:me)? de baja|denme de baja|quít\w+|qui?ten?me|désinscri\w*|"
    r"désabonn\w*|retir\w*|marre|"
    r"kein\w*|nicht|nie|"
    r"ohne|schluss mit|verzichte\w*|nada de|ningun\w*|sin|no quiero|basta de|dejen? de|dej[ae]d? de|ni|pas|plus|"
    r"aucun\w*|sans|"
    r"jamais|ne|arrête\w*|stoppe\w*)"
)
_REFUSED = {
    "marketing": (
        rf"\b{_NO}\b[^.!?;\n\x00]{{0,40}}?\b{_MARKETING}\b",
        rf"\b(?:sick|tired|fed up)(?: and tired)? (?:of|with) [^.!?;,\n\x00]{{0,24}}?\b{_MARKETING}\b",
        rf"\b{_MARKETING}\b[^.!?;:,\n\x00]{{0,16}}: ?(?:stop|no|nein|non|nope|never)\b",
        rf"\b{_MARKETING}\b[^.!?;,\n\x00]{{0,24}}?\b(?:keine|nicht|no thanks|nein danke|no gracias|non merci)\b(?! "
        rf"problem)",
        rf"\b{_MARKETING}\b[^.!?;\n\x00]{{0,40}}?\b(?:verschon\w*|abbestell\w*|abmeld\w*|weglassen|sparen|can stop|"
        rf"is unwanted|"
        rf"unerwünscht|interessiert mich nicht|no me interesan?|ne m'intéressent? pas|lassen sie (?:bitte )?(?:weg|"
        rf"sein))",
        rf"\b(?:verschon\w*|spar\w*|lass\w*|(?:nimm|nehm\w*|melde\w*|trag\w*|streich\w*|lösch\w*)(?: sie|"
        rf" bitte)* (?:mich|uns)|(?:quit|quít|sáqu|saqu|bórr|borr|elimin)\w*(?:me|nos)|(?:retire|enlev|supprim|ôte|"
        rf"sort)\w*[- ](?:moi|nous))\b[^.!?;\n\x00]{{0,30}}?\b{_MARKETING}\b",
        r"\b(?:unsubscribe|take|remove|get) me (?:off|from) (?:your |the |that |any )?(?:mailing |newsletter |"
        r"e-?mail |marketing )?lists?",
        r"\bunsubscribe me\b|\bvom newsletter (?:abmelden|abbestellen)|\bnewsletter (?:abmelden|abbestellen|"
        r"kündigen)|"
        r"\bdésabonne[zr]?[- ]moi|\bdense de baja del bolet",
    ),
    "surveys": (
        rf"\b{_NO}\b[^.!?;\n\x00]{{0,40}}?\b{_SURVEYS}",
        rf"\b(?:verschon\w*|spar\w*|skip|spare me|ahórr\w+|épargn\w+)\b[^.!?;\n\x00]{{0,30}}?\b{_SURVEYS}",
        r"\bne (?:me|nous) sond\w+ (?:plus|pas)|\bquit asking me to rate\b",
        rf"\b{_SURVEYS}\b[^.!?;\n\x00]{{0,40}}?(?:\bnicht (?:mehr )?(?:teil\w*|mit\w*)|\b(?:keine|nicht) mehr\b|"
        rf"\bno thank|"
        rf"\b(?:send|want|need) no\b|\b(?:stop|don'?t) send|\bno (?:me |nos )?(?:l[oa]s? )?(?:mand|envi|quier)\w+|"
        rf"\bn'en "
        rf"(?:envoye|veu)\w+|\bne (?:m'|me |nous )?(?:les? )?envoye)",
        rf"\b{_SURVEYS}\b[^.!?;\n\x00]{{0,30}}?\b(?:verzicht\w*|verschon\w*|weglassen|sparen|unerwünscht)",
    ),
    "calls": (
        r"\b(?:anrufe|llamadas|appels|calls)\b[^.!?;\n\x00]{0,16}?\b(?:keine|ninguna|aucun|none)\b|"
        rf"\b{_CALLS} me (?:never|not)(?=\s*(?:$|[.!?;\n\x00])|,? (?:please|pls|ever|again|at all|thanks)\b)|"
        rf"\b(?:never|don'?t) (?:ever )?(?:pick up|answer) the phone|"
        rf"\b(?:évite\w*|éviter|inutile) de (?:m'|me |nous )?(?:appeler|téléphoner)|\bevit\w+ (?:llamar|las "
        rf"llamadas)|"
        rf"\b(?:vermeid\w*|unterlass\w*|spar\w*)\b[^.!?;\n\x00]{{0,20}}?\banrufe?\b|\bno (?:cojo|contesto) (?:el "
        rf"teléfono|llamadas)",
        rf"\b(?:no|never|don'?t|do not|dont|stop|pls don'?t|rather not|not)(?: ever| please|"
        rf" be){{0,2}} (?:phone )?{_CALLS}\b(?! (?:"
        r"it|this|that|them|him|her|the|mr|mrs)\b)(?!(?: (?:me|us))? (?:(?:mr|mrs|ms|dr|sir)\b|(?-i:[A-Z])))"
        r"(?!(?: (?:me|us))? (?:before|after|until|till|unless|between|at|during|on) )",
        rf"\b{_NO} (?:[\w']+ ){{0,2}}?(?:(?:phone )?calls|anrufe?|llamadas?|appels?|coups? de fil|"
        rf"coups? de téléphone)\b",
        r"\b(?:not|never|don'?t|refrain|avoid|stop|rather not|hate|dislike|aufhören|hört|"
        r"hör)\b[^.!?;,\n\x00]{0,24}?\b(?:be(?:ing)? "
        r"called|calling me|call(?:ed)? me|anzurufen|anrufen|angerufen)\b"
        r"(?! (?:(?:mr|mrs|ms|sir|madam)\b|(?-i:[A-Z])|(?:before|after|until|unless|between) ))",
        r"\b(?:no|without) (?:phone )?calls\b|\bnot? by (?:phone|telephone)\b|\bi (?:hate|can'?t take|don'?t (?:take|"
        r"want|like)) (?:phone )?"
        r"calls",
        r"\b(?:not|never|no longer|rather not)(?: to)?(?: be(?:ing)?)? (?:phoned|rung|called up|telephoned)\b|"
        r"\b(?:nicht|nie|niemals|nie wieder) (?:mehr )?(?:an(?:zu|ge)?rufen|telefonieren|telefonisch)|"
        r"\bkeine (?:telefon)?anrufe|\b(?:ruft?|"
        r"rufen sie) (?:mich|uns) (?:bitte )?(?:nicht|nie)|\bnicht (?:per|übers?|am) telefon",
        r"\bno (?:me |nos )?llam(?:es?|en|[eé]is|ar(?:me|nos)?)\b(?! (?:loc[oa]|señor\w*|don|doña|así|(?-i:[A-Z])))|"
        r"\b(?:dej\w+|par\w+|basta) de llamar(?:me|nos)?\b|"
        r"\barrête\w* de (?:m'|me |"
        r"nous )?(?:appeler|téléphoner)|\bne (?:veux|souhaite|voudrais|désire) (?:pas|plus) (?:être |qu'on (?:m'|me |"
        r"nous ))(?:r?appel|téléphon)\w+|\bsin llamadas|\bnada de llamadas|\bno quiero llamadas|\bnunca por telefono|"
        r"\bno por telefono",
        r"\bpas d'appels?|(?<!je )(?<!vous )(?<!tu )(?<!on )(?<!ils )(?<!personne )\bne (?:m'|me |"
        r"nous )?(?:appele[zr]|appelle[sz]?|rappele[zr]|téléphone[sz]?)"
        r"(?! (?:pas|plus|jamais) (?:madame|monsieur|mademoiselle|par |comme |(?-i:[A-Z])))|"
        r"\bjamais (?:par|au) téléphone|"
        r"\bpas (?:par|au|de) téléphone|\baucun appel",
    ),
    "all": (
        r"\bleave me alone\b|\b(?:don'?t|do not|never) (?:want|wish) to (?:hear from you|be contacted)(?! (?:by|"
        r"via|on|about))|\bno (?:more|further) "
        r"(?:messages|contact|communication)\b|\blass(?:t|en sie)? mich (?:bitte |einfach )*in (?:ruhe|frieden)|"
        r"\bnichts mehr von (?:euch|ihnen) "
        r"hören|\bdej(?:en?|ad)me en paz|\bno quiero (?:más mensajes|saber (?:nada )?más)|\b(?:laissez|fichez|"
        r"foutez)[- ]moi (?:la paix|tranquille)|"
        r"\bplus (?:aucun|de) (?:message|contact)|\bkein\w* (?:weiterer? )?kontakt\w*(?: mehr)?\b|\bd[eé]j(?:en|ad|"
        r"a) de contactar\w*|"
        r"\bsin más contacto|\bne (?:me|nous) (?:contactez|écrivez) plus",
        r"\b(?:do not|don'?t|never|stop|dont) contact(?:ing)? (?:me|us)(?! (?:by|via|on|over|through|per|with|about|"
        r"at \d|before|after))|"
        r"\b(?:kontaktier\w*|schreib\w*|meld\w*)(?: sie| euch| ihr)? (?:mich|mir|uns|bei mir) (?:bitte )?(?:nicht|"
        r"nie|niemals|überhaupt)"
        r"|\bno vuelv\w+ a contactar\w*|\bno (?:me |nos )?contact\w+|\bno (?:quiero|deseo) que me contacten|"
        r"\bne me (?:contact\w+|"
        r"recontact\w+) (?:plus|pas|jamais)",
    ),
}
_HOUR = (
    r"(?:noon|midday|midnight|lunch(?: ?time)?|dinner|school|feierabend|mittag|mittagessen|mediodía|comer|midi|"
    r"le (?:travail|déjeuner)|(?:half past |quarter past |halb )?(?:one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|una|dos|tres|cuatro|cinco|seis|"
    r"siete|ocho|nueve|diez|once|doce|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze)\b(?: (?:uhr|heures?|pm|am|"
    r"o'clock|de la (?:mañana|tarde|noche)|du (?:matin|soir)))?)|"
    r"\d{1,2}(?:[:.h]\d{2})?(?:[ ]?(?:am|pm|a\.m\.|p\.m\.|o'clock|uhr|h|hrs|heures?|horas|(?:de|por) la (?:mañana|"
    r"tarde|noche)|"
    r"du (?:matin|soir)))?"
)
_HOUR = f"(?:{_HOUR})"
_PART = (
    r"(?:week ?days?|week ?ends?|mornings?|afternoons?|evenings?|nights?|after work|lunch ?time|noon|office hours|"
    r"working hours|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|werktags|wochentags|(?:frei|sams|sonn|mon|diens|donners)tags?|"
    r"mittwochs?|"
    r"morgens|vormittags?|mittags|nachmittags?|abends?|am (?:wochenende|abend|morgen|nachmittag|vormittag)|"
    r"unter der woche|"
    r"nach feierabend|a medio ?día|por la (?:mañana|tarde|noche)|por las (?:mañanas|tardes|noches)|"
    r"(?:los )?(?:fines de semana|"
    r"dias laborables|"
    r"lunes|martes|miercoles|jueves|viernes|sabados?|domingos?)|le (?:matin|midi|soir|(?:week-end|lundi|mardi|mercredi|"
    r"jeudi|vendredi|samedi|dimanche)(?: (?:matin|midi|après-midi|soir))?)|l'après-midi|en (?:semaine|journée|soirée|"
    r"matinée)|(?:en )?(?:début|fin|"
    r"milieu) (?:de (?:la )?(?:journée|matinée|soirée)|"
    r"d'après-midi)|dans (?:la matinée|l'après-midi)|(?:late|early|mid)[ -](?:mornings?|afternoons?|evenings?)|"
    r"a (?:primera|última) hora(?: de la (?:mañana|tarde))?|am (?:frühen|späten) (?:morgen|vormittag|nachmittag|abend))"
)
_CLOCK = (
    rf"(?:(?:not|nicht|no|pas|erst|any ?time|jederzeit|always|immer) )?(?:before|after|between|from|around|at|"
    rf"until|till|by|ab|nach|vor|zwischen|von|um|gegen|bis|a partir de las?|"
    rf"después de las?|"
    rf"antes de las?|entre las?|desde las?|sobre las?|hasta las?|à partir de|après|avant|entre|vers|dès|de|past|"
    rf"from about|nicht vor|erst ab) {_HOUR}"
    rf"(?:[ ]?(?:and|to|-|until|till|und|bis|y(?: las?)?|a(?: las?)?|et|à)[ ]?{_HOUR})?"
)
_AND_THEN = r"(?: (?:on|or|and|und|oder|y|o|et|ou|am|in the|during|except|außer|los|las|le|en|,) )"
_WHEN = (
    rf"(?P<v>(?:(?:on |only |in the |any |every |weekday |{_PART} ?,? ?){{0,3}})(?:{_PART}|"
    rf"{_CLOCK})(?:(?:[ ,]|{_AND_THEN})*(?:{_CLOCK}|{_PART})){{0,2}})"
)


def frames() -> Iterator[Frame]:
    """Yield the frames of wishes."""
    for key, wordings in (("pref.tone", _TONE), ("pref.length", _LENGTH)):
        for value, cues in wordings.items():
            bars = _TONE_DENIED if key == "pref.tone" else _RATHER_THAN
            yield Frame(f"{key.partition('.')[2]}.{value}", key, cues, values.choice, WISHED, value=value, bars=bars)
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
    for need, words in _NEEDS.items():
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
            rf"\b(?:being|as an?|since i'?m|because i'?m|étant|comme je suis|en tant que|siendo|como soy|por ser|"
            rf"al ser) "
            rf"(?:\w+ ){{0,2}}?(?:{words})\b|\bich (?:\w+ ){{0,3}}?(?:{words}) (?:bin|nutze|benutze|verwende|"
            rf"brauche)\b"
        )
        yield Frame(f"access.{need}", "accessibility.need", turned, values.choice, value=need)
        if need in _SHAPES_OF_ANSWERS:
            asked = rule(
                rf"(?:^|[.!?,;:\n]\s*)(?:(?:please|bitte|por favor|svp),? )?(?:in|en|mit|with|con|"
                rf"avec) (?:an? )?(?:{words}),? "
                rf"(?:please|pls|bitte|por favor|svp|s'il (?:te|vous) plaît)(?!\w)|"
                rf"(?:^|[.!?,;:\n]\s*)(?:please|bitte|por favor|svp),? (?:in|en|mit|with|con|avec) (?:an? )?(?:{words})"
                rf"(?=\s*(?:$|[.!,;\n]))"
            )
            yield Frame(f"access.{need}", "accessibility.need", asked, values.choice, WISHED, value=need)


def _channels() -> Iterator[Frame]:
    for channel, words in _CHANNELS.items():
        for pattern in (
            rf"\b(?:please |pls |only |better |best (?:to )?)?{_REACH} (?:only |preferably |rather |just )?(?:via|by|"
            rf"on|over|through|"
            rf"per|in)(?: my)? (?:{words})\b(?! {_NO})",
            rf"\b(?:i(?:'d| would)?|we) (?:prefer|(?:rather|sooner) (?:have|get|use)|like)(?: "
            rf"(?:to be (?:contacted|reached)|"
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
            rf"\b(?:instead|rather|lieber|mejor|plutôt|de préférence)\b[^.!?;,\n\x00@]{{0,15}}? (?:an?|'?ne|eine?|una?|"
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
            *(
                (
                    r"\b(?:mejor|preferiblemente|preferible) (?:que me |me )?ll[aá]m\w+",
                    r"\bam (?:besten|liebsten) (?:\w+ ){0,3}?an(?:ge)?rufen\b|\bruf\w* (?:sie )?(?:mich|"
                    r"uns) (?:bitte )?(?:lieber|"
                    r"am besten)\b",
                    r"\b(?:better|easier|easiest|rather) (?:to |if you |you )(?:call|ring|phone)(?: me|"
                    r" us)?\b(?! it)"
                    r"(?! (?-i:[A-Z]))|\bbest (?:call|ring|phone) me\b(?! (?-i:[A-Z]))",
                    r"\bappele[zr][- ]moi plutôt|\bplutôt (?:m'|nous )appeler",
                )
                if channel == "phone"
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


_MISSED = rule(
    r".*(?:n't|\b(?:not|dont|never|nicht|nichts|no|ne|pas))\b.{0,12}?\b(?:mind|bother\w*|object\w*|gegen|stör\w*|"
    r"molest\w*|import\w*|dérang\w*|gên\w*)\b|"
    r"(?!.*\b(?:möchten?|will|wollen|wünsche\w*|bitte|quier\w+|quisiera|queremos|deseo|prefiero|por favor|veux|"
    r"voudrais|souhait\w+|svp|s'il|want|like|wish|please|pls|prefer|rather|stop|mehr (?:bekommen|erhalten))\b)"
    r".*\b(?:bekomm\w*|erhalt\w*|erhielt\w*|gekriegt|kriege?|bekam\w*|(?:an)?gekommen|kommt|came|kam\w*|recibo|"
    r"there (?:was|is|were|are)|es gab|gab es|hubo|(?:y a|n'y a)|see|saw|sehe|veo|vois|"
    r"recib[íi](?:do|mos)?|lleg\w+|reçue?s?|reçois|reçu\w*|arriv\w*|received|getting|got|signed up)\b"
)
"""That something did not come is no wish that it should not, nor that one does not mind it."""


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
    for what, patterns in _REFUSED.items():
        for pattern in patterns:
            yield Frame(
                f"refuses.{what}", "contact.do_not_contact", rule(pattern), values.choice, through, value=what,
                bars=_MISSED,
            )  # fmt: skip


_I_CALL = (
    r"(?:\b(?:i'?ll|i will) (?:call|ring|phone|write|text)|\b(?:call|ring|phone|text) you\b|\b(?:ich rufe?|"
    r"rufe? ich) (?:sie|"
    r"euch|dich)\b|\b(?:les|os|te) llam(?:o|aré|amos)\b|\bje (?:vous|te) r?appel\w+)"
)
"""When the customer calls is not when they wish to be called."""


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
        rf"\b(?:i'?m|i am|we're|we are) (?:only |usually |best )?(?:available|reachable|free|around|home|in|up|"
        rf"at my desk) (?:only )?{_WHEN}",
        rf"\b(?:dispo\w*|joignable|libre|localizable|erreichbar|available|reachable)(?: (?:seulement|uniquement|"
        rf"que|solo|nur|only|"
        rf"plutôt|am besten|mostly))* {_WHEN}",
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
        rf"{_WHEN},? (?:passt|geht|ginge|wäre|ist|es|est|sería|serait|me viene|me va|c'est|ce serait|me convient|"
        rf"ça me va)"
        rf"(?: \w+){{0,2}}? (?:am besten|besser|gut|super|ideal|lo mejor|mejor|bien|perfecto|le mieux|mieux|parfait|"
        rf"idéal|le plus simple)\b",
        rf"(?:^|[.!?;\n]\s*){_WHEN} (?:only|please|nur|bitte|solo|por favor|uniquement|svp|if possible|wenn möglich|"
        rf"si possible|si puede ser)\b",
        rf"\b(?:me viene|me va|me conviene|passt(?: es)?(?: mir| uns)?|ça me va|ça m'arrange|works for me|suits me)"
        rf"(?: \w+){{0,2}}? {_WHEN}",
        rf"\b(?:call|ring|phone|get|reach|contact|catch|text)(?: \w+){{0,2}}? (?:at|on) [\d +()/.-]{{7,20}} {_WHEN}",
    ):
        yield Frame("time.best", "contact.time", rule(pattern), values.phrase, through, bars=rule(rf".*{_I_CALL}"))
    for pattern in (
        rf"\b(?:i|je|ich|solo|sólo)(?: [\w']+){{0,2}}? (?:pick up|answer|take calls|cojo|contesto|atiendo|décroche|"
        rf"réponds|"
        rf"gehe|geh)\b[^.!?;\n\x00]{{0,24}}?(?:[ ]|qu'){_WHEN}",
        rf"(?:^|[.!?;\n]\s*)(?P<v>(?:not before|nicht vor|no antes de(?: las?)?|pas avant) {_HOUR})"
        rf"(?=\s*(?:$|[.,;!\n])| (?:please|bitte|por favor|svp)\b)",
    ):
        yield Frame("time.only", "contact.time", rule(pattern), values.phrase, through | {"negated"})


# --- wishes by what they speak of ----------------------------------------------------------------

_SPOKEN = (
    r"(?:the (?:shorter|briefer) the better"
    r"|answers?|answer(?:ed|ing)|repl(?:y|ies)|respon[sd]\w*|messages?|explanations?|explain\w*|text(?:s|"
    r"ing)?|versions?|"
    r"keep it|keep things|write|writing|antwort\w*|nachricht\w*|erklär\w*|schreib\w*|texte?n?|fass\w*|respuestas?|"
    r"respond\w*|respónd\w*|mensajes?|expli\w*|escrib\w*|réponses?|répond\w*|messages?|écri\w+|sea|sé(?= (?:más |"
    r"muy |lo más )?(?:breve|concis[oa]|direct[oa])(?!\w))|sois|soyez|be)"
)
"""Folded, "sé" is written as the "se" of "se corta"."""
_SHORT = (
    r"(?:the shorter the better|short\w*|brief\w*|concise\w*|succinct\w*|snappy|to the point|tl;?dr|summar\w+|"
    r"kurz\w*|kürzer|knapp\w*|bündig|"
    r"brev\w+|brièvement|cort(?:it)?[ao]s?|concis\w*|escuet\w+|courte?s?|brefs?|brèv\w+|succinct\w*|resum\w+|résum\w+)"
)
_LONG = (
    r"(?:detailed|(?:more|full|lots? of|plenty of|in) detail\w*|thorough\w*|in[- ]depth|elaborate\w*|comprehensive|"
    r"long(?:er)?|essays?|novels?|walls? of text|ausführlich\w*|detailliert\w*|lange?n?|romane?|detallad\w+|extens\w+|"
    r"complet[ao]s?|larg[ao]s?|con detalle|détaillée?s?|longue?s?|approfondi\w*|développée?s?|pavés?)"
)
_UNWISHED = rule(
    r"\b(?:no|not|never|don'?t|without|nothing|keine?\w*|nicht|ohne|nada|sin|no|pas|sans|too|zu|demasiado|trop)\b"
)
_WISHED = rule(
    rf"\b(?:{_LIKES}|keep|be|sea|sé(?= (?:más |muy )?(?:breve|concis)\w)|sois|soyez|fass\w*|hate|no|not|don'?t|"
    rf"keine|nada|pas)\b"
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
        for frame, at in ((_TIME, _when(clause)), (_TIME_FOR, _when_called(clause, page.folded[first:start]))):
            if at and (when := values.phrase(page.clean[start + at[0] : start + at[1]], DEFAULT)):
                yield Seen(frame, start, end, when)


def _length(clause: str) -> tuple[Frame, str] | None:
    """How long answers shall be, where a clause speaks of answers, of their length and of a wish."""
    if rather := _RATHER_THAN.search(clause):
        clause = clause[: rather.start("than")]
    lengths = [(value, told) for value, told in _LENGTHS.items() if told.search(clause)]
    wished = _WISHED.search(clause) or _SIDE_BY_SIDE.search(clause)
    if len(lengths) != 1 or not _SPOKEN_OF.search(clause) or not wished or _WAS_SO.search(clause):
        return None
    value, told = lengths[0]
    at = told.search(clause)
    if at and _UNWISHED.search(clause, 0, at.start()):
        value = "short"
        if told is _LENGTHS["short"]:
            return None
    return _LENGTH_WISHED, value


_RATHER_THAN = rule(
    r".*?\b(?:rather|prefer\w*|lieber|besser|prefier\w*|mejor|préf[eè]r\w*|plutôt)\b.*?(?P<than>\b(?:than|als|que|"
    r"plutôt que|"
    r"rather than|instead of|statt|en vez de|au lieu d[e'])(?!\w))"
)
"""What is liked less than what stands before: "lieber einmal ausführlich als dreimal knapp"."""


def _forms(clause: str, sentence: str) -> Iterator[str]:
    """In which form answers shall be; "no bullets" asks for plain ones, "drop the numbered steps" for none of them."""
    found = [(form, at) for form, words in _FORM_WORDS.items() for at in words.finditer(clause)]
    if not found:
        return
    alone = sum(bool(words.search(sentence)) for words in _FORM_WORDS.values()) < 2
    if not (_LIKES_IT.search(sentence if alone else clause) or len(clause.split()) < _FEW_WORDS):
        return
    for form, at in found:
        if form == "plain" or not _NOT_A_FORM.search(clause, 0, at.start()):
            yield form


_FEW_WORDS = 5
_FORM_WORDS = {form: rule(rf"(?<!\w)(?:{words})(?!\w)") for form, words in _FORMS.items()}
_LIKES_IT = rule(rf"\b{_LIKES}\b")
_NOT_A_FORM = rule(
    r"\b(?:no|not|don'?t|without|drop|skip|stop|enough|instead of|rather than|than|kein\w*|ohne|statt|nicht|"
    r"nada de|sin|en vez de|dej\w+|pas|sans|"
    r"au lieu d[e']|plutôt que|arrête\w*|avoid|évit\w*|evit\w*)\b(?:(?!\b(?:but|aber|pero|mais|sondern|sino|just|"
    r"nur|solo)\b).)*$"
)
_FORM = Frame("format.wished", "pref.format", _LIKES_IT, values.choice, _STILL)


_FAMILIAR = rule(
    r"\b(?:casual\w*|informal\w*|first[- ]name (?:basis|terms)|duz\w*|geduzt|per du|beim du|"
    r"(?<!bist )(?<!hast )du (?:sagen|zu sagen|ist|"
    r"reicht|geht)|(?:das|ein) du|tut[eé]\w*|tutoy\w*|tutoi\w*|tutoiement|de tú|(?:dire|dit|au) tu|dis[- ]moi tu)\b"
)
_FORMALLY = rule(
    r"\b(?:formal(?:ly|er|ities|ity)?|formell\w*|förmlich\w*|siez\w*|gesiezt|per sie|beim sie|(?:das|mit) sie|"
    r"de usted|el usted|vouvoy\w*|vouvoi\w*|"
    r"vouvoiement|(?:dire|dit|au) vous|trato formal|tono formal|formel\w*|sir|madam)\b"
)
_UNWANTED = rule(
    r"\b(?:no|not|don'?t|never|without|less|drop|skip|stop|cut|too|so|need to|needn'?t|nicht|kein\w*|weniger|ohne|"
    r"statt|sin|nada|menos|"
    r"deja\w*|ne|pas|sans|moins|trop|arrête\w*|why|warum|pourquoi)\b"
)
_NOT_BEHIND = rule(r"(?: (?:sie|mich|uns|bitte|doch|mehr)){0,4} nicht\b")
_TONE_WISH = rule(
    rf"\b(?:{_LIKES}|keep|be|stay|remain|tone|talk|speak|address|feel free|fine|ok|okay|gut|passt|darfst|kannst|"
    rf"dürfen|bleib\w*|"
    rf"trat\w*|habl\w*|puede\w*|podemos|vale|peut|peux|pe|pouvez|on se|entre nous|d'accord|unter uns)\b"
)
_COMPLAINT = rule(
    r"\b(?:complaint|invitation|dress|education|notice|wear|beschwerde|einladung|queja|plainte|shirt|occasion)\b"
)


def _tone(clause: str) -> tuple[Frame, str] | None:
    """Which form of address is wished for; "no need to be formal" is a wish for the other one."""
    wishes = [
        (value, at) for value, told in (("informal", _FAMILIAR), ("formal", _FORMALLY)) if (at := told.search(clause))
    ]
    if len(wishes) != 1 or _COMPLAINT.search(clause):
        return None
    (value, at) = wishes[0]
    if _UNWANTED.search(clause, 0, at.start()) or _NOT_BEHIND.match(clause, at.end()):
        return _TONE_FRAME, "formal" if value == "informal" else "informal"
    imperative = at.end() - at.start() > 4 and rule(r"^\W*(?:\w+\W+){0,3}$").match(clause[: at.start()])
    return (_TONE_FRAME, value) if _TONE_WISH.search(clause) or (value == "informal" and imperative) else None


_BY = (
    r"(?:by|via|over|through|on|per|using|with|auf|über|in|an|por|a|en|par|sur)(?: (?:the|my|an?|ein\w*|"
    r"mein\w*|el|la|un|mi|le|mon))?"
)
_RATHER = (
    r"(?:prefer\w*|best|better|easiest|easier|rather|instead|only|ideally|mostly|more often|just|from now on|keep|"
    r"stay|stick|"
    r"suits?|please|pls|bitte|gern\w*|por favor|que sea|svp|me va|me convient|passe[rz]?|"
    r"bevorzug\w*|"
    r"lieber|liebsten|besten|einfachsten|nur|besser|stattdessen|hauptsächlich|prefier\w*|preferi\w*|mejor|solo|"
    r"solamente|únicamente|más fácil|si puede ser|a ser posible|préf[eè]r\w*|plutôt|mieux|uniquement|seulement|que|"
    r"plus simple|(?:m'|nous )arrange|si possible|wenn(?:'s| es)? geht|wenn möglich)"
)
_REACHING = (
    r"(?:reach(?:ed)?|contact(?:ed)?|get (?:hold|in touch|back)|write|message|ping|updates?|posted|news|notify|"
    r"hear|reply|"
    r"respond|answer|talk|chat|discuss|everything|all|do this|tell me|let me know|schreib\w*|schreiben|erreich\w*|"
    r"kontakt\w*|meld\w*|antwort\w*|alles|bescheid|escrib\w*|escríb\w*|contact\w*|avis\w*|avís\w*|respond\w*|todo|"
    r"localiz\w*|notif\w*|écri\w*|joind\w*|joign\w*|répon\w*|tout|préven\w*|tenez)"
)
_NAMED_BY = {
    "email": r"e-?mails?|mail|correo(?: electrónico)?|courriel",
    "slack": r"slack",
    "telegram": r"telegram|tg",
    "phone": r"telefonisch|telefónicamente|par téléphone|phoned|"
    r"phone(?: calls?)?|telephone|calls?|telefon\w*|anruf\w*|anrufen|ruf(?:t|en sie)? mich|teléfono|"
    r"llamadas?|(?:llamen|llámame|llámenme|llames)(?! (?-i:[A-Z]))|qu'on m'appelle(?! (?-i:[A-Z]))|"
    r"téléphone|appels?|appeler",
}
_NOT_THAT = (
    r"(?:no|not|never|don'?t|without|instead of|rather than|than|kein\w*|nicht|nie|statt|ohne|als|no por|nada de|"
    r"sin|en vez de|"
    r"que por|pas|jamais|sans|au lieu de|plutôt que)"
)
_CHANNEL_BARS = rule(
    r"\b(?:invoice|receipt|link|pdf|photos?|pictures?|form|copy|label|document|address|rechnung|beleg|adresse|"
    r"fotos?|factura|"
    r"recibo|enlace|dirección|facture|reçu|lien|got|received|sent|wrote|waiting|answered|bekommen|erhalten|"
    r"geschickt|gewartet|"
    r"recib[ií]\w*|mandé|envié|envoyé|app|crash\w*|install\w*|log ?in|password|passwort|contraseña|works? on|"
    r"kaputt|broken|change|correct|update my|delete|remove|ändern?|aktualisier\w*|korrigier\w*|cambi(?:a|ar|en?|o)|"
    r"actualiz\w+|"
    r"corrig\w+|changer|changez|modifi\w+|mettre à jour|"
    r"(?:you|they) keep|your|ihre?n?|su|votre|newsletter|marketing|promo\w*|number|nummer|número|numéro|use slack|"
    r"order(?:ed)?)\b|@"
)


def _channel(clause: str) -> tuple[Frame, str] | None:
    """The way in which one wishes to be reached: a way, and that it is liked or that one be reached in it."""
    named = [
        (channel, at) for channel, words in _NAMES_OF_WAYS.items()
        for at in words.finditer(clause) if not _NOT_BEFORE.search(clause, 0, at.start())
    ]  # fmt: skip
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


_WRITTEN = rule(
    r"\b(?:(?:schreib\w*|schick\w*) (?:mir|uns)|(?:drop|send|shoot|write) (?:me|us)|(?:mánd|manda|envía|envia|"
    r"escríbe|escribe)\w*|"
    r"(?:envoie|envoyez|écri\w+)[- ]moi)(?: bitte| gern\w*| lieber| just| please| plutôt| mejor)* (?:an?|eine?|ne|"
    r"'ne|una?|une?) $"
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
    r"\b(?:call\w*|ring|phone|reach\w*|contact\w*|write|message|text|catch|get (?:me|hold)|talk|speak|available|"
    r"free|best|"
    r"suits?|(?<!i )(?<!we )works?|ideal\w*|prefer\w*|erreich\w*|anruf\w*|anzurufen|ruft?|rufen|meld\w*|sprechen|"
    r"passt|besten|zeit|llam\w*|"
    r"llám\w*|contact\w*|localiz\w*|disponible|libre|"
    r"(?:me|nos) viene|mejor|puedo hablar|telefonier\w*|c'est mieux|escrib\w*|"
    r"appel\w*|rappel\w*|joind\w*|joign\w*|"
    r"dispo\w*|"
    r"convien\w*|arrange\w*|écriv\w*)\b"
)
_NOT_FOR_CALLS = rule(
    rf"{_I_CALL}|"
    r"\b(?:deliver\w*|courier|driver|parcel|package|order\w*|ship\w*|arriv\w*|open\w*|close[sd]?|app|crash\w*|"
    r"since|called|rang|"
    r"waited|worked|works? (?:again|fine|now)|liefer\w*|paket|bestell\w*|geöffnet|offen|öffn\w*|seit|angerufen|"
    r"funktioniert|"
    r"entreg\w*|envío|pedido|abr\w+|abiert\w*|llamé|llamaron|desde el|livr\w*|colis|command\w*|ouv\w+|depuis|"
    r"appelé|your|ihr\w*|su|votre|vos)\b"
)


def chosen(key: str, folded: str) -> str | None:
    """Return the choice that an answer names in any language: "per E-Mail", "ausführlich"; None when it names none."""
    options: Mapping[str, Mapping[str, re.Pattern[str]]] = {
        "contact.channel": _NAMES_OF_WAYS, "pref.length": _LENGTHS, "pref.format": _FORM_WORDS,
        "pref.tone": {"informal": _FAMILIAR, "formal": _FORMALLY},
    }  # fmt: skip
    said = [value for value, words in options.get(key, {}).items() if words.search(folded)]
    return said[0] if len(said) == 1 else None


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
    r"man) )[^\x00]*\b(?:calls?|"
    r"ring|rings|phones?|reach|contact|get hold|speak|talk|(?:an|zurück)(?:ruf\w*|zurufen)|ruft|erreich\w*|sprechen|"
    r"llam\w*|contact\w*|localiz\w*|hablar|(?:r?appel|téléphon)\w*|joindre|(?:en )?parler)\b[^\x00]*$"
)
_SUITS = rule(
    r"\b(?:best|better|only|please|pls|suits?|works?|ideal\w*|prefer\w*|passt|bitte|erst|nur|am besten|lieber|mejor|"
    r"que sea|"
    r"solo|solamente|por favor|plutôt|de préférence|seulement|uniquement|svp|convient|would be|wäre)\b"
)


_WHENEVER = rule(rf"(?<!\w){_WHEN}(?!\w)")
_TIME = Frame("time.spoken", "contact.time", _WHENEVER, values.phrase, frozenset({"wish", "question"}))
_TIME_FOR = replace(_TIME, through=frozenset({"wish", "question", "hypothetical"}))
_WAY = Frame("channel.spoken", "contact.channel", _LIKED, values.choice, WISHED)
_TONE_FRAME = Frame("tone.spoken", "pref.tone", _FORMALLY, values.choice, _STILL)


_LENGTHS = {"short": rule(rf"\b{_SHORT}\b"), "detailed": rule(rf"\b{_LONG}\b")}
_SPOKEN_OF = rule(rf"\b{_SPOKEN}\b")
_SIDE_BY_SIDE = rule(
    rf"^\W*(?:(?:and|und|y|et|also|auch|aussi|también) )?(?:{_SHORT}|{_LONG}) {_SPOKEN}\b|^\W*(?:(?:and|und|y|"
    rf"et) )?{_SPOKEN} (?:más |plus |muy |très )?(?:{_SHORT}|{_LONG})\b"
)
_LENGTH_WISHED = Frame("length.wished", "pref.length", _SPOKEN_OF, values.choice, _STILL)
_WAS_SO = rule(
    r"\b(?:to be (?:brief|short|concise)|para ser breve|pour (?:être|faire) (?:bref|court)|um es kurz|was|were|war|"
    r"waren|fue|era|était|order|delivery|desk|parcel|took|takes|wait\w*|since|ago)\b"
)


_STORE_DE = r"(?:(?:ab)?speicher\w*|merk\w*|behalt\w*|behält\w*|notier\w*|aufbewahr\w*|erinner\w*)"
_STORE_ES = (
    r"(?:rec(?:ue|o)rd(?:e[sn]?|éis|ar)|guard(?:e[sn]?|éis|ar)|memori(?:ce[sn]?|céis|zar)|almacen(?:e[sn]?|éis|ar)|"
    r"conserv(?:e[sn]?|éis|ar)|registr(?:e[sn]?|éis|ar)|anot(?:e[sn]?|éis|ar))"
)
_STORE_FR = (
    r"(?:(?:enregistr|sauvegard|gard|stock|conserv|mémoris|not)(?:es?|ez|iez|er)|reten(?:ez|iez|ir)|retien(?:s|nes)|"
    r"souven(?:ez|ir))"
)
_MINE_DE = (
    r"(?:(?:von|über|ueber|zu|an) (?:mir|mich|uns)|mein\w* (?:\w+ )?(?:daten|angaben|infos?|informationen|nachrichten))"
)
_ANY_DE = r"(?:(?:irgend)?(?:et)?was|daten|dinge|infos?|informationen|alles|das alles)"
_NONE_DE = r"(?:nichts|nix|kein\w* (?:\w+ )?(?:daten|angaben|infos?|informationen|notizen))"
_MINE_ES = r"(?:(?:mis |los |ning[uú]n |ninguno de mis |ni un )?datos?|(?:mi |ninguna )?informaci[oó]n|cosas)"
_MINE_FR = r"(?:(?:mes|de|des|les|aucune(?: de mes)?) (?:données|infos?|informations?|messages)|aucune donnée)"
_BEGINS = (
    r"(?:^|[.!?;,\n])\W{0,8}(?:(?:bitte|por favor|svp|stp|s'il (?:te|vous) plaît|merci de|veuillez|prière de)[ ,]*)?"
)
_NOT_STORED = (
    # German: "speichern Sie keine Daten", "meine Daten nicht speichern", "ich will nicht, dass du dir etwas merkst"
    rf"{_BEGINS}{_STORE_DE}(?: (?:sie|dir|euch|sich|uns|ihr|bitte|ab|mal))* {_NONE_DE}\b|"
    rf"{_BEGINS}{_STORE_DE}(?: (?:sie|dir|euch|sich|ihr|bitte))* {_MINE_DE} (?:bitte )?nicht\b|"
    rf"{_BEGINS}(?:{_NONE_DE}|{_MINE_DE} (?:bitte )?nicht)(?: mehr)?(?: {_MINE_DE})?(?: bitte)? {_STORE_DE}|"
    rf"\b(?:will|möchte|moechte|wünsche|mag|wollen|möchten) (?:bitte )?nicht,? dass (?:du|ihr|sie)\b[^.!?\n]{{0,20}}?"
    rf"\b(?:{_ANY_DE}|{_MINE_DE})\b[^.!?\n]{{0,20}}?{_STORE_DE}|"
    rf"\b(?:will|möchte|moechte|wünsche|wollen|möchten),? dass (?:du|ihr|sie)\b[^.!?\n]{{0,20}}?\b{_NONE_DE}\b"
    rf"[^.!?\n]{{0,20}}?{_STORE_DE}|\b(?:hör|hören sie|hört) (?:bitte )?auf,? [^.!?\n]{{0,30}}?zu (?:speichern|merken)|"
    # Spanish: "no guarden mis datos", "no quiero que recuerdes nada"; "guarda" tells what a program does not do
    rf"\bno (?:me |te |se |os )?{_STORE_ES} (?:nada|{_MINE_ES})\b|"
    rf"\bno (?:quiero|deseo|queremos|quisiera|me gustaría) que (?:me |te |se |os )?{_STORE_ES}"
    rf"(?: (?:nada|{_MINE_ES})\b|\W*$)|"
    rf"\b(?:quiero|prefiero|deseo) que no (?:me |te |se )?{_STORE_ES} (?:nada|{_MINE_ES})\b|"
    rf"\bdej(?:a|e|en|ad) de (?:guardar|recordar|almacenar|registrar)|"
    # French: "n'enregistrez pas mes données", "ne rien garder"; a program's "il n'enregistre rien" begins no sentence
    rf"{_BEGINS}(?:n'|ne )?(?:vous |te )?{_STORE_FR}(?:[- ]vous)? (?:plus )?(?:rien|pas {_MINE_FR}|"
    rf"aucune donnée)\b|{_BEGINS}ne (?:plus )?(?:rien|pas) {_STORE_FR}(?: {_MINE_FR})?\b(?! (?:ma|mon|la|le|cette)\b)|"
    rf"\bje (?:ne )?(?:veux|souhaite|voudrais) (?:pas|plus) qu(?:e |'on )(?:(?:tu|vous) )?(?:vous |te )?{_STORE_FR} "
    rf"(?:{_MINE_FR}|rien|quoi que ce soit|quelque chose)|"
    rf"\bje (?:veux|souhaite|voudrais|préfère) que (?:tu|vous) ne {_STORE_FR} (?:rien|pas {_MINE_FR}|{_MINE_FR})|"
    rf"\b(?:arrêt\w+|cess\w+) de (?:garder|sauvegarder|stocker|conserver)\b"
)
MEMORY_OFF = rule(
    r"\b(?:don'?t|do not|never) keep (?:any|a) (?:records?|notes?|data|file) (?:of|on|about) me|"
    r"\bi don'?t want (?:anything|any data|any of (?:it|this)|things) (?:about|on|of) me (?:saved|stored|kept|"
    r"remembered|recorded)|"
    r"\b(?:don'?t|do not|dont|never|stop|quit|please stop|no)(?: ever)? (?:remember(?:ing)?|stor(?:e|ing)|sav(?:e|"
    r"ing)|keep(?:ing)?|"
    r"track(?:ing)?|memori[sz](?:e|ing))(?: any ?(?:more)?)? ?(?:me\b|anything|things|stuff|data|info\w*|what i|"
    r"any of (?:this|my)|my "
    r"(?:data|details|info\w*|messages)|notes)|\b(?:turn|switch) off (?:your |the )?memory|\bmemory off\b|"
    r"\bi don'?t want (?:you to|to be) "
    r"remember|(?<!ich )\b(?:merke?n?|speicher[en]?n?)(?: (?:dir|euch|sie|sich|bitte))* (?:bitte )?nichts\b|"
    r"\bnichts (?:mehr )?(?:über mich|von mir)"
    r"[^.!?\n]{0,20}(?:merk|speicher)\w*|\b(?:merk|speicher)\w*[^.!?\n]{0,20}nichts (?:mehr )?(?:über mich|von mir)|"
    r"\bno (?:me )?"
    r"(?:recuerde\w*|guarde\w*|memori[cz]e\w*|almacene\w*) (?:nada|mis datos|más)|\b(?:deja|dejen|"
    r"dejad) de (?:recordar|guardar)|"
    r"\bno (?:guard|almacen)\w+ (?:ningún dato|datos) (?:mí[oa]s?|sobre mí)|\b(?:merk|"
    r"speicher)\w*[^.!?\n]{0,20} keine (?:\w+ )?(?:daten|infos?|informationen) (?:von|über) mi[rc]h?|"
    r"\bno me recuerdes\b|"
    r"(?<!je )(?<!il )(?<!elle )(?<!tion )\bne (?:me )?(?:retiens|retenez|mémorise\w*|garde\w*|enregistre\w*|"
    r"stocke\w*) (?:plus )?(?:rien|pas mes|"
    r"aucune donnée|pas de)|"
    r"\bne te souviens (?:plus|pas) de moi|\barrête\w* de (?:retenir|mémoriser|enregistrer)|" + _NOT_STORED
)
"""That nothing be remembered at all."""


def asks_for_no_memory(folded: str) -> bool:
    """Return whether the customer asks that nothing be remembered of them."""
    return bool(MEMORY_OFF.search(folded)) and not re.search(r"\?\s*$", folded)
