"""What else a customer tells of themselves: pronouns, work, seats, devices, versions, time zone, hours, moods."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.memory import values
from bot.memory.frame import MINE, Frame
from bot.memory.gazetteer import RELATIONS
from bot.memory.registry import Registry
from bot.memory.spans import Label
from bot.memory.spelling import fold, rule

_S = r"[ \t]{1,3}"
_IM = r"\b(?:i'?m|i am|we'?re|we are)"
_SINCE = r"(?: (?:now|currently|still|also|just|actually|already|jetzt|aktuell|derzeit|ahora|actualmente|maintenant))*"

_PRONOUN = (
    r"(?P<v>(?:she|he|they|ze|xe|it|sie|er|dey|ella|él|elle|elles|il|iel)[ ]?/[ ]?(?:her|him|them|hers|his|theirs|zir|"
    r"xem|its|ihr|ihm|dem|deren|ellui|lui|they|she|he|le|lo|la|elle|il|iel|ella|él)(?:[ ]?/[ ]?\w{2,6})?)"
)
_FIRM_WORD = (
    r"(?:(?!(?-i:I)(?:'|\b))(?:d'(?-i:[A-Z])[\w-]+|(?-i:Dr|Prof|St|Gebr)\.(?= )|(?-i:[A-Z0-9])[\w&'-]*(?:\.[\w&-]+)*))"
)
_FIRM = rf"(?P<v>{_FIRM_WORD}(?:[ ](?:{_FIRM_WORD}|of|and|und|y|et|de|du|des|del|la|los|las|&|\+)){{0,4}})"
_JOB = (
    r"(?:manager|director|head|engineer|developer|designer|administrator|admin|accountant|buyer|assistant|consultant|"
    r"owner|founder|ceo|cto|cfo|coo|lead|leader|officer|coordinator|teacher|nurse|analyst|producer|editor|lawyer|"
    r"receptionist|secretary|technician|architect|purchaser|intern|freelancer|planner|specialist|supervisor|partner|"
    r"president|bookkeeper|photographer|writer|trainer|caretaker|janitor|librarian|pharmacist|doctor|dentist|chef|"
    r"operator|agent|representative|adviser|advisor|scientist|researcher|professor|student|principal|therapist|"
    r"journalist|translator|artist|electrician|carpenter|plumber|mechanic|clerk|treasurer|registrar|actuary|sysadmin|"
    r"webmaster|baker|florist|barber|hairdresser|coach|curator|paramedic|pilot|driver|bookseller|gardener|farmer|vet|"
    r"solicitor|notary|auditor|controller|strategist|marketer|recruiter|tutor|surveyor|cook|waiter|waitress|bartender|"
    r"barista|builder|roofer|painter|decorator|tailor|butcher|grocer|shopkeeper|cleaner|dispatcher|foreman|machinist|"
    r"welder|fitter|astronomer|biologist|chemist|physicist|geologist|psychologist|counsellor|counselor|midwife|carer|"
    r"caregiver|radiographer|optician|surgeon|lecturer|headteacher|dean|vicar|pastor|musician|drummer|singer|actor|"
    r"actress|composer|conductor|dancer|illustrator|animator|copywriter|publisher|bookbinder|archivist|economist|"
    r"statistician|underwriter|realtor|paralegal|barrister|detective|firefighter|skipper|fisherman|beekeeper|brewer|"
    r"winemaker|landscaper|programmer|coder|devops|volunteer|apprentice|trainee|buyer)"
)
_ROLE = (
    r"(?P<v>(?:(?!the\b|an?\b|and\b|no\b|proud\b|happy\b|lucky\b|rightful\b|at\b|our\b|my\b|your\b|his\b|her\b|"
    rf"their\b|i'?m\b|i\b|am\b)[\w-]+ ){{0,3}}{_JOB}\b(?: of (?:the )?(?-i:[a-z])[\w-]+(?: (?:and (?-i:[a-z])[\w-]+|"
    r"operations|development|management|relations|resources|services?|affairs|planning|marketing|success|engineering|"
    r"support))?)?)"
)
_DE_JOB = (
    r"(?P<v>(?:assistenz|vertretung|stellvertretung|leitung|"
    r"sekretariat)(?: der (?-i:[A-ZÄÖÜ])[\w-]+(?<!schule)(?<!praxis)(?<!kanzlei)(?<!klinik)(?<!firma))?|"
    r"(?:\w+-)?(?:\w*(?:leiter|administrator|supervisor|disponent|trainer|dramaturg|intendant|produzent|kassierer|"
    r"kurator|chef|rentner|führer|verwalter|entwickler|berater|techniker|ingenieur|meister|einkäufer|verkäufer|"
    r"assistent|lehrer|planer|händler|mechaniker|elektriker|bäcker|friseur|gärtner|betreuer|erzieher|fahrer|bauer|"
    r"apotheker|therapeut|pädagog|bibliothekar|student|referent|sachbearbeiter|hausmeister|arzt|ärzt|pfleger|halter|"
    r"arbeiter|sekretär|redakteur|kaufmann|kauffrau|schreiner|designer|manager|inhaber|gründer|koch|köch|"
    r"fotograf|notar|prokurist|journalist|autor|anwalt|anwält|musiker|pfarrer|maler|maurer|dachdecker|winzer|landwirt|"
    r"gastwirt|polizist|kellner|tischler|schlosser|optiker|goldschmied|schneider|florist|konditor|metzger|praktikant|"
    r"volontär|rektor|professor|dozent|forscher|wissenschaftler|biologe|chemiker|physiker|psychologe|übersetzer|"
    r"dolmetscher|retuscheur|regisseur|monteur|kosmetiker|rezeptionist|spediteur|lagerist|sanitäter|analyst|"
    r"programmierer)(?:in)?|hebamme|\w*(?:kraft|student(?:in)?|aushilfe)|azubi|\w*assistenz|"
    r"(?:geschäftsführ|buchhalt|einkäuf|entwickl|leit|lehr|ingenieur|architekt|inhab|gründ|sekretär|assistent|verkäuf|"
    r"berat|admin\w*)(?:er|in|erin)?(?:in)?))"
)
_ROMANCE_JOB = (
    r"(?P<v>(?:(?:sub|vice-?|sous-)?(?:supervisora?|régisseu(?:r|se)|costumi(?:er|ère)|monteu(?:r|se)|"
    r"product(?:eur|rice)|productora?|animat(?:eur|rice)|éducat(?:eur|rice)|régiseur|metteu(?:r|se) en scène|DAF|RSSI|"
    r"DSI|DRH|PDG|contable|gerente|directora?|jef[ae]|administrador[a]?|ingenier[oa]|desarrollador[a]?|diseñador[a]?|"
    r"profesor[a]?|enfermer[oa]|abogad[oa]|secretari[oa]|dueñ[oa]|asistente|encargad[oa]|responsable|comprador[a]?|"
    r"tecnic[oa]|arquitect[oa]|consultor[a]?|comptable|gérante?|directeur|directrice|cheffe|chef|ingénieure?|"
    r"développeur|développeuse|professeure?|prof|camarer[oa]|cociner[oa]|peluquer[oa]|dependient[ae]|vendedor[a]?|"
    r"programador[a]?|médic[oa]|farmacéutic[oa]|maestr[oa]|periodista|traductor[a]?|electricista|fontaner[oa]|"
    r"carpinter[oa]|librer[oa]|panader[oa]|recepcionista|estudiante|jubilad[oa]|serveu(?:r|se)|vendeu(?:r|se)|"
    r"cuisini(?:er|ère)|boulang(?:er|ère)|coiffeu(?:r|se)|médecin|pharmacien(?:ne)?|libraire|journaliste|"
    r"tradu(?:cteur|ctrice)|électricien(?:ne)?|plombi(?:er|ère)|menuisi(?:er|ère)|étudiante?|retraitée?|"
    r"institut(?:eur|rice)|programmeu(?:r|se)|infirmi(?:er|ère)|avocate?|secrétaire|propriétaire|assistante?|"
    r"responsable|acheteu(?:r|se)|technicien(?:ne)?|architecte|consultante?|fondat(?:eur|rice)|"
    r"graphiste)(?: (?:des|du|de|d')[ ]?(?:l'|la |los |las )?(?!une?\b|una\b|la\b|los\b|las\b|el\b)(?-i:[a-z])[\w-]+|"
    r" (?:comercial|general|financier[oa]|técnic[oa]|administrativ[oa]|ejecutiv[oa]|creativ[oa]|commerciale?|"
    r"marketing|achats|paie|qualité|rh|comptable|"
    r"générale?|financi(?:er|ère)|technique|administrati(?:f|ve)|artistique|informatique|logistique))?|"
    r"administrativ[oa]|comercial|autónom[oa]|agente?|conserje|bibliotecari[oa]|auxiliar|tesorer[oa]|coordinador[a]?|"
    r"concierge|gardienne?|commercial[e]?|trésori(?:er|ère)|coordinat(?:eur|rice)|présidente?|aide-soignante?|"
    r"auto-?entrepreneu(?:r|se)|artisane?|gestionnaire|"
    r"apoderad[oa]|albañil|pintor[a]?|mecánic[oa]|soldador[a]?|taxista|camioner[oa]|carnicer[oa]|florista|joyer[oa]|"
    r"modista|veterinari[oa]|fisioterapeuta|psicólog[oa]|dentista|óptic[oa]|notari[oa]|economista|analista|biólog[oa]|"
    r"químic[oa]|músic[oa]|actriz|cantante|fotógraf[oa]|ilustrador[a]?|escritor[a]?|editor[a]?|redactor[a]?|"
    r"policía|bomber[oa]|agricultor[a]?|ganader[oa]|apicultor[a]?|operari[oa]|capataz|profe|docente|rector[a]?|"
    r"investigador[a]?|becari[oa]|interiorista|decorador[a]?|notaire|photographe|retoucheu(?:r|se)|maçonne?|peintre|"
    r"mécanicien(?:ne)?|chauffeu(?:r|se)|bouch(?:er|ère)|fleuriste|bijouti(?:er|ère)|couturi(?:er|ère)|vétérinaire|"
    r"kiné|psychologue|opticien(?:ne)?|sage-femme|économiste|analyste|biologiste|chimiste|musicien(?:ne)?|"
    r"comédien(?:ne)?|chanteu(?:r|se)|illustrat(?:eur|rice)|dessinat(?:eur|rice)|rédact(?:eur|rice)|éditeur|éditrice|"
    r"policier|pompi(?:er|ère)|agricult(?:eur|rice)|apicult(?:eur|rice)|vigneronne?|brasseu(?:r|se)|maraîch(?:er|ère)|"
    r"proviseure?|documentaliste|chercheu(?:r|se)|stagiaire|alternante?|apprentie?|décorat(?:eur|rice)|standardiste|"
    r"réceptionniste|magasini(?:er|ère)))"
)
SEAT = (
    r"(?:(?:paid |user )?(?:seats?|users?|licen[cs]es?|team members|members)|lizenzen|(?:nutzer|arbeits)?plätzen?|"
    r"nutzer(?:innen)?|user|benutzer|usuarios?|licencias?|puestos|asientos|plazas|postes|utilisateurs|sièges|places|"
    r"comptes|licences)"
)
_COUNT = (
    r"(?:about |around |roughly |exactly |a total of |a team of |etwa |rund |circa |ca\.? |unos |"
    r"environ )?(?P<v>\d{1,6})"
)

_SHOPS = (
    r"(?:Grupo|Groupe|Cabinet|Atelier|Talleres|Taller|Sociedad|Société|Clínica|Clinique|Hotel|Hôtel|Restaurante|"
    r"Restaurant|Boutique|Ferretería|Panadería|Fromagerie|Boulangerie|Garage|Estudio|Bodegas?|Papelería|Librería|"
    r"Librairie|Farmacia|Pharmacie|Taquería|Cafetería|Imprimerie|Pâtisserie|Floristería|Kanzlei|Praxis|Agentur|"
    r"Colegio|Escuela|Instituto|Hostal|Posada|Pension|Lycée|Collège|École|Savonnerie|Menuiserie|Werkstatt|Weingut|"
    r"Druckerei|Konditorei|Gasthaus|Café|Seguros|Agencia|Agence|Bufete|Gestoría|Bäckerei|Metzgerei|"
    r"Apotheke|Buchhandlung|Gärtnerei|Tischlerei|Autohaus|Textiles|Conservas|Transportes|Muebles)"
)
FIRM, SHOPS = _FIRM, _SHOPS
INITIALS = r"(?-i:C[EFTOMI]O|CPE|DSI|RSSI|DAF|DRH|PDG|SRE|DevOps|DPO|VP|HR|RH)"
"""Posts by their first letters."""
JOBS = tuple(job.replace("?P<v>", "?:") for job in (_ROLE, _DE_JOB, _ROMANCE_JOB))
"""How a firm is written, words that begin a shop's name, and posts by language, none of which is caught by name."""
COUNT_WORD = (
    r"(?:(?:an?|ein|una|une) [^\W\d_]{5,8}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|treinta|cuarenta|"
    r"cincuenta|sesenta|setenta|ochenta|noventa|vingt|trente|quarante|cinquante|soixante|quatre-vingt)[ -](?:(?:y|"
    r"et)[ -])?[^\W\d_]{2,9}|(?<!ty )(?<!ta )(?<!te )(?<!gt )(?<!\by )(?<!\bet )[^\W\d_]{2,24}(?:-[^\W\d_]{2,9}){0,3})"
)
"""The place of a number in words; which words are one tells `values.counted`."""
_APPLE = (
    r"(?:i-?phones?|ipads?|macbooks?|imacs?|mac mini|apple watch|airpods)(?:[ ]?(?:\d{1,2}(?:[a-z]\b)?|pro|max|plus|"
    r"mini|air|se|ultra|m[1-5]\b|x[rs]?\b|s\b))*"
)
_BRAND = (
    r"(?:(?:google )?pixel|(?:samsung )?galaxy|fairphone|oneplus|one plus|xiaomi|redmi|poco|huawei|honor|oppo|realme|"
    r"nokia|motorola|moto|(?:sony )?xperia|nothing phone|lenovo|thinkpad|ideapad|yoga|dell|xps|latitude|inspiron|"
    r"(?:microsoft )?surface|hp|elitebook|probook|asus|zenbook|vivobook|acer|aspire|swift|chromebook|kindle|"
    r"fire tablet|steam deck|framework|medion|toshiba|tecno(?: spark)?|infinix|zte|hisense|tcl|epson|workforce|"
    r"ecotank|envy(?= \d{4})|deskjet|"
    r"laserjet|officejet|pixma|tp-link|archer|netgear|fire (?:tv )?stick|chromecast|kobo|tolino|razer|"
    rf"{values.AT_HOME})"
)
MODEL = (
    rf"(?P<v>{_APPLE}|(?:{_BRAND}[ ])?{_BRAND}(?:[ ]?(?:(?-i:[A-Z]{{1,3}})\d{{1,4}}\w{{0,3}}|"
    r"[a-z]{1,2}\d{1,4}\w{0,3}|[a-z]{1,3}-\d{2,5}\w?|\d{1,4}\w{0,3}|note|pro|max|plus|lite|ultra|go|laptop|book|tab|"
    r"fold|flip|fe|"
    r"reno|magic|find|nord|view|nova|mate|razr|legion|pavilion|omen|(?<=\d )ax|"
    r"carbon|air|studio|mini|edge|smart|pop|delta|gen \d+|\(\w{1,6}\)|(?-i:I{2,3}|IV|V|VI|X)(?![\w']))){1,5}|"
    r"(?:thinkpad|chromebook|kindle|steam deck|fairphone|surface))(?![\w-])"
)
_SERVERS = (
    r"(?:(?:rocky|alma|arch|oracle|amazon|kali)[ ]linux|almalinux|nixos|opensuse|suse|manjaro|centos|rhel|red hat|"
    r"gentoo|zorin os|pop!_os|freebsd|openbsd|raspberry pi os|steamos|harmonyos)"
)
_OS_NAME = (
    rf"(?:{_SERVERS}|ios|ipados|android|windows|win(?=[ ]?(?:7|8|10|11|12|xp)\b)|mac ?os(?: x)?|os x|mac|linux mint|"
    r"linux|ubuntu|debian|fedora|chrome ?os|(?:sonoma|sequoia|ventura|monterey)(?=[ ]\d))"
)
_OS = (
    rf"(?P<v>{_OS_NAME}(?:[ ]?(?:\d{{1,4}}(?:\.\d+){{0,3}}|xp|vista|sonoma|ventura|monterey|sequoia|big sur|catalina|"
    r"tahoe))?)(?![\w-])"
)
OS_EXACT = rf"(?P<v>{_OS_NAME}[ ]?(?:\d{{1,4}}(?:\.\d+){{0,3}}|sonoma|ventura|monterey|sequoia|big sur|tahoe))(?![\w-])"
OS_USER = (
    rf"(?P<v>{_OS_NAME})(?:[ -](?:user|person|guy|girl|fan|only|household|nutzer(?:in)?|anwender(?:in)?|user(?:in)?)\b)"
)
_MY = (
    r"(?:my|our|meine?[mnrs]?|unsere?[mnrs]?|mi|nuestr[oa]|mon|ma|notre)(?: new| old| work| other| neue[nms]?|"
    r" alte[nms]?| nuevo| nueva| nouveau| nouvel)?"
)
_HAVE = (
    r"\b(?:i|we|ich|wir|yo|j'|je|and|und|y|et|also)(?: also| auch| tambien| aussi)? ?(?:'ve got|have got|got|have|own|"
    r"use|'m using|am using|bought|habe|hab|nutze|benutze|verwende|besitze|utilise|ai|'ai)|\b(?:tengo|uso|utilizo|"
    r"j ?'? ?utilise|j ?'? ?ai)"
)
_VERSION = r"(?P<v>v?\d+(?:\.\d+){1,3})(?![\d.]*\d)"
_TZ = (
    r"(?P<v>(?:utc|gmt)(?:[ ]?[+-][ ]?\d{1,2}(?::\d\d)?)?|(?:europe|america|asia|africa|australia|pacific|"
    r"indian|atlantic)/[a-z_]+|(?-i:CET|CEST|EST|EDT|ET|PST|PDT|PT|CST|CDT|MST|MDT|BST|WET|WEST|EET|EEST|MEZ|MESZ|MSK|"
    r"IST|PKT|NPT|BDT|WIB|ICT|MYT|AMT|UYT|VET|AST|NST|"
    r"JST|SGT|WAT|CAT|EAT|HKT|KST|PHT|ART|BRT|CLT|COT|PET|GST|AEST|AEDT|NZST|HST|AKST|SAST)|(?:central european|"
    r"atlantic|eastern|pacific|central|mountain|"
    r"british summer|greenwich mean)(?: standard| daylight)?(?= time))(?![\w-])"
)
_DAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?|montags?|dienstags?|mittwochs?|"
    r"donnerstags?|freitags?|samstags?|sonntags?|mo|di|mi|do|fr|sa|so|lunes|martes|miercoles|jueves|viernes|sabados?|"
    r"domingos?|lun|mar|mer|jeu|ven|sam|dim|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|weekdays|weekends|"
    r"werktags|tgl|tägl|daily|every ?day|täglich|a diario|todos los dias|tous les jours|en semaine)(?![^\W\d_])\.?"
)
_CLOSED = (
    r"(?!(?: (?:is|are|ist|sind|est|on est|está))?,? ?(?:closed|geschlossen|zu\b|ruhetag|frei\b|off\b|cerrad|fermé))"
)
_CLOCK = (
    r"(?:\d{1,2}(?:[:.h]\d{2}|[ ]h[ ]\d{2})?(?:[ ]?(?:am|pm|uhr|h|o'clock))?(?![\w:])|noon|midday|midnight|mitternacht|"
    r"mediodía|medianoche|midi|minuit)"
)
_IN_WORDS = (
    r"(?:half past |halb |quarter past )?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eins|"
    r"zwei|drei|vierzehn|vier|"
    r"fünfzehn|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dreizehn|sechzehn|siebzehn|achtzehn|las (?:\w+)|\d{1,2}"
    r"(?:[:.h]\d{2})?)(?: uhr| o'clock)?"
)
OPEN_HOURS = (
    rf"(?:de |du )?(?P<v>(?:(?<!since )(?<!seit )(?<!desde )(?<!desde el )(?<!depuis )(?<!dès )"
    rf"{_DAY}(?:[ ]?(?:-|to|until|through|thru|bis|a|au|à|al?|and|und|y|et|&)[ ]?{_DAY})?,?[ ])?"
    r"(?:from |von |de |between |zwischen |entre )?"
    rf"{_CLOCK}[ ]?(?:-|–|to|until|till|bis|a|à|and|und|y|et)[ ]?{_CLOCK}(?:,? (?:on )?"
    rf"(?!so\b){_DAY}{_CLOSED}(?:[ ]?(?:-|to|bis|a|au)[ ]?{_DAY})?)?|24/7|24 ?h(?:eures)?/24|rund um die uhr|"
    rf"las 24 horas|"
    r"around the clock)"
)
_FEELINGS: Mapping[str, str] = {
    "angry": r"angry|furious|livid|fuming|outraged|mad at you|pissed(?: off)?|wütend|stinksauer|sauer|enfadad[oa]|"
    r"furios[oa]|indignad[oa]|"
    r"furieu(?:x|se)|en colère|scandalisée?",
    "disappointed": r"disappointed|let down|enttäuscht|decepcionad[oa]|déçue?s?",
    "frustrated": r"frustrated|fed up|annoyed|genervt|frustriert|frustrad[oa]|hart[oa]|frustrée?|énervée?|agacée?",
    "happy": r"(?:really |very |so |super )?(?:happy|pleased|delighted|thrilled) (?:with|about|so far)|"
    r"(?:sehr|total|super|echt|wirklich|mega|rundum|richtig) zufrieden|begeistert|(?:muy|súper|super|"
    r"bastante) content[oa]|(?:hyper|super|vraiment|trop) contente?|"
    r"encantad[oa]|très content[e]?|ravie?",
}
_IDIOMS: Mapping[str, str] = {
    "disappointed": r"qué decepción|quelle déception|(?:was für eine|so eine|echte?) enttäuschung|me ha(?:béis|"
    r"n)? decepcionado|"
    r"m'(?:avez|a) (?:beaucoup |vraiment )?déçue?|enttäuscht mich",
    "angry": r"this is (?:an outrage|outrageous|a joke|a disgrace)|makes? my blood boil|so langsam reicht(?:'s|"
    r" es)|es reicht mir|reicht es mir|"
    r"das ist (?:eine frechheit|unverschämt)|me tenéis contento|es una vergüenza|c'est (?:inadmissible|scandaleux|"
    r"une honte)|harassment",
    "frustrated": r"(?:sick|tired) (?:and tired )?of|had (?:it|enough)|at my wits'? end|nase voll|schnauze voll|"
    r"geht mir auf die nerven|"
    r"estoy hasta|no puedo más|je suis à bout|(?:nervt|frustriert) (?:mich|uns)|nervt (?:langsam|echt|total|"
    r"nur noch)|me tienen? hart[oa]|me frustra\w*|qué frustración|(?:m'agace|me frustre|me fatigue)\b|c'est honteux|"
    r"am ende meiner geduld|j'en ai (?:marre|assez|"
    r"ras le bol)|ras le bol|ça (?:m'énerve|me saoule)",
    "happy": r"(?:so|very|really|super) (?:happy|pleased|delighted)|you(?:'re| guys are|"
    r" are) (?:\w+ )?(?:legends?|the best|stars?|amazing)|love it|bin (?:total |sehr |so )?(?:happy|glücklich|"
    r"begeistert)|estoy (?:feliz|encantad[oa])|je suis (?:ravie?|aux anges)",
}


def frames() -> Iterator[Frame]:
    """Yield the frames of particulars."""
    yield from _pronouns()
    yield from _work()
    yield from _seats()
    yield from _paid_seats()
    yield from _devices()
    yield from _boxes()
    yield from _versions()
    yield from _times()
    for value, words in _FEELINGS.items():
        left_out = rule(
            r"(?:^|[.!?,;\n]\s*)(?:(?:honestly|frankly|really|very|quite|so|pretty|just|rather|truly|ehrlich gesagt|"
            r"echt|sehr|total|ziemlich|wirklich|la verdad|muy|bastante|super|franchement|très|vraiment|plutôt|trop|"
            rf"vrai) ){{0,3}}(?:{words})(?=\s*(?:$|[.!,;\n])| (?:with|by|about|at|mit|von|über|con|de|por|du|des|"
            r"par)\b)"
        )
        yield Frame(f"mood.{value}", "sentiment.last", left_out, values.choice, value=value)
        felt = rule(
            rf"\b(?:i'?m|i am|we'?re|we are|ich bin|wir sind|(?<!\w )bin|estoy|estamos|je suis|"
            rf"on est)(?: [\w']+){{0,3}}? (?:{words})\b"
        )
        yield Frame(f"mood.{value}", "sentiment.last", felt, values.choice, value=value)
    for value, words in _IDIOMS.items():
        yield Frame(f"mood.{value}", "sentiment.last", rule(rf"\b(?:{words})\b"), values.choice, value=value)


def _pronouns() -> Iterator[Frame]:
    for pattern in (
        r"\b(?:my pronouns(?: are|:)?|(?:i |please )?(?:go by|use)|pronouns:?|i'?m|i am|it'?s|refer to me as|"
        r"(?:fine|ok|okay|good) with|(?:meine )?pronomen(?: sind| bleiben|:)?(?: übrigens)?|(?:mis )?pronombres(?: son|"
        r" siguen siendo|:)?|(?:mes )?pronoms?(?: sont| restent|:)?|(?:bitte|ich) (?:nutze|benutze|verwende\w*)|uso|"
        rf"utilizo|j'utilise)(?: the pronouns| bitte| die pronomen)?{_S}{_PRONOUN}",
        rf"\b(?:(?:my|mein|mi|mon)? ?(?:pronouns?|pronom(?:en|bres?)?s?)(?:,? (?:are|is|sind|ist|son|es|sont|"
        rf"est|c'est))? ?:?){_S}(?P<v>she|he|they|sie|er|ella|él|elle|"
        rf"ellos|elles|il|iel|xier|dey)(?![\w/])",
        rf"\({_PRONOUN}\)",
        rf"\b(?:i'?m|i am) an? {_PRONOUN}",
        rf"(?:^|[.!?,;\n]\s*)(?:and |und |y |et |but |aber )?(?:i|ich|yo|je|moi|me)[ ,:]{{1,3}}{_PRONOUN}",
        r"\b(?:use|employ\w*|utilis\w*|verwend\w*|nutz\w*|usen?|usar)(?: (?:the pronoun|das pronomen|el pronombre|"
        r"le pronom|"
        r"please|bitte))?[ ]{1,3}(?P<v>they|she|he|sie|er|dey|xier|ella|él|elle|iel|il)[ ]{1,3}(?:à mon (?:égard|"
        r"sujet)|pour moi|"
        r"for me|about me|für mich|bei mir|para mí|conmigo)\b",
        r"\b(?:c'est|es ist|it'?s|es|heißt) (?P<v>elle|il|iel|sie|er|she|he|they|ella|él),? (?:et )?(?:pas|nicht|not|"
        r"no) "
        r"(?:elle|il|iel|lui|sie|er|she|he|they|ella|él)\b",
        rf"\b(?:bitte|por favor|plutôt){_S}{_PRONOUN}",
        rf"\b(?:uso|utilizo|j'utilise|ich (?:nutze|benutze|verwende))(?: (?:das pronomen|el pronombre|"
        rf"le pronom))?{_S}(?P<v>iel|elle|dey|xier)(?![\w/])",
        rf"(?:^|[.!?,;\n]\s*){_PRONOUN}(?=\s*(?:$|[.,!;\n])|,? (?:please|pls|bitte|por favor|svp|for me|here|btw|"
        rf"by the way|fyi|though|übrigens|ansprechen|anreden)\b)",
        rf"\b(?:mit|als|with|as|con|como|avec|au) {_PRONOUN}(?: (?:an|bitte|ansprechen|anreden|please))?(?=\s*(?:$|"
        r"[.,!;\n]))",
        r"\bi go by (?P<v>they|she|he|xe|ze|it)(?=\s*(?:$|[.,!;\n]))",
    ):
        yield Frame("pronouns.said", "identity.pronouns", rule(pattern), _pronoun, frozenset({"third"}))


def pronoun_said(words: str) -> str | None:
    """Pronouns that are all of some words: "she/they"."""
    return words.lower().replace(" ", "") if re.fullmatch(_PRONOUN, words.strip(), re.IGNORECASE) else None


def _pronoun(words: str, _registry: Registry) -> str | None:
    return words.lower().replace(" ", "")


_RUN_AS = (
    r"[^.!?;\n\x00]{0,40}?\b(?:run|ran|running|start\w*|open\w*|launch\w*|log\w*|sign\w*|install\w*|execut\w*)\b"
    r"[^.!?;\n\x00]{0,30}? as (?:an? |the )?admin"
)
"""What a program is run as is nobody's work."""


def _work() -> Iterator[Frame]:
    yield from _roles()
    yield from _promotions()
    yield from _firms_of_posts()
    yield from _employers()
    yield from _new_employers()


def _roles() -> Iterator[Frame]:
    role: dict[str, tuple[str, ...]] = {
        "en": (
            rf"{_IM}{_SINCE}(?: (?:the|an?|their|our|your|its)(?: (?:new|acting|interim|current))?)?{_S}{_ROLE}",
            rf"(?:^|[.!?,;\n]\s*)work(?:ing)? as(?: (?:an?|the))?{_S}{_ROLE}",
            rf"\b(?:i|i'm|i've|i am|we)\b(?!{_RUN_AS})[^.!?;\n\x00]{{1,60}} as(?: (?:an?|the|their))?{_S}{_ROLE}",
            rf"\bi(?:'m| am)?{_SINCE} work(?:ing)?{_SINCE} as(?: (?:an?|the|their|"
            rf"our))?{_S}(?P<v>(?!well\b)[a-z-]+(?: [a-z-]+){{0,3}}?)"
            rf"(?=\s*(?:$|[.,;!?\n])| (?:at|for|in|with|and|here|from)\b)",
            rf"\bi(?:'m| am)?{_SINCE} work(?:ing)?{_SINCE} (?:at|for|with) [^.!?;,\n\x00]{{2,40}}? as(?: (?:an?|the|"
            rf"their|our))?{_S}(?P<v>[a-z-]+(?: [a-z-]+){{0,3}}?)(?=\s*(?:$|[.,;!?\n])| (?:and|here|in)\b)",
            rf"\b(?:my|our) (?:role|job|job title|position|title)(?:'s| is){_S}(?:an? |the )?(?P<v>[a-z-]+"
            r"(?: [a-z-]+){0,3}?)(?=\s*(?:$|[.,;!?\n])| (?:at|for|in|with|and)\b)",
        ),
        "de": (
            rf"\b(?:ich )?(?:bin|arbeite als)(?: (?:die|der|das|eine?|neue[r]?|unser\w*|dort|hier|da|bei euch|jetzt|"
            rf"selbst|auch|inzwischen))*{_S}{_DE_JOB}(?!\w)",
            r"\bich bin (?P<v>(?-i:[A-ZÄÖÜ])[^\W\d_]+)(?: von beruf\b)",
        rf"\b(?:angestellt|beschäftigt|tätig),? als{_S}{_DE_JOB}(?!\w)",
        rf"\b(?:dont je suis|de la que soy|del que soy|wo ich) (?:la |le |el |die |der )?{_ROMANCE_JOB}(?![\w-])",
        rf"\b(?:got|have|landed|found|took|started) (?:a |the |my )?(?:new )?(?:job|position|role|post) as (?:an? |"
        rf"the )?{_ROLE}",
        rf"\bich selbst (?:mache?|bin) (?:nur |bloß )?(?:die |der )?{_DE_JOB}(?!\w)",
        rf"\barbeite (?:hier |jetzt )?als{_S}(?P<v>[^\W\d_]+(?:in)?)(?!\w)",
        ),
        "romance": (
            r"\b(?:soy|trabajo (?:de|como)|je bosse comme|(?:trabajo|trabajamos) (?:en|para) [^.!?;,\n\x00]{2,40}? "
            r"(?:de|como)|je suis|(?:je travaille|j'exerce) (?:comme|en tant que)|trabajo como|je travaille (?:chez|"
            rf"pour) [^.!?;,\n\x00]{{2,40}}? (?:comme|en tant que))(?: (?:el|la|un|una|le|une?|l'))?{_S}?{_ROMANCE_JOB}"
            r"(?![\w-])",
        ),
    }  # fmt: skip
    # "Wanjiru Kamau here, head of facilities": what stands behind a name.
    named = (
        r"\b(?:here|speaking|writing|i'?m|i am|this is|my name is|hier|ich bin|heiße|soy|me llamo|escribe|habla|ici|"
        r"appareil|je suis|m'appelle|c'est (?-i:[A-Z])[\w'’-]+ (?-i:[A-Z]))\b[^.!?;\n\x00]{0,50}?, ?(?:an?|the|die|"
        r"der|la|le|el|l')?[ ]?"
    )
    ends = r"(?=\s*(?:$|[.,;!?\n])| (?:at|of|for|in|bei|von|chez|en|de)\b)"
    role["here"] = tuple(
        rf"(?:^|[.!?,;\n]\s*)(?:an? |the |die |der |el |la |le )?{job} (?:here|hier|aquí|ici|speaking|again)"
        r"(?=\s*(?:$|[.,:;!?\n])|,? (?:and|und|y|et|i|ich|je|yo|wir|we|at|bei|from|aus|with|mit|quick|eine|un|one)\b)"
        for job in (_ROLE, _DE_JOB, _ROMANCE_JOB)
    )
    role["signed"] = tuple(
        rf"(?:\A\s*|\n\s*)(?:(?-i:[A-Z])[\w'’-]+ ){{1,2}}(?:(?-i:[A-Z])[\w'’-]+)?(?:,[ ]|\n\s*){job}(?=\s*(?:$|"
        rf"[.,;\n])| (?:at|for|bei|von|chez|en)\b)"
        for job in (_ROLE, _DE_JOB, _ROMANCE_JOB)
    )
    role["as"] = (
        rf"(?:^|[.!?,;\n]\s*)as(?: the| an?)? {_ROLE},? (?:i|i'm|we)\b",
        rf"(?:^|[.!?,;\n]\s*)als {_DE_JOB},? (?:\w+ )?(?:ich|wir)\b",
        r"\b(?:bin|arbeite als) (?:selbst(?:st)?ändige[rn]?|freiberufliche[rn]?|freie[rn]?) "
        r"(?P<v>(?-i:[A-ZÄÖÜ])[^\W\d_]+)",
        r"\bsoy (?P<v>[a-z]{5,20}) (?:autónom[oa]|freelance|por cuenta propia)\b",
        r"\bje suis (?P<v>[a-z]{5,20}) (?:indépendante?|freelance|à mon compte)\b",
        rf"\b(?:ici|aquí|acá),? (?:je suis|soy) (?:la |le |l'|el )?{_ROMANCE_JOB}(?![\w-])",
        rf"(?:^|[.!?,;\n]\s*)(?:como|en tant que) {_ROMANCE_JOB}(?![\w-])",
        rf"\b(?:promoted to|made me|became|appointed|hired as) (?:the |an? )?{_ROLE}",
        rf"\bbefördert zu[rm]? {_DE_JOB}(?!\w)",
        rf"\b(?:ascend\w+ a|nombrad[oa]|nommée?|promue?) (?:la |le |el )?{_ROMANCE_JOB}(?![\w-])",
    )
    role["duty"] = tuple(
        rf"{opening_of} (?P<v>{DEPARTMENT}(?:(?: (?:and|und|y|e|et)|,) {DEPARTMENT})?)(?![\w-])" for opening_of in _DUTY
    )
    role["duty"] += (
        rf"\b(?:bin|sind|ich|hier)(?: \w+){{0,2}} für (?:den |die |das |unsere\w* )?(?P<v>{DEPARTMENT})(?: \w+)? "
        rf"(?:zuständig|verantwortlich|da)\b",
        rf"\b(?:in|aus|from|en|de) (?:the |der |dem |la |el |our |unserer? |nuestro |notre )?(?P<v>{DEPARTMENT}) "
        rf"(?:department|abteilung|team)\b",
    )
    role["speaking"] = (
        rf"\b(?:speaking|writing|asking|calling|acting) as (?:the |an? |your )?{_ROLE}",
        rf"\b(?:moved (?:up )?to|promoted to|now|became|made) (?:the |an? )?(?P<v>head of {DEPARTMENT})(?![\w-])",
        r"\b(?:je travaille|je bosse|trabajo|ich arbeite|arbeite) (?:comme|de|como|als) (?:une? |"
        r"una? )?(?P<v>(?-i:[a-zéèA-ZÄÖÜ])[\w-]{4,20})(?=\s*(?:$|[.,;!?\n])| (?:chez|en|bei|à|dans)\b)",
    )
    # "I just teach (primary school teacher)": what one is stands beside it in brackets.
    role["bracketed"] = tuple(
        rf"\b(?:i'?m|i|ich|bin|soy|yo|je)\b[^.!?;()\n\x00]{{1,40}} ?\((?:an? |el |la |le )?{job}(?: (?:at|bei|en|chez|"
        rf"in) [^()]{{2,40}})?\)"
        for job in (_ROLE, _DE_JOB, _ROMANCE_JOB)
    )
    role["turned"] = (
        r"\b(?:arbeite|bin)(?: ich)?(?: (?:jetzt|nun|heute|inzwischen|mittlerweile|nur|dort))*(?: als)?(?: (?:die|"
        r"der|eine?))? "
        rf"{_DE_JOB}(?=\s*(?:$|[.,;!?\n(])| (?:bei|von|in|im|an|am|für|der|des)\b)",
    )
    of_trade = r"(?:de (?:oficio|profesión|métier|formation)|von beruf|by (?:trade|profession))"
    role["trade"] = (
        rf"(?:\A|[.!?\n]\s*)(?P<v>(?-i:[^\W\d_])[^\W\d_]{{3,20}}) {of_trade}, (?:ich|i|i'm|je|j'\w+|no|quiero"
        rf"|necesito|agradezco|"
        r"prefiero|busco|brauche|uso|me|mich|we|wir)\b",
        *(
            rf"\b(?:escribo|hablo|pregunto|j'écris|je vous écris|ich schreibe|i write|i'm writing|i'm asking) (?:como"
            rf"|en tant "
            rf"que|als|as)(?: the| an?| la| el)? {job}(?: (?:de|der|of|des) (?-i:[a-z])[\w-]+)??(?= (?:de|del|der|of"
            rf"|at|bei|"
            r"chez|des|du|en|für|for)\b|\s*(?:$|[.,;!\n]))"
            for job in (_ROLE, _DE_JOB)
        ),
        rf"\b(?:escribo|hablo|pregunto|j'écris|je vous écris) (?:como|en tant que) "
        rf"{_ROMANCE_JOB.removesuffix(')')}(?: de (?-i:[a-z])[\w-]+)?)(?=\s*(?:$|[.,;!\n])| (?:de|del|du|des|en"
        rf"|chez)\b)",
        rf"\bc'est moi,? (?:la |le |l')(?:nouve\w+ )?{_ROMANCE_JOB}(?![\w-])",
        rf"(?:^|[.!?,;:\n]\s*)(?:the |der |die |das |la |el |le )?{_ROLE} ?(?:=|:) ?(?:me|moi|yo|ich)(?![\w'-])",
        rf"(?:^|[.!?,;:\n]\s*)(?:me|moi|yo|ich) ?= ?{_ROLE}(?![\w-])",
        rf"(?:^|[.!?,;:\n]\s*)(?:der |die )?{_DE_JOB} (?:bin|bleib\w*) (?:hier |dort |bei uns |übrigens )?ich\b",
        r"(?:^|[.!?,;:\n]\s*)(?:der |die )?(?P<v>admin|it-admin|chefin?|ansprechpartner(?:in)?) bin (?:hier )?ich\b",
    )
    role["named"] = (named + _ROLE + ends, named + _DE_JOB + ends, named + _ROMANCE_JOB + ends)
    opening = r"(?:^|[.!?,;\n]\s*)"
    firm = r"(?=(?: (?:at|for|of|bei|von|chez|en|de|del|du)|,) (?:the |der |dem |la |el |los |le |l')?(?-i:[A-Z]))"
    more = _ROMANCE_JOB.removesuffix(")") + r"(?: (?-i:[a-z])[\w-]+)??)"
    role["opening"] = tuple(opening + job + firm for job in (_ROLE, _DE_JOB, more))
    # What one is asked as stays so in a question: "As the owner, may I …?", "als Werkstudentin darf ich …, oder?".
    for pattern in (
        rf"(?:^|[.!?,;\n]\s*)as(?: the| an?)? {_ROLE}(?: (?:at|of|for|in|with) [^,.!?\n\x00]{{2,40}}?)?,? (?:i|i'm|"
        rf"i'd|i've|"
        r"we|we'd)\b",
        rf"(?:^|[.!?,;\n]\s*)als {_DE_JOB}(?: (?:der|des|von|bei|im|am) [^,.!?\n\x00]{{2,40}}?)?,? (?:\w+ )?(?:ich|"
        rf"wir)\b",
    ):
        yield Frame("role.as", "company.role", rule(pattern), _role, frozenset({"question", "wish", "hypothetical"}))
    for patterns in role.values():
        for pattern in patterns:
            yield Frame("role.said", "company.role", rule(pattern), _role)


def _promotions() -> Iterator[Frame]:
    """What somebody has become: "ich bin zur Leiterin befördert worden", "they've made me producer"."""
    # "Wurde" is folded like "würde", and a "jefa" may be somebody: who is promoted stands in the phrase itself.
    for pattern in (
        rf"\b(?:ich wurde|wurde ich|ich bin|bin ich)(?: [\w-]+){{0,3}}? zu[rm] {_DE_JOB} (?:befördert|ernannt)\b",
        rf"\bme (?:han?|acaban de) (?:ascend\w+|nombra\w+|promov\w+) (?:a |como )?{_ROMANCE_JOB}(?![\w-])",
        rf"\b(?:on m'a|j'ai été|je viens d'être|je suis) (?:promue?|nommée?)(?: au poste de)? {_ROMANCE_JOB}(?![\w-])",
    ):
        yield Frame("role.promoted", "company.role", rule(pattern), _role, _PROMOTED, changes=True)
    # What others have made of one is one's own: "they've made me producer".
    made = (
        rf"\b(?:made|named|appointed) me (?:the |an? )?(?:{_ROLE}|(?P<w>(?:[a-z-]+ )?[a-z-]{{3,}}(?:ist|sor|tor|urer|"
        r"nager|ginner|ptain|chair|lead)))(?=\s*(?:$|[.,;!?\n(])| (?:as of|since|now|last|this|from|today|yesterday|"
        r"here|so|and|on|in|starting|effective)\b)",
        rf"\b(?:i|i'?ve|ive|have)(?: was| been| got| just)+ (?:made|named|appointed|promoted(?: to)?) (?:the |"
        rf"an? )?{_ROLE}",
        rf"\b(?:new|my) (?:title|role|job title|position)\b[^.!?:\n\x00]{{0,40}}: (?:the |an? )?{_ROLE}",
        rf"\bme (?:han|acaban de) (?:ascend\w+|promov\w+|promocion\w+)[.,:!]* (?:(?:ahora|a|soy|como|la|"
        rf"el) ){{0,3}}{_ROMANCE_JOB}"
        r"(?! (?:de|del) (?-i:[A-Z]))(?![\w-])",
        rf"\bno soy [^.!?,;\n\x00]{{3,40}},? sino (?:la |el )?{_ROMANCE_JOB}(?![\w-])",
        rf"\bme voici (?:désormais |maintenant |à présent )?(?:la |le |l')?{_ROMANCE_JOB}(?![\w-])",
        rf"\b(?:me han|nos han|me) (?:hecho|nombrado|nombraron|hicieron|ascendido a|ascendieron a) {_ROMANCE_JOB}"
        r"(?: (?:de|del) (?-i:[a-z])[\w-]+)?(?![\w-])",
        rf"\b(?:haben|hat) (?:\w+ )?mich (?:zu[rm] )?{_DE_JOB} (?:(?:im|in der|für|der|vom) \w+ )?(?:gemacht|"
        rf"ernannt|befördert)\b",
    )
    for pattern in made:
        yield Frame(
            "role.made", "company.role", rule(pattern), _role, frozenset({"third", "negated", "past"}), changes=True
        )
    # Behind a name and before a firm any word with the ending of a trade: "Anaïs Le Goff, costumière au Ballet …".
    trade = (
        r"(?P<v>(?-i:[a-z])[\w-]{2,18}(?:eur|euse|rice|ière|iste|ienne|logue|ora?|ista|ero|era|aria|ario|ist|istin|er|"
        r"erin|ian)(?: (?-i:[a-z])[\w-]{3,16})?)"
    )
    behind_name = (
        rf"(?:^|[.!?,;\n]\s*)(?:{_CAP} ){{1,3}}{_CAP}, {trade} (?=(?:au|à la|chez|bei|beim|at|en|en la|en el|de la|del|"
        r"du) (?-i:[A-Z]))"
    )
    yield Frame("role.said", "company.role", rule(behind_name), _role)


def _employers() -> Iterator[Frame]:
    """Where somebody works, or what their own firm is called."""
    works: tuple[str, ...] = (
        rf"\b(?:i|we)(?:'m| am)?{_SINCE} work(?:ing)?{_SINCE} (?:at|for){_S}(?:the )?{_FIRM}",
        rf"\b(?:i|we)(?:'m| am)?{_SINCE} work(?:ing)?{_SINCE} with{_S}(?:the )?{_FIRM}(?=\s*(?:$|[.,;:!?)\n])|"
        rf"\s(?:and|as|"
        r"in|on|here|now|since|but|from|at|i)\b)",
        rf"\bwork(?:ing)? as (?:[\w-]+ ){{1,4}}?(?:at|for|with){_S}(?:the )?{_FIRM}",
        rf"{_IM}{_SINCE}[^.!?;\n\x00]{{1,40}}?\b{_JOB}\b[^.!?;\n\x00]{{0,24}}? (?:at|for|of|with|"
        rf"(?<!over )from){_S}(?:the )?{_FIRM}",
        rf"{_IM}{_SINCE} (?:an? |the )?{_JOB} of{_S}(?:the )?{_FIRM}",
        rf"\bi (?:run|lead|manage|head|own|handle|do) [a-z &-]{{3,30}} (?:at|for){_S}{_FIRM}",
        rf"\bwe(?:'re)? trad(?:e|ing) as{_S}{_FIRM}",
        r"\b(?:my|our|mein\w*|unser\w*|mi|nuestr[oa]|mon|notre) (?:employer|arbeitgeber|company|firma|empresa|"
        rf"entreprise|employeur),{_S}{_FIRM}",
        rf"\b(?:se llama|s'appelle|heißt|is called){_S}{_FIRM},? (?:mi|nuestr[oa]|mon|notre|my|our|mein\w*|unser\w*) "
        rf"(?:empresa|negocio|tienda|entreprise|société|boutique|company|business|shop|firma|laden|betrieb)\b",
        rf"\bllevo (?:la|las|los|el) \w+ (?:del?|en|para)(?: la| el)?{_S}{_FIRM}",
        rf"\bje (?:tiens|fais|gère) (?:la |les |le |l')?\w+ (?:de la|des|de|du|chez|pour){_S}(?:les |la |le )?{_FIRM}",
        rf"\bich (?:mache|führe) (?:hier )?(?:die|den|das) (?-i:[A-Z])[\w-]+ (?:bei|für|der)(?: der| die)?{_S}{_FIRM}",
        rf"\b(?:got|have|landed|found|took|started) (?:a |the |my )?(?:new )?(?:job|position|role|"
        rf"post) (?:as [\w -]{{3,40}}? )?"
        rf"(?:at|with){_S}(?:the )?{_FIRM}",
        rf"\((?:[\w-]+ ){{0,3}}{_JOB} (?:at|with|for) {_FIRM}\)",
        rf"\b(?:les|te|os|le) escrib\w+ (?:de|desde){_S}(?P<v>{_FIRM_WORD}(?: {_FIRM_WORD}){{1,3}})(?=,)",
        rf"\b(?:au|aux)(?<=aux){_S}{_FIRM}(?= (?:comme|en tant que)\b)",
        rf"{_FIRM}, (?:dont je suis|wo ich|where i'?m|where i am|donde soy|de la que soy|del que soy) (?:the |la |le |"
        rf"die |der |el |an? )?(?:{'|'.join(JOBS)})(?![\w-])",
        rf"\b(?:my|our) (?:company|employer|business|firm|organi[sz]ation)(?:'s| is)(?: called| named)?{_S}{_FIRM}",
        rf"{_IM} (?:writing|calling|buying|ordering) (?:for|on behalf of|from){_S}{_FIRM}",
        r"\b(?:for|to|an|auf|für|a nombre del?|para|a|au nom d[eu]|pour|à|say|says)(?: the| die| la| el|"
        rf" le)?{_S}{_FIRM}"
        r"(?=,? (?:that'?s us|our (?:company|firm)|das sind wir|(?:que )?somos nosotros|c'est nous)\b)",
        rf"\b(?:del|de la|du|de l'|des) ?(?P<v>(?-i:{_SHOPS}) "
        rf"{_FIRM.removeprefix('(?P<v>')}",
        rf"\b(?:on behalf of|writing for|buying for|ordering for|im (?:auftrag|namen) (?:von|der)|de parte de|"
        rf"en nombre de|pour le compte de|de la part de){_S}(?:the |la )?{_FIRM}",
        rf"\b(?:i|we) (?:represent|am employed (?:by|at)|work out of|vertreten?|represento|representamos|"
        rf"représente|représentons){_S}(?:the |die |a |la )?{_FIRM}",
        rf"{_IM} (?:employed (?:by|at)|hired by|here for|part of){_S}(?:the )?{_FIRM}",
        rf"\b(?:we|wir|nosotros|nous) (?:here )?(?:at|bei(?: der)?|von(?: der)?|en|chez){_S}(?:the )?{_FIRM}",
        *(
            rf"(?:^|[.!?,;\n]\s*){job.replace('?P<v>', '?:')}(?: (?-i:[a-z])[\w-]+)?? (?:at|for|of|bei|von|chez|en|"
            rf"de|del|du){_S}(?:the |der |dem |la |el |los |le |l')?{_FIRM}"
            for job in (_ROLE, _DE_JOB, _ROMANCE_JOB)
        ),
        r"\bich (?:leite|verantworte|betreue|mache?) (?:hier )?(?:den|die|das) (?-i:[A-Z])[\w-]+ (?:bei|der|"
        rf"von){_S}{_FIRM}",
        rf"(?:^|[.!?;\n]\s*)(?:hier (?:ist|spricht|schreibt)|this is|aquí|ici)(?: die| der| das| the| la| el|"
        rf" le)?{_S}(?:(?:team|büro|office|empresa|firma|laden|geschäft|shop|société|boutique|tienda|equipo|"
        rf"équipe)(?: of| von| der| de)? ){_FIRM}",
        r"\b(?:ich |wir )?(?:arbeite[n]?|jobbe|schaffe|bin|sind)[^.!?;\n\x00]{0,40}? (?:bei|für)(?: der| dem|"
        rf" den)?{_S}{_FIRM}",
        rf"\b(?:unsere|meine) firma (?:heißt|ist){_S}(?:die )?{_FIRM}",
        rf"(?:^|[.!?;\n]\s*|, )work(?:ing)? (?:at|for)(?: the)?{_S}{_FIRM}",
        rf"\bfirmier\w* (?:\S+ ){{0,5}}?als{_S}{_FIRM}",
        rf"\b(?:renamed (?:to|ourselves)|rebranded (?:as|to)|(?:we are|we're) (?:now )?called|"
        rf"nos llamamos(?: ahora)?|ahora somos|nous nous appelons(?: désormais| maintenant)?|wir heißen(?: jetzt|"
        rf" nun|(?: seit| nach)(?: der| dem| unserer| einer)? \w+)?|nous (?:facturons|travaillons|opérons|"
        rf"sommes)(?: désormais| maintenant)? "
        rf"sous le nom(?: de)?|we (?:now )?(?:trade|invoice|bill|operate)(?: now)? (?:as|under the name(?: of)?)|"
        rf"facturamos(?: ahora)? (?:como|bajo el nombre(?: de)?)){_S}(?!(?:sie|euch|dich|ihnen|alle)\b){_FIRM}",
        r"(?:^|[.!?;\n]\s*|\b(?:list|run|own|chez|bei) )(?:la |el |le |l'|the |die |das |der )?"
        rf"(?P<v>(?-i:{_SHOPS}) {_FIRM.removeprefix('(?P<v>')}(?![\w-])(?! (?-i:[A-Z]))(?! (?:cierra|abre|manda|"
        rf"entrega|öffnet|ouvre|opens?|has|have|is|was|are|sells?|hat|ist|war|"
        r"sind|haben|verkauft|nutzt|schließt|tiene|es|está|era|me|nos|usa|cierra|vende|a|est|était|m'a|nous a|vend|"
        r"utilise|"
        r"ferme|use[sd]?|closes?)\b)(?!, [^\W\d_]+ (?:is|are|was|ist|war|es|est)\b)",
        rf"\b(?:trabajo|trabajamos|soy)(?:(?! viv)[^.!?;,\n\x00]){{0,40}}? (?:en|para){_S}(?:la )?{_FIRM}",
        rf"\b(?:mi|nuestra|nuestro) (?:empresa|negocio|tienda|compañía|firma|taller|bar) (?:es|se llama){_S}(?:la |"
        rf"el )?{_FIRM}",
        r"\b(?:on s'appelle|nous nous appelons|wir heißen|nos llamamos|we'?re called|we are called)"
        rf"(?: \w+)?{_S}(?!(?:sie|euch|dich|ihnen|alle)\b){_FIRM}",
        rf"\bje (?:travaille|bosse|taffe|suis)[^.!?;\n\x00]{{0,40}}? (?:chez|pour){_S}{_FIRM}",
        rf"\bje (?:travaille|bosse|taffe) (?:aux?|à la|dans les){_S}{_FIRM}",
        rf"\b(?:curro|curramos|colaboro|laburo) (?:en|para){_S}{_FIRM}",
        rf"\b(?:mon|notre) (?:entreprise|société) (?:est|s'appelle){_S}{_FIRM}",
    )
    ours = (
        r"\b(?:wir (?:sind|von)|somos|nous sommes|on est|llevo|soy (?:de|del)|escrib\w+ (?:desde|de)|"
        r"llamo (?:desde|de)|(?:schreibe?|melde mich|bestelle|rufe) (?:hier )?(?:für|von)|(?:bin|sind) (?:von|aus)|"
        r"j'(?:écris|appelle) (?:pour|de)|je (?:tiens|gère|dirige)) (?:die |der |das |den |la |el |le |l'|los |les )?"
    )
    works += (
        rf"{ours}(?:firma|empresa|tienda|société|entreprise|boutique|compañía|agencia|agence|agentur|laden){_S}{_FIRM}",
        rf"{ours}(?P<v>(?-i:{_SHOPS}) {_FIRM.removeprefix('(?P<v>')}",
        rf"{ours}(?:{_SHOPS}){_S}{_FIRM}",
    )
    called = (
        r"(?:company|firm|business|shop|store|caf[eé]|restaurant|bakery|studio|agency|practice|startup|firma|betrieb|"
        r"laden|geschäft|unternehmen|agentur|praxis|empresa|negocio|tienda|cafetería|taller|entreprise|société|"
        r"boutique|agence|cabinet|magasin|atelier|boîte|outfit|panadería|farmacia|librería|peluquería|boulangerie|"
        r"pharmacie|librairie|bäckerei|metzgerei|apotheke|compañía|firme|verein|stiftung|asociación|association|"
        r"charity|nonprofit)"
    )
    works += (
        rf"\b{called}(?:'s| is| heißt| ist| se llama| s'appelle| name is)(?: called| named)?{_S}{_FIRM}",
        rf"(?:^|[.!?,;\n]\s*){called} ?:{_S}{_FIRM}",
        rf"\b(?:an?|the|eine?[nmr]?|un|una|une|la|le) (?:[\w-]+ ){{0,3}}?{called}(?: (?:called|named|namens|llamad[oa]|"
        rf"nommée?|appelée?)|,){_S}{_FIRM}",
    )
    runs = (
        r"(?:proprietor|owner|founder|co-?founder|inhaber(?:in)?|geschäftsführer(?:in)?|gründer(?:in)?|leite|führe|"
        r"betreibe|dueñ[oa]|propietari[oa]|fundador[a]?|gerente|encargad[oa]|gérante?|propriétaire|patronne?|"
        r"fondat\w+|(?:i|we) (?:run|manage)|regento|je tiens|je gère|nous tenons)"
    )
    works += (
        rf"\b{runs}(?: of| at| de| du| des| von| vom| der| the| das| die| den| la| le| el| l'| del)*"
        rf"(?: ?(?-i:{called}))?{_S}{_FIRM}(?![\w-])(?! (?:bei|at|for|von|der|chez)\b)",
    )
    house = (
        r"\b(?:au|à l'|à la|im|am|an der|bei der|en el|en la|at)[ ]?(?P<v>(?:collège|lycée|école|mairie|institut|"
        r"colegio|"
        r"instituto|escuela|gymnasium|grundschule|realschule|kita|hospital|school)[ ](?-i:[A-Z])[\w-]+(?: (?-i:[A-Z])"
        r"[\w-]+)?),? (?:on|nous|wir|we|somos|tenemos|usamos|nutzen)\b"
    )
    yield Frame("company.house", "company.name", rule(house), _as_said)
    below = rf"(?:^|[.!?,;\n]\s*)(?:[\w ]{{0,24}} )??{_JOB},(?: at)? {_FIRM}(?=\s*(?:$|\n))"
    yield Frame("company.works", "company.name", rule(below), values.firm)
    for pattern in works:
        yield Frame("company.works", "company.name", rule(pattern), values.employer)


def _as_said(words: str, _registry: Registry) -> str | None:
    return " ".join(words.split())


def _new_employers() -> Iterator[Frame]:
    """A firm by its trade, and one that was joined just now."""
    traded = (
        rf"\A\s*(?:[\w ]{{2,16}}[,.!] )?{_FIRM},? (?:buchhaltung|einkauf|vertrieb|accounts?|accounting|purchasing|"
        rf"procurement|finance|sales|compras|contabilidad|achats|comptabilité)\b",
        rf"(?:^|[.!?;\n]\s*)(?:(?:hi|hello|hallo|hola|bonjour|good \w+|guten \w+|"
        rf"buen\w+ \w+)[^.!?,\n]{{0,12}}[,.!]? )?{_FIRM} (?:here|checking in|writing|hier|aquí|ici)\b",
        rf"\b(?:i|we) own{_S}{_FIRM}",
        rf"(?:^|[.!?,;\n]\s*)(?:ici|hier(?: ist| spricht)?|aquí|acá|this is|habla) (?:la |le |die |der |el |"
        rf"the )?{_FIRM}"
        r"(?=\s*(?:$|[.,!;\n]))",
    )
    for pattern in traded:
        yield Frame("company.traded", "company.name", rule(pattern), values.traded)
    joined = (
        rf"\b(?:i'?m|i am|we'?re) (?:with|at){_S}{_FIRM}{_S}now\b",
        rf"\bi (?:have |'ve )?(?:just |now |recently )?(?:joined|started (?:at|with)|(?:changed|switched|moved) "
        rf"(?:jobs?|employers?|companies) to){_S}{_FIRM}",
        rf"\bich (?:bin|arbeite) jetzt (?:bei|für){_S}{_FIRM}",
    )
    for pattern in joined:
        yield Frame("company.joined", "company.name", rule(pattern), values.firm, changes=True)
    # "I moved to Bonn", "we switched to Growth": only a name of trade tells that it is a firm.
    moved = rf"\b(?:i|we) (?:have |'ve )?(?:just |now |recently )?(?:moved|changed|switched) to{_S}{_FIRM}"
    yield Frame("company.joined", "company.name", rule(moved), values.traded, changes=True)


_PROMOTED: frozenset[Label] = frozenset({"hypothetical", "third"})


_CAP = r"(?-i:[^\W\d_a-z])[\w'’-]+"
_WE_DO = (
    r"(?:we|wir|nous|on|(?:haben|nutzen|sind|arbeiten|brauchen|hätten|gibt es|suchen) (?:wir)?|tenemos|usamos|"
    r"manejamos|(?-i:[a-z]){3,12}(?:amos|emos|imos))\b"
)


def _firms_of_posts() -> Iterator[Frame]:
    """Firms behind a post, before "where I work", and before what "we" do there."""
    jobs = "|".join(job.replace("?P<v>", "?:") for job in (_ROLE, _DE_JOB, _ROMANCE_JOB))
    of = (
        r"(?:de la|de l'|du|des|del|de los|de las|de|d'|von(?: der)?|vom|der|of|at|bei(?: der)?|chez|au|à la|"
        r"en(?: la| el)?)"
    )
    post = (
        rf"\b(?:je suis|soy|ich bin|i'?m|i am)(?: (?:la|le|el|die|der|the|une?|an?))?{_S}(?:{jobs})"
        rf"(?: (?-i:[a-z])[\w-]+)?? {of}[ ]?{_FIRM}"
    )
    yield Frame("company.post", "company.name", rule(post), values.firm_of_two)
    behind_name = (
        rf"(?:^|[.!?,;\n]\s*)(?:{_CAP} ){{1,3}}{_CAP}, (?!(?:client|abonn|kund|soci|membr|member|fan|habit|"
        r"n[ée]))(?-i:[a-z])[\w-]{2,20}(?: (?-i:[a-z])[\w-]{3,16})? (?:au|à la|chez|bei|beim|at|en la|en el|del|"
        rf"de la|du) {_FIRM}"
    )
    yield Frame("company.post", "company.name", rule(behind_name), values.firm_of_two)
    where = (
        r"\b(?:de|des|du|del|of|at|for|für|chez|bei|en|para|pour|von|to)(?: (?:la|el|the|der|les|"
        rf"los))?{_S}{_FIRM},? (?:where (?:i|we) work|wo (?:ich|wir) arbeiten?|où (?:je|nous|on) (?:travaill\w+|bosse)|"
        r"donde (?:yo )?trabaj(?:o|amos))\b"
    )
    yield Frame("company.where", "company.name", rule(where), values.employer)
    does = rf"\b(?:llevo|gestiono|dirijo|hago|me encargo de|me ocupo de|je m'occupe|je gère|je fais) ?{DEPARTMENT}"
    yield Frame("company.post", "company.name", rule(rf"{does} (?:en|de|chez|para|pour){_S}{_FIRM}"), values.firm)
    beside_name = (
        r"\b(?:hier|hi|hello|this is|soy|ici|aquí|c'est|ich bin|i'm|name is|je suis|habla)(?: (?:ist|die|der|frau|"
        rf"herr))? {_CAP}(?: {_CAP})?, {_FIRM}(?=\s*(?:$|[.,;!\n]))"
    )
    yield Frame("company.beside", "company.name", rule(beside_name), values.traded)
    # A firm of trade, and then what is done there: "En la Fundación Mirasol usamos …", "Aquí el Circo Azul, …".
    opened = (
        rf"(?:^|[.!?;\n]\s*)(?:en|at|in der|aquí|hier(?: ist)?|ici|here is|this is)(?: (?:la|el|the|der|die|das|le|"
        rf"les|los))?(?: l'|{_S}){_FIRM},? {_WE_DO}",
        rf"(?:^|[.!?;\n]\s*)(?:chez|bei(?: der)?|à la|au){_S}{_FIRM},? {_WE_DO}",
    )
    yield Frame("company.we", "company.name", rule(opened[0]), values.traded)
    yield Frame("company.we", "company.name", rule(opened[1]), values.firm_of_two)


_NO_ROLE = frozenset(
    [
        "this",
        "your",
        "that",
        "admin of this",
        "to",
        "not",
        "as",
        "it",
        "if",
        "well",
        "in",
        "on",
        "at",
        "usual",
        "fine",
        "new",
        "here",
    ]
)


DEPARTMENT = (
    r"(?:book-?keeping|accounts|accounting|payroll|billing|invoicing|purchasing|procurement|ordering|buying|sales|"
    r"marketing|operations|ops|logistics|shipping|support|customer (?:support|service)|reception|admin(?:istration)?|"
    r"finances?|facilities|hr|human resources|it|training|front desk|warehouse|stock|events|"
    r"einkauf|buchhaltung|vertrieb|verkauf|verwaltung|lager|empfang|personal\w*|logistik|versand|kundendienst|"
    r"kundenservice|finanzen|technik|haustechnik|bestellungen|rechnungen|disposition|"
    r"(?:las |los |la |el )?(?:compras|contabilidad|ventas|administración|logística|almacén|recepción|pedidos|"
    r"facturación|finanzas|recursos humanos|nóminas|atención al cliente|informática|mantenimiento)|"
    r"(?:les |la |le |l'|des |de la |du |de l')?(?:compta(?:bilité)?|achats|ventes|accueil|administration|logistique|"
    r"paie|commandes|facturation|finances|ressources humaines|rh|service client|informatique|maintenance|stocks?))"
)
_DUTY = (
    r"\b(?:i|we) (?:do|run|handle|manage|head(?: up)?|lead|look after|oversee|cover|own)(?: the| all the| all)?",
    r"\b(?:i'?m|i am|we'?re) (?:responsible for|in charge of|head of|the person for|in|on|from|over)(?: the| all the)?",
    r"\b(?:i )?work in",
    r"\b(?:ich )?(?:leite|führe|verantworte|betreue|mache?|manage|übernehme)(?: hier| dort| bei uns)?(?: den| die|"
    r" das)?",
    r"\b(?:ich )?(?:kümmere|kümmer) mich(?: hier| dort)? um(?: den| die| das)?",
    r"\b(?:arbeite|bin)(?: ich)? (?:im|in der|in)",
    r"\b(?:llevo|me encargo de|soy responsable de|me ocupo de|gestiono|dirijo|trabajo en|estoy en)",
    r"\b(?:je m'occupe|je suis (?:en charge|chargée?|responsable)(?= d[eu'])|je (?:gère|dirige)|je travaille (?:à|au|"
    r"aux|dans)|"
    r"je fais)",
)


_OF = re.compile(r"^(?:de la |de l'|du |des |de |la |le |les |l'|las |los |el )", re.IGNORECASE)


def post(words: str, registry: Registry) -> str | None:
    """What somebody is at work, where nothing else can stand; nobody's post any more is none."""
    said = words.strip()
    if re.fullmatch(INITIALS, said) or said.startswith("IT ") or (" " in said and said.endswith("artner")):
        return said
    return None if _RETIRED.match(fold(words)) else _role(words, registry)


_SAID_OF_ONE = re.compile(
    r"^(?:(?:asking|speaking|writing|calling|ordering) )?as (?:an? |the )?|"
    r"(?<=\w) (?:speaking|writing|here|again|calling)$",
    re.IGNORECASE,
)
_NO_POST = rule(
    r"^(?:hard-of|hearing|deaf|blind|pasajer[oa]|passagère?|passag[ei]r\w*|fahrgast|passenger|customer|client)"
)
_RETIRED = rule(r"(?:retired|former|ex|pensioniert\w*|ehemalig\w*|jubilad[oa]|retraitée?|rentner(?:in)?)\b")


_SINCE_WHEN = re.compile(r" (?:depuis|desde|seit|since)$", re.IGNORECASE)


def _role(words: str, _registry: Registry) -> str | None:
    said = _OF.sub("", " ".join(words.split()).strip(" .,'"))
    said = _SINCE_WHEN.sub("", _SAID_OF_ONE.sub("", said))
    if _NO_POST.search(fold(said)):
        return None
    if _RETIRED.match(fold(said)):
        return None
    parts = said.lower().split()
    if len(parts) > 1 and values.city_listed(parts[0]):
        return _role(said.partition(" ")[2], _registry)  # "Plovdiv teacher again"
    if parts and parts[-1] in ("this", "that", "your", "ours"):
        return None
    if not 3 <= len(said) <= 48 or parts[0] in _NO_ROLE or parts[-1] in ("partner", "agent", "head", "lead", "leader"):
        return said if parts and parts[-1] == "lead" and len(parts) > 1 else None
    return said


OF_A_HALL = rule(
    r".*\b(?:book(?:ed|ing)?|reserv\w*|réserv\w*|réservé\w*|pris|prises?|row|stalls|balcony|circle|tickets?|gala|"
    r"concert\w*|show|match|parkett|rang|reihe|vorstellung\w*|konzert\w*|karten|reserviert|concierto|función|fila|"
    r"entradas?|palco|spectacle|balcon|billets?|orchestre|sat|était|étaient|waren|were|éramos|teníamos|à pourvoir|"
    r"next year|(?:for|on|für|am|para el|pour|ce) (?:the )?(?:satur|sun|fri)"
    r"day|samstag|sonntag|freitag|sábado|domingo|viernes|samedi|dimanche|vendredi)\b"
)
"""Who speaks so means places to sit on, for an evening."""


def _seats() -> Iterator[Frame]:
    for pattern in (
        r"\b(?:we|i|our (?:team|company|workspace|account|office|plan)|team|it|that)(?:'s|'re|'ve)?(?: (?:is|are|has|"
        rf"have|got|use|uses|pay for|run|with|now|currently|in total|need))*{_S}{_COUNT} {SEAT}\b",
        rf"\b(?:with|for|plan,?) {_COUNT} {SEAT}\b",
        rf"\b(?:i|we|wir|tenemos|somos|nous|on)\b[^.!?;\n\x00]{{0,24}}? (?P<v>{COUNT_WORD}) {SEAT}\b",
        rf"\b(?:i|we|wir|ich|tenemos|somos|nous|on)\b[^.!?;\n\x00]{{0,40}}? \((?P<v>\d{{1,5}})\) {SEAT}\b",
        rf"\b(?:there are|there'?s|we'?re|we are|wir sind|somos|nous sommes|on est)(?: now| jetzt| ahora|"
        rf" maintenant| zu)? {_COUNT} (?:of us|people|persons|leute|personen|personas|personnes|mitarbeiter\w*)"
        rf"[^.!?;\n\x00]{{0,24}}?\b(?:plan|account|team|licen[cs]e|subscription|abo|tarif|konto|cuenta|suscripción|"
        rf"compte|abonnement)\b",
        rf"\b(?:auf|to|a|à|up to|from \d+ to|von \d+ auf|de \d+ a|de \d+ à){_S}{_COUNT} {SEAT} (?:please|bitte|"
        rf"erhöh\w*|aufstock\w*|erweiter\w*|reduzier\w*|por favor|svp)",
        r"\b(?:increased?|raised?|bump(?:ed)?|upgraded?|extend(?:ed)?|reduced?|cut|drop(?:ped)?|aumenta\w*|amplia\w*|"
        rf"suba\w*|sube\w*|passe[rz]?|augmente[rz]?)\b[^.!?;\n\x00\d]{{0,30}} (?:to|a|à) {_COUNT} {SEAT}\b",
        r"\b(?:our|my|unser|mein|nuestro|mi|notre|mon) (?:plan|account|tarif|abo|konto|cuenta|compte|forfait|"
        r"abonnement) (?:covers|has|includes|is for|umfasst|hat|reicht für|cubre|tiene|es para|couvre|compte|"
        rf"est pour)[ ]{_COUNT} (?:of us|people|persons|leute|personen|personas|personnes|mitarbeiter\w*|{SEAT})\b",
        r"\b(?:(?:on|in) (?:the|our) (?:account|team|plan),? there are|(?:auf|in) (?:dem|unserem) (?:konto|"
        r"team) sind wir|en (?:la|nuestra) (?:cuenta|suscripción) (?:ya )?somos|(?:sur|dans) (?:le|"
        rf"notre) compte,? (?:on est|nous sommes))[ ]{_COUNT}(?![\w.,]\d)",
        rf"\b(?:usamos|pagamos|tenemos|utilisons|avons|payons|nutzen|haben|zahlen|use|have|with|nos|notre|nuestr[oa]s|"
        rf"unsere|our)(?: (?:all|already|ya|déjà|schon|las|los|les|die|the|alle)){{0,2}} (?P<v>{COUNT_WORD}) {SEAT}\b",
        rf"\b(?:number of seats|seats|our seats)(?: (?:is|are|now))*:? {_COUNT}(?![\w.])(?! (?:and|to|und|y|et) \d)",
        r"\b(?:wir|ich|bei uns|unser team)(?: (?:haben|habe|hat|sind|nutzen|zahlen|jetzt|aktuell|derzeit|inzwischen|"
        rf"insgesamt|für))*{_S}{_COUNT} {SEAT}\b",
        rf"\b(?:tenemos|somos|usamos|contamos con|pagamos|mi equipo tiene)(?: (?:ahora|ya|"
        rf"actualmente))*{_S}{_COUNT} {SEAT}\b",
        rf"\b(?:nous avons|on a|on est|nous sommes|nous payons|j'ai)(?: (?:maintenant|"
        rf"désormais))*{_S}{_COUNT} {SEAT}\b",
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


_PLACES = (
    rf"(?:{SEAT}|logins?|log-ins?|mailboxes|agents?|(?:[^\W\d_]+)plätzen?|zugängen?|postfächern?|agenten|accès|"
    rf"boîtes mail|"
    r"buzones|accesos|agentes)"
)
_EACH = rf"(?P<v>\d{{1,5}}|{COUNT_WORD})"
_OF_A_PLAN = (
    r"(?:account|plan|contract|subscription|workspace|membership|abonnement|contrat|compte|forfait|formule|abo|"
    r"vertrag|konto|"
    r"tarif|paket|tool|cuenta|contrato|suscripción|tarifa)"
)
_NO_SEATS = rule(
    rf"{OF_A_HALL.pattern}|.*\b(?:parking|parkplätze?|aparcamiento|car|bus|van|auto|coche|voiture|saal|sala|salle|"
    rf"theat\w+|"
    r"table|tisch|mesa|restaurant|flight|flug|vuelo|vol|months?|monate?n?|mes(?:es)?|mois)\b"
)
_HEADS_NEAR = (
    r"(?:of us|people|seats?|log(?:in|s)?|users?|share|wir sind|zu \w+t|plätze|login|zugang|teilen|somos|usuarios|"
    r"puestos|"
    r"on est|nous sommes|postes|accès|utilisateurs|mädels|jungs|staff|team)"
)


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
        r"run)(?: all)?"
        rf"(?: of)?(?: the| our)? {_EACH} (?:[\w-]+ )?{_PLACES}\b",
        rf"\b(?:\d{{1,3}}|one|two|eine[nrm]?|zwei|una?|dos|une|deux) (?:of|von|de|des) (?:the|our|unseren|den|los|"
        rf"las|nuestr[oa]s|"
        rf"les|nos) {_EACH} (?:[\w-]+ )?{_PLACES}\b",
        rf"\b(?:los|las|les|nos|die|unsere|the|our) {_EACH} {_PLACES} (?:que|q|qu'|that|which|die|we|"
        rf"wir)[ ]?(?:pagamos|tenemos|"
        r"usamos|nous payons|nous avons|on paie|on a|we pay|we have|pay|have|wir zahlen|wir haben)\b",
        rf"(?:^|[^\w.,-]){_EACH} (?:bezahlten?|lizenzierten?|gebuchten?|gekauften?|paid|licensed|billed) {_PLACES}\b",
        rf"(?:^|[^\w.,-]){_EACH} {_PLACES} (?:payée?s|facturée?s|sont facturée?s|pagad[oa]s|facturad[oa]s|bezahlt|"
        rf"aktiv|gebucht|paid|"
        r"licensed|(?:with|bei|con|chez) (?:you|euch|ihnen|ustedes|vosotr[oa]s|vous))\b",
        r"(?:^|[.!?,;:\n]\s*)(?P<v>\d{1,5}) (?:[^\W\d_]{3,})plätze(?=\s*(?:$|[.,;!\n]))",
        rf"\b(?:our|my|unser|mein|notre|mon|nuestr[oa]|mi)(?: [\w-]+)? {_OF_A_PLAN}(?: [\w-]+)? (?:has|hat|umfasst|"
        rf"compte|comprend|"
        rf"tiene|cuenta con)[ ]{_EACH} (?:[\w-]+ )?{_PLACES}\b",
        rf"\b(?:there'?s|there are|we'?re|we are|we'?ve|we have) {_EACH} (?:of us|people|heads)? ?on (?:the|our) "
        rf"(?:[\w&-]+ ){{0,3}}"
        rf"{_OF_A_PLAN}\b",
        rf"\b(?:on est|nous sommes|wir sind|somos)(?: jetzt| maintenant| ahora)?(?: zu)? {_EACH} (?:sur|im|in der|"
        rf"auf dem|en) "
        rf"(?:l'|le |la |notre |el |nuestr[oa] |unserem )?{_OF_A_PLAN}\b",
        r"\bseat count(?: on (?:our|the|my) [\w ]{2,24}?)? is (?P<v>\d{1,5})\b",
        rf"(?:^|[^\w.,-]){_EACH} (?:licencias|lizenzen|licences|puestos|plätze|seats) (?:tenemos|haben wir|we have|"
        rf"avons-nous)\b",
    ):  # fmt: skip
        yield Frame("seats.paid", "plan.seats", rule(said), values.counted, _SEEN, bars=_NO_SEATS)


_SEEN: frozenset[Label] = frozenset({"question", "reported", "past"})


def _devices() -> Iterator[Frame]:
    mine = (
        rf"\b{_MY}{_S}(?:(?:phone|laptop|tablet|computer|pc|handy|rechner|portátil|móvil|celular|teléfono|ordenador|"
        rf"téléphone|portable|ordi|ordinateur|{values.BOX})[ ,:]{{1,2}})?{MODEL}"
    )
    yield Frame("device.mine", "device.model", rule(mine), values.model, MINE - {"past"})
    bare = (
        r"(?:^|[.!?,;\n]\s*)(?:das |the |el |la |le )?(?:phone|laptop|tablet|handy|smartphone|telefon|rechner|móvil|"
        rf"celular|teléfono|portátil|téléphone|portable|tél|ordi|ordinateur|fernseher|tv|tele|télé|{values.BOX})(?:'s|"
        rf" is| ist| es| est|,? c'est|:)?(?: an?| ein(?:e)?| nen?| une?| el| le)?{_S}{MODEL}(?![^.!?\n\x00]{{0,20}}\b"
        rf"(?:belongs?|gehör\w*|pertenece|appartient|sell|{RELATIONS})\b)"
    )
    yield Frame("device.bare", "device.model", rule(bare), values.model)
    have = (
        rf"(?:{_HAVE})(?: an?| the| ein(?:en)?| nen?| den| das| la| el| un| une?| le)?(?: new| old| neues| nuevo|"
        rf" nouvel)?{_S}{MODEL}"
        r"(?! (?:for|für|para|pour) (?:my|our|his|her|mein\w*|unser\w*|mi|mis|nuestr\w+|mon|ma|mes|notre) )"
    )
    yield Frame("device.have", "device.model", rule(have), values.model)
    on = (
        r"\b(?:(?:on|from|using|auf|mit|desde|en|con|sur|avec) (?:an?|the|this|my|eine?m|dem|meine?m|un|une|el|le|mi|"
        rf"mon|ma)|aufm|auf'm|am|beim|vom) (?:new |old )?{MODEL}"
    )
    yield Frame("device.on", "device.model", rule(on), values.model)
    part = (
        r"\b(?:screens?|display|battery|speakers?|cameras?|mic|charging port|touch ?screen|bildschirm|akku|kamera|"
        r"lautsprecher|mikro|ladebuchse|pantalla|bater[ií]a|altavoz|c[aá]mara|micr[oó]fono|micro|écran|batterie|"
        r"haut-parleur|"
        rf"caméra|flash|tactile)(?: (?:of|on) (?:the|this)| vom| des| del| de (?:este|la)| du| de (?:ce|l')) ?"
        rf"{MODEL}(?![^.!\n\x00]{{0,40}}\?)"
        r"(?![^.!?\n\x00]{0,40}\b(?:better|best|looks|costs?|price|than|besser|soll|kostet|preis|als|mejor|cuesta|"
        r"precio|"
        r"que el|mieux|coûte|prix|meilleure?)\b)"
    )
    yield Frame("device.part", "device.model", rule(part), values.model, frozenset({"negated"}))
    sold = (
        r"\b(?:sold|gave away|returned|lost|replaced|got rid of|ditched|traded in|verkauft|vendí|perdí|vendu|perdu|"
        r"cassé|m'a volé|me robaron|me han robado|stole)(?: the| my| our| das| mein| den| el| mi| le| mon|"
        rf" l')+(?:(?<=')|[ ])(?:{MODEL}|(?P<w>{_BRAND}|{_APPLE})(?![\w-]))"
    )
    yield Frame("device.sold", "device.model", rule(sold), values.model, denies=True)
    given = (
        r"\b(?:traded(?: in)?|swapped|exchanged|replaced|changed|troqué|upgraded(?: from)?|switched from|tauschte?|"
        r"getauscht|ersetzt|cambié|cambiamos|he cambiado|pasé de|échangé|changé|remplacé|passée? de|from|von|"
        r"vom)(?: my| the| our| an?| mein\w*| den| das| dem| el| mi| un| le| mon)*(?: old| alte\w*| viejo|"
        rf" vieux)?[ ]{MODEL}(?= (?:for|with|by|to|gegen|durch|aufs?|zum?|por|con|a|al|contre|par|pour|à|au)\b)"
    )
    yield Frame("device.given", "device.model", rule(given), values.model, frozenset({"past"}), denies=True)
    gone = (
        rf"\b(?:my|the|our|mein\w*|das|mi|el|mon|le) (?:old |alte\w* |viejo |ancien |vieux )?{MODEL}(?:'s| is| ist|"
        r" has| hat| est| está| se ha| a| me lo| was| got| wurde| war| fue| ha sido| a été)? (?:[\w-]+ ){0,3}?"
        r"(?:gone|dead|broken|died|kaputt|weg|tot|verkauft|roto|robado|robaron|stolen|muerto|mort|cassé|volé|lost|"
        r"sold|retired|verloren|gestohlen|perdido|perdu|hinüber|geklaut)\b"
    )
    yield Frame("device.gone", "device.model", rule(gone), values.model, denies=True)
    using = (
        rf"(?:{_IM}{_SINCE}{_S}(?:on|using|running)|\b(?:i|we){_SINCE} (?:use|run|have)|\bmy (?:phone|laptop|computer|"
        r"tablet|pc|machine) (?:runs|is|has)|\b(?:on|with|from) my|(?<=, )(?:use|nutze|utilise)|"
        r"\bich (?:nutze|benutze|verwende|habe)|\b(?:uso|utilizo|tengo)|\bj ?'? ?(?:utilise|ai)|\bich bin auf|"
        r"\bje suis (?:sur|sous)|\bich arbeite (?:mit|unter|auf)|\btrabajo con|\bje (?:travaille|tourne|"
        r"bosse) (?:sous|sur|avec)|\b(?:bei mir|auf (?:dem|meine[mr]) \w+) läuft)(?: an?| my| the| on| ein(?:en)?|"
        rf" un)?(?: new| old)?{_S}{_OS}"
    )
    yield Frame("os.using", "device.os", rule(using), values.system, frozenset({"question"}))
    since = (
        r"\b(?:since|seit|desde|depuis)(?: (?:the |das |dem |la |el )?(?:update|upgrade|umstieg|actualización|mise à "
        rf"jour|passage))?(?: (?:to|auf|a|à|vers))? {OS_EXACT}(?=[^.!?;\n\x00]{{0,60}}\b(?:my|mein\w*|mi|mon|ma) )"
    )
    yield Frame("os.since", "device.os", rule(since), values.system, frozenset({"negated"}))
    kind = (
        r"(?:^|[.!?,;\n]\s*|\b(?:and|but|und|y|et|mais|pero|aber) )(?:it'?s|it is|its|i have|mine is|es ist|ist|es|"
        rf"c'est)(?: an?| ein(?:en)?| un| une?)? (?P<v>{_OS_NAME})(?:[- ]?(?:phone|tablet|laptop|pc|machine|handy|"
        r"gerät|rechner|móvil|portátil|téléphone|ordi\w*))?(?=\s*(?:$|[.,;!?\n]))"
    )
    yield Frame("os.kind", "device.os", rule(kind), values.system)
    exact = rf"(?:\(|\b(?:with|on|under|running|mit|unter|unterm|auf|con|en|bajo|sobre|avec|sous|sur) ){OS_EXACT}"
    yield Frame("os.with", "device.os", rule(exact), values.system)
    new = (
        rf"\b(?:i|we)(?:'ve| have)?(?: just| recently| now)? (?:switched|changed|moved|upgraded|updated|"
        rf"migrated) (?:over )?(?:from [\w ]{{3,14}} )?to{_S}{_OS}",
        rf"(?:^|[.!?,;\n]\s*)(?:switched|upgraded|updated|moved) to{_S}{_OS}",
        rf"\b(?:bin|habe) (?:jetzt |inzwischen )?(?:auf|zu){_S}{_OS} (?:umgestiegen|gewechselt|aktualisiert)",
        rf"\b(?:he cambiado|cambié|me (?:he )?pas(?:é|ado)) a{_S}{_OS}",
        rf"\bje suis passée? (?:à|sous|sur){_S}{_OS}",
    )
    for pattern in new:
        yield Frame("os.changed", "device.os", rule(pattern), values.system, changes=True)


_NAME = (
    r"(?!(?:my|our|the|mein\w*|unser\w*|der|die|das|den|dem|eine?n?|mis?|nuestr\w+|el|la|un[ae]?|mon|ma|notre|le)\b)"
    r"(?-i:[A-ZÄÖÜÉ])[\w-]{2,15}"
)
_CODE = r"(?:(?-i:[A-Z]{1,3})-?\d{1,4}(?-i:[A-Za-z]{0,2})|[a-z]{1,2}\d{1,4})"
_BOXES = (
    rf"(?:{values.BOX}[ ](?:{_NAME}|[a-z]{{3,12}})[ ]{_CODE}|{values.BOX}[ ]{_NAME}[ ]\d{{1,4}}|{values.BOX}[ ]{_CODE}|"
    rf"{_NAME}[ ](?:{_NAME}[ ])?{values.BOX}[ ](?:{_CODE}|\d{{1,4}})|"
    rf"(?:{_NAME}|[a-z]{{3,12}})[ ]{_CODE}[ ]{values.BOX}|{_CODE}[ ]{values.BOX})(?![\w-])"
)
_CALLED_BOX = rf"(?:{_NAME}(?: {_NAME})?[ ](?:{_CODE}|\d{{1,4}})|[a-z]{{3,12}}[ ]{_CODE})(?![\w-])"
_ONLY_SEEN = rule(
    r".*\b(?:prices?|costs?|offers?|sells?|sold|buy|saw|seen|look(?:s|ing)|shops?|store|better|best|recommend\w*|like|"
    r"preis\w*|kostet|angebot|verkauf\w*|kaufen|gesehen|laden|besser|empfehl\w*|precio|cuesta|oferta|venden|comprar|"
    r"vist[oa]|tienda|mejor|recomiend\w*|prix|coûte|promo|vend\w*|acheter|vue?|magasin|mieux|no longer|not|n't|"
    r"nicht|kein\w*|ya no|n'ai|n'a|plus|instead of|statt|en vez de|au lieu de|manual|handbuch|anleitung|your|votre|"
    r"eure?n?|vuestr[oa])\b"
)
"""What is said of a box that one does not have, or not any more."""


def _boxes() -> Iterator[Frame]:
    """ "The router is a Velto R5", "la box Nacre 2 clignote", "our Calda Hub 4"."""
    linked = (
        rf"(?<!your )(?<!votre )(?<!eur )(?<!ihr )(?<!vuestro )(?<!su )(?<!tu )\b{values.BOX}"
        rf"(?:'s| is| ist| es| est|,? c'est|:)(?: an?| eine?| une?| der| el| le| la)?{_S}(?P<v>{_CALLED_BOX})"
    )
    yield Frame("device.box", "device.model", rule(linked), values.box, bars=_ONLY_SEEN)
    mine = rf"\b{_MY}{_S}(?P<v>{_BOXES})"
    yield Frame("device.box", "device.model", rule(mine), values.box, MINE - {"past"})
    named = (
        r"\b(?:(?:the|this|an?|der|die|das|den|dem|vom|am|eine?n?|ne|nen|el|la|del|al|este|esta|una?|le|du|cette|une?|"
        rf"hier (?:ist|blinkt|steht))[ ]|l')(?:new |neue[nr]? |nuev[oa] |nouve(?:au|lle) )?(?P<v>{_BOXES})"
    )
    yield Frame("device.box", "device.model", rule(named), values.box, bars=_ONLY_SEEN)
    left_out = rf"(?:^|[.!?,;\n]\s*|\b(?:have|got|hab|habe|blinkt|steht|mit|with|tengo|con|avec) )(?P<v>{_BOXES})"
    yield Frame("device.box", "device.model", rule(left_out), values.box, bars=_ONLY_SEEN)


_RUNS = r"(?=\s*(?:$|[.,!?;\n](?!\d))|\s(?:on|under|en|con|sous|sur|avec|unter|auf|mit|y|et|und)\b)"
"""What stands behind the number of a version that is called by it alone: "la 15.2 en Windows"."""


def _versions() -> Iterator[Frame]:
    for pattern in (
        rf"\b(?:app|application|software|appli|aplicacion)(?:'s)?[ -]?(?: ?versi[oó]n)?(?: is| (?:number|no\.?)| ist|"
        rf" es| est|:)*:?{_S}{_VERSION}",
        rf"{_IM}{_SINCE} (?:on|using|running)(?: the)?(?: app)?(?: version)? {_VERSION}(?= (?:of|now|app)\b|"
        r"\s*(?:$|[.,!?;\n]))",
        rf"\b(?:i have|i use|my app is|i've got|ich habe|ich nutze|tengo|uso|j'ai)(?: the| die|"
        rf" la)?(?: app)?[ -]?versi[oó]n {_VERSION}",
        rf"\bversi[oó]n {_VERSION} (?:of (?:the|your)|der|de la|de l')[ ]?(?:app|appli|software|aplicacion)",
        rf"\b(?:app|appli)(?: \w+){{0,3}}? (?:on|in|auf|en) versi[oó]n {_VERSION}",
        rf"\b(?:uso|usamos|utilizo|utilizamos|tengo|tenemos)(?: ahora| todavía| aún)? la {_VERSION}{_RUNS}",
        rf"\b(?:nutzen?|benutzen?|verwenden?|habe?n?|hab)(?: ich| wir| noch| aktuell| jetzt)* die {_VERSION}{_RUNS}",
        r"\b(?:j'utilise|on utilise|nous utilisons|(?:on est|je suis|nous sommes|on tourne) (?:en|sur))(?: encore|"
        rf" toujours)? la {_VERSION}{_RUNS}",
        r"\b(?:the|our|my|la|el|le|notre|mi|nuestr[oa]|mon|ma|die|der|das|unser\w?|mein\w?) [\w-]+ (?:is|runs|est|"
        r"tourne|está|va|corre|ist|läuft)(?: still| encore| noch| aún)? (?:on|en|sur|in|auf|mit|sous|at)(?: la| the|"
        rf" der)? versi[oó]n {_VERSION}",
        rf"(?:^|[,;.\n]\s*|\b(?:and|und|y|et) )(?:app[ -]?)?versi[oó]n {_VERSION}(?=\s*(?:$|[.,;!\n](?!\d)))",
    ):
        yield Frame("app.version", "app.version", rule(pattern), values.version)
    shown = (
        r"\b(?:about(?: page)?|info|über|acerca de|à propos|settings|einstellungen|ajustes|"
        rf"réglages)\b[^.!?;\n\x00]{{0,16}}? versi[oó]n {_VERSION}"
    )
    yield Frame("app.version", "app.version", rule(shown), values.version, frozenset({"reported"}))
    for pattern in (
        rf"\b(?:rolled|went|gone|am|i'm) back (?:to|on)(?: version)? {_VERSION}",
        rf"\b(?:bin|sind) (?:wieder )?zurück auf(?: die| version| der)? {_VERSION}",
        rf"\b(?:pas[eé]|he pasado|volví|he vuelto|baj[eé]) a la(?: versi[oó]n)? {_VERSION}",
        rf"\bje suis (?:re)?(?:passée?|venue?|descendue?|montée?) (?:à|en)(?: la)?(?: version)? {_VERSION}",
        rf"\b(?:updated|upgraded)(?: it| the app)? to(?: version)? {_VERSION}",
        rf"\bauf(?: version)? {_VERSION} (?:aktualisiert|upgedatet|geupdatet)",
        rf"\b(?:actualicé|he actualizado)(?: la app)? a(?: la versi[oó]n)? {_VERSION}",
        rf"\bj'ai mis à jour[^.!?\n]{{0,20}} (?:vers|en|à)(?: la)?(?: version)? {_VERSION}",
    ):
        yield Frame("app.updated", "app.version", rule(pattern), values.version, changes=True)


def _times() -> Iterator[Frame]:
    own = (
        r"(?:i'?m|i am|im|we'?re|we are|i (?:live|work|sit)|we (?:live|work|sit)|my|our|(?:ich )?(?:bin|sitze|wohne|"
        r"lebe|arbeite)|"
        r"wir (?:sind|sitzen)|meine|unsere|estoy|seguimos|vivimos|vivo|resido|trabajamos|trabajo|"
        r"estamos|mi|nuestra|je suis|je (?:vis|bosse|travaille)|on (?:bosse|travaille|vit)|nous sommes|on est|mon|"
        r"notre|"
        r"bei (?:mir|uns)|aquí (?:es|son|estamos)|ici (?:c'est|on est))"
    )
    for pattern in (
        rf"\b{own}\b[^.!?;\n\x00]{{0,30}}?[ (]{_TZ}",
        rf"\b{own}\b[^.!?;\n\x00]{{0,80}}?\b(?:so|also|donc|así que|therefore|hence|o sea|c'est-à-dire) (?:in |on |"
        rf"en |auf )?"
        rf"{_TZ}",
        rf"\b(?:reach|best|call|ring|free|available|erreich\w*|passt|llam\w*|appel\w*|joindre)\b[^.!?\n\x00]{{0,40}}?"
        rf"\d[^.!?,\n\x00]{{0,8}} {_TZ}",
        rf"\bit'?s (?:now |still )?{_TZ}(?= time\b)",
        rf"\b(?:time ?zone|tz|zeitzone|zona horaria|fuseau horaire)(?: is| ist| es| est|:)* {_TZ}",
        rf"\b(?:times? in|in) {_TZ} please\b",
    ):
        yield Frame("timezone.said", "locale.timezone", rule(pattern), _zone, bars=_OF_A_MACHINE)
    shown = (
        r"(?:^|[.!?,;:\n]\s*|\b(?:it'?s|that'?s|at|on|in|es|ist|son|c'est|gilt|zone|times?) )(?P<v>(?:utc|"
        r"gmt)[ ]?[+-][ ]?\d{1,2}(?::\d\d)?)(?![\w])"
    )
    yield Frame("timezone.shown", "locale.timezone", rule(shown), _zone, bars=_OF_A_MACHINE)
    place = r"(?P<v>(?:(?:La|El|Los|Las|São|San|New) )?(?-i:[^\W\d_a-z])[\w-]+)"
    mine = (
        r"(?:(?:que )?es (?:la )?(?:m[ií]a|nuestra|mi zona|nuestra zona)|(?:c'est|qui est) (?:mon|notre) fuseau|"
        r"(?:that'?s|which is) (?:what )?(?:mine|ours|our clocks|my clocks?|my time)\b|das ist (?:unsere|meine|"
        r"die) (?:zeit|"
        r"zeitzone))"
    )
    for pattern in (
        rf"\b(?:hora (?:local )?de|heure d[e'])[ ]?{place}[,;]? {mine}",
        rf"\b{place} time[?!.,;]? {mine}",
        rf"\b(?:bei (?:mir|uns)|ich|wir|meine?|unsere?)\b[^.!?;\n\x00]{{0,24}}? {place}[- ]zeit\b",
        rf"\b(?:in|en|à|sitze in) {place},? (?:das ist|c'est|es|that'?s|which is) (?:die|meine|mi|mon|notre|my|"
        rf"our) (?:zeitzone|"
        r"time ?zone|zona horaria|fuseau)",
        rf"(?:^|[.!?,;:\n]\s*|\b(?:que|merci de|por favor|svp|please) )(?:cuent\w+ con|us[ae]\w*|cít\w+ en|pong\w+ en|"
        rf"calez[- ]?(?:moi|nous)? ?(?:tout )?en|compte[zr] en|donne[zr][- ]?\w* en|mette[zr] (?:tout )?en) (?:la |"
        rf"l')?(?:hora "
        rf"(?:local )?de|heure d[e']) ?{place}",
    ):
        yield Frame("timezone.mine", "locale.timezone", rule(pattern), _place_of_time, frozenset({"question", "wish"}))
    named = (
        r"(?:^|[.!?,;:\n]\s*|\b(?:it'?s|that'?s|mine is|i'?m on|on|in|es|ist|son|c'est|est) )"
        r"(?P<v>(?:europe|america|asia|africa|australia|pacific|indian|atlantic)/[a-z_]+)(?![\w/])"
    )
    yield Frame("timezone.shown", "locale.timezone", rule(named), _zone)
    for pattern in (
        rf"(?:^|[.!?,;:\n]\s*|\b(?:and|und|y|et|but|so) ){_TZ} (?:time )?(?:for me|bei mir|für mich|para mí"
        rf"|pour moi)\b",
        rf"(?:\A|[.!?\n]\s*)(?:it'?s|it is|we'?re on|i'?m on|am on) {_TZ} time (?:here|for me|for us|over here)\b",
        rf"\b(?:in|en|auf) {_TZ}(?: time)? (?:please|pls|bitte|por favor|svp)\b",
        rf"\b(?:greetings from|here in|sitting in|writing from) (?-i:[A-Z])?[\w-]+, so {_TZ}",
    ):
        yield Frame("timezone.shown", "locale.timezone", rule(pattern), _zone, frozenset({"wish"}), bars=_OF_A_MACHINE)
    zone_now = (
        rf"\b(?:so|also|donc|así que|jetzt|now|ahora),? (?:it'?s |in )?{_TZ} (?:from now(?: on)?|now|ab jetzt|"
        r"desde ahora|à partir de maintenant)\b"
    )
    yield Frame("timezone.now", "locale.timezone", rule(zone_now), _zone, changes=True)
    mainland = (
        r"\b(?:hora|horario) (?P<v>peninsular|canaria),? (?:que es (?:la |el )?(?:m[ií][ao]|nuestr[ao])|"
        r"es la (?:m[ií]a|nuestra))"
    )
    yield Frame("timezone.mine", "locale.timezone", rule(mainland), _spanish_time)
    so_time = (
        rf"\b(?:moi|nous|yo|nosotr[oa]s|ich|wir|me|us) (?:à|en|in|au) [^.!?,;\n\x00]{{2,30}}, (?:donc|así que|also|so) "
        rf"(?:l'heure|heure|hora|la hora) (?:de|d')[ ]?{place}|\b(?:am|i'?m|we'?re|we are|i am) on "
        + rf"{place} time(?! (?:and|for the|trial))\b".replace("?P<v>", "?P<w>")
    )
    yield Frame("timezone.mine", "locale.timezone", rule(so_time), _place_of_time)
    here = rf"(?:^|[.!?,;\n]\s*){_TZ} (?:here|hier|aquí|acá|ici)(?=\s*(?:$|[.,;!\n]))"
    yield Frame("timezone.shown", "locale.timezone", rule(here), _zone)
    wished = rf"\b(?:all |the )?(?:times|hours|zeiten|horas|heures) (?:in|at|en) {_TZ}"
    yield Frame("timezone.wished", "locale.timezone", rule(wished), _zone, frozenset({"wish"}))
    local = (
        r"\b(?:la hora (?:de|local de)|l'heure (?:de|d'))[ ]?(?P<v>(?:(?:La|El|Los|Las) )?(?-i:[A-Z])[\w-]+"
        r"(?: (?-i:[A-Z])\w+)?)",
        r"\b(?:on|in|keep|use|it'?s|run on|work) (?P<v>(?-i:[A-Z])[\w-]+(?: (?-i:[A-Z])\w+)?)(?: standard|"
        r" local)? time\b(?! to)",
        rf"(?:\b{own}\b|\b(?:trabajo|trabajamos|vivo|vamos|ich arbeite|je travaille|je bosse)\b)[^.!?;\n\x00]{{0,20}}?"
        r"\b(?:hora (?:de|local de)|heure (?:de|"
        r"d'))[ ]?(?P<v>(?-i:[A-Z])[\w-]+(?: (?:de )?(?-i:[A-Z])\w+)?)",
        r"\b(?:zeitzone|time ?zone|zona horaria|fuseau horaire)(?: is| ist| es| est| de| d'|"
        r":)? ?(?P<v>(?-i:[A-Z])[\w-]+(?: (?-i:[A-Z])\w+)?)",
        r"\b(?P<v>(?-i:[A-Z])[\w-]+)er zeit\b|\bzeit in (?P<w>(?-i:[A-Z])[\w-]+)",
    )
    for pattern in local:
        yield Frame("timezone.place", "locale.timezone", rule(pattern), _place_of_time)
    ours = (
        r"(?:we|we're|we are|our|i|my|the (?:shop|store|office)|wir|unser\w*|mein\w*|nuestr[oa]|nosotros|abrimos|mi|"
        r"nous|notre|on|mon|ma)"
    )
    opening = (
        r"(?:open(?:ing)?(?: hours)?|business hours|office hours|geöffnet|öffnungszeiten|offen|auf|abiert[oa]s?|"
        r"abrimos|horario|ouvert\w*|ouvrons|horaires)"
    )
    # "we see people mon to thu 8 to 5", "on reçoit du mardi au vendredi": with its days, as anything may be seen.
    receive = (
        r"(?:(?:we|i) (?:see|receive|take|serve|welcome|meet)(?: our| all)? (?:people|patients?|clients?|customers?|"
        r"visitors?|guests?|walk-?ins)|we'?re (?:here|in|around)|(?:wir )?(?:empfangen|beraten|bedienen) (?:wir )?"
        r"(?:unsere )?(?:kund\w+|patient\w+|gäste|besucher)|(?<!les )(?<!se )(?:atendemos|"
        r"recibimos)(?: (?:a )?(?:clientes|"
        r"pacientes|público|visitas))?|(?:nous recevons|on reçoit|nous accueillons|on accueille)(?: (?:les |nos )?"
        r"(?:clients|patients|visiteurs))?)"
    )
    days = OPEN_HOURS.replace(",?[ ])?", ",?[ ])", 1)
    yield Frame("hours.receive", "hours.opening", rule(rf"\b{receive},?[ ]{days}"), values.phrase)
    spoken = (
        r"(?:sprech(?:zeit|stunde)n?|büro(?:zeit)en|service(?:zeit)en|geschäftszeiten|besuchszeiten|(?:heures|"
        r"horaires) "
        r"(?:de (?:bureau|permanence|réception|visite)|d'(?:accueil|ouverture))|horario de (?:atención|visitas|"
        r"oficina|apertura)|"
        r"(?:reception|office|visiting|business|surgery|consulting|shop) (?:hours|times)|accueil ouvert)"
    )
    yield Frame(
        "hours.spoken", "hours.opening",
        rule(
            rf"(?:\b(?:our|my|unsere?|meine?|nuestr[oa]|mi|nos|notre|mes)[ ]|(?:\A|[.!\n]\s*)){spoken}(?: (?:are|is|"
            rf"sind|ist|es|"
            rf"son|sont|est))?(?: bei uns)?(?: ?:)?[ ]{OPEN_HOURS}"
        ),
        values.phrase, bars=_YOURS,
    )  # fmt: skip
    for pattern in (
        rf"\b{ours}\b[^.!?;\n\x00]{{0,30}}?\b{opening}\b[^.!?;\n\x00\d]{{0,24}}?[ ]{OPEN_HOURS}",
        rf"\b{ours}\b[^.!?;\n\x00]{{0,30}}? {OPEN_HOURS} (?:geöffnet|offen|auf|open|besetzt|da)\b",
        rf"\b(?:the|our|die|der|das|unsere?|la|el|le|notre|nuestr[oa]) (?:reception|front desk|office|rezeption|"
        rf"empfang|büro|"
        rf"laden|praxis|sekretariat|recepción|secretaría|oficina|réception|secrétariat|accueil|bureau)(?: ist| is|"
        rf" está| est)? "
        rf"{OPEN_HOURS} (?:besetzt|staffed|manned|attended|atendid[oa]|ouverte?|geöffnet|offen|open)\b",
        rf"(?:^|[.!?;\n]\s*){OPEN_HOURS},? (?:[\w-]+ ){{0,3}}?(?:closed|geschlossen|ruhetag|cerrad[oa]s?|fermée?s?)\b",
        rf"\babrimos(?: de)? {OPEN_HOURS}",
        rf"(?:^|[.!?,;:\n]\s*)(?:(?!\b(?:you|your|sie|ihre?|ihr|vous|votre|ustedes|su)\b)[^.!?;\n\x00]){{0,40}}?"
        rf"(?:\bopen\w*|\bhours|geöffnet|\böffn\w*|\babr\w+|abiert\w*|horario\w*|ouvr\w*|ouvert\w*|horaires?)\b"
        rf"(?:(?!\b(?:you|your|sie|ihre?|vous|votre|ustedes|su)\b)[^.!?;\n\x00\d]){{0,30}}?[ ]{OPEN_HOURS}",
    ):
        yield Frame("hours.open", "hours.opening", rule(pattern), _hours, bars=_YOUR_HOURS)
    staffed = (
        r"(?:the|our|my|der|die|das|unser\w*|meine?|la|el|le|nuestr[oa]|mi|notre|mon|ma)? ?(?:\w+ )?(?:depot|unit|"
        r"warehouse|yard|"
        r"lobby|shop|store|kitchen|reception|office|practice|workshop|lager|laden|büro|halle|werkstatt|hof|almacén|"
        r"nave|oficina|"
        r"tienda|taller|quai|boutique|atelier|dépôt|entrepôt|bureau|magasin)"
    )
    hours_in_words = (
        rf"(?P<w>(?:{_DAY}(?:[ ]?(?:-|to|until|bis|a|au)[ ]?{_DAY})?,?[ ])(?:from |von |de )?{_IN_WORDS} (?:to|till|"
        rf"until|bis|a|à) "
        rf"{_IN_WORDS}|(?:from |von )?{_IN_WORDS} (?:to|till|until|bis) {_IN_WORDS},? (?:on )?{_DAY}(?:[ ]?(?:-|to|"
        rf"bis)[ ]?{_DAY})?)"
    )
    there = (
        r"(?:hay (?:gente|alguien)|(?:there'?s|there is) (?:someone|somebody)|(?:someone|somebody)(?:'s| is) (?:at|"
        r"in|there)(?: the)?"
        r"(?: \w+)?|ist (?:immer )?(?:jemand|wer) da|il y a quelqu'un)"
    )
    for pattern in (
        rf"\b{staffed}(?:'s| is| are| ist| est| está)?(?: only| nur| just| normally)? (?:staffed|manned|besetzt|"
        rf"open|geöffnet|offen|"
        rf"ouverte?|abiert[oa])(?: only| nur)? (?:{OPEN_HOURS}|{hours_in_words})",
        rf"\b(?:besetzt|geöffnet|offen) (?:ist|sind|haben) {staffed} (?:{OPEN_HOURS}|{hours_in_words})",
        rf"\b{there} (?:{days}|{hours_in_words})",
        rf"\b(?:our|unsere|nuestr[oa]s?|nos|les|los) (?:opening )?(?:hours|öffnungszeiten|horarios?|"
        rf"horaires)\b[^.!?:\n\x00\d]{{0,60}}: "
        rf"(?:{OPEN_HOURS}|{hours_in_words})",
        rf"\b{staffed} (?:öffnet|ouvre|abre|opens) (?P<v>(?:à|a las|um|at) {_CLOCK} (?:et|y|und|and) (?:ferme|"
        rf"cierra|schließt|closes) "
        rf"(?:à|a las|um|at) {_CLOCK}(?:,? (?:du |de |von )?{_DAY}(?: (?:au|a|bis|to) {_DAY})?)?)",
        rf"\b(?P<v>we (?:close|shut) (?:at )?{_CLOCK} and (?:we )?open (?:at )?{_CLOCK}(?:,? {_DAY}(?: ?(?:-|to|"
        rf"until) ?{_DAY})?)?)",
    ):
        yield Frame("hours.staffed", "hours.opening", rule(pattern), _hours, bars=_YOURS)
    keeps = (
        r"(?:der|die|das|mein\w*|unser\w*|den) (?:laden|hof|betrieb|praxis|büro|werkstatt|geschäft|lager|markt|depot"
        r"|salon|"
        r"küche)"
    )
    works = (
        r"(?:nuestr[oa]s?|mi|notre|mon|ma|our|la|el|l'|le|the) ?(?:mesa|oficina|taller|tienda|equipo|mostrador|almacén|"
        r"atelier|boutique|bureau|magasin|dépôt|équipe|accueil|desk|office|workshop|team|counter|front desk|shop)"
    )
    for pattern in (
        rf"\b{keeps} (?:hat|haben|ist|hab ich|habe ich|haben wir|macht) {OPEN_HOURS} (?:offen|auf|geöffnet|besetzt)\b",
        rf"\b(?:hat|haben|ist) {keeps} {OPEN_HOURS} (?:offen|auf|geöffnet|besetzt)\b",
        rf"\b(?:ich|wir) (?:den|das|die) (?:laden|hof|betrieb|praxis|büro|werkstatt|geschäft) {OPEN_HOURS} (?:offen"
        rf"|auf|"
        r"geöffnet)\b",
        rf"\b{works} (?:atiende|trabaja|está|abre|tourne|travaille|est ouverte?|reçoit|is staffed|is manned|runs"
        rf"|works) "
        rf"{OPEN_HOURS}",
    ):
        yield Frame("hours.kept", "hours.opening", rule(pattern), _hours, bars=_YOURS)
    doors = r"(?:we|the \w+|our \w+|shop|store|office|caf[eé]|practice|bakery|restaurant|studio)"
    until = (
        rf"\b{doors} opens? (?P<v>(?:\w+ )?(?:at )?{_CLOCK}(?: \w+)?,? (?:and )?(?:we )?(?:shuts?|closes?) "
        rf"(?:\w+ )?(?:at )?{_CLOCK}(?: {_DAY}(?: ?(?:-|to|until) ?{_DAY})?)?)",
        rf"\b{doors} (?:is|are) open {OPEN_HOURS}",
        rf"\b(?:wir (?:machen|öffnen|schließen)|der laden macht) (?P<v>um {_CLOCK}(?: auf)? und "
        rf"(?:schließen )?um {_CLOCK}(?: zu)?)",
        rf"\babrimos (?P<v>a las {_CLOCK} y cerramos a las {_CLOCK})",
        rf"\b(?:on|nous) ouvr(?:e|ons) (?P<v>à {_CLOCK} et (?:on |nous )?ferm(?:e|ons) à {_CLOCK})",
    )
    for pattern in until:
        yield Frame("hours.until", "hours.opening", rule(pattern), values.phrase)


_OF_A_MACHINE = rule(
    r".*\b(?:servers?|logs?|cron\w*|api|database|datenbank|serveur|servidor|exports?|webhooks?|webinar\w*)\b"
)
"""Whose clock it is, where it is none of a person's."""
_YOUR_HOURS = rule(
    r".*\b(?:your|eure|ihre|vos|votre|vuestr[oa]s?|sus?) (?:[\w]+ ){0,2}?(?:hours|times|öffnungszeiten|\w*zeiten|"
    r"horarios?|"
    r"horaires|heures)\b"
)
_YOURS = rule(r".*\b(?:your|eure?n?|ihre?n?|vos|votre|vuestr\w+|su|sus)\b")


def _hours(words: str, registry: Registry) -> str | None:
    """Opening hours as they were said; "so" is a Sunday in German alone."""
    said = values.phrase(re.sub(r"^so (?=\d)", "", words), registry)
    return None if said is None or _OF_SEATS.search(said) else said


_OF_SEATS = re.compile(r"^(?:from|von|de) \d \w+ \d$", re.IGNORECASE)
"""A span of small numbers: "from 2 to 4 seats"."""


def hours_said(words: str) -> str | None:
    """Opening hours that are all of some words: "daily 11:30 to 22:00"."""
    said = words.strip(" .!")
    return said if re.fullmatch(OPEN_HOURS, said, re.IGNORECASE) else None


def zone_said(words: str, registry: Registry) -> str | None:
    """A time zone that is all of an answer: "CET", "Perth time"."""
    said = re.sub(
        r"(?i)\s*\b(?:local |standard )?time$|^(?:hora (?:de |local de )|heure d[e'] ?)", "", words.strip(" .!")
    ).strip()
    if re.fullmatch(_TZ, said, re.IGNORECASE):
        return _zone(said, registry)
    shown = said[:1].isupper() or values.city_listed(said) or values.country(said, registry)
    return said if shown and 1 < len(said) <= 40 and len(said.split()) < 4 else None


_ZONE_BESIDE = re.compile(
    r"(?:l['’]|la |the |el )?(?P<v>(?:hora (?:local )?de |heure d[e'’] ?)?[A-Z][\w/+-]*(?: (?:de )?[A-Z]\w*){0,2}"
    r"(?: (?:standard |local )?time)?)(?=\s*(?:$|[.,;!?)]|so\b|and\b|please\b|pls\b|und\b|y\b|et\b|but\b))"
)


def zone_beside(words: str, registry: Registry) -> str | None:
    """A time zone behind its word: "Singapore time so pls convert", "l'heure de Montréal"."""
    found = _ZONE_BESIDE.match(words.strip())
    if found is None:
        return None
    return _zone(found["v"], registry) if re.fullmatch(_TZ, found["v"], re.IGNORECASE) else found["v"]


def _place_of_time(words: str, registry: Registry) -> str | None:
    """A city or a country whose time somebody keeps: "London time", "hora de Chile"."""
    known = values.listed_city(words, registry) or values.country(words, registry)
    far = fold(words.strip().lower()).removeprefix("la ").removeprefix("las ") in _FAR
    return words.strip() if known or far else None


_FAR = ("reunion", "azores", "acores", "canarias", "hawaii", "alaska", "guadeloupe", "martinique", "tahiti", "guyane")
"""Parts of countries that keep a time of their own."""


def _spanish_time(words: str, _registry: Registry) -> str | None:
    """The two times of Spain, as they are called: "hora peninsular"."""
    return f"hora {words.lower()}"


def _zone(words: str, _registry: Registry) -> str | None:
    said = words.strip()
    small = fold(said.lower()).replace(" ", "")
    if "/" in said:
        return "/".join("_".join(part.capitalize() for part in piece.split("_")) for piece in said.split("/"))
    if small in ("utc", "gmt") or re.match(r"(?:utc|gmt)[+-]", small):
        return small.upper()
    return said if said.isupper() else said.title() + " Time"
