"""What somebody uses it on: devices by their models, boxes, systems, and versions of the app."""

from __future__ import annotations

from collections.abc import Iterator

from bot.memory import makes, named_things, values
from bot.memory.frame import I_AM, MINE, STILL, Frame, S
from bot.memory.gazetteer import RELATIONS
from bot.memory.spelling import rule

# --- devices --------------------------------------------------------------------------------------

_APPLE = (
    r"(?:i-?phones?|ipads?|macbooks?|imacs?|mac mini|apple watch|airpods)(?:[ ]?(?:\d{1,2}(?:[a-z]\b)?|series(?= \d)|"
    r"pro|max|plus|mini|air|se|ultra|m[1-5]\b|x[rs]?\b|s\b))*"
)
_BRAND = (
    r"(?:(?:google )?pixel|(?:samsung )?galaxy|fairphone|oneplus|one plus|xiaomi|redmi|poco|huawei|honor|oppo|realme|"
    r"nokia|motorola|moto|(?:sony )?xperia|nothing phone|lenovo|thinkpad|ideapad|yoga|dell|xps|latitude|inspiron|"
    r"(?:microsoft )?surface|hp|elitebook|probook|asus|zenbook|vivobook|acer|aspire|swift|chromebook|kindle|"
    r"fire tablet|steam deck|framework|medion|toshiba|tecno(?: spark)?|infinix|zte|hisense|tcl|epson|workforce|"
    r"ecotank|envy(?= \d{4})|deskjet|laserjet|officejet|pixma|tp-link|archer|netgear|fire (?:tv )?stick|chromecast|"
    rf"kobo|tolino|razer|{makes.AT_HOME})"
)
MODEL = (
    rf"(?P<v>{_APPLE}|(?:{_BRAND}[ ])?{_BRAND}(?:[ ]?(?:(?-i:[A-Z]{{1,3}})\d{{1,4}}\w{{0,3}}|"
    r"(?-i:(?!Android|Windows|Version|Build|Update|Firmware|App|Software|Stand|Seit|Vor|Mit|Und)"
    r"[A-Z][a-z]{2,9}(?= \d{1,3}\b))|[a-z]{1,2}\d{1,4}\w{0,3}|watch|[a-z]{1,3}-\d{2,5}\w?|\d{1,4}\w{0,3}|note|pro|max|"
    r"plus|lite|ultra|go|laptop|book|tab|"
    r"fold|flip|fe|reno|magic|find|nord|view|nova|mate|razr|legion|pavilion|omen|tablet|(?<=\d )ax|"
    r"carbon|air|studio|mini|edge|smart|pop|delta|gen \d+|\(\w{1,6}\)|(?-i:I{2,3}|IV|V|VI|X)(?![\w']))){1,5}|"
    r"(?:thinkpad|chromebook|kindle|steam deck|fairphone|surface))(?![\w-])"
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


def frames() -> Iterator[Frame]:
    """Yield the frames of devices, systems, boxes and versions."""
    yield from _models()
    yield from _systems()
    yield from _boxes()
    yield from _versions()


def _models() -> Iterator[Frame]:
    mine = (
        rf"\b{_MY}{S}(?:(?:phone|laptop|tablet|computer|pc|handy|rechner|portátil|móvil|celular|teléfono|ordenador|"
        rf"téléphone|portable|ordi|ordinateur|{makes.BOX})[ ,:]{{1,2}})?{MODEL}"
    )
    yield Frame("device.mine", "device.model", rule(mine), makes.model, MINE - {"past"})
    bare = (
        r"(?:^|[.!?,;\n]\s*)(?:das |the |el |la |le )?(?:phone|laptop|tablet|handy|smartphone|telefon|rechner|móvil|"
        rf"celular|teléfono|portátil|téléphone|portable|tél|ordi|ordinateur|fernseher|tv|tele|télé|{makes.BOX})(?:'s|"
        rf" is| ist| es| est|,? c'est|:)?(?: an?| ein(?:e)?| nen?| une?| el| le)?{S}{MODEL}(?![^.!?\n\x00]{{0,20}}\b"
        rf"(?:belongs?|gehör\w*|pertenece|appartient|sell|{RELATIONS})\b)"
    )
    yield Frame("device.bare", "device.model", rule(bare), makes.model)
    have = (
        rf"(?:{_HAVE})(?: an?| the| ein(?:en)?| nen?| den| das| la| el| un| une?| le)?(?: new| old| neues| nuevo|"
        rf" nouvel)?{S}{MODEL}(?! (?:for|für|para|pour) (?:my|our|his|her|mein\w*|unser\w*|mi|mis|nuestr\w+|mon|ma|mes|"
        r"notre) )"
    )
    yield Frame("device.have", "device.model", rule(have), makes.model)
    on = (
        r"\b(?:(?:on|from|using|auf|mit|von|desde|en|con|sur|avec|depuis) (?:an?|the|this|my|eine?[mr]|de[mr]|"
        rf"meine?[mr]|une?|una|el|la|le|mi|mon|ma)|aufm|auf'm|am|beim|vom) (?:new |old )?{MODEL}"
    )
    yield Frame("device.on", "device.model", rule(on), makes.model)
    paired = (
        r"\b(?:paired|connected|synced|linked|hooked up|plugged|gekoppelt|verbunden|angeschlossen|emparejad[oa]s?|"
        r"conectad[oa]s?|vinculad[oa]s?|sincronizad[oa]s?|couplée?s?|connectée?s?|appairée?s?|jumelée?s?|reliée?s?|"
        r"synchronisée?s?) (?:to|with|into|mit|an|con|al?|avec|à|au)(?: (?:an?|the|my|our|ein\w{0,2}|mein\w*|dem|den|"
        rf"das|un|el|mi|le|mon))?(?: (?:old|new|alte[nms]?|neue[nms]?|viejo|nuevo|vieux|nouveau))?{S}{MODEL}"
    )
    yield Frame("device.on", "device.model", rule(paired), makes.model)
    part = (
        r"\b(?:screens?|display|battery|speakers?|cameras?|mic|charging port|touch ?screen|bildschirm|akku|kamera|"
        r"lautsprecher|mikro|ladebuchse|pantalla|bater[ií]a|altavoz|c[aá]mara|micr[oó]fono|micro|écran|batterie|"
        r"haut-parleur|caméra|flash|tactile)(?: (?:of|on) (?:the|this)| vom| des| del| de (?:este|la)| du|"
        rf" de (?:ce|l')) ?{MODEL}(?![^.!\n\x00]{{0,40}}\?)(?![^.!?\n\x00]{{0,40}}\b(?:better|best|looks|costs?|price|"
        r"than|besser|soll|kostet|preis|als|mejor|cuesta|precio|que el|mieux|coûte|prix|meilleure?)\b)"
    )
    yield Frame("device.part", "device.model", rule(part), makes.model, frozenset({"negated"}))
    sold = (
        r"\b(?:sold|gave away|returned|lost|replaced|got rid of|ditched|traded in|verkauft|vendí|perdí|vendu|perdu|"
        r"cassé|m'a volé|me robaron|me han robado|stole)(?: the| my| our| das| mein| den| el| mi| le| mon|"
        rf" l')+(?:(?<=')|[ ])(?:{MODEL}|(?P<w>{_BRAND}|{_APPLE})(?![\w-]))"
    )
    yield Frame("device.sold", "device.model", rule(sold), makes.model, denies=True)
    given = (
        r"\b(?:traded(?: in)?|swapped|exchanged|replaced|changed|troqué|upgraded(?: from)?|switched from|tauschte?|"
        r"getauscht|ersetzt|cambié|cambiamos|he cambiado|pasé de|échangé|changé|remplacé|passée? de|from|von|"
        r"vom)(?: my| the| our| an?| mein\w*| den| das| dem| el| mi| un| le| mon)*(?: old| alte\w*| viejo|"
        rf" vieux)?[ ]{MODEL}(?= (?:for|with|by|to|gegen|durch|aufs?|zum?|por|con|a|al|contre|par|pour|à|au)\b)"
    )
    yield Frame("device.given", "device.model", rule(given), makes.model, frozenset({"past"}), denies=True)
    gone = (
        rf"\b(?:my|the|our|mein\w*|das|mi|el|mon|le) (?:old |alte\w* |viejo |ancien |vieux )?{MODEL}(?:'s| is| ist|"
        r" has| hat| est| está| se ha| a| me lo| was| got| wurde| war| fue| ha sido| a été)? (?:[\w-]+ ){0,3}?"
        r"(?:gone|dead|broken|died|kaputt|weg|tot|verkauft|roto|robado|robaron|stolen|muerto|mort|cassé|volé|lost|"
        r"sold|retired|verloren|gestohlen|perdido|perdu|hinüber|geklaut)\b"
    )
    yield Frame("device.gone", "device.model", rule(gone), makes.model, denies=True)


# --- systems --------------------------------------------------------------------------------------

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


def _systems() -> Iterator[Frame]:
    using = (
        rf"(?:{I_AM}{STILL}{S}(?:on|using|running)|\b(?:i|we){STILL} (?:use|run|have)|\bmy (?:phone|laptop|computer|"
        r"tablet|pc|machine) (?:runs|is|has)|\b(?:on|with|from) my|(?<=, )(?:use|nutze|utilise)|"
        r"\bich (?:nutze|benutze|verwende|habe)|\b(?:uso|utilizo|tengo)|\bj ?'? ?(?:utilise|ai)|\bich bin auf|"
        r"\bje suis (?:sur|sous)|\bich arbeite (?:mit|unter|auf)|\btrabajo con|\bje (?:travaille|tourne|"
        r"bosse) (?:sous|sur|avec)|\b(?:bei mir|auf (?:dem|meine[mr]) \w+) läuft)(?: an?| my| the| on| ein(?:en)?|"
        rf" un)?(?: new| old)?{S}{_OS}"
    )
    yield Frame("os.using", "device.os", rule(using), makes.system, frozenset({"question"}))
    since = (
        r"\b(?:since|seit|desde|depuis)(?: (?:the |das |dem |la |el )?(?:update|upgrade|umstieg|actualización|mise à "
        rf"jour|passage))?(?: (?:to|auf|a|à|vers))? {OS_EXACT}(?=[^.!?;\n\x00]{{0,60}}\b(?:my|mein\w*|mi|mon|ma) )"
    )
    yield Frame("os.since", "device.os", rule(since), makes.system, frozenset({"negated"}))
    kind = (
        r"(?:^|[.!?,;\n]\s*|\b(?:and|but|und|y|et|mais|pero|aber) )(?:it'?s|it is|its|i have|mine is|es ist|ist|es|"
        rf"c'est)(?: an?| ein(?:en)?| un| une?)? (?P<v>{_OS_NAME})(?:[- ]?(?:phone|tablet|laptop|pc|machine|handy|"
        r"gerät|rechner|móvil|portátil|téléphone|ordi\w*))?(?=\s*(?:$|[.,;!?\n]))"
    )
    yield Frame("os.kind", "device.os", rule(kind), makes.system)
    exact = rf"(?:\(|\b(?:with|on|under|running|mit|unter|unterm|auf|con|en|bajo|sobre|avec|sous|sur) ){OS_EXACT}"
    yield Frame("os.with", "device.os", rule(exact), makes.system)
    new = (
        rf"\b(?:i|we)(?:'ve| have)?(?: just| recently| now)? (?:switched|changed|moved|upgraded|updated|"
        rf"migrated) (?:over )?(?:from [\w ]{{3,14}} )?to{S}{_OS}",
        rf"(?:^|[.!?,;\n]\s*)(?:switched|upgraded|updated|moved) to{S}{_OS}",
        rf"\b(?:bin|habe) (?:jetzt |inzwischen )?(?:auf|zu){S}{_OS} (?:umgestiegen|gewechselt|aktualisiert)",
        rf"\b(?:he cambiado|cambié|me (?:he )?pas(?:é|ado)) a{S}{_OS}",
        rf"\bje suis passée? (?:à|sous|sur){S}{_OS}",
    )
    for pattern in new:
        yield Frame("os.changed", "device.os", rule(pattern), makes.system, changes=True)


# --- boxes ----------------------------------------------------------------------------------------

_NAME = (
    r"(?!(?:my|our|the|mein\w*|unser\w*|der|die|das|den|dem|eine?n?|mis?|nuestr\w+|el|la|un[ae]?|mon|ma|notre|le)\b)"
    r"(?-i:[A-ZÄÖÜÉ])[\w-]{2,15}"
)
_CODE = r"(?:(?-i:[A-Z]{1,3})-?\d{1,4}(?-i:[A-Za-z]{0,2})|[a-z]{1,2}\d{1,4})"
_BOXES = (
    rf"(?:{makes.BOX}[ ](?:{_NAME}|[a-z]{{3,12}})[ ]{_CODE}|{makes.BOX}[ ]{_NAME}[ ]\d{{1,4}}|{makes.BOX}[ ]{_CODE}|"
    rf"{_NAME}[ ](?:{_NAME}[ ])?{makes.BOX}[ ](?:{_CODE}|\d{{1,4}})|"
    rf"(?:{_NAME}|[a-z]{{3,12}})[ ]{_CODE}[ ]{makes.BOX}|{_CODE}[ ]{makes.BOX})(?![\w-])"
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
        rf"(?<!your )(?<!votre )(?<!eur )(?<!ihr )(?<!vuestro )(?<!su )(?<!tu )\b{makes.BOX}"
        rf"(?:'s| is| ist| es| est|,? c'est|:)(?: an?| eine?| une?| der| el| le| la)?{S}(?P<v>{_CALLED_BOX})"
    )
    yield Frame("device.box", "device.model", rule(linked), named_things.box, bars=_ONLY_SEEN)
    mine = rf"\b{_MY}{S}(?P<v>{_BOXES})"
    yield Frame("device.box", "device.model", rule(mine), named_things.box, MINE - {"past"})
    named = (
        r"\b(?:(?:the|this|an?|der|die|das|den|dem|vom|am|eine?n?|ne|nen|el|la|del|al|este|esta|una?|le|du|cette|une?|"
        rf"hier (?:ist|blinkt|steht))[ ]|l')(?:new |neue[nr]? |nuev[oa] |nouve(?:au|lle) )?(?P<v>{_BOXES})"
    )
    yield Frame("device.box", "device.model", rule(named), named_things.box, bars=_ONLY_SEEN)
    left_out = rf"(?:^|[.!?,;\n]\s*|\b(?:have|got|hab|habe|blinkt|steht|mit|with|tengo|con|avec) )(?P<v>{_BOXES})"
    yield Frame("device.box", "device.model", rule(left_out), named_things.box, bars=_ONLY_SEEN)


# --- versions -------------------------------------------------------------------------------------

_VERSION = r"(?P<v>v?\d+(?:\.\d+){1,3})(?![\d.]*\d)"
_RUNS = r"(?=\s*(?:$|[.,!?;\n](?!\d))|\s(?:on|under|en|con|sous|sur|avec|unter|auf|mit|y|et|und)\b)"
"""What stands behind the number of a version that is called by it alone: "la 15.2 en Windows"."""


def _versions() -> Iterator[Frame]:
    on_system = (
        rf"(?=[ ](?:on|under|auf|unter|mit|en|con|bajo|sous|sur|avec) (?:(?:an?|the|my|our|ein\w*|de[mnr]|mein\w*|un|"
        rf"una|mi|el|la|une|mon|ma|le)[ ])?(?:{MODEL}|{_OS_NAME}))".replace("?P<v>", "?:").replace("?P<w>", "?:")
    )
    for pattern in (
        rf"\b(?:app|application|software|appli|aplicacion)(?:'s)?[ -]?(?: ?versi[oó]n)?(?: is| (?:number|no\.?)| ist|"
        rf" es| est|:)*:?{S}{_VERSION}",
        rf"{I_AM}{STILL} (?:on|using|running)(?: the)?(?: app)?(?: version)? {_VERSION}(?= (?:of|now|app)\b|"
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
        rf"(?:^|[,;.\n]\s*|\b(?:and|und|y|et) )(?:app[ -]?)?versi[oó]n {_VERSION}(?=\s*(?:$|[.,;!\n](?!\d))|"
        rf"{on_system})",
        r"\b(?:bei (?:mir|uns)|hier|hier bei uns|aquí|acá|en casa) (?:läuft|laufen|corre|va|funciona)(?: noch|"
        rf" todavía| aún)?(?: die| la)?(?: versi[oó]n)? {_VERSION}(?:(?=\s*(?:$|[.,;!\n](?!\d)))|{on_system})",
        r"\b(?:i'?ve got|i have|we have|we'?ve got|i'?m on|we'?re on|ich hab|hab|ich habe|wir haben|tengo|tenemos|"
        rf"j'ai|on a|nous avons)(?: encore| toujours| noch| still)?(?: the| die| la)? {_VERSION}{on_system}",
    ):
        yield Frame("app.version", "app.version", rule(pattern), values.version)
    ours = (
        r"(?:,|;|\.|\b(?:but|and|aber|und|pero|y|mais|et)) ?(?:we'?re (?:on|at)|we (?:have|use|run)|"
        r"here (?:it'?s|we have|we run)|ours is|nous,? (?:c'est|on (?:a|est (?:en|sur))|(?:avons|utilisons|sommes en))|"
        r"chez nous c'est|nosotros,?(?: (?:usamos|tenemos|vamos con|estamos en))?|wir (?:haben|nutzen|sind auf)|"
        rf"bei uns ist es|bei uns läuft)(?: (?:the|die|der|la|le|el|version|v))* {_VERSION}(?=\s*(?:$|[.,;!\n](?!\d)))"
    )
    led = rf"\b(?:version|versi[oó]n|release)\b[^\n\x00]{{1,80}}?{ours}"
    yield Frame("app.contrast", "app.version", rule(led), values.version)
    client = (
        r"\b(?:our|my|unser\w*|mein\w*|nuestr[oa]|mi|notre|mon)[ ](?:(?:real|actual|own|current|normal|proper|echte\w?|"
        r"eigentliche\w?|normale\w?|vrai|propre)[ ])?(?:desktop |web )?(?:client|app|software|programm?|"
        r"cliente|aplicación|programa|logiciel|appli|programme)(?: (?:de verdad|real|actual|actuel))?(?:'s| is| ist|"
        rf" es| est)(?: (?:the|die|der|la|le|el|at|on|version|v|still|noch))* {_VERSION}"
    )
    yield Frame("app.version", "app.version", rule(client), values.version, frozenset({"third"}))
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
        rf"\b(?:me|nous) (?:voilà|voici)(?: donc| maintenant| enfin)? (?:en|sur|à)(?: la)?(?: version)? {_VERSION}",
        r"\b(?:now|jetzt|nun|ya|ahora) (?:i'?m |we'?re |bin ich |sind wir |estoy |estamos |voy )?(?:on|auf(?: der)?|"
        rf"en la|con la)(?: versi[oó]n)? {_VERSION}(?=\s*(?:$|[.,;!\n](?!\d)))",
    ):
        yield Frame("app.updated", "app.version", rule(pattern), values.version, changes=True)
    # What was done is told without a subject, too: "valve fitted and updated to 3.1".
    done = (
        r"(?:^|[.!?,;\n]\s*|\b(?:and|und|y|et|ya|already|schon|déjà) )(?:updated|upgraded|aktualisiert|geupdatet|"
        r"actualizad[oa]|mise? à jour)(?: (?:it|both|all|everything|todo|tout|alles)){0,2} (?:to|auf|a|en|vers|à)"
        rf"(?: (?:the|die|la|version|versi[oó]n)){{0,2}} {_VERSION}"
    )
    yield Frame("app.updated", "app.version", rule(done), values.version, changes=True)
