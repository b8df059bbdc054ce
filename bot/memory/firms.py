"""Which firm somebody works for, owns or writes from."""

from __future__ import annotations

from collections.abc import Iterator

from bot.memory import companies
from bot.memory.frame import I_AM, STILL, Frame, S
from bot.memory.posts import CAPITALISED, DE_JOB, DEPARTMENT, JOB, JOBS, ROLE, ROMANCE_JOB
from bot.memory.registry import Registry
from bot.memory.spelling import rule

_FIRM_WORD = (
    r"(?:(?!(?-i:I)(?:'|\b))(?:d'(?-i:[A-Z])[\w-]+|(?-i:Dr|Prof|St|Gebr)\.(?= )|(?-i:[A-Z0-9])[\w&'-]*(?:\.[\w&-]+)*))"
)
FIRM = rf"(?P<v>{_FIRM_WORD}(?:[ ](?:{_FIRM_WORD}|of|and|und|y|et|de|du|des|del|la|los|las|&|\+)){{0,4}})"
"""How a firm is written: words with a capital, and what joins them."""
INTRODUCED_OF = (
    rf"(?:\b(?:here|hier|aquí|ici|writing|speaking)|{CAPITALISED} {CAPITALISED}),? (?:from|of|at|von(?: de[rm])?|vom|"
    rf"aus de[rm]|de(?: la| los| las)?|del|du|des|chez)(?: the)?{S}(?:l')?"
)
"""What stands before the house of somebody who is introduced: "Ada Okonjo here, from Riverside Clinic in Enugu"."""
STANDS_IN = rf"{S}(?:in|en|à){S}"
_SHOPS = (
    r"(?:Grupo|Groupe|Cabinet|Atelier|Talleres|Taller|Sociedad|Société|Clínica|Clinique|Hotel|Hôtel|Restaurante|"
    r"Restaurant|Boutique|Ferretería|Panadería|Fromagerie|Boulangerie|Garage|Estudio|Bodegas?|Papelería|Librería|"
    r"Librairie|Farmacia|Pharmacie|Taquería|Cafetería|Imprimerie|Pâtisserie|Floristería|Kanzlei|Praxis|Agentur|"
    r"Colegio|Escuela|Instituto|Hostal|Posada|Pension|Lycée|Collège|École|Savonnerie|Menuiserie|Werkstatt|Weingut|"
    r"Druckerei|Konditorei|Gasthaus|Café|Seguros|Agencia|Agence|Bufete|Gestoría|Bäckerei|Metzgerei|"
    r"Apotheke|Buchhandlung|Gärtnerei|Tischlerei|Autohaus|Textiles|Conservas|Transportes|Muebles)"
)
_WE_DO = (
    r"(?:we|wir|nous|on|(?:haben|nutzen|sind|arbeiten|brauchen|hätten|gibt es|suchen) (?:wir)?|tenemos|usamos|"
    r"manejamos|(?-i:[a-z]){3,12}(?:amos|emos|imos))\b"
)


def frames() -> Iterator[Frame]:
    """Yield the frames of firms."""
    yield from _firms_of_posts()
    yield from _employers()
    yield from _new_employers()


def _firms_of_posts() -> Iterator[Frame]:
    """Firms behind a post, before "where I work", and before what "we" do there."""
    jobs = "|".join(JOBS)
    of = (
        r"(?:de la|de l'|du|des|del|de los|de las|de|d'|von(?: der)?|vom|der|of|at|bei(?: der)?|chez|au|à la|"
        r"en(?: la| el)?)"
    )
    post = (
        rf"\b(?:je suis|soy|ich bin|i'?m|i am)(?: (?:la|le|el|die|der|the|une?|an?))?{S}(?:{jobs})"
        rf"(?: (?-i:[a-z])[\w-]+)?? {of}[ ]?{FIRM}"
    )
    yield Frame("company.post", "company.name", rule(post), companies.firm_of_two)
    behind_name = (
        rf"(?:^|[.!?,;\n]\s*)(?:{CAPITALISED} ){{1,3}}{CAPITALISED}, "
        r"(?!(?:client|abonn|kund|soci|membr|member|fan|habit|n[ée]))"
        r"(?-i:[a-z])[\w-]{2,20}(?: (?-i:[a-z])[\w-]{3,16})? (?:au|à la|chez|bei|beim|at|en la|en el|del|"
        rf"de la|du) {FIRM}"
    )
    yield Frame("company.post", "company.name", rule(behind_name), companies.firm_of_two)
    where = (
        r"\b(?:de|des|du|del|of|at|for|für|chez|bei|en|para|pour|von|to)(?: (?:la|el|the|der|les|"
        rf"los))?{S}{FIRM},? (?:where (?:i|we) work|wo (?:ich|wir) arbeiten?|où (?:je|nous|on) (?:travaill\w+|bosse)|"
        r"donde (?:yo )?trabaj(?:o|amos))\b"
    )
    yield Frame("company.where", "company.name", rule(where), companies.employer)
    does = rf"\b(?:llevo|gestiono|dirijo|hago|me encargo de|me ocupo de|je m'occupe|je gère|je fais) ?{DEPARTMENT}"
    yield Frame("company.post", "company.name", rule(rf"{does} (?:en|de|chez|para|pour){S}{FIRM}"), companies.firm)
    beside_name = (
        r"\b(?:hier|hi|hello|this is|soy|ici|aquí|c'est|ich bin|i'm|name is|je suis|habla)(?: (?:ist|die|der|frau|"
        rf"herr))? {CAPITALISED}(?: {CAPITALISED})?, {FIRM}(?=\s*(?:$|[.,;!\n]))"
    )
    yield Frame("company.beside", "company.name", rule(beside_name), companies.traded)
    stands_in = rf"{INTRODUCED_OF}{FIRM}(?={STANDS_IN}{CAPITALISED})"
    yield Frame("company.beside", "company.name", rule(stands_in), companies.firm_of_two)
    # A firm of trade, and then what is done there: "En la Fundación Mirasol usamos …", "Aquí el Circo Azul, …".
    opened = (
        rf"(?:^|[.!?;\n]\s*)(?:en|at|in der|aquí|hier(?: ist)?|ici|here is|this is)(?: (?:la|el|the|der|die|das|le|"
        rf"les|los))?(?: l'|{S}){FIRM},? {_WE_DO}",
        rf"(?:^|[.!?;\n]\s*)(?:chez|bei(?: der)?|à la|au){S}{FIRM},? {_WE_DO}",
    )
    yield Frame("company.we", "company.name", rule(opened[0]), companies.traded)
    yield Frame("company.we", "company.name", rule(opened[1]), companies.firm_of_two)


def _employers() -> Iterator[Frame]:
    """Where somebody works, or what their own firm is called."""
    works: tuple[str, ...] = (
        rf"\b(?:i|we)(?:'m| am)?{STILL} work(?:ing)?{STILL} (?:at|for){S}(?:the )?{FIRM}",
        rf"\b(?:i|we)(?:'m| am)?{STILL} work(?:ing)?{STILL} with{S}(?:the )?{FIRM}(?=\s*(?:$|[.,;:!?)\n])|"
        r"\s(?:and|as|in|on|here|now|since|but|from|at|i)\b)",
        rf"\bwork(?:ing)? as (?:[\w-]+ ){{1,4}}?(?:at|for|with){S}(?:the )?{FIRM}",
        rf"{I_AM}{STILL}[^.!?;\n\x00]{{1,40}}?\b{JOB}\b[^.!?;\n\x00]{{0,24}}? (?:at|for|of|with|"
        rf"(?<!over )from){S}(?:the )?{FIRM}",
        rf"{I_AM}{STILL} (?:an? |the )?{JOB} of{S}(?:the )?{FIRM}",
        rf"\bi (?:run|lead|manage|head|own|handle|do) [a-z &-]{{3,30}} (?:at|for){S}{FIRM}",
        rf"\bwe(?:'re)? trad(?:e|ing) as{S}{FIRM}",
        r"\b(?:my|our|mein\w*|unser\w*|mi|nuestr[oa]|mon|notre) (?:employer|arbeitgeber|company|firma|empresa|"
        rf"entreprise|employeur),{S}{FIRM}",
        rf"\b(?:se llama|s'appelle|heißt|is called){S}{FIRM},? (?:mi|nuestr[oa]|mon|notre|my|our|mein\w*|unser\w*) "
        rf"(?:empresa|negocio|tienda|entreprise|société|boutique|company|business|shop|firma|laden|betrieb)\b",
        rf"\bllevo (?:la|las|los|el) \w+ (?:del?|en|para)(?: la| el)?{S}{FIRM}",
        rf"\bje (?:tiens|fais|gère) (?:la |les |le |l')?\w+ (?:de la|des|de|du|chez|pour){S}(?:les |la |le )?{FIRM}",
        rf"\bich (?:mache|führe) (?:hier )?(?:die|den|das) (?-i:[A-Z])[\w-]+ (?:bei|für|der)(?: der| die)?{S}{FIRM}",
        r"\b(?:got|have|landed|found|took|started) (?:a |the |my )?(?:new )?(?:job|position|role|"
        rf"post) (?:as [\w -]{{3,40}}? )?(?:at|with){S}(?:the )?{FIRM}",
        rf"\((?:[\w-]+ ){{0,3}}{JOB} (?:at|with|for) {FIRM}\)",
        rf"\b(?:les|te|os|le) escrib\w+ (?:de|desde){S}(?P<v>{_FIRM_WORD}(?: {_FIRM_WORD}){{1,3}})(?=,)",
        rf"\b(?:au|aux)(?<=aux){S}{FIRM}(?= (?:comme|en tant que)\b)",
        rf"{FIRM}, (?:dont je suis|wo ich|where i'?m|where i am|donde soy|de la que soy|del que soy) (?:the |la |le |"
        rf"die |der |el |an? )?(?:{'|'.join(JOBS)})(?![\w-])",
        rf"\b(?:my|our) (?:company|employer|business|firm|organi[sz]ation)(?:'s| is)(?: called| named)?{S}{FIRM}",
        r"\b(?:our (?:brand|label|shop|store|studio|school|club|charity)|unser\w* (?:marke|label|laden|geschäft|studio|"
        r"schule|verein|betrieb)|nuestr[oa] (?:marca|tienda|negocio|estudio|escuela|club|taller)|notre (?:marque|"
        r"boutique|magasin|atelier|école|club|association))(?:'s| is| ist| es| est)?(?: (?:called|named|heißt|"
        rf"se llama|s'appelle)|(?<=brand is)|(?<=label is)|(?<=marke ist)|(?<=marca es)|(?<=marque est)){S}{FIRM}",
        rf"\b(?:escribo|escribimos|llamo|llamamos) (?:por|para|de parte de)(?: la| el| los| las)?{S}{FIRM}",
        rf"\b(?:j'(?:écris|appelle)|nous (?:écrivons|appelons)) (?:pour|de la part de|au nom de)(?: la| les| le)?"
        rf"(?:{S}| l'){FIRM}",
        rf"{I_AM} (?:writing|calling|buying|ordering) (?:for|on behalf of|from){S}{FIRM}",
        r"\b(?:for|to|an|auf|für|a nombre del?|para|a|au nom d[eu]|pour|à|say|says)(?: the| die| la| el|"
        rf" le)?{S}{FIRM}(?=,? (?:that'?s us|our (?:company|firm)|das sind wir|(?:que )?somos nosotros|c'est nous)\b)",
        rf"\b(?:del|de la|du|de l'|des) ?(?P<v>(?-i:{_SHOPS}) "
        rf"{FIRM.removeprefix('(?P<v>')}",
        rf"\b(?:on behalf of|writing for|buying for|ordering for|im (?:auftrag|namen) (?:von|der)|de parte de|"
        rf"en nombre de|pour le compte de|de la part de){S}(?:the |la )?{FIRM}",
        rf"\b(?:i|we) (?:represent|am employed (?:by|at)|work out of|vertreten?|represento|representamos|"
        rf"représente|représentons){S}(?:the |die |a |la )?{FIRM}",
        rf"{I_AM} (?:employed (?:by|at)|hired by|here for|part of){S}(?:the )?{FIRM}",
        rf"\b(?:we|wir|nosotros|nous) (?:here )?(?:at|bei(?: der)?|von(?: der)?|en|chez){S}(?:the )?{FIRM}",
        *(
            rf"(?:^|[.!?,;\n]\s*){job.replace('?P<v>', '?:')}(?: (?-i:[a-z])[\w-]+)?? (?:at|for|of|bei|von|chez|en|"
            rf"de|del|du){S}(?:the |der |dem |la |el |los |le |l')?{FIRM}"
            for job in (ROLE, DE_JOB, ROMANCE_JOB)
        ),
        r"\bich (?:leite|verantworte|betreue|mache?) (?:hier )?(?:den|die|das) (?-i:[A-Z])[\w-]+ (?:bei|der|"
        rf"von){S}{FIRM}",
        rf"(?:^|[.!?;\n]\s*)(?:hier (?:ist|spricht|schreibt)|this is|aquí|ici)(?: die| der| das| the| la| el|"
        rf" le)?{S}(?:(?:team|büro|office|empresa|firma|laden|geschäft|shop|société|boutique|tienda|equipo|"
        rf"équipe)(?: of| von| der| de)? ){FIRM}",
        r"\b(?:ich |wir )?(?:arbeite[n]?|jobbe|schaffe|bin|sind)[^.!?;\n\x00]{0,40}? (?:bei|für)(?: der| dem|"
        rf" den)?{S}{FIRM}",
        rf"\b(?:unsere|meine) firma (?:heißt|ist){S}(?:die )?{FIRM}",
        rf"(?:^|[.!?;\n]\s*|, )work(?:ing)? (?:at|for)(?: the)?{S}{FIRM}",
        rf"\bfirmier\w* (?:\S+ ){{0,5}}?als{S}{FIRM}",
        r"\b(?:renamed (?:to|ourselves)|rebranded (?:as|to)|(?:we are|we're) (?:now )?called|"
        r"nos llamamos(?: ahora)?|ahora somos|nous nous appelons(?: désormais| maintenant)?|wir heißen(?: jetzt|"
        r" nun|(?: seit| nach)(?: der| dem| unserer| einer)? \w+)?|nous (?:facturons|travaillons|opérons|"
        r"sommes)(?: désormais| maintenant)? sous le nom(?: de)?|we (?:now )?(?:trade|invoice|bill|"
        r"operate)(?: now)? (?:as|under the name(?: of)?)|facturamos(?: ahora)? (?:como|"
        rf"bajo el nombre(?: de)?)){S}(?!(?:sie|euch|dich|ihnen|alle)\b){FIRM}",
        r"(?:^|[.!?;\n]\s*|\b(?:list|run|own|chez|bei) )(?:la |el |le |l'|the |die |das |der )?"
        rf"(?P<v>(?-i:{_SHOPS}) {FIRM.removeprefix('(?P<v>')}(?![\w-])(?! (?-i:[A-Z]))(?! (?:cierra|abre|manda|"
        rf"entrega|öffnet|ouvre|opens?|has|have|is|was|are|sells?|hat|ist|war|"
        r"sind|haben|verkauft|nutzt|schließt|tiene|es|está|era|me|nos|usa|cierra|vende|a|est|était|m'a|nous a|vend|"
        r"utilise|ferme|use[sd]?|closes?)\b)(?!, [^\W\d_]+ (?:is|are|was|ist|war|es|est)\b)",
        rf"\b(?:trabajo|trabajamos|soy)(?:(?! viv)[^.!?;,\n\x00]){{0,40}}? (?:en|para){S}(?:la )?{FIRM}",
        rf"\b(?:mi|nuestra|nuestro) (?:empresa|negocio|tienda|compañía|firma|taller|bar) (?:es|se llama){S}(?:la |"
        rf"el )?{FIRM}",
        r"\b(?:on s'appelle|nous nous appelons|wir heißen|nos llamamos|we'?re called|we are called)"
        rf"(?: \w+)?{S}(?!(?:sie|euch|dich|ihnen|alle)\b){FIRM}",
        rf"\bje (?:travaille|bosse|taffe|suis)[^.!?;\n\x00]{{0,40}}? (?:chez|pour){S}{FIRM}",
        rf"\bje (?:travaille|bosse|taffe) (?:aux?|à la|dans les){S}{FIRM}",
        rf"\b(?:curro|curramos|colaboro|laburo) (?:en|para){S}{FIRM}",
        rf"\b(?:mon|notre) (?:entreprise|société) (?:est|s'appelle){S}{FIRM}",
    )
    ours = (
        r"\b(?:wir (?:sind|von)|somos|nous sommes|on est|llevo|soy (?:de|del)|escrib\w+ (?:desde|de)|"
        r"llamo (?:desde|de)|(?:schreibe?|melde mich|bestelle|rufe) (?:hier )?(?:für|von)|(?:bin|sind) (?:von|aus)|"
        r"j'(?:écris|appelle) (?:pour|de)|je (?:tiens|gère|dirige)) (?:die |der |das |den |la |el |le |l'|los |les )?"
    )
    works += (
        rf"{ours}(?:firma|empresa|tienda|société|entreprise|boutique|compañía|agencia|agence|agentur|laden){S}{FIRM}",
        rf"{ours}(?P<v>(?-i:{_SHOPS}) {FIRM.removeprefix('(?P<v>')}",
        rf"{ours}(?:{_SHOPS}){S}{FIRM}",
    )
    called = (
        r"(?:company|firm|business|shop|store|caf[eé]|restaurant|bakery|studio|agency|practice|startup|firma|betrieb|"
        r"laden|geschäft|unternehmen|agentur|praxis|empresa|negocio|tienda|cafetería|taller|entreprise|société|"
        r"boutique|agence|cabinet|magasin|atelier|boîte|outfit|panadería|farmacia|librería|peluquería|boulangerie|"
        r"pharmacie|librairie|bäckerei|metzgerei|apotheke|compañía|firme|verein|stiftung|asociación|association|"
        r"charity|nonprofit)"
    )
    works += (
        rf"\b{called}(?:'s| is| heißt| ist| se llama| s'appelle| name is)(?: called| named)?{S}{FIRM}",
        rf"(?:^|[.!?,;\n]\s*){called} ?:{S}{FIRM}",
        rf"\b(?:an?|the|eine?[nmr]?|un|una|une|la|le) (?:[\w-]+ ){{0,3}}?{called}(?: (?:called|named|namens|llamad[oa]|"
        rf"nommée?|appelée?)|,){S}{FIRM}",
    )
    runs = (
        r"(?:proprietor|owner|founder|co-?founder|inhaber(?:in)?|geschäftsführer(?:in)?|gründer(?:in)?|leite|führe|"
        r"betreibe|dueñ[oa]|propietari[oa]|fundador[a]?|gerente|encargad[oa]|gérante?|propriétaire|patronne?|"
        r"fondat\w+|(?:i|we) (?:run|manage)|regento|je tiens|je gère|nous tenons)"
    )
    works += (
        rf"\b{runs}(?: of| at| de| du| des| von| vom| der| the| das| die| den| la| le| el| l'| del)*"
        rf"(?: ?(?-i:{called}))?{S}{FIRM}(?![\w-])(?! (?:bei|at|for|von|der|chez)\b)",
    )
    house = (
        r"\b(?:au|à l'|à la|im|am|an der|bei der|en el|en la|at)[ ]?(?P<v>(?:collège|lycée|école|mairie|institut|"
        r"colegio|instituto|escuela|gymnasium|grundschule|realschule|kita|hospital|school)[ ](?-i:[A-Z])[\w-]+"
        r"(?: (?-i:[A-Z])[\w-]+)?),? (?:on|nous|wir|we|somos|tenemos|usamos|nutzen)\b"
    )
    yield Frame("company.house", "company.name", rule(house), _as_said)
    below = rf"(?:^|[.!?,;\n]\s*)(?:[\w ]{{0,24}} )??{JOB},(?: at)? {FIRM}(?=\s*(?:$|\n))"
    yield Frame("company.works", "company.name", rule(below), companies.firm)
    for pattern in works:
        yield Frame("company.works", "company.name", rule(pattern), companies.employer)


def _as_said(words: str, _registry: Registry) -> str | None:
    return " ".join(words.split())


def _new_employers() -> Iterator[Frame]:
    """A firm by its trade, and one that was joined just now."""
    traded = (
        rf"\A\s*(?:[\w ]{{2,16}}[,.!] )?{FIRM},? (?:buchhaltung|einkauf|vertrieb|accounts?|accounting|purchasing|"
        rf"procurement|finance|sales|compras|contabilidad|achats|comptabilité)\b",
        rf"(?:^|[.!?;\n]\s*)(?:(?:hi|hello|hallo|hola|bonjour|good \w+|guten \w+|"
        rf"buen\w+ \w+)[^.!?,\n]{{0,12}}[,.!]? )?{FIRM} (?:here|checking in|writing|hier|aquí|ici)\b",
        rf"\b(?:i|we) own{S}{FIRM}",
        r"(?:^|[.!?,;\n]\s*)(?:ici|hier(?: ist| spricht)?|aquí|acá|this is|habla) (?:la |le |die |der |el |"
        rf"the )?{FIRM}(?=\s*(?:$|[.,!;\n]))",
    )
    for pattern in traded:
        yield Frame("company.traded", "company.name", rule(pattern), companies.traded)
    joined = (
        rf"\b(?:i'?m|i am|we'?re) (?:with|at){S}{FIRM}{S}now\b",
        rf"\bi (?:have |'ve )?(?:just |now |recently )?(?:joined|started (?:at|with)|(?:changed|switched|moved) "
        rf"(?:jobs?|employers?|companies) to){S}{FIRM}",
        rf"\bich (?:bin|arbeite) jetzt (?:bei|für){S}{FIRM}",
    )
    for pattern in joined:
        yield Frame("company.joined", "company.name", rule(pattern), companies.firm, changes=True)
    # "I moved to Bonn", "we switched to Growth": only a name of trade tells that it is a firm.
    moved = rf"\b(?:i|we) (?:have |'ve )?(?:just |now |recently )?(?:moved|changed|switched) to{S}{FIRM}"
    yield Frame("company.joined", "company.name", rule(moved), companies.traded, changes=True)
