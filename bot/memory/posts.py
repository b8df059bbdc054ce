"""What somebody is at work: the words for posts in four languages, and the phrases that tell one's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.memory import towns
from bot.memory.frame import I_AM, STILL, Frame, S
from bot.memory.registry import Registry
from bot.memory.spans import Label
from bot.memory.spelling import fold, rule

JOB = (
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
ROLE = (
    r"(?P<v>(?:(?!the\b|an?\b|and\b|no\b|proud\b|happy\b|lucky\b|rightful\b|at\b|our\b|my\b|your\b|his\b|her\b|"
    rf"their\b|i'?m\b|i\b|am\b)[\w-]+ ){{0,3}}{JOB}\b(?: of (?:the )?(?-i:[a-z])[\w-]+(?: (?:and (?-i:[a-z])[\w-]+|"
    r"operations|development|management|relations|resources|services?|affairs|planning|marketing|success|engineering|"
    r"support))?)?)"
)
DE_JOB = (
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
ROMANCE_JOB = (
    r"(?P<v>(?:(?:sub|vice-?|sous-)?(?:supervisora?|régisseu(?:r|se)|costumi(?:er|ère)|monteu(?:r|se)|"
    r"product(?:eur|rice)|productora?|animat(?:eur|rice)|éducat(?:eur|rice)|régiseur|metteu(?:r|se) en scène|DAF|RSSI|"
    r"DSI|DRH|PDG|contable|gerente|directora?|jef[ae]|administrador[a]?|ingenier[oa]|desarrollador[a]?|diseñador[a]?|"
    r"profesor[a]?|enfermer[oa]|abogad[oa]|secretari[oa]|dueñ[oa]|asistente|encargad[oa]|responsable|comprador[a]?|"
    r"tecnic[oa]|arquitect[oa]|consultor[a]?|comptable|gérante?|directeur|directrice|cheffe|chef|ingénieure?|"
    r"développeur|développeuse|professeure?|prof(?!e\b)|camarer[oa]|cociner[oa]|peluquer[oa]|dependient[ae]|"
    r"vendedor[a]?|"
    r"programador[a]?|médic[oa]|farmacéutic[oa]|maestr[oa]|periodista|traductor[a]?|electricista|fontaner[oa]|"
    r"carpinter[oa]|librer[oa]|panader[oa]|recepcionista|estudiante|jubilad[oa]|serveu(?:r|se)|vendeu(?:r|se)|"
    r"cuisini(?:er|ère)|boulang(?:er|ère)|coiffeu(?:r|se)|médecin|pharmacien(?:ne)?|libraire|journaliste|"
    r"tradu(?:cteur|ctrice)|électricien(?:ne)?|plombi(?:er|ère)|menuisi(?:er|ère)|étudiante?|retraitée?|"
    r"institut(?:eur|rice)|programmeu(?:r|se)|infirmi(?:er|ère)|avocate?|secrétaire|propriétaire|assistante?|"
    r"responsable|acheteu(?:r|se)|technicien(?:ne)?|architecte|consultante?|fondat(?:eur|rice)|"
    r"graphiste|administrativ[oa]|comercial|autónom[oa]|agente?|conserje|bibliotecari[oa]|auxiliar|tesorer[oa]|"
    r"coordinador[a]?|concierge|gardienne?|commercial[e]?|trésori(?:er|ère)|coordinat(?:eur|rice)|présidente?|"
    r"aide-soignante?|auto-?entrepreneu(?:r|se)|artisane?|gestionnaire|"
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
    r"réceptionniste|magasini(?:er|ère))(?: (?:des|du|de|d')[ ]?(?:l'|la |los |las )?(?!une?\b|una\b|la\b|los\b|las\b|"
    r"el\b)(?-i:[a-z])[\w-]+| (?:comercial|general|financier[oa]|técnic[oa]|administrativ[oa]|ejecutiv[oa]|creativ[oa]|"
    r"commerciale?|marketing|achats|paie|qualité|rh|comptable|"
    r"générale?|financi(?:er|ère)|technique|administrati(?:f|ve)|artistique|informatique|logistique))?))"
)
INITIALS = r"(?-i:C[EFTOMI]O|CPE|DSI|RSSI|DAF|DRH|PDG|SRE|DevOps|DPO|VP|HR|RH)"
"""Posts by their first letters."""
JOBS = tuple(job.replace("?P<v>", "?:") for job in (ROLE, DE_JOB, ROMANCE_JOB))
"""Posts by language, none of which is caught by name."""
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
    r"\b(?:je m'occupe|je suis (?:en charge|chargée?|responsable)(?= d[eu'])|je (?:gère|dirige)|"
    r"je travaille (?:à|au|aux|dans)|je fais)",
)
CAPITALISED = r"(?-i:[^\W\d_a-z])[\w'’-]+"
_RUN_AS = (
    r"[^.!?;\n\x00]{0,40}?\b(?:run|ran|running|start\w*|open\w*|launch\w*|log\w*|sign\w*|install\w*|execut\w*)\b"
    r"[^.!?;\n\x00]{0,30}? as (?:an? |the )?admin"
)
"""What a program is run as is nobody's work."""
_PROMOTED: frozenset[Label] = frozenset({"hypothetical", "third"})


def frames() -> Iterator[Frame]:
    """Yield the frames of posts."""
    yield from _roles()
    yield from _promotions()


def _roles() -> Iterator[Frame]:
    role: dict[str, tuple[str, ...]] = {
        "en": (
            rf"{I_AM}{STILL}(?: (?:the|an?|their|our|your|its)(?: (?:new|acting|interim|current))?)?{S}{ROLE}",
            rf"(?:^|[.!?,;\n]\s*)work(?:ing)? as(?: (?:an?|the))?{S}{ROLE}",
            rf"\b(?:i|i'm|i've|i am|we)\b(?!{_RUN_AS})[^.!?;\n\x00]{{1,60}} as(?: (?:an?|the|their))?{S}{ROLE}",
            rf"\bi(?:'m| am)?{STILL} work(?:ing)?{STILL} as(?: (?:an?|the|their|"
            rf"our))?{S}(?P<v>(?!well\b)[a-z-]+(?: [a-z-]+){{0,3}}?)"
            rf"(?=\s*(?:$|[.,;!?\n])| (?:at|for|in|with|and|here|from)\b)",
            rf"\bi(?:'m| am)?{STILL} work(?:ing)?{STILL} (?:at|for|with) [^.!?;,\n\x00]{{2,40}}? as(?: (?:an?|the|"
            rf"their|our))?{S}(?P<v>[a-z-]+(?: [a-z-]+){{0,3}}?)(?=\s*(?:$|[.,;!?\n])| (?:and|here|in)\b)",
            rf"\b(?:my|our) (?:role|job|job title|position|title)(?:'s| is){S}(?:an? |the )?(?P<v>[a-z-]+"
            r"(?: [a-z-]+){0,3}?)(?=\s*(?:$|[.,;!?\n])| (?:at|for|in|with|and)\b)",
        ),
        "de": (
            rf"\b(?:ich )?(?:bin|arbeite als)(?: (?:die|der|das|eine?|neue[r]?|unser\w*|dort|hier|da|bei euch|jetzt|"
            rf"selbst|auch|inzwischen))*{S}{DE_JOB}(?!\w)",
            r"\bich bin (?P<v>(?-i:[A-ZÄÖÜ])[^\W\d_]+)(?: von beruf\b)",
        rf"\b(?:angestellt|beschäftigt|tätig),? als{S}{DE_JOB}(?!\w)",
        rf"\b(?:dont je suis|de la que soy|del que soy|wo ich) (?:la |le |el |die |der )?{ROMANCE_JOB}(?![\w-])",
        rf"\b(?:got|have|landed|found|took|started) (?:a |the |my )?(?:new )?(?:job|position|role|post) as (?:an? |"
        rf"the )?{ROLE}",
        rf"\bich selbst (?:mache?|bin) (?:nur |bloß )?(?:die |der )?{DE_JOB}(?!\w)",
        rf"\barbeite (?:hier |jetzt )?als{S}(?P<v>[^\W\d_]+(?:in)?)(?!\w)",
        ),
        "romance": (
            r"\b(?:soy|trabajo (?:de|como)|je bosse comme|(?:trabajo|trabajamos) (?:en|para) [^.!?;,\n\x00]{2,40}? "
            r"(?:de|como)|je suis|(?:je travaille|j'exerce) (?:comme|en tant que)|trabajo como|je travaille (?:chez|"
            rf"pour) [^.!?;,\n\x00]{{2,40}}? (?:comme|en tant que))(?: (?:el|la|un|una|le|une?|l'))?{S}?{ROMANCE_JOB}"
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
        for job in (ROLE, DE_JOB, ROMANCE_JOB)
    )
    role["signed"] = tuple(
        rf"(?:\A\s*|\n\s*)(?:(?-i:[A-Z])[\w'’-]+ ){{1,2}}(?:(?-i:[A-Z])[\w'’-]+)?(?:,[ ]|\n\s*){job}(?=\s*(?:$|"
        rf"[.,;\n])| (?:at|for|bei|von|chez|en)\b)"
        for job in (ROLE, DE_JOB, ROMANCE_JOB)
    )
    role["as"] = (
        rf"(?:^|[.!?,;\n]\s*)as(?: the| an?)? {ROLE},? (?:i|i'm|we)\b",
        rf"(?:^|[.!?,;\n]\s*)als {DE_JOB},? (?:\w+ )?(?:ich|wir)\b",
        r"\b(?:bin|arbeite als) (?:selbst(?:st)?ändige[rn]?|freiberufliche[rn]?|freie[rn]?) "
        r"(?P<v>(?-i:[A-ZÄÖÜ])[^\W\d_]+)",
        r"\bsoy (?P<v>[a-z]{5,20}) (?:autónom[oa]|freelance|por cuenta propia)\b",
        r"\bje suis (?P<v>[a-z]{5,20}) (?:indépendante?|freelance|à mon compte)\b",
        rf"\b(?:ici|aquí|acá),? (?:je suis|soy) (?:la |le |l'|el )?{ROMANCE_JOB}(?![\w-])",
        rf"(?:^|[.!?,;\n]\s*)(?:como|en tant que) {ROMANCE_JOB}(?![\w-])",
        rf"\b(?:promoted to|made me|became|appointed|hired as) (?:the |an? )?{ROLE}",
        rf"\bbefördert zu[rm]? {DE_JOB}(?!\w)",
        rf"\b(?:ascend\w+ a|nombrad[oa]|nommée?|promue?) (?:la |le |el )?{ROMANCE_JOB}(?![\w-])",
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
        rf"\b(?:speaking|writing|asking|calling|acting) as (?:the |an? |your )?{ROLE}",
        rf"\b(?:moved (?:up )?to|promoted to|now|became|made) (?:the |an? )?(?P<v>head of {DEPARTMENT})(?![\w-])",
        r"\b(?:je travaille|je bosse|trabajo|ich arbeite|arbeite) (?:comme|de|como|als) (?:une? |"
        r"una? )?(?P<v>(?-i:[a-zéèA-ZÄÖÜ])[\w-]{4,20})(?=\s*(?:$|[.,;!?\n])| (?:chez|en|bei|à|dans)\b)",
    )
    # "I just teach (primary school teacher)": what one is stands beside it in brackets.
    role["bracketed"] = tuple(
        rf"\b(?:i'?m|i|ich|bin|soy|yo|je)\b[^.!?;()\n\x00]{{1,40}} ?\((?:an? |el |la |le )?{job}(?: (?:at|bei|en|chez|"
        rf"in) [^()]{{2,40}})?\)"
        for job in (ROLE, DE_JOB, ROMANCE_JOB)
    )
    role["turned"] = (
        r"\b(?:arbeite|bin)(?: ich)?(?: (?:jetzt|nun|heute|inzwischen|mittlerweile|nur|dort))*(?: als)?(?: (?:die|"
        rf"der|eine?))? {DE_JOB}(?=\s*(?:$|[.,;!?\n(])| (?:bei|von|in|im|an|am|für|der|des)\b)",
    )
    of_trade = r"(?:de (?:oficio|profesión|métier|formation)|von beruf|by (?:trade|profession))"
    role["trade"] = (
        rf"(?:\A|[.!?\n]\s*)(?P<v>(?-i:[^\W\d_])[^\W\d_]{{3,20}}) {of_trade}, (?:ich|i|i'm|je|j'\w+|no|quiero|necesito|"
        r"agradezco|prefiero|busco|brauche|uso|me|mich|we|wir)\b",
        *(
            r"\b(?:escribo|hablo|pregunto|j'écris|je vous écris|ich schreibe|i write|i'm writing|i'm asking) (?:como|"
            rf"en tant que|als|as)(?: the| an?| la| el)? {job}(?: (?:de|der|of|des) (?-i:[a-z])[\w-]+)??(?= "
            r"(?:de|del|der|of|at|bei|chez|des|du|en|für|for)\b|\s*(?:$|[.,;!\n]))"
            for job in (ROLE, DE_JOB)
        ),
        rf"\b(?:escribo|hablo|pregunto|j'écris|je vous écris) (?:como|en tant que) "
        rf"{ROMANCE_JOB.removesuffix(')')}(?: de (?-i:[a-z])[\w-]+)?)(?=\s*(?:$|[.,;!\n])| (?:de|del|du|des|en"
        rf"|chez)\b)",
        rf"\bc'est moi,? (?:la |le |l')(?:nouve\w+ )?{ROMANCE_JOB}(?![\w-])",
        rf"(?:^|[.!?,;:\n]\s*)(?:the |der |die |das |la |el |le )?{ROLE} ?(?:=|:) ?(?:me|moi|yo|ich)(?![\w'-])",
        rf"(?:^|[.!?,;:\n]\s*)(?:me|moi|yo|ich) ?= ?{ROLE}(?![\w-])",
        rf"(?:^|[.!?,;:\n]\s*)(?:der |die )?{DE_JOB} (?:bin|bleib\w*) (?:hier |dort |bei uns |übrigens )?ich\b",
        r"(?:^|[.!?,;:\n]\s*)(?:der |die )?(?P<v>admin|it-admin|chefin?|ansprechpartner(?:in)?) bin (?:hier )?ich\b",
    )
    role["named"] = (named + ROLE + ends, named + DE_JOB + ends, named + ROMANCE_JOB + ends)
    opening = r"(?:^|[.!?,;\n]\s*)"
    firm = r"(?=(?: (?:at|for|of|bei|von|chez|en|de|del|du)|,) (?:the |der |dem |la |el |los |le |l')?(?-i:[A-Z]))"
    more = ROMANCE_JOB.removesuffix(")") + r"(?: (?-i:[a-z])[\w-]+)??)"
    role["opening"] = tuple(opening + job + firm for job in (ROLE, DE_JOB, more))
    # What one is asked as stays so in a question: "As the owner, may I …?", "als Werkstudentin darf ich …, oder?".
    for pattern in (
        rf"(?:^|[.!?,;\n]\s*)as(?: the| an?)? {ROLE}(?: (?:at|of|for|in|with) [^,.!?\n\x00]{{2,40}}?)?,? (?:i|i'm|i'd|"
        r"i've|we|we'd)\b",
        rf"(?:^|[.!?,;\n]\s*)als {DE_JOB}(?: (?:der|des|von|bei|im|am) [^,.!?\n\x00]{{2,40}}?)?,? (?:\w+ )?(?:ich|"
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
        rf"\b(?:ich wurde|wurde ich|ich bin|bin ich)(?: [\w-]+){{0,3}}? zu[rm] {DE_JOB} (?:befördert|ernannt)\b",
        rf"\bme (?:han?|acaban de) (?:ascend\w+|nombra\w+|promov\w+) (?:a |como )?{ROMANCE_JOB}(?![\w-])",
        rf"\b(?:on m'a|j'ai été|je viens d'être|je suis) (?:promue?|nommée?)(?: au poste de)? {ROMANCE_JOB}(?![\w-])",
    ):
        yield Frame("role.promoted", "company.role", rule(pattern), _role, _PROMOTED, changes=True)
    # What others have made of one is one's own: "they've made me producer".
    made = (
        rf"\b(?:made|named|appointed) me (?:the |an? )?(?:{ROLE}|(?P<w>(?:[a-z-]+ )?[a-z-]{{3,}}(?:ist|sor|tor|urer|"
        r"nager|ginner|ptain|chair|lead)))(?=\s*(?:$|[.,;!?\n(])| (?:as of|since|now|last|this|from|today|yesterday|"
        r"here|so|and|on|in|starting|effective)\b)",
        rf"\b(?:i|i'?ve|ive|have)(?: was| been| got| just)+ (?:made|named|appointed|promoted(?: to)?) (?:the |"
        rf"an? )?{ROLE}",
        rf"\b(?:new|my) (?:title|role|job title|position)\b[^.!?:\n\x00]{{0,40}}: (?:the |an? )?{ROLE}",
        r"\bme (?:han|acaban de) (?:ascend\w+|promov\w+|promocion\w+)[.,:!]* (?:(?:ahora|a|soy|como|la|"
        rf"el) ){{0,3}}{ROMANCE_JOB}(?! (?:de|del) (?-i:[A-Z]))(?![\w-])",
        rf"\bno soy [^.!?,;\n\x00]{{3,40}},? sino (?:la |el )?{ROMANCE_JOB}(?![\w-])",
        rf"\bme voici (?:désormais |maintenant |à présent )?(?:la |le |l')?{ROMANCE_JOB}(?![\w-])",
        rf"\b(?:me han|nos han|me) (?:hecho|nombrado|nombraron|hicieron|ascendido a|ascendieron a) {ROMANCE_JOB}"
        r"(?: (?:de|del) (?-i:[a-z])[\w-]+)?(?![\w-])",
        rf"\b(?:haben|hat) (?:\w+ )?mich (?:zu[rm] )?{DE_JOB} (?:(?:im|in der|für|der|vom) \w+ )?(?:gemacht|"
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
        rf"(?:^|[.!?,;\n]\s*)(?:{CAPITALISED} ){{1,3}}{CAPITALISED}, {trade} "
        r"(?=(?:au|à la|chez|bei|beim|at|en|en la|en el|de la|del|du) (?-i:[A-Z]))"
    )
    yield Frame("role.said", "company.role", rule(behind_name), _role)


_NO_ROLE = frozenset({
    "this", "your", "that", "admin of this", "to", "not", "as", "it", "if", "well", "in", "on", "at", "usual", "fine",
    "new", "here",
})  # fmt: skip
_OF = re.compile(r"^(?:de la |de l'|du |des |de |la |le |les |l'|las |los |el )", re.IGNORECASE)
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


_OVER_THERE = re.compile(r" (?:over|down|up|out|back|here|there|drüben|oben|unten|hier|dort)(?: (?:here|there))?$")
"""Where somebody is at work, which is no part of what they are: "IT lead over at Marrow & Finch"."""


def post(words: str, registry: Registry) -> str | None:
    """What somebody is at work, where nothing else can stand; nobody's post any more is none."""
    said = _OVER_THERE.sub("", words.strip())
    if re.fullmatch(INITIALS, said) or said.startswith("IT ") or (" " in said and said.endswith("artner")):
        return said
    return None if _RETIRED.match(fold(words)) else _role(words, registry)


def _role(words: str, _registry: Registry) -> str | None:
    said = _OF.sub("", " ".join(words.split()).strip(" .,'"))
    said = _SINCE_WHEN.sub("", _SAID_OF_ONE.sub("", _OVER_THERE.sub("", said)))
    if _NO_POST.search(fold(said)):
        return None
    if _RETIRED.match(fold(said)):
        return None
    parts = said.lower().split()
    if len(parts) > 1 and towns.city_listed(parts[0]):
        return _role(said.partition(" ")[2], _registry)  # "Plovdiv teacher again"
    if parts and parts[-1] in ("this", "that", "your", "ours"):
        return None
    if not 3 <= len(said) <= 48 or parts[0] in _NO_ROLE or parts[-1] in ("partner", "agent", "head", "lead", "leader"):
        return said if parts and parts[-1] == "lead" and len(parts) > 1 else None
    return said
