"""The frames: phrases that each carry one key, English thoroughly, German, Spanish and French in their basic forms.

Loose phrases ("I'm X", "I have X") ask more of the value than plain ones ("my name is X"). Every pattern is anchored
on a fixed word and its repeats are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.memory import dates, particulars, values, wishes
from bot.memory.frame import PRESUPPOSED, WISHED, Frame
from bot.memory.gazetteer import LANGUAGES, RELATIONS
from bot.memory.prefilter import Prefilter
from bot.memory.registry import HOLE, Key, Registry
from bot.memory.spans import Label
from bot.memory.spelling import fold, rule

# --- the frames --------------------------------------------------------------------------------

_S = r"[ \t]{1,3}"
_IM = r"\b(?:i'?m|i am|im|we'?re|we are)"
_IVE = r"\b(?:i|we)(?:'ve| have)?"
_NOW = rf"(?:{_S}(?:now|currently|still|actually|already|just|also|recently|finally))?"
_CAP = r"[^\W\d_][\w'’-]*"
_CAPS = rf"{_CAP}(?:[ ](?-i:[^\W\d_a-z][\w'’-]*)){{0,3}}"
_PLACE = rf"(?P<v>{_CAP}(?:[ -]{_CAP}){{0,3}})"
_NAME_END = (
    r"(?=\s*(?:$|[!?,;:)\n\x00]|\.(?!\w)|-\s)|\s+(?:and|n|but|from|with|at|here|the|again|please|pls|bitte|thanks|"
    r"by the way|"
    r"btw|"
    r"i|im|my|not|und|aus|von|bei|y|e|de|desde|depuis|en|vivo|soy|et|j'|je|du|chez|instead|for short|though|tho|"
    r"tengo|estoy|otra vez|de nuevo|nochmal|wieder|encore|à l'appareil|au téléphone|al teléfono|now|jetzt|ahora|"
    r"maintenant|nicht|no|pas|speaking|writing|same|who|who's|über|über's|re|about|reicht|of|"
    r"wohn\w*|hab\w*|jai|jsuis|habite|got|live)\b)"
)
_SURELY_ENDS = _NAME_END.removesuffix(r")\b)") + (
    r"|so|since|because|as|weil|also|porque|pues|que|car|donc|if|when|which|on|in|mit|with|trying|für|for|pour|para|"
    r"aber|pero|mais|now|jetzt|ahora|maintenant|zu mir|basta|svp|porfa|por favor|s'il (?:te|vous) plaît|a secas|"
    r"nada más|stp)\b)"
)
"""What may follow a name after words that can only bring a name."""
_PLAN_WORD = (
    r"(?:plan|membership|tier|subscription|package|account|abo|abonnement|tarif|mitgliedschaft|paket|plano|"
    r"suscripcion|"
    r"membresia|formule|forfait)"
)
_PLAN = r"[\"']?(?P<v>[^\W\d_]{3,16})[\"']?"
_PLAN_END = (
    rf"(?:[ \t-]{{1,3}}{_PLAN_WORD}\b|(?=\s*(?:$|[.!?,;:)\n\x00]|-\s))|\s+(?:and|n|but|so|since|with|now|right|at|"
    rf"already|"
    rf"for|as|these|today|yesterday|last|this|in|though|btw|by the way|rn|atm|please|pls|thanks|again|one|"
    rf"anymore|any\s?more|because|if|i|we|im|until|too|und|aber|seit|jetzt|mehr|ab|bitte|danke|y|pero|desde|ahora|"
    rf"por|et|mais|"
    rf"depuis|maintenant|svp)\b)"
)
_PLAN_NAMED = (
    rf"[\"']?(?P<v>[^\W\d_]{{3,16}}(?:[ ](?-i:[^\W\d_a-z])[^\W\d_]{{2,15}})?)[\"']?[ \t-]{{1,3}}{_PLAN_WORD}\b"
)
_PLAN_AFTER = rf"{_PLAN_WORD}[ \t]{{1,3}}[\"']?(?P<v>(?-i:[^\W\d_a-z])[^\W\d_]{{2,15}})[\"']?(?![\w-])"
_PLAIN = (
    r"(?!(?:and|or|of|the|is|was|in|on|to|from|for|with|order|account|problem|but|that|which|und|y|et|für|de)\b)"
    r"[^\W\d_][\w-]*"
)
_GOODS = rf"(?P<v>(?:{_PLAIN}[ ]){{0,3}}{_PLAIN})"
_MAIL = r"(?P<v>[\w.+%-]{1,64}@[A-Za-z0-9.-]{3,120})"
_NUMBER = rf"(?P<v>{values.CALLABLE})"
_ORDER_WORD = (
    r"(?:order|ordre?|orden|purchase|confirmation|reference|ref\.?|bestell(?:ung|nummer|-?nr\.?)|"
    r"auftrag(?:snummer)?|pedido|"
    r"compra|referencia|commande|cmde?|référence|réf\.?|bestilling)"
    r"(?:[ ]?(?:number|no\.?|nr\.?|num\.?|id|n[°ºo]\.?|nummer|numero))?"
)
_LANG = rf"(?P<v>{'|'.join(sorted({fold(name) for name in LANGUAGES}, key=len, reverse=True))})"


_re = rule


def _names() -> Iterator[Frame]:
    own = rf"(?P<v>{_CAPS}){_SURELY_ENDS}"
    for pattern in (
        rf"\bmy (?:full |first |real |actual )?name(?:'?s| is)(?:{_S}(?:actually|now|still|spelled|spelt))?{_S}{own}",
        rf"\b(?:i'?m|i am) called{_S}{own}",
        rf"\b(?:the name(?:'?s| is)|(?:go|known|registered|listed|account is) under the name(?: of)?|they named me|"
        rf"(?:put|book|file|register|save|order|list) (?:it|this|that|them|me|everything|the \w+) (?:down )?(?:under|"
        rf"as|in the name of)|(?:in|under) the name(?: of)?|"
        rf"(?:läuft|angemeldet|registriert|bestellt) (?:unter|auf) (?:dem|den) namen|a nombre de|au nom d[e']|"
        rf"der name ist|el nombre es|le nom (?:est|c'est)){_S}?{own}",
        rf"\b(?:mein (?:voller |vollständiger |richtiger |ganzer |echter )?name (?:ist|lautet|schreibt sich)|"
        rf"(?:ich )?hei(?:ß|"
        rf"ss)e?(?: ich)?(?: jetzt| nun|"
        rf" wieder| nämlich)*|mi (?:verdadero )?nombre (?:completo |real )?es|"
        rf"(?:ahora )?me llamo(?: ahora)?|"
        rf"mon (?:vrai )?(?:nom|prénom)(?: complet)? (?:est|c'est)|je me nomme|j(?:e )?m ?'? ?app?elle?(?: désormais|"
        rf" maintenant| dorénavant)?){_S}{own}",
        rf"\bwhat i go by is{_S}{own}",
    ):
        yield Frame("name.said", "identity.name", _re(pattern), values.name)
    is_mine = (
        rf"(?:^|[.!?,;:\n]\s*|\b(?:well|so|and|but) )(?P<v>{_CAPS}?)(?:'s|{_S}(?:is|ist|es|est)){_S}(?:my|the|mein|"
        rf"der|mi|el|"
        rf"mon|le) (?:full |voller )?(?:name|nombre|nom)\b"
    )
    yield Frame("name.mine", "identity.name", _re(is_mine), values.a_name)
    # A bare "im" stands at the front; within a German sentence it is another word ("steht im Vertrag").
    bare_im = r"(?:^|[.!?,;\n]\s*|\b(?:hi|hey|hiya|hello|and|but|so|yes|ok|hola|hallo) )im"
    im = rf"(?:\b(?:i'm|i am)|{bare_im}){_S}(?P<v>{_CAPS}){_NAME_END}"
    yield Frame("name.im", "identity.name", _re(im), values.surely_name)
    romance = rf"\b(?:yo )?soy{_S}(?P<v>{_CAPS}){_NAME_END}"
    yield Frame("name.soy", "identity.name", _re(romance), values.surely_name)
    others = (
        rf"\b(?:(?:ich )?bin(?: die| der|'?s,?)?|moi c|(?:moi )?c'est|je suis(?! ravie?\b)|this is|hier (?:ist|spricht|"
        rf"schreibt)(?: "
        rf"die| der)?|"
        rf"(?:les?|te|os) (?:escribe|habla|saluda)|vous écrit|(?<!\w )hier|habla|(?<!\w )aquí|(?<!\w )ici|"
        rf"it's){_S}(?P<v>{_CAPS}){_NAME_END}"
    )
    yield Frame("name.this_is", "identity.name", _re(others), values.full_name)
    here = (
        rf"(?:^|[.!?,;\n]\s*)(?:(?:{_GREETING})\b[\s,!.]{{0,3}})?(?:(?:der|die|el|la|le|frau|herr) )?(?P<v>{_CAPS}){_S}"
        rf"(?:here|hier|aqui|ici|speaking|"
        rf"writing|again|nochmal|nochmals|wieder|otra vez|de nuevo|encore|"
        r"am apparat|al habla|à l'appareil)\b(?! (?:is|are|in|at|ist|sind|im|es|est)\b)"
    )
    yield Frame("name.here", "identity.name", _re(here), values.full_name)
    # "I'm not Anna but Mechthild Vogt": the name stands in the place of the one that is denied.
    rather = (
        r"\b(?:i'?m|i am|name|hei(?:ß|ss)e|bin|soy|llamo|nombre|suis|appelle)\b[^.!?;\n\x00]{0,40}?"
        rf"(?:\b(?:but|it'?s|sondern|sino|mais)(?: rather| ich bin| ich heiße| soy| c'est| moi "
        rf"c'est)?){_S}(?P<v>{_CAPS})"
        rf"{_NAME_END}"
    )
    # A name and its clause alone at the start: "Hello team, Nadine Fairweather from …", "Bonsoir, Anatole Vasseur."
    alone = (
        rf"\A\s*(?:{_GREETING})\b[^.!?,;:\n\x00]{{0,16}}[,.!:]?{_S}(?P<v>(?-i:[^\W\d_a-z])[\w'’-]+"
        rf"(?:[ ](?-i:[^\W\d_a-z])[\w'’-]+){{1,2}})(?=\s*(?:$|[.!,;\n])| (?:from|of|at|aus|von|vom|de|du|des) )"
    )
    yield Frame("name.alone", "identity.name", _re(alone), values.person)
    behind = rf"(?:^|[.!?,;\n]\s*)(?P<v>{_CAPS}){_S}(?:mein name|mi nombre|mon nom|my name|ist der name)\b"
    # A name where somebody speaks of their own name: "could you change my name to Rhea Kapoor".
    spoken = (
        rf"\b(?:my|mein\w*|mi|mon) (?:[\w']+ ){{0,3}}?(?:name|surname|nachname|nombre|apellido|nom)\b(?! (?:of|von|"
        rf"de mi|de ma))"
        rf"[^.!?;,\n\x00]{{0,20}}?(?:\b(?:to|as|is|in|zu|auf|ist|a|por|es|est|en|pour|c'est)|:){_S}{own}"
    )
    yield Frame("name.spoken", "identity.name", _re(spoken), values.surely_name, WISHED - {"hypothetical"})
    # "hallo ich bins, Dörte", "registered to me, Howard Beck": oneself, and then the name.
    me = (
        rf"\b(?:it'?s (?:only |just )?me|me again|to me|that'?s me|ich bin'?s|ich wieder|auf mich|bin ich|soy yo|a "
        rf"mí|yo otra vez|"
        rf"c'est (?:encore |juste )?moi|à moi|encore moi)(?: again| wieder| nochmal| otra vez| "
        rf"encore)?[,:!-]{_S}(?:the |der |die )?"
        rf"(?P<v>(?-i:[^\W\d_a-z])[\w'’-]+(?:[ ](?-i:[^\W\d_a-z])[\w'’-]+){{0,2}})(?=\s*(?:$|[.!,;\n])| (?:from|"
        rf"aus|von|de|here)\b)"
    )
    yield Frame("name.me", "identity.name", _re(me), values.surely_name)
    greets = (
        rf"\b(?:{_CLOSING}|greetings|(?:the |this )?(?:ticket|request|order|mail|email)(?: is|'s)?|(?:a )?(?:quick "
        rf")?(?:one|note|question|message|word|hello|hi)|grüße|gruß|eine "
        rf"frage|mensaje|saludos|"
        rf"un mot|un message|petit mot) (?:from|von|vom|de parte de|de la part de|de|d'){_S}"
        rf"(?P<v>(?-i:[^\W\d_a-z])[\w'’-]+(?:[ ](?-i:[^\W\d_a-z])[\w'’-]+){{1,2}})(?=\s*(?:$|[.!,;\n]))"
    )
    yield Frame("name.greets", "identity.name", _re(greets), values.person)
    spelt = (
        rf"\b(?:it'?s|it is|name is|that'?s|wird|es wird|se escribe|ça s'écrit)(?: spelled| spelt| written| "
        rf"geschrieben)?{_S}"
        rf"(?:spelled |spelt |written |geschrieben )(?P<v>{_CAP} (?-i:[^\W\d_a-z])[\w'’-]+){_NAME_END}"
    )
    yield Frame("name.spelt", "identity.name", _re(spelt), values.surely_name)
    now = (
        rf"\b(?:i'?m|i am|ich bin|soy|je suis) (?:now|jetzt|nun|ahora|maintenant|"
        rf"désormais){_S}(?P<v>{_CAPS}){_NAME_END}"
    )
    yield Frame("name.now", "identity.name", _re(now), values.person, changes=True)
    moi = rf"\b(?:moi,? c'est|moi c|je me présente,?|me presento,?|soy yo,|mein name:|me:){_S}(?P<v>{_CAPS}){_NAME_END}"
    yield Frame("name.moi", "identity.name", _re(moi), values.surely_name)
    slip = (
        rf"(?:^|[.!?,;\n]\s*)(?:sorry|pardon|perdón|perdona|oops|ups|nein|no|non|correction|i mean|ich "
        rf"meine)[,:!.]*{_S}"
        rf"(?P<v>(?-i:[^\W\d_a-z])[\w'’-]+(?:[ ](?-i:[^\W\d_a-z])[\w'’-]+){{1,2}}),? (?:not|nicht|no|pas|et non|y no) "
        rf"(?=(?-i:[^\W\d_a-z])[\w'’-]+ (?-i:[^\W\d_a-z]))"
    )
    yield Frame("name.slip", "identity.name", _re(slip), values.person)
    # "Frau Claudia Maier bin ich", "in the name of Ainhoa Ruiz, that's me": whose it is stands behind.
    is_me = (
        r"(?:^|[.!?,;\n]\s*|\b(?:of|de|von|auf|unter|under|frau|herr|mr|mrs|ms|dr) )(?:(?:frau|herr|mr|mrs|ms|"
        r"dr)\.? )?"
        r"(?P<v>(?-i:[^\W\d_a-z])[\w'’-]+(?:[ ](?-i:[^\W\d_a-z])[\w'’-]+){1,2}),? (?:bin ich|das bin ich|"
        r"(?:que )?soy yo|c'est moi|that'?s me|is me|which is me)\b"
    )
    yield Frame("name.is_me", "identity.name", _re(is_me), values.a_name, frozenset({"negated"}))
    yield Frame("name.behind", "identity.name", _re(behind), values.a_name)
    never = (
        rf"\b(?:i'?m|i am|ich bin|ich heiße|soy|me llamo|je suis|je m'appelle){_S}(?:not|nicht|no|"
        rf"pas){_S}(?P<v>{_CAPS}){_NAME_END}"
    )
    refused = (
        rf"\bno (?:soy|me llamo){_S}(?P<v>{_CAPS}){_NAME_END}|\bje ne (?:suis|"
        rf"m'appelle) pas{_S}(?P<w>{_CAPS}){_NAME_END}"
    )
    other = (
        rf"(?:^|[.!?,;:\n]\s*)(?P<v>{_CAPS}){_S}(?:(?:is not|isn'?t|is n't) my name|ist nicht mein name|no es mi "
        rf"nombre|n'est pas mon (?:nom|prénom))\b"
    )
    for pattern in (never, refused, other):
        yield Frame("name.not", "identity.name", _re(pattern), values.full_name, frozenset({"negated"}), denies=True)
    yield Frame("name.rather", "identity.name", _re(rather), values.full_name, frozenset({"negated"}))
    # Small letters and no list: a greeting, "im" and one or two words that are none of the language's own.
    chat = (
        rf"(?:^|\n)\s*(?:(?:{_GREETING})\b[\s,!.]{{0,3}})(?:i'?m|its|it's|this is){_S}(?P<v>[a-z'-]{{3,}}(?: "
        r"[a-z'-]{3,})?)(?=\s*(?:$|[,.!\n]|from\b|here\b))"
    )
    yield Frame("name.chat", "identity.name", _re(chat), values.given_name)
    intro = (
        rf"\b(?:ich )?bin(?: (?:übrigens|hier|es|s|nur|wieder))*{_S}(?:die|der)?(?<=die|der){_S}(?P<v>{_CAP})"
        rf"(?=\s*(?:$|[.!,;\n])| (?:aus|von|und|hab|habe)\b)"
    )
    yield Frame("name.intro", "identity.name", _re(intro), values.given_name)
    title = r"(?:(?:dr|prof|dipl|ing|med)\.[ -]?){0,3}"
    signed = rf"(?:^|[.!?,;\n]\s*)(?:{_CLOSING})[\s,!.-]{{1,4}}{title}(?P<v>{_CAPS})[ .]*(?:\Z|\n)"
    yield Frame("name.signed", "identity.name", _re(signed), values.surely_name)
    thanked = rf"\w[^\n\x00]{{12,}}[.!?\n]\s*(?:{_THANKS})(?:,[ ]?|\s*\n\s*)(?P<v>{_CAPS})[ .]*\Z"
    yield Frame("name.signed", "identity.name", _re(thanked), values.surely_name)
    block = (
        r"\n[ \t]*\n[ \t]*(?P<v>(?-i:[^\W\d_a-z])[\w'’-]+(?:[ ](?-i:[^\W\d_a-z])[\w'’.-]+){1,2})"
        r"[ \t]*\n(?=(?:[^\n]{1,60}(?:\n|\Z)){1,4}\Z)"
    )
    yield Frame("name.signed", "identity.name", _re(block), values.person)
    in_full = (
        r"(?:^|[.!?,;\n]\s*)(?P<v>(?-i:[A-Z])[\w'’-]+(?: (?-i:[A-Z])[\w'’-]+){1,2}) (?:in full|"
        r"mit vollem namen|completo|en entier)\b"
    )
    yield Frame("name.full", "identity.name", _re(in_full), values.a_name)
    own_line = r"\n[ \t]*(?:[~-]+[ ]?)?(?P<v>(?-i:[^\W\d_a-z])[\w'’-]+(?:[ ](?-i:[^\W\d_a-z])[\w'’.-]+){0,3})\s*\Z"
    yield Frame("name.signed", "identity.name", _re(own_line), values.person)
    for pattern, read in _called():
        yield Frame("called.asked", "identity.preferred_name", _re(pattern), read, _CALLED)


_CLOSING = (
    r"(?:(?:best|kind|warm|kindest|warmest|many)[ ](?:regards|wishes|thanks)|regards|all the best|best|(?:yours )?"
    r"(?:sincerely|faithfully|truly)|cheers|yours|respectfully|(?:mit )?(?:freundlichen?|besten?|lieben?|herzlichen?|"
    r"viele[n]?|schöne[n]?) (?:grüßen?|gruß)|gruß|grüße|hochachtungsvoll|mfg|lg|vg|bg|saludos(?: cordiales)?|un "
    r"(?:cordial )?(?:saludo|abrazo)|cordialmente|atentamente|atte|(?:bien )?cordialement|cdt|bien à vous|salutations"
    r"(?: distinguées)?|amicalement|sincères salutations|bonne (?:journée|soirée))"
)
_THANKS = (
    r"(?:many |best )?(?:thanks|thx|thank you|danke(?: schön)?|vielen dank|gracias|merci)(?: in advance| im voraus)?"
)


def _called() -> Iterator[tuple[str, values.Reader]]:
    """How one wishes to be called, in all orders of words."""
    name = rf"{_S}(?P<v>{_CAPS}){_SURELY_ENDS}"
    others = (
        r"(?:everyone|everybody|people|(?:my )?friends|(?:my )?(?:family|colleagues|mates)|they|all|most|we|alle|man|"
        r"todos|mis amigos|tout le monde|mes (?:amis|proches|potes)|on)"
    )
    will_do = (
        r"(?:is fine|is ok(?:ay)?|is enough|is better|will do|does (?:it|fine)|works(?: fine)?|for short|to (?:my )?"
        r"(?:friends|everyone|you)|reicht|genügt|ist ok(?:ay)?|está bien|es suficiente|basta|alcanza|suffit|"
        r"suffira|suffirait|langt|ça ira|tout court|"
        r"pour les (?:intimes|amis))"
    )
    sure, loose = values.called, values.surely_name
    yield (
        rf"\b{others}(?: \w+){{0,2}}? (?:calls? me|(?:sagen|nennen|nennt) mich|sagen zu mir|me (?:dicen|"
        rf"llaman)){name}",
        sure,
    )
    yield rf"\b{others}(?: \w+)?(?: just| mostly| only)? (?:says?|knows? me as|uses?|sagen|dit|disent){name}", loose
    yield (
        rf"(?:^|[.!?,;\n]\s*|\b(?:but|and|so|to|please|just|can|may|could you|would you|always|kindly|pls) )"
        rf"(?:call|name) me(?: just| simply)?{name}",
        sure,
    )
    yield (
        rf"\b(?:(?:to be|being|be|am|i'm|get) (?:called|known as|addressed as)|(?:please )?(?:refer to|"
        rf"address) me (?:as|by)|"
        rf"better known as|known to (?:everyone|friends|all) as|(?:please |rather |just |better )(?:use|say|make it)|"
        rf"i (?:go|went) by(?: my (?:middle|second|first|maiden) name,?)?|i(?:'d| would)? (?:much )?(?:prefer|"
        rf"rather be|rather have)(?: it if you called me|"
        rf" you call me|"
        rf" to go by| if you used)?(?: the name)?|nickname is){name}",
        loose,
    )
    yield (
        rf"\b(?:(?:shorten|abbreviate|cut)(?: it| that| my name)?(?: down)? to|address me as|feel free to (?:use|"
        rf"say|call me)|"
        rf"(?:you can|please|just) (?:use|say|put)|kürz\w*(?: \w+)? (?:auf|mit)|d[ií](?:me|game)|abr[eé]viat\w*|"
        rf"(?:on|ça) (?:abrège|raccourcit) en){_S}(?P<v>(?:Dr\.? |Prof\.? "
        rf")?{_CAP}(?:[ ](?-i:[^\W\d_a-z])[\w'’-]+)?){_SURELY_ENDS}",
        loose,
    )
    yield (
        rf"\b(?:nobody|no one|never|don'?t|niemand|nadie|personne)(?: \w+){{0,2}} (?:calls?|nennt|llama|m'appelle|"
        rf"me llama) "
        rf"(?:me |mich )?{_CAP},? (?:it'?s|just|only|but|es ist|sondern|nur|es|sino|c'est|mais)(?: just| "
        rf"only)?{_S}(?P<v>{_CAP}){_NAME_END}",
        loose,
    )
    yield (
        r"\b(?:heiße|bin)(?: ich)? (?:für|bei) (?:alle\w*|euch|sie|freunde\w*)(?: "
        rf"\w+){{0,2}}{_S}(?P<v>{_CAP}){_NAME_END}",
        loose,
    )
    yield rf"\b(?:con|mit|with|avec|just|only|nur|solo|juste){_S}(?P<v>(?-i:[A-Z])[\w'’-]+) {will_do}\b", loose
    yield (
        rf"\bsag(?:en sie|t)?(?: ruhig| einfach| bitte| gern\w*)+(?: zu mir)?{name}",
        sure,
    )
    yield (
        rf"\b(?:nenn(?:en sie|t|e)? mich(?: bitte| einfach| lieber| doch| ruhig)*|sag(?:en sie|t)?(?: mir| bitte|"
        rf" einfach|"
        rf" lieber| doch| ruhig| gern\w*)+(?: zu mir)?|(?:man|alle) nenn(?:en|t) mich|(?:rufname|spitzname)(?: ist|"
        rf":)){name}",
        loose,
    )
    yield (
        rf"\b(?:(?:ihr|du|sie)? ?(?:könnt|kannst|können|dürft|darfst|dürfen)(?: sie| ihr)? (?:mich |"
        rf"zu mir )(?:gern\w* |"
        rf"ruhig |einfach )*|werde (?:ich )?(?:\w+ )?)(?P<v>{_CAPS}) (?:nennen|sagen|genannt|gerufen)\b",
        loose,
    )
    yield (
        rf"\b(?:könnt|kannst|können|dürft|darfst|dürfen)(?: sie| ihr| du)?(?: gern\w*| ruhig|"
        rf" einfach)* (?P<v>{_CAP}) zu mir sagen\b",
        loose,
    )
    yield (
        rf"\b(?:lieber|prefiero|je préfère|plutôt){_S}(?P<v>{_CAP})(?=\s*(?:$|[.!,;\n])| (?:statt|als|a|à|en vez de|"
        rf"au lieu de|que) (?-i:[A-Z]))",
        values.given_name,
    )
    yield (
        rf"\b(?:(?:me|te)? ?(?:puedes?|pueden|podéis) (?:decir|llamar)|ll[aá]m(?:a|e|ad|en)me|llamarme|d[ií](?:me|"
        rf"game|ganme)|decirme|me (?:dicen|conocen (?:por|como))|"
        rf"que me "
        rf"(?:llamen?|llames|digan?|digas)){name}",
        loose,
    )
    yield (
        rf"\b(?:appel(?:le|lez|ez)[- ]moi|m'appeler|on m(?:'appelle|e surnomme)|tout le monde m(?:'appelle|e "
        rf"surnomme)|mes \w+ m'appellent|"
        rf"(?:plutôt |juste )?"
        rf"dites(?:[- ]moi)?|qu'on m'appelle|être appelée?|surnom (?:est|c'est))(?: plutôt| juste| simplement)?{name}",
        loose,
    )
    yield (
        r"(?:^|[.!?,;(\n]\s*)(?P<v>(?-i:[A-Z])[\w'’-]+?)(?:'s| is) what (?:i go by|they call me|"
        r"everyone (?:calls me|says|uses))\b",
        loose,
    )
    yield (
        rf"(?:^|[.!?,;(\n]\s*|\b(?:but|and|or|aber|oder|pero|mais|y|et) )(?P<v>{_CAP}) {will_do}\b",
        values.given_name,
    )
    yield (
        r"(?:^|[.!?,;(\n]\s*|\b(?:but|aber|pero|mais) )(?:just|only|simply|plain|einfach|nur|solo|juste) "
        rf"(?P<v>(?-i:[A-Z])[\w'’-]+) {will_do}\b",
        loose,
    )


_GREETING = (
    "hi|dear|good morning|morning|evening|afternoon|buen(?:os|as) (?:días|tardes|noches)|guten (?:morgen|abend)|"
    "grüezi|hello|hey|heyy+|hiya|hallo|moin|servus|guten tag|hola|buenas|bonjour|salut|slt|bonsoir|good (?:morning|"
    "evening|day)"
)
_CALLED: frozenset[Label] = WISHED | {"third"}


def _places() -> Iterator[Frame]:
    since = (
        r"(?!\S+(?: \S+)? (?:for|on (?:holiday|vacation|business|a trip)|this|today|until|till|right now|only|next|"
        r"tomorrow|"
        r"during)\b)"
    )
    live = (
        rf"(?:\b(?:i|we)(?:'m|'re| am| are|m)?{_NOW}{_S}|(?:^|[.!?,;\n]\s*)(?:and |but |now |currently |still |"
        rf"i )?(?:back )?|"
        rf"\band )(?:live|livin[g']?|reside|residing|based|located|settled|staying){_NOW}{_S}(?:here |out of |"
        rf"over |down )?"
        rf"(?:in{_S})?(?<=in |of ){_PLACE}"
    )
    moved = (
        rf"(?:{_IVE}(?:{_S}(?:just|recently|now|actually|already|have|finally))*{_S}|(?:^|[.!?,;\n]\s*)(?:just |"
        rf"recently )?)"
        rf"(?:moved|relocated|settled|resettled|transferred){_NOW}{_S}(?:house |home |away |back |over |down |up |"
        rf"house )?"
        rf"(?:from {_CAP}(?: {_CAP})?? )?(?:to|into|in){_S}{_PLACE}"
    )
    moved_now = (
        rf"\b(?:moved|relocated)(?: house| home| again)?,? (?:and |so |und )?(?:{_IM[2:]} |we )?(?:live |"
        rf"are )?now (?:live )?"
        rf"in{_S}{_PLACE}"
    )
    german = (
        rf"\b(?:ich|wir|und|,)? ?(?:wohnen?|wohn|lebe?n?)(?: (?:ich|wir))?(?: (?!(?:nicht|nie|sie|er|du|ihr|"
        rf"euch)\b)\w+){{0,4}}?"
        rf"{_S}in{_S}(?:der (?:nähe von )?)?{_PLACE}",
        rf"\b(?:ich|wir) (?:bin|sind)(?: \w+){{0,2}} in{_S}(?:die|den|das){_S}(?P<v>{_CAP}){_S}(?:um)?gezogen",
        rf"\b(?:ich|wir) (?:bin|sind)(?: \w+){{0,2}}? nach{_S}(?P<v>{_CAP}(?: "
        rf"(?-i:[^\W\d_a-z]){_CAP})?){_S}(?:um)?gezogen",
        rf"\b(?:bin|sind)(?: \w+)? von {_CAP}(?: {_CAP})? "
        rf"nach{_S}(?P<v>{_CAP}(?: (?-i:[^\W\d_a-z]){_CAP})?){_S}(?:um)?gezogen",
        rf"\b(?:um)?gezogen (?:von {_CAP}(?: {_CAP})? )?nach{_S}{_PLACE}",
        rf"\b(?:hat|hats|hat es) (?:mich|uns) (?:\w+ ){{0,2}}nach{_S}(?P<v>{_CAP}(?: "
        rf"(?-i:[^\W\d_a-z]){_CAP})?){_S}verschlagen",
    )
    romance = (
        rf"\b(?:vivo|vivimos|resido|residimos)(?: ahora| actualmente| aqui)?{_S}en{_S}{_PLACE}",
        rf"\b(?:estoy|estamos|sigo|seguimos) viviendo{_S}en{_S}{_PLACE}",
        rf"\b(?:estoy|estamos|ando|andamos|vivo|vivimos){_S}por{_S}(?!la\b|el\b|aquí\b){_PLACE}",
        rf"\b(?:radico|radicamos|me alojo){_S}en{_S}{_PLACE}",
        rf"\b(?:lebt|wohnt) (?:es )?sich{_S}in{_S}{_PLACE}",
        rf"(?:\b(?:ich |wir )|(?:^|[.!?,;\n]\s*))(?:sitze|sitzen|hocke|hausen?)(?: \w+)?{_S}in{_S}(?!der\b|"
        rf"einem\b){_PLACE}",
        rf"\b(?:je loge|je réside|nous résidons|nous logeons|on loge)(?: \w+)?{_S}(?:à|sur|en|au){_S}{_PLACE}",
        rf"\b(?:en|in|à|sur){_S}{_PLACE},? (?:(?:que )?es )?(?:donde (?:yo )?(?:vivo|vivimos|resido)|(?:da |dort |"
        rf"wo (?:ich|wir) )(?:wohnen?|leben?)|où (?:j'habite|je vis|nous habitons|on habite))\b",
        rf"\b(?:j ?'? ?habite|nous habitons|on habite|je vis|nous vivons|on vit)(?: maintenant| actuellement|"
        rf" désormais)?{_S}"
        rf"(?:(?:à|en|aux?|sur|du côté de){_S})?{_PLACE}",
    )
    moved_romance = (
        rf"\b(?:me mud[eé]|nos mudamos|me he mudado|nos hemos mudado|acab\w+ de mudar(?:me|nos)|(?:me|"
        rf"nos) (?:acab\w+ de (?:mudar|trasladar|instalar)|(?:he |hemos )?(?:ido|fui|fuimos) a vivir|instalé|"
        rf"instalamos)|me trasladé|"
        rf"nos trasladamos|me he trasladado|nos hemos trasladado)(?: (?:hace poco|ya|por fin|ayer))?"
        rf"(?: de(?:sde)? {_CAP}(?: {_CAP})??)?{_S}a{_S}{_PLACE}",
        rf"\b(?:j ?'? ?ai|nous avons|on a|viens? d[e']|venons d[e']|vient d[e'])(?:{_S})?(?:récemment |enfin "
        rf")?(?:d?'?emménag(?:é|er)|déménag(?:é|er)|quitté {_CAP})"
        rf"(?: (?:de |d'){_CAP}(?: {_CAP})??)?{_S}(?:à|pour|sur|vers){_S}{_PLACE}",
        rf"\b(?:je me suis|on s'est|nous nous sommes) (?:installée?s?|établie?s?){_S}à{_S}{_PLACE}",
    )
    # "früher Trier, jetzt Koblenz": a listed city and a word for now are all that a clause says.
    now = (
        r"(?:now|these days|nowadays|currently|jetzt|nun|inzwischen|mittlerweile|derzeit|ahora|actualmente|"
        r"maintenant|désormais|"
        r"aujourd'hui|hoy)"
    )
    for pattern in (
        rf"(?:^|[.!?,;:\n]\s*|\b(?:and|but|und|aber|y|pero|et|mais) ){now},? (?:in |en |à |it'?s "
        rf")?{_PLACE}(?=\s*(?:$|[.!,;\n]))",
        rf"(?:^|[.!?,;:\n]\s*|\b(?:and|but|und|aber|y|pero|et|mais) )(?:in |en |à )?{_PLACE} {now}(?=\s*(?:$|"
        rf"[.!,;\n]))",
    ):
        yield Frame("city.now", "location.city", _re(pattern), values.listed_city, changes=True)
    gone = rf"\b(?:gone|went|came|come|going back) to live in{_S}{_PLACE}"
    since_then = (
        rf"\b(?:hace|desde hace) [\w ]{{2,16}}? (?:que )?(?:vivo|vivimos|estoy|estamos|resido) en{_S}{_PLACE}",
        rf"\b(?:leben|wohnen|lebe|wohne) (?:wir|ich) (?:\w+ ){{0,2}}?in{_S}{_PLACE}",
        rf"\blleva?(?:o|mos) (?:\w+ ){{1,3}}(?:años?|mes(?:es)?) (?:ya )?(?:viviendo )?en{_S}{_PLACE}",
        rf"\bça fait [^.!?;\n\x00]{{2,24}}? (?:que )?(?:j'habite|je vis|on habite|nous habitons|je suis)(?: à| en|"
        rf" sur| au)?{_S}{_PLACE}",
    )
    left_for = (
        rf"\b(?:i|we)(?:'ve| have)? (?:just |recently )?(?:left|swapped|traded|exchanged) {_CAP}(?: {_CAP})??(?: "
        rf"behind)?"
        rf"(?:,? and)?(?: (?:have |now |we )?(?:settled|moved|live|relocated|are|are now))?(?: down)? (?:for|to|"
        rf"in){_S}{_PLACE}"
    )
    named = (
        rf"(?:^|[.!?,;\n]\s*|\b(?:and|but|und|aber|y|pero|et|mais|as|da|since) ){_PLACE}(?:'s| is| ist| es| est|"
        rf",? c'est)(?: now| jetzt| ahora| maintenant)? (?:where (?:i|we) live|where (?:i'?m|we'?re|i am|we are)"
        rf"(?: based| at)?|home\b|(?:my|our) (?:home|city|town|new home|base)|meine (?:stadt|heimat)|"
        rf"mein (?:wohnort|zuhause)|donde (?:vivo|vivimos)|mi (?:ciudad|casa)|là où (?:j'habite|je vis)|ma ville|"
        rf"chez moi)\b",
        rf"(?:^|[.!?,;\n]\s*|\b(?:and|but|so) )(?:home|zuhause|mi casa|mon chez-moi)(?:'s| is| ist| es|"
        rf" est)(?: now| jetzt| ahora| maintenant)?{_S}{_PLACE}",
        rf"\b(?:i|we) (?:now )?call{_S}(?P<v>{_CAP}(?:[ -]{_CAP}){{0,2}}){_S}(?:my |our )?home\b",
        rf"\b(?:greetings|hello|hi|cheers|hey|regards|grüße|gruß|liebe grüße|moin|saludos|un saludo|salutations|"
        rf"bonjour|coucou) (?:from|aus|desde|de){_S}{_PLACE}",
        rf"(?:^|[.!?,;\n]\s*|{_IM} )(?P<v>{_CAP}(?:[ -]{_CAP})?)[- ](?:based|resident)\b(?! (?:company|firm|shop|"
        rf"carrier|courier))|{_IM} an?{_S}(?P<w>{_CAP}(?: {_CAP})?){_S}(?:resident|local)\b",
        rf"(?:^|[.!?,;\n]\s*|{_IM} an? )resident (?:of|in){_S}{_PLACE}",
        rf"\b(?:home|zuhause|casa),? (?:which|that|das|que) (?:is|ist|es|est){_S}{_PLACE}",
        rf"\b(?:i'?ve|we'?ve|i have|we have) been (?:living )?(?:in|here in){_S}{_PLACE}(?= (?:for|since)\b)",
        rf"(?:\b(?:i|we)(?:'ve| have)? |(?:^|[.!?,;\n]\s*))(?:have )?(?:ended up|wound up|put down roots|"
        rf"made (?:my|our) home|bought a (?:house|flat|place)|found a (?:house|flat|place)) in{_S}{_PLACE}",
        rf"{_IM} an? (?:family|couple|household|small \w+)[^.!?,;\n\x00]{{0,24}}? in{_S}{_PLACE}",
        rf"\b(?:our|my|unsere?n?|meine?[mr]?|nuestr[oa]|mi|notre|mon|ma) (?:\w+ )?(?:flat|apartment|house|place|"
        rf"home|new place|wohnung|haus|bude|wg|piso|casa|depa|departamento|appartement|appart|maison|studio)"
        rf" (?:here )?(?:in|en|à){_S}{_PLACE}",
        rf"(?:^|[.!?,;\n]\s*){_PLACE} it is(?: now)?\b",
    )
    and_live = rf"\b(?:i|we)\b[^.!?;\n\x00]{{1,60}}? and (?:now )?live in{_S}{_PLACE}"
    yield from _placed("lives", (live, and_live, *named, *german[:1], *romance), changes=False)
    yield from _placed(
        "moved", (moved, moved_now, left_for, gone, *since_then, *german[1:], *moved_romance), changes=True
    )
    yield from _placed("will", _will_live(), changes=True, later=True)
    here = rf"{_IM}{_NOW}{_S}(?:here |over )?in{_S}{since}{_PLACE}"
    yield Frame("city.in", "location.city", _re(here), _city_capital)
    # "I'm on the Plus plan, in Oslo": the place hangs on the sentence about oneself, so it must be one that we know.
    also = rf"{_IM}[^.!?;\n\x00]{{1,60}}?,{_S}(?:and |und |y |et )?in{_S}{_PLACE}"
    yield Frame("city.also", "location.city", _re(also), values.city)
    yield Frame("country.in", "location.country", _re(here), values.country)
    abroad = rf"\b(?:je suis|on est|nous sommes)(?: maintenant| toujours| désormais)?{_S}(?:aux?|en){_S}{since}{_PLACE}"
    yield Frame("country.bin", "location.country", _re(abroad), values.country)
    yield Frame("city.bin", "location.city", _re(rf"\b(?:ich bin|wir sind|estoy|estamos|sigo|seguimos|je suis|on est|"
        rf"nous sommes)(?: (?:jetzt|nun|ahora|maintenant|toujours|noch|aún|todavía))?{_S}(?:in|en|"
        rf"à){_S}{since}{_PLACE}"),
                values.listed_city)  # fmt: skip
    # With a word for how long beside it, a place needs no list: "seit 2022 bin ich in Potsdam".
    lasting: tuple[str, ...] = (
        rf"\bseit(?: dem| der| letzte[nmr]| anfang| ende)? [\w.]+(?: \d{{4}})? (?:bin|sind|wohnen?|leben?) "
        rf"(?:ich|wir) in{_S}{_PLACE}",
        rf"\b(?:desde|hace)(?: el| la)? \w+(?: \w+)? (?:que )?(?:estoy|estamos|vivo|vivimos|resido) en{_S}{_PLACE}",
        rf"\bdepuis(?: le| la| l'| un| une)? ?[\w']+(?: \w+)?,? (?:je suis|j ?'? ?habite|je vis|on est|nous "
        rf"sommes) (?:à|au|en){_S}{_PLACE}",
        rf"\b(?:je suis|nous sommes|on est) (?:à|basée?s? à|installée?s? à){_S}{_PLACE}(?= depuis\b)",
        rf"\b(?:ich bin|wir sind) (?:jetzt |nun )?in{_S}{_PLACE}(?= seit\b)",
        rf"\b(?:estoy|estamos) (?:ahora )?en{_S}{_PLACE}(?= desde\b)",
        rf"(?:^|[,;]\s*)(?:bis dahin|vorerst|im moment|zurzeit|derzeit|aktuell|until then|for now|hasta entonces|"
        rf"por ahora|"
        rf"de momento|jusque-là|pour l'instant|d'ici là)(?: (?:noch|still|todavía|sigo|toujours|estoy|je suis|i'm|"
        rf"we're|encore))*"
        rf" (?:in|en|à){_S}{_PLACE}",
        rf"\b(?:my|our|meine|unsere|mi|nuestra|mon|notre) (?:new |neue |nueva |nouvelle )?(?:address|adresse|"
        rf"anschrift|dirección|wohnort)"
        rf" (?:is|ist|es|está|est)(?: now| jetzt| ahora| maintenant)? (?:in|en|à){_S}{_PLACE}",
        rf"\b(?:writing|calling|texting|messaging|ordering|shopping) (?:to you )?from{_S}"
        rf"(?:(?:sunny|rainy|lovely|cold|grey|snowy|beautiful) )?{_PLACE}|\b(?:schreibe?|"
        rf"melde mich) (?:\w+ "
        rf")?aus{_S}" + _PLACE.replace("?P<v>", "?P<w>"),
        rf"\b(?:escribo|llamo) desde{_S}{_PLACE}",
    )
    nowadays = (
        rf"\b(?:bin|sind) (?:jetzt|nun|inzwischen|mittlerweile|aktuell|derzeit) in{_S}{_PLACE}",
        rf"\b(?:estoy|estamos) ahora en{_S}{_PLACE}|\bahora (?:estoy|estamos) en{_S}"
        + _PLACE.replace("?P<v>", "?P<w>"),
        rf"\b(?:je suis|on est|nous sommes) (?:maintenant|désormais) à{_S}{_PLACE}|\bmaintenant (?:je suis|on est) "
        rf"à{_S}" + _PLACE.replace("?P<v>", "?P<w>"),
    )
    lasting += nowadays
    for pattern in lasting:
        # "until then still in Erfurt" is said of today, whatever day the sentence names.
        yield Frame("city.lasting", "location.city", _re(pattern), values.city, frozenset({"wish"}))
        yield Frame("country.lasting", "location.country", _re(pattern), values.country, frozenset({"wish"}))
    ship = (
        r"(?:^|[.!?,;:\n]\s*|\b(?:please|to|and|can you|could you|you can|kindly) )(?:re)?(?:ship|deliver)"
        rf"(?: (?:it|them|this|that|everything|my \w+|the \w+))?{_S}to{_S}{_PLACE}"
    )
    yield Frame("city.ship", "location.city", _re(ship), values.city)
    yield Frame("country.ship", "location.country", _re(ship), values.country)
    # Where one is from is a country only: "from Oslo" is said of where one was born, too.
    came = (
        rf"{_IM}{_NOW}{_S}from{_S}{_PLACE}",
        rf"\b(?:ich komme|ich bin|wir kommen|wir sind){_S}aus{_S}(?:der{_S})?{_PLACE}",
        rf"\b(?:soy|somos){_S}de{_S}{_PLACE}",
        rf"\b(?:je viens|nous venons){_S}(?:de{_S}|du{_S}|d'){_PLACE}",
    )
    for pattern in came:
        yield Frame("country.from", "location.country", _re(pattern), values.country)


def _will_live() -> tuple[str, ...]:
    """What is said of a move to come: kept from the day that it names (`dates`)."""
    return (
        rf"\b(?:i|we) move to{_S}{_PLACE}",
        rf"\b(?:i|we)(?:'?ll| will| shall)(?: be)? (?:move|moving|live|living|relocate|relocating)(?: \w+)?? (?:to|"
        rf"in){_S}{_PLACE}",
        rf"{_IM}(?: going to be| about to be)?{_S}(?:moving|relocating|going to (?:move|live))(?: house)? (?:to|"
        rf"in){_S}{_PLACE}",
        rf"\bab (?:dem |der |anfang |mitte |ende )?[\w.]+(?: \w+)? (?:bin|sind|wohnen?|leben?) "
        rf"(?:ich|wir) in{_S}{_PLACE}",
        rf"\b(?:werde|werden|ziehe?|ziehen) (?:ich |wir )?(?:\w+ ){{0,3}}?(?:nach|in){_S}{_PLACE}",
        rf"\b(?:i|we)(?:'?ll| will| shall) be (?:based |living )?(?:over |down |up )?in{_S}{_PLACE}",
        rf"\b(?:me mudo|nos mudamos|me mudare|viviré|viviremos|estaré|estaremos|me traslado|nos trasladamos|"
        rf"me voy a vivir|nos vamos a vivir){_S}(?:a|en){_S}{_PLACE}",
        rf"\b(?:je déménage|nous déménageons|on déménage|j'habiterai|je vais (?:habiter|déménager)|"
        rf"{dates.SETTLES}|je serai|on sera|nous serons|on habitera){_S}à{_S}{_PLACE}",
    )


def _placed(rule: str, patterns: Iterable[str], *, changes: bool, later: bool = False) -> Iterator[Frame]:
    for pattern in patterns:
        yield Frame(f"city.{rule}", "location.city", _re(pattern), values.town, changes=changes, later=later)
        yield Frame(f"country.{rule}", "location.country", _re(pattern), values.country, changes=changes, later=later)
    if rule == "lives":
        for left in (
            rf"\b(?:i|we) (?:don'?t|do not|no longer)(?: \w+)?? live in(?: the)?{_S}{_PLACE}",
            rf"{_IM}{_S}(?:not|no longer)(?: living)? in{_S}{_PLACE}(?=[^.!?;\n]{{0,12}}any ?more)",
            rf"\bin{_S}{_PLACE} (?:wohne|lebe|wohnen|leben|bin|sind) (?:ich|wir) nicht mehr",
            rf"\b(?:wohnen?|leben?)(?: ich| wir)? nicht mehr in{_S}{_PLACE}",
            rf"\bya no (?:vivo|vivimos|estoy|estamos|resido) en{_S}{_PLACE}",
            rf"\b(?:je n'habite|nous n'habitons|on n'habite|je ne vis|je ne suis) plus (?:à )?{_PLACE}",
        ):
            yield Frame("city.left", "location.city", _re(left), values.city, frozenset({"negated"}), denies=True)
        there = (
            rf"\b(?:to|in|nach|a|en|à){_S}{_PLACE}(?:, {_CAP}(?: {_CAP})?)?[?.!,]*\s+(?:that'?s|this is|it'?s|da|"
            rf"dort|ahí|allí|es donde|"
            rf"c'est)(?: là)?"
            rf"(?: where| que| où)? ?(?:i|we|wohne|wohnen|leben?|vivo|vivimos|j'|nous|on) ?(?:live|ich|wir|habite|"
            rf"habitons|vis)?\b"
        )
        yield Frame(
            "city.there", "location.city", _re(there), values.city, frozenset({"question", "wish", "hypothetical"})
        )


def _city_capital(words: str, registry: Registry) -> str | None:
    """ "I'm in X" says little: a listed city, or a capital that is no month, app or mood."""
    return values.city(words, registry)


def _plans() -> Iterator[Frame]:
    the = r"(?: (?:the|a|an|your|our|ur))?"
    on = rf"{_IM}{_NOW}{_S}(?:on|subscribed to|signed up (?:for|to)){the}{_S}{_PLAN}{_PLAN_END}"
    yield Frame("plan.on", "plan.name", _re(on), values.plan)
    and_on = rf"(?:{_IM}|\bi (?:live|work))\b[^.!?;\n\x00]{{1,60}}?(?: and|,) on(?: (?:the|a))?{_S}{_PLAN}{_PLAN_END}"
    yield Frame("plan.and_on", "plan.name", _re(and_on), values.plan)
    yield Frame("plan.is", "plan.name", _re(rf"\b(?:my|our) (?:current )?(?:plan|membership|tier|subscription)"
                rf"(?:'s| is){_NOW}(?: the)?{_S}{_PLAN}{_PLAN_END}"), values.plan)  # fmt: skip
    mine = rf"\b(?:my|our)(?: current| existing| active)?{_S}{_PLAN}{_S}{_PLAN_WORD}\b"
    yield Frame("plan.mine", "plan.name", _re(mine), values.plan, PRESUPPOSED - {"past", "negated"})
    have = rf"\b(?:i|we)(?:'ve got| have| got| pay for| use| are using|'re using){_NOW}{the}{_S}{_PLAN}{_PLAN_END}"
    yield Frame("plan.have", "plan.name", _re(have), _plan_capital)
    # With the word for what it is beside it, a plan may also be one that nobody has written down.
    named = (
        rf"(?:{_IM}{_NOW}{_S}(?:on|subscribed to)|\b(?:i|we)(?:'ve got| have| got| pay for| use){_NOW}|"
        rf"\b(?:i|we) (?:[\w']+ ){{0,3}}(?:seats|users|licen[cs]es) on){the}{_S}{_PLAN_NAMED}"
    )
    yield Frame("plan.named", "plan.name", _re(named), values.named_plan)
    member = (
        rf"(?:\b(?:as|{_IM[2:]})(?: (?:a|an|the|your))?|(?:^|[.!?,;\n]\s*))(?: ?(?:happy|loyal|paying|long-?time|"
        rf"proud|"
        rf"current))?[ \t]{{0,3}}{_PLAN}[ \t-]{{1,3}}"
        r"(?:plan )?(?:member|customer|subscriber|user|kundin|kunde|mitglied)s?\b(?! (?:is|are|was|has|gets?|named|"
        r"called|of)\b)"
    )
    yield Frame("plan.member", "plan.name", _re(member), _plan_member, frozenset({"question"}))
    changed = (
        rf"{_IVE}(?:{_S}(?:just|recently|now|already|finally|have|had|actually|to|decided|went ahead|"
        rf"and))*{_S}(?:upgraded?|"
        rf"downgraded?|switche?d?|changed?|moved|went|go|gone|subscribed|signed up|renewed)"
        rf"(?: (?:my|our) (?:plan|membership|account|subscription))?(?: back| over| up| down)?"
        rf"(?: from(?: the)? \w+)?{_S}(?:to|for|on)(?: (?:the|a|your))?{_S}{_PLAN}{_PLAN_END}"
    )
    yield Frame("plan.changed", "plan.name", _re(changed), values.plan, changes=True)
    will = (
        rf"\b(?:i|we) (?:drop|switch|move|go|change|upgrade|downgrade)(?: down| up|"
        rf" back)? to{the}{_S}{_PLAN}{_PLAN_END}",
        rf"\b(?:i|we)(?:'?ll| will)(?: be)? (?:on|have|get|move to|switch to|upgrade to|downgrade to|moving to|"
        rf"switching to)"
        rf"{the}{_S}{_PLAN}{_PLAN_END}",
        rf"{_IM}{_NOW} (?:moving|switching|upgrading|downgrading|changing) to{the}{_S}{_PLAN}{_PLAN_END}",
        rf"\b(?:wechs\w+|werde\w*|habe[n]?|nutze[n]?) (?:ich |wir )?(?:dann )?(?:auf |zu |in )?(?:den |"
        rf"das )?{_PLAN}{_PLAN_END}",
        rf"\b(?:tendré|tendremos|paso|pasamos|cambio|cambiamos|me cambio)(?: al?| el)?(?: "
        rf"plan)?{_S}{_PLAN}{_PLAN_END}",
        rf"\b(?:j'aurai|nous aurons|je passe|nous passons|on passe)(?: au| à| sur)?(?: la| le)?(?: plan|"
        rf" formule)?{_S}{_PLAN}"
        rf"{_PLAN_END}",
    )
    for pattern in will:
        yield Frame("plan.will", "plan.name", _re(pattern), values.plan, changes=True, later=True)
    yield from _plans_elsewhere()
    yield from _lost_plans()


_DE_HAVE = (
    r"\b(?:(?:ich|wir|und) )?(?:hab|habe|haben|nutze|nutzen|zahle|bezahle|benutze|bin|sind|läuft)(?: (?:ich|wir))?"
    r"(?: (?:jetzt|aktuell|derzeit|momentan|auch|schon|noch|bei euch|bei ihnen))*"
)
_ES_HAVE = (
    r"\b(?:tengo|tenemos|uso|usamos|pago|pagamos|mi (?:plan|suscripcion) es|estoy (?:en|con|suscrit[oa] a)|"
    r"estamos (?:en|con))(?: ahora)?"
)
_FR_HAVE = (
    r"\b(?:j ?'? ?ai|on a|nous avons|mon (?:plan|abonnement|forfait) (?:est|c'est)|ma formule (?:est|c'est)|"
    r"(?:je suis|on est|nous sommes) (?:sur|à|au|chez|en|abonnée?s? à))(?: maintenant)?"
)


def _plans_elsewhere() -> Iterator[Frame]:
    for pattern in (
        rf"{_DE_HAVE}(?: (?:im|in|bei|auf|den|das|die|dem|der|ein(?:en)?))*(?: (?:tarif|abo|"
        rf"plan))?{_S}{_PLAN}{_PLAN_END}",
        rf"\bmein(?:e)? (?:tarif|plan|abo|mitgliedschaft) (?:ist|heißt){_S}{_PLAN}{_PLAN_END}",
        rf"{_ES_HAVE}(?: (?:el|la|al|del))?(?: (?:plan|suscripcion|tarifa))?{_S}{_PLAN}{_PLAN_END}",
        rf"{_FR_HAVE}(?: ?(?:le|la|l'|l|un|une))?(?:{_S}?(?:plan|formule|abonnement|forfait))?{_S}{_PLAN}{_PLAN_END}",
        rf"(?:^|[,;\n]\s*)(?:abonnement|formule|tarif|abo|plan|forfait){_S}{_PLAN}{_PLAN_END}",
    ):
        yield Frame("plan.have_", "plan.name", _re(pattern), values.plan_said)
    for pattern in (
        rf"{_DE_HAVE}(?: (?:im|in|bei|auf|den|das|die|dem|der|ein(?:en)?))*{_S}{_PLAN_AFTER}",
        rf"{_DE_HAVE}(?: (?:im|in|bei|auf|den|das|die|dem|der|ein(?:en)?))*{_S}{_PLAN_NAMED}",
        rf"{_ES_HAVE}(?: (?:el|la|al|del))?{_S}{_PLAN_AFTER}",
        rf"{_FR_HAVE}(?: ?(?:le|la|l'|l|un|une))?{_S}?{_PLAN_AFTER}",
    ):
        yield Frame("plan.named_", "plan.name", _re(pattern), values.named_plan)
    switched = (
        rf"\b(?:bin|habe|sind|haben)(?: ich| wir)? (?:jetzt |gerade |nun |gestern )?(?:von \w+ )?(?:auf|zu|"
        rf"in){_S}{_PLAN}{_S}"
        rf"(?:gewechselt|umgestiegen|upgegradet|hochgestuft|umgestellt)",
        rf"\b(?:he(?:mos)? cambiado|cambié|cambiamos|me cambié|(?:me )?acab\w+ de (?:cambiar|pasar)(?:me|nos)?|"
        rf"me (?:he )?pas(?:é|ado)|nos (?:hemos )?pas(?:amos|"
        rf"ado)|he(?:mos)? "
        rf"pasado)(?: de \w+)?(?: al| a)(?: plan)?{_S}{_PLAN}{_PLAN_END}",
        rf"\b(?:(?:je suis|on est|nous sommes) passée?s?|(?:je viens|on vient|nous venons) de passer|(?:j'ai|on a|"
        rf"nous avons) changé)(?: de \w+)?(?: au| à| pour|"
        rf" à la)"
        rf"(?: plan| formule| abonnement)?{_S}{_PLAN}{_PLAN_END}",
    )
    for pattern in switched:
        yield Frame("plan.changed_", "plan.name", _re(pattern), values.plan, changes=True)


def _lost_plans() -> Iterator[Frame]:
    for pattern in (
        rf"{_IM}{_NOW}{_S}(?:not|no longer){_NOW}(?: a member)? on(?: (?:the|a|your))?{_S}{_PLAN}{_PLAN_END}",
        rf"{_IM}n'?t on(?: (?:the|a))?{_S}{_PLAN}{_PLAN_END}",
        rf"{_IM}{_S}(?:not|no longer) an?{_S}{_PLAN}{_S}(?:member|customer|subscriber)\b",
        rf"\b(?:i|we) (?:don'?t|do not|no longer)(?: \w+)? (?:have|use|pay for)(?: (?:the|a))?{_S}{_PLAN}{_PLAN_END}",
        rf"\b(?:i|we)(?:'ve| have)?(?: just| already)? cancel?led(?: my| our| the)?{_S}{_PLAN}{_PLAN_END}",
        rf"\b(?:ich|wir) (?:hab|haben|habe) (?:jetzt )?kein(?:en?)?{_S}{_PLAN}(?:-{_PLAN_WORD}|{_PLAN_END})",
        rf"\b(?:ich|wir) (?:hab|haben|habe) {_PLAN} gekündigt",
        rf"\b(?:ya )?no (?:tengo|tenemos)(?: el)?(?: plan)?{_S}{_PLAN}{_PLAN_END}",
        rf"\b(?:je|on|nous) n'(?:ai|a|avons) (?:plus|pas)(?: le| la| l'| de)?(?:{_S}?(?:plan|formule|"
        rf"abonnement))?{_S}{_PLAN}{_PLAN_END}",
        rf"\bje ne suis (?:pas|plus) (?:chez|sur|à|abonnée? à){_S}{_PLAN}{_PLAN_END}",
    ):
        yield Frame("plan.lost", "plan.name", _re(pattern), values.plan, frozenset({"negated"}), denies=True)


def _plan_member(words: str, registry: Registry) -> str | None:
    """ "plus customer here": the company's own plans only, as any word may stand before "customer"."""
    return values.plan(words, registry)


def _plan_capital(words: str, registry: Registry) -> str | None:
    """ "I have basic questions" is no plan: where the frame is loose the name needs its capital."""
    found = values.plan(words, registry)
    return found if words[:1].isupper() or (found and words.lower() == "plus") else None


_OWNERS = "(?:my|our|ur|mein\\w{0,2}|unser\\w{0,2}|mi|mis|nuestr[oa]s?|mon|ma|mes|notre|nos)"
_ARTICLES = (
    "(?:an?|the|teh|two|three|four|your|ur|one|this|these|vuestr[oa]|votre|eure?[nmrs]?|ihre?[nmrs]?|"
    "eine?[nmrs]?|den|das|die|der|zwei|un|una|dos|el|la|le|une|"
    "deux|l')"
)
_ARRIVED = (
    r"(?:den|die|das) (?:ich|wir) (?:mir )?(?:bei (?:euch|ihnen) )?(?:\w+ )?(?:bestellt|gekauft)|que (?:os |les |"
    r"te )?(?:compré|compramos|pedí|pedimos|he (?:comprado|pedido)|hemos (?:comprado|pedido))|que (?:j'ai|nous avons|"
    r"on a) (?:achetée?|commandée?)|"
    r"(?:that |which |den |die |das |que )?(?:i|we|ich|wir|pedi|compre|compramos|pedimos|j'ai)? ?(?:ordered|bought|"
    r"got|received|"
    r"bestellt|gekauft|commandé|acheté)|(?:has |just |finally )?(?:arrived|came)|(?:kam|ist)\b[^.!?\n]{0,30}(?:an|"
    r"angekommen)|"
    r"(?:llego|ha llegado)|est arrivée?"
)


_TROUBLE = (
    r"broken?|broke|damaged|cracked|torn|tore|ripped|scratche[ds]|wobbl\w+|missing|faulty|defective|flicker\w*|"
    r"squeak\w*|"
    r"creak\w*|rattl\w+|smell\w*|stinks?|reeks?|leak\w*|sags?|sagging|snapped|bent|loose|chipped|dented|peel\w*|"
    r"buzz\w*|"
    r"hums|stained|collapsed|fell apart|came apart|came off|won't|doesn't|does not|isn't|stopped|split|warped|tilts?|"
    r"kaputt|defekt|gerissen|zerkratzt|beschädigt|wackel\w*|flacker\w*|quietsch\w*|knarz\w*|knarr\w*|klapper\w*|"
    r"klemmt|\w*(?:gebrochen|gerissen|gefallen|gekratzt)|"
    r"riecht|stinkt|surrt|brummt|summt|schief|verbogen|locker|lose|bricht|gebrochen|zerbrochen|fleckig|undicht|"
    r"funktioniert nicht|geht nicht|fehlt|löst sich|blättert|hängt durch|"
    r"rot[oa]s?|dañad[oa]s?|rayad[oa]s?|coje[a]?|tambalea|parpadea|chirr\w+|cruje|huele|apesta|suelt[oa]|doblad[oa]|"
    r"zumba|no (?:funciona|enciende|cierra|abre|encaja)|se (?:rompió|ha roto|tambalea|mueve|cae)|falta|manchad[oa]|"
    r"cassée?s?|abimée?s?|déchirée?s?|rayée?s?|tachée?s?|grince\w*|grésill\w*|clignot\w*|boite|bancale?|craque\w*|"
    r"sent mauvais|pue|tordue?|penche|bourdonne|ne (?:marche|fonctionne|s'allume|ferme|tient)|fissurée?|fêlée?|"
    r"manque|"
    r"s'est (?:cassée?|déchirée?|effondrée?)|se décolle"
)
"""What is said of a thing that one has, and of none that one only looks at."""


def _goods() -> Iterator[Frame]:
    mine = rf"(?<!\bat )(?<!\ban )\b{_OWNERS}{_S}{_GOODS}(?![\w-])(?!'s (?:brother|sister))"
    yield Frame("product.mine", "product.owned", _re(mine), _owned, PRESUPPOSED)
    for_self = r"(?!(?: \w+)? for (?:my|our|a|his|her) (?!(?:home|office|flat|house|kitchen|room|bedroom|living)))"
    bought = (
        rf"(?:(?:{_IVE}(?:{_S}(?:just|recently|also|already|actually|only|have|had))*{_S}|(?:^|[.!?,;\n]\s*)(?:and "
        rf"|also |"
        rf"just |recently )*)(?:bought|purchased|ordered|own|"
        rf"got|have|received)|(?:\b(?:ich|wir) |(?:^|[.!?,;\n]\s*)(?:und )?)(?:habe|haben|hab|besitze|"
        rf"besitzen)(?: mir| uns| auch| noch)*|\b(?:tengo|tenemos|he comprado|"
        rf"compré|compramos|"
        rf"pedí)|\b(?:je possède|nous possédons|j ?'?ai|nous avons|on a)(?: chez (?:moi|nous))?(?: acheté| commandé|"
        rf" reçu)?){_S}(?:myself )?{_ARTICLES}(?:{_S})?{_GOODS}(?![\w-])"
    )
    yield Frame("product.bought", "product.owned", _re(bought + for_self), _owned)
    also = rf"{bought} and (?:an?|the|two){_S}".replace("(?P<v>", "(?:")
    yield Frame("product.also", "product.owned", _re(also + rf"{_GOODS}(?![\w-])"), _owned)
    here = rf"\b(?:the|die|der|das|el|la|le|l'|one of the)(?:{_S})?{_GOODS},? (?:{_ARRIVED})\b"
    yield Frame("product.arrived", "product.owned", _re(here), _owned, frozenset({"negated", "question"}))
    ails = (
        r"(?:has|have|hat|haben|tiene|a|got) (?:an?|two|several|some|eine?n?|zwei|einige|un|una|unos|unas|une|des)|"
        r"(?:keeps?|kept|started|starts?|began) \w+ing|(?:\w+ ){0,4}?(?:" + _TROUBLE + ")"
    )
    broken = (
        rf"\b(?:the|this|that|die|der|das|vom|des|dieser?s?|el|la|del|este|esta|le|l'|du|ce|cette)(?:{_S})?{_GOODS} "
        rf"(?:now |again |jetzt |schon )?(?:{ails})"
    )
    yield Frame("product.ails", "product.owned", _re(broken), _owned, frozenset({"negated"}))
    spoilt = (
        r"\b(?:another|a|the|one|my|our|eine?[nr]?|noch eine?[nr]?|schon wieder eine?[nr]?|der|die|das) (?:broken|"
        r"damaged|cracked|"
        r"wobbly|squeaky|torn|scratched|faulty|defective|kaputte[rsn]?|defekte[rsn]?|zerkratzte[rsn]?|"
        r"wackelige[rsn]?|"
        rf"beschädigte[rsn]?){_S}{_GOODS}(?![\w-])"
    )
    yield Frame("product.spoilt", "product.owned", _re(spoilt), _owned)
    spoilt_after = (
        rf"\b(?:un|una|otra|otro|mi|une|encore une?|ma|mon|la|le|el){_S}{_GOODS}{_S}(?:rot[oa]|dañad[oa]|"
        rf"defectuos[oa]|"
        r"rayad[oa]|cassée?|abimée?|déchirée?|rayée?|bancale?|défectueu(?:x|se))\b"
    )
    yield Frame("product.spoilt", "product.owned", _re(spoilt_after), _owned)
    # A name that nobody has written down: capitals, and a number or a second word ("Veltra 500").
    model = r"(?P<v>(?-i:[A-Z])[\w-]{2,20}(?:[ ](?-i:[A-Z]?\d[\w-]{0,9}|[A-Z][\w-]{1,15})){1,3})(?![\w-])"
    named = (
        rf"(?:{_IVE}(?:{_S}(?:just|recently|also|already|have|had|myself|ourselves|now))*{_S}"
        rf"(?:bought|purchased|ordered|own|got|have)|"
        rf"\b(?:ich|wir) (?:selbst |selber )?"
        rf"(?:habe|haben|hab|besitze)(?: (?:selbst|selber|jetzt|nun|inzwischen|auch))*|"
        rf"\b(?:tengo|tenemos|compré|he comprado)(?: (?:ahora|también))*|"
        rf"\b(?:j ?'? ?ai|nous avons)(?: (?:moi-même|maintenant|aussi))*(?: "
        rf"acheté)?){_S}"
        rf"(?:{_ARTICLES}{_S}?)?(?:new |neue[nrs]? |nouveau )?{model}"
    )
    yield Frame("product.named", "product.owned", _re(named), values.named_product)
    numbered = rf"\b{_OWNERS}{_S}(?:new |neue[nrs]? )?{model}"
    yield Frame("product.numbered", "product.owned", _re(numbered), values.numbered_product, PRESUPPOSED)
    sold = (
        rf"(?:{_IVE}{_NOW}{_S}|(?:^|[.!?,;\n]\s*|\band )(?:just |finally )?)(?:sold|returned|gave away|"
        rf"given away|sent back|"
        rf"got rid of|threw (?:out|away)|binned|scrapped|donated){_S}(?:the|{_OWNERS}){_S}{_GOODS}(?![\w-])",
        rf"\b(?:gave|threw|sent|took|brought|given){_S}(?:the|{_OWNERS}){_S}{_GOODS} (?:away|out|back)\b",
        rf"\b(?:the|my|our){_S}{_GOODS} (?:is|was|has been|are) (?:sold|gone|given away|returned)\b",
        rf"(?:\b(?:ich|wir) |(?:^|[.!?,;\n]\s*))(?:habe|haben|hab) (?:\w+ )?(?:den|die|das|meine?n?|"
        rf"unsere?n?){_S}{_GOODS} (?:\w+ )?(?:verkauft|zurückgeschickt|zurückgegeben|zurückgesendet|retourniert|"
        rf"weggeworfen|weggegeben|entsorgt|verschenkt)",
        rf"\b(?:den|die|das|(?:mein|unser)\w*)(?: alte[nrs]?)?{_S}{_GOODS} (?:habe|haben|hab|ist|wurde|wird)(?: "
        rf"ich| wir)?"
        rf"(?: \w+){{0,2}}? (?:verkauft|zurückgeschickt|zurückgegeben|retourniert|weggeworfen|entsorgt|verschenkt|"
        rf"weg)\b",
        rf"\b(?:j'ai|nous avons|on a) (?:revendu|donné|jeté|retourné)(?: le| la| l'| mon| ma| "
        rf"notre){_S}?{_GOODS}(?![\w-])",
        rf"\b(?:vendí|he vendido|devolví|he devuelto)(?: el| la| mi){_S}{_GOODS}(?![\w-])",
        rf"\bj'ai (?:vendu|rendu|renvoyé)(?: le| la| mon| ma){_S}{_GOODS}(?![\w-])",
    )
    for pattern in sold:
        yield Frame("product.sold", "product.owned", _re(pattern), _gone, denies=True)


def _owned(words: str, registry: Registry) -> str | None:
    """The product at the front of what was caught: "Oslo desk wobbles" is an Oslo desk, "desk lamp" a lamp."""
    parts = words.split()
    found = [(size, values.product(" ".join(parts[:size]), registry)) for size in range(1, len(parts) + 1)]
    named = [value for _, value in found if value]
    return named[-1] if named else None


def _gone(words: str, registry: Registry) -> str | None:
    """What was given away; of what no list has the last word, as "the toaster"."""
    return _owned(words, registry) or values.thing(words, registry)


def _ids() -> Iterator[Frame]:
    other = r"(?<!case )(?<!ticket )(?<!issue )(?<!page )(?<!flat )(?<!room )(?<!apartment )(?<!article )(?<!part )"
    theirs = (
        r"(?!\s*(?:is|was)(?:n't| not) (?:mine|my))(?!,?\s*(?:(?:which|that) )?(?:is|was|belongs to|ist|war|gehört|"
        r"es|era|est|était|of|von|de|d')(?: (?:for|from|von|für|de|para|à|pour))? (?:my|our|a|mein\w*|"
        r"unser\w*|mi|un[ae]?|mon|ma) (?:[\w-]+ )?(?:{RELATIONS})(?:e?n|s)?\b)"
    ).replace("{RELATIONS}", RELATIONS)
    through = PRESUPPOSED
    number = r"(?P<v>\d{2,6}-\d{3,8}(?!-)|(?:NV-?)?\d{4,12})"
    hashed = rf"{other}(?<![\w#&/])#[ ]?{number}(?!\w){theirs}"
    yield Frame("order.hash", "order.id", _re(hashed), values.order, through)
    # Beside the word for it a number may have letters, as other shops write them: "order AB-10293".
    lettered = r"(?P<v>\d{2,6}-\d{3,8}(?!-)|(?:NV-?)?\d{4,12}|(?-i:[A-Z]){1,4}[- ]?\d{3,12}(?:-\d{1,6})?)"
    worded = (
        rf"(?<!not my )\b{_ORDER_WORD}s?(?:[ ]?(?:is|ist|es|est|c'est|lautet|:|was|with you|el|le|la|die|still|"
        rf"toujours)){{0,3}}"
        rf"[ #:,]{{1,3}}{lettered}(?![\w%€$])(?!-\d){theirs}"
    )
    yield Frame("order.word", "order.id", _re(worded), values.order, through)
    # "I ordered a bookcase, number 884120", "mine is 818280": the word for it stands somewhere before.
    bought = (
        r"\b(?:order(?:ed|s)?|purchased?|bought|delivery|parcel|bestell\w*|gekauft|lieferung|paket|pedid[oa]s?|pedí|"
        r"compr\w+|commande\w*|commandé\w*|achet\w+|colis|livraison|paquete|entrega)\b[^\n\x00]{0,120}?"
    )
    numbered = (
        rf"(?:{bought}|(?:^|[?!.,;\n]\s*)(?:it has |it'?s |the (?:one with|order) )?(?:the )?)\b(?:number|no\.?|"
        rf"nr\.?|nummer|número|num\.?|n[°ºo]\.?|reference|ref\.?|mine is|meine ist|"
        rf"la mía es|el mío es(?: el)?|la mienne(?: est|,? c'est)(?: la)?|le mien(?: est|,? c'est)(?: "
        rf"le)?)[ #:]{{1,3}}(?P<v>\d{{5,10}})(?![\w%€$.-])"
    )
    yield Frame("order.numbered", "order.id", _re(numbered), values.order, through)
    second = (
        rf"\b{_ORDER_WORD}(?:s|en|es)?\b[^.!?\n\x00]{{0,30}}?\b\d{{4,12}}(?:,| and| und| y| et| &)(?: also| auch|"
        rf" también| aussi)?{_S}(?:the |"
        rf"el |la |le |die )?{number}(?![\w%€$])(?!-\d)"
    )
    yield Frame("order.second", "order.id", _re(second), values.order, through)
    two = rf"\b(?:orders|bestellungen|pedidos|commandes)\b[^.!?\n\x00\d]{{0,30}}{number}(?![\w%€$])(?!-\d)"
    yield Frame("order.two", "order.id", _re(two), values.order, through)
    prefixed = rf"(?<![\w-])(?P<v>NV[- ]?\d{{4,12}})(?!\w){theirs}"
    yield Frame("order.nv", "order.id", _re(prefixed), values.order, through)
    mail = (
        rf"\b(?:my|our|meine?|unsere?|mi|nuestro|mon|notre)(?: new| other| correct| neue| nuevo|"
        rf" nouvelle?)?{_S}(?:e-?mail|mail|"
        rf"correo|adresse mail|courriel|e-mail-adresse)(?:[ -]?(?:address|adresse|electronico|addy))?"
        rf"(?:'s| is| ist| lautet| es| est| c'est|:)*(?: now| jetzt| ahora| maintenant)?{_S}{_MAIL}"
    )
    yield Frame("email.said", "contact.email", _re(mail), values.email)
    reach = (
        r"\b(?:reach|contact|e-?mail|write|mail|ping|drop|message|schreib\w*|erreich\w*|kontaktier\w*|escrib\w*|"
        r"contact\w*|"
        r"localizar\w*|écri\w+|joindre|joign\w+)(?: (?:to )?(?:me|us|mir|mich|uns|a line|a mail|an email|"
        r"a message))?[^.!?\n@]{0,24}?"
        rf"(?:at|on|under|via|to|unter|an|auf|a|en|al|à|sur|au|is|with|:){_S}(?:e-?mail )?{_MAIL}|"
        rf"\A\s*(?:e-?mail:?\s*)?"
        rf"(?P<w>{_MAIL[6:]}\s*\.?\s*\Z"
    )
    yield Frame("email.reach", "contact.email", _re(reach), _reachable, WISHED)
    beside = (
        r"(?<!your )(?<!ihre )(?<!ihr )(?<!eure )(?<!su )(?<!votre )(?<!ihrer )\b(?:e-?mail|mail|correo|"
        rf"courriel)(?: (?:address|adresse|electronico))?[:=]?{_S}{_MAIL}"
    )
    yield Frame("email.beside", "contact.email", _re(beside), _reachable, WISHED)
    mine = rf"{_MAIL} (?:is|ist|es|est) (?:my|our|meine?|mi|mon) (?:new )?(?:e-?mail|mail|correo|adresse|address)"
    yield Frame("email.mine", "contact.email", _re(mine), values.email)
    tel = (
        rf"\b(?:my|our|a new|meine?|eine neue|mi|mon|notre|un nouveau)(?: new| mobile| cell| work| home| neue| nuevo|"
        rf" nouveau)?{_S}"
        rf"(?:phone|mobile|cell|telephone|tel|cel|tlf|mobil\w*|number|handy\w*|rufnummer|telefon\w*|nummer|telefono|"
        rf"movil|celular|"
        rf"numero|portable)"
        rf"(?:[ ]?(?:number|nummer|no\.?|de telephone|de telefono|de portable))?"
        rf"(?:'s| is| ist| lautet| es| est| c'est| ?:| el| le| now| jetzt)*[ \t]{{1,3}}{_NUMBER}"
    )
    yield Frame("phone.said", "contact.phone", _re(tel), values.phone)
    shown = (
        rf"(?:^|[.!?,;\n(]\s*)(?:tel|tél|tlf|telf|fon|mob|cel|mobil|móvil|handy|portable|telefon|teléfono|"
        rf"téléphone)[.:]{{0,2}}{_S}{_NUMBER}"
    )
    yield Frame("phone.shown", "contact.phone", _re(shown), values.phone)
    ring = (
        r"\b(?:reach|call|ring|phone|text|contact|get|get hold of|try|whatsapp|erreich\w*|anruf\w*|ruf\w*|llam\w*|"
        r"localiz\w*|"
        r"appele\w*|rappele\w*|joindre|joign\w*)(?: (?:me|mich|uns|me too))?(?: bitte| please)? (?:at|on|under|"
        r"back at|back on|unter|auf|al|en el|"
        rf"au|sur le)(?: my \w+| the \w+)?{_S}{_NUMBER}|\b(?:call|text|ring|reach|erreichen|anrufen|llamar\w*|"
        rf"appeler|joindre)"
        rf"(?: me)?,? (?:it'?s|the number is|that'?s|dann|es el|c'est le){_S}{_NUMBER.replace('?P<v>', '?P<w>')}"
    )
    yield Frame("phone.reach", "contact.phone", _re(ring), values.phone, WISHED)


_HOUSE_MAIL = re.compile(
    r"^(?:support|info|help|service|contact|sales|noreply|no-reply|hello|kontakt|hilfe)@", re.IGNORECASE
)


def _reachable(words: str, registry: Registry) -> str | None:
    """An address to be reached at; a mailbox of a department is somebody else's."""
    return None if _HOUSE_MAIL.match(words) else values.email(words, registry)


_HENCEFORTH = (
    r"(?:from (?:now|here) on|in (?:the )?future|always|ab (?:jetzt|sofort|heute|nun)|von (?:jetzt|nun) an|künftig|"
    r"zukünftig|in zukunft|immer|jetzt|a partir de ahora|desde ahora|de ahora en adelante|en adelante|siempre|"
    r"désormais|dorénavant|à partir de maintenant|à l'avenir|toujours)"
)


def _languages() -> Iterator[Frame]:
    wish = WISHED
    lang = "locale.language"
    verb = (
        r"(?:write|writing|speak|speaking|answer|answering|reply|replying|talk|talking|respond|continue|switch|"
        r"switching|communicate|chat|use|text|carry on|go on)"
    )
    for pattern in (
        rf"(?:^|[.!?,;:\n]\s*|\b(?:please|can you|you can|you may|could you|"
        rf"can we|could we|would you|kindly|like you to|let's|"
        rf"now on,?|"
        rf"prefer to|like to|prefer you to|and|rather(?: we)?|if we) )(?:please )?{verb}(?: (?:to|with) me| back|"
        rf" it)?(?: {_HENCEFORTH})?(?: (?:in|"
        rf"to))?{_S}{_LANG}\b",
        rf"(?:^|[.!?,;:\n]\s*)(?:and |but )?in{_S}{_LANG},? please\b",
        rf"(?<!in )(?<!to )(?<!my )\b{_LANG},? please\b",
        rf"\bbitte (?:\w+ ){{0,2}}(?:in|auf){_S}{_LANG}\b",
        rf"\bplease,? in{_S}{_LANG}\b",
        rf"\bi (?:only speak|speak only|prefer|would prefer|'d prefer|can only read){_S}{_LANG}\b",
        rf"\bmy (?:preferred |native )?language is{_S}{_LANG}\b",
        rf"\b(?:ich|wir) (?:spreche|kann|verstehe|sprechen|können|verstehen) (?:leider )?nur{_S}{_LANG}\b",
        rf"\b(?:solo|sólo|únicamente) (?:hablo|entiendo|hablamos|sé){_S}{_LANG}\b|\b(?:hablo|entiendo) (?:solo|"
        rf"únicamente){_S}" + _LANG.replace("?P<v>", "?P<w>"),
        rf"\b(?:i'?d|i would) (?:much |rather )?prefer{_S}{_LANG}\b",
        rf"\b(?:préférerais|préférerions|preferiría|preferiríamos|hätte gern\w*|würde(?:n)? bevorzugen)[ ](?:l'|el "
        rf"|le )?{_LANG}\b",
        rf"(?:^|[.!?,;:\n]\s*|\b(?:but|so|and|pero|aber|mais) ){_LANG} (?:would be|is|wäre|ist|sería|es|serait|"
        rf"est) (?:much |viel |mucho |bien )?(?:better|easier|best|fine|besser|"
        rf"einfacher|leichter|mejor|más fácil|mieux|plus (?:simple|facile))\b",
        rf"\b(?:i speak|ich spreche|ich kann|hablo|je parle|understand|verstehe|entiendo|comprends) (?:mejor |"
        rf"besser |mieux )?(?:el |le )?{_LANG} (?:better|best|besser|am besten|mejor|mieux)\b",
        rf"\b(?:mind|möglich|posible|possible)[^.!?\n\x00]{{0,24}}?\b(?:in|auf|en){_S}{_LANG}\b",
        rf"\b(?:bitte (?:in |auf )|(?:schreib\w*|antwort\w*|sprich|sprechen|reden wir)(?: sie)?(?: mir| mit "
        rf"mir)?(?: bitte)?(?: {_HENCEFORTH})? "
        rf"(?:in |auf )?){_LANG}\b",
        rf"\b(?:auf|in|en){_S}{_LANG},? (?:wäre|ist|geht|sería|es|ce serait|c'est|would be|is|me|"
        rf"mir)\b[^.!?;\n\x00]{{0,16}}?"
        rf"\b(?:lieber|besser|leichter|einfacher|mejor|más fácil|mieux|plus (?:simple|facile)|better|easier|best)\b",
        rf"(?:^|[.!?,;:\n]\s*){_LANG} (?:is|ist|es|est) (?:my|meine|mi|ma) (?:first|native|mother|mutter|lengua|"
        rf"langue|primera|"
        rf"erste)[ -]?\w*",
        rf"\bauf{_S}{_LANG},? bitte\b",
        rf"(?:^|[.!?,;:\n]\s*|\b(?:yo|je|nous|y|et|pero|mais) )(?:prefiero|preferimos|preferiría|mejor|je préfère|"
        rf"on préfère|"
        rf"plutôt)(?: el| le| l'| que en| en)?[ ]?{_LANG}(?=\s*(?:$|[.,;!?\n]))",
        rf"\b(?:on peut|peut-on|pouvons-nous|podemos|podríamos|se puede|können wir|könnten wir|can we|could we|"
        rf"shall we)"
        rf"[^.!?;\n\x00]{{0,16}}? (?:parler|continuer|échanger|hablar|seguir|reden|sprechen|schreiben|weitermachen|"
        rf"speak|talk)"
        rf"(?: (?:en|auf|in))?{_S}{_LANG}\b",
        rf"\ben{_S}{_LANG},? (?:por favor|s'il (?:te|vous) pla[iî]t|svp|stp)",
        rf"\b(?:escr[ií]b\w*|habl\w*|respond\w*|contest\w*|écri\w+|répond\w*|parle[zs]?)(?:[- ](?:me|moi))?(?: por "
        rf"favor)?(?: {_HENCEFORTH})? (?:en ){_LANG}\b",
        rf"\bpor favor,? en{_S}{_LANG}\b",
        rf"\b(?:can|could) (?:u|we|you)(?: pls| please)? (?:{verb}|do this|go on)(?: (?:to|with) me|"
        rf" it)?(?: in)?{_S}{_LANG}\b",
        rf"\b(?:können|könnten) (?:wir|sie)[^.!?\n]{{0,30}}?(?:auf|in)?{_S}{_LANG}\b",
        rf"\blieber (?:auf|in){_S}{_LANG}\b",
        rf"\b(?:ease|comfortable|better|easier|fluent|rather|prefer\w*|switch\w*|wohler|besser|leichter|mejor|cómod\w+|"
        rf"prefier\w*|aise|mieux|préfèr\w*|plutôt)\b[^.!?\n\x00]{{0,25}}?\b(?:in|to|auf|en|zu){_S}{_LANG}\b",
        rf"\b(?:podemos|podria\w*|prefiero|preferiria)[^.!?\n]{{0,30}}?en{_S}{_LANG}\b",
        rf"\b(?:on peut|pouvez-vous|peux-tu|je préfère|je préférerais)[^.!?\n]{{0,30}}?en{_S}{_LANG}\b",
    ):
        yield Frame("language.wish", lang, _re(pattern), values.language, wish)
    alone = rf"\b(?:je ne|on ne|nous ne|je) (?:parle|parlons|comprends|comprenons|lis) qu(?:e |'){_LANG}\b"
    yield Frame("language.only", lang, _re(alone), values.language, wish | {"negated"})


# --- which frames are worth a try ----------------------------------------------------------------

_LANGUAGES = frozenset(fold(name) for name in LANGUAGES)
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")


def worth(folded: str, registry: Registry) -> Iterator[Frame]:
    """Yield the frames that a text can match at all."""
    small = folded.lower()
    words = frozenset(_LETTERS.findall(small))
    without = {
        key for key, holds in (
            ("product.owned", _of_goods(small, folded, registry)),
            ("locale.language", not words.isdisjoint(_LANGUAGES)),
        ) if not holds
    }  # fmt: skip
    if not _DIGIT.search(folded):
        without |= _NEED_DIGITS
    frames = every()
    for number in _prefilter().worth(folded):
        if frames[number].key not in without:
            yield frames[number]


def _of_goods(small: str, folded: str, registry: Registry) -> bool:
    """Whether a thing is named, by a name that we know or by a capital, or something was given away."""
    known = registry.things.search(small) or "shelves" in small
    return bool(known or _NAMED.search(folded) or _PARTED.search(small))


_NEED_DIGITS = frozenset({"order.id", "contact.phone", "app.version", "hours.opening"})
_PARTED = re.compile(
    r"\b(?:sold|returned|gave|given|sent|rid of|threw|verkauft|zuruck\w*|vend\w+|devol\w+|devuelto|rendu|renvoye)\b"
)
_NAMED = re.compile(r"\b[A-Z][\w-]+ (?:[A-Z]?\d|[A-Z])")


@lru_cache(maxsize=1)
def _prefilter() -> Prefilter:
    return Prefilter([frame.pattern for frame in every()])


@lru_cache(maxsize=8)
def admins(registry: Registry) -> tuple[Frame, ...]:
    """Return the frames of the phrases in an admin's file."""
    return tuple(
        Frame("phrase", key.name, rule(_phrase(phrase, key)), values.of_key(key), WISHED - {"hypothetical"})
        for key in registry.keys.values() for phrase in key.phrases
    )  # fmt: skip


def _phrase(phrase: str, key: Key) -> str:
    """An admin's phrase as a pattern: its words as they stand, any run of spaces between them."""
    before, _, after = phrase.partition(HOLE)
    value = rf"(?:{key.validator})" if key.validator else r"[^\s,;!?][^,;!?\n\x00]{0,60}?"
    parts = (r"[ \t]+".join(re.escape(word) for word in side.split()) for side in (before, after))
    first, last = parts
    gap = r"[ \t:]{1,3}"
    return (
        rf"\b{first}{gap if first else ''}(?P<v>{value})"
        + (rf"{gap}{last}\b" if last else r"(?=\s*(?:$|[.,;!?\n\x00]|\s(?:and|und|y|et)\b))")
    )  # fmt: skip


@lru_cache(maxsize=1)
def every() -> tuple[Frame, ...]:
    """Return all frames; compiled at the first reading, so that a command which reads nothing does not wait."""
    return (
        *_names(), *_places(), *_plans(), *_goods(), *_ids(), *_languages(), *wishes.frames(), *particulars.frames()
    )  # fmt: skip
