"""The frames of names: how customers say who they are and how they wish to be called, in four languages.

Frames that can only bring a name ("my name is X") take any word; loose ones ("I'm X", "X here") ask for a capital or a
name of the list.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.memory import people, values
from bot.memory.frame import CAP, CAPS, JOINT, WISHED, Frame, S
from bot.memory.gazetteer import RELATIONS
from bot.memory.spans import Label
from bot.memory.spelling import rule

_NAME_END = (
    r"(?=\s*(?:$|[!?,;:)\n\x00]|\.(?!\w)|-\s)|\s+(?:and|n|but|from|with|at|here|the|again|please|pls|bitte|thanks|"
    r"by the way|btw|i|im|my|not|und|aus|von|bei|y|e|de|desde|depuis|en|vivo|soy|et|j'|je|du|chez|instead|for short|"
    r"though|tho|tengo|estoy|otra vez|de nuevo|nochmal|wieder|encore|à l'appareil|au téléphone|al teléfono|now|jetzt|"
    r"ahora|maintenant|nicht|no|pas|speaking|writing|same|who|who's|über|über's|re|about|reicht|of|wohn\w*|hab\w*|jai|"
    r"jsuis|habite|got|(?:ja){2,}|ha(?:ha)+|lol|mdr|xd|jeje\w*|live|aunque|pero|mais|obwohl|although)\b)"
)
_SURELY_ENDS = _NAME_END.removesuffix(r")\b)") + (
    r"|so|since|because|as|weil|also|porque|pues|que|car|donc|if|when|which|on|in|mit|with|trying|für|for|pour|para|"
    r"aber|pero|mais|now|jetzt|ahora|maintenant|à partir|dorénavant|désormais|ab jetzt|ab sofort|künftig|like|wie|como|"
    r"comme|zu mir|basta|svp|porfa|por favor|s'il (?:te|vous) plaît|a secas|"
    r"nada más|stp)\b)"
)
"""What may follow a name after words that can only bring a name."""


_BOOKED = (
    r"(?:the |my |our |der |dem |meiner |meinem |la |el |mi |le |ma |mon )?(?:account|booking|order|reservation|"
    r"contract|subscription|ticket|policy|invoice|card|konto|buchung|bestellung|reservierung|vertrag|rechnung|karte|"
    r"cuenta|reserva|pedido|contrato|factura|tarjeta|compte|reservation|commande|contrat|facture|carte)"
)


def frames() -> Iterator[Frame]:
    """Yield the frames of names: who one is, and how one wishes to be called."""
    yield from _said()
    yield from _introduced()
    yield from _in_passing()
    yield from _surnamed()
    yield from _denied()
    yield from _in_chats()
    yield from _signed()
    for pattern in _titled():
        yield Frame("called.titled", "identity.preferred_name", rule(pattern), people.titled, _CALLED)
    for pattern, read in _called():
        yield Frame("called.asked", "identity.preferred_name", rule(pattern), read, _CALLED)


# "Me llamo Anneke de Wit": a name may go on with "de", where what follows is no town ("me llamo Ana de Burgos").
_OWN = rf"(?P<v>{CAPS}){_SURELY_ENDS}"
# In full in small letters: "je m'appelle heloise baudry, j'habite …".
_SMALL = r"(?P<v>(?-i:[a-z][a-z'-]+ [a-z'-]{3,}))(?=\s*(?:$|[.,!;\n])| (?:and|und|y|et|from|aus|de|von|here|hier)\b)"


def _said() -> Iterator[Frame]:
    """With the word for it: "my name is Maya", "im Auftrag steht es unter dem Namen …"."""
    goes_on = (
        r"\b(?:me llamo|mi nombre es|je m'appelle|mon nom est|my name is|mein name ist|ich heiße)[ ]"
        r"(?P<v>(?-i:[^\W\d_a-z])[\w'’-]+ (?:de la|de los|de las|del|de|d[aio]s?|du|von) (?-i:[^\W\d_a-z])[\w'’-]+)"
        r"(?=\s*(?:$|[.,!;\n])| (?:and|und|y|et)\b)"
    )
    yield Frame("name.said", "identity.name", rule(goes_on), people.name_with_of)
    for pattern in (
        rf"\bmy (?:full |first |real |actual )?name(?:'?s| is)(?:{S}(?:actually|now|still|spelled|spelt))?{S}{_OWN}",
        rf"\b(?:i'?m|i am) called{S}{_OWN}",
        rf"\b(?:the name(?:'?s| is)|(?:go|known|registered|listed|account is) under the name(?: of)?|they named me|"
        rf"(?:put|book|file|register|save|order|list) (?:it|this|that|them|me|everything|the \w+) (?:down )?(?:under|"
        rf"as|in the name of)|(?:in|under) the name(?: of)?|"
        rf"(?:läuft|angemeldet|registriert|bestellt) (?:unter|auf) (?:dem|den) namen|a nombre de|au nom d[e']|"
        rf"der name ist|el nombre es|le nom (?:est|c'est)){S}?{_OWN}",
        r"\b(?:mein (?:voller |vollständiger |richtiger |ganzer |echter )?name (?:ist|lautet|schreibt sich)|"
        r"(?:ich hei(?:ß|ss)e?|(?<!\w )hei(?:ß|ss)e|(?<=\bund )hei(?:ß|ss)e|(?<=\bhallo )hei(?:ß|ss)e|hei(?:ß|"
        r"ss)e?(?= ich\b))(?: ich)?(?: jetzt| nun| wieder| nämlich| übrigens)*|mi (?:verdadero )?nombre (?:completo |"
        r"real )?es|(?:ahora )?me llamo(?: ahora)?|mon (?:vrai )?(?:nom|prénom)(?: complet)? (?:est|c'est)|"
        rf"je me nomme|j(?:e )?m ?'? ?app?elle?(?: désormais| maintenant| dorénavant)?){S}{_OWN}",
        rf"\bwhat i go by is{S}{_OWN}",
        # "full name on it is …", "Der Name auf der Buchung ist …": whose booking it is, unless a label speaks.
        rf"(?:^|[.!?,;:\n]\s*|\b(?:and|und|y|et) )(?:the |der |el |le )?(?:full |whole |complete |voller? |first )?"
        rf"(?:name|nombre|nom)(?: completo| complet)? (?:on|for|auf|in|im|de|en|sur|für|pour)"
        rf"(?: (?:it|this|{_BOOKED}))(?:'s| is| ist| lautet| es| est| c'est|:){S}{_OWN}",
    ):
        yield Frame("name.said", "identity.name", rule(pattern), people.name)
        yield Frame("name.said", "identity.name", rule(pattern.replace(_OWN, _SMALL)), people.small_name)
    # "Okafor, Ngozi Okafor": the surname, and then the name in full.
    twice = (
        r"(?:^|[.!?\n]\s*|\b(?:it'?s|i'?m|bin|soy|suis|c'est) )(?P<sur>(?-i:[^\W\d_a-z])[\w'’-]+)(?: mein name|"
        r" is my name)?, (?P<v>(?:(?-i:[^\W\d_a-z])[\w'’-]+ ){1,2}(?P=sur))(?=\s*(?:$|[.,!;\n]))"
    )
    yield Frame("name.said", "identity.name", rule(twice), people.surely_name)
    enrolled = (
        r"\b(?:(?:angemeldet|registriert|eingeschrieben|gemeldet|gelistet)(?: bin ich| sind wir)?(?: als| unter)|"
        r"(?:registered|signed up|enrolled|listed|booked in|down) (?:as|under)|(?:registrad|apuntad|inscrit|"
        r"anotad)[oa] como|(?:inscrite?|enregistrée?) (?:comme|sous)) "
        r"(?P<v>(?-i:[^\W\d_a-z])[\w'’-]+(?: (?-i:[^\W\d_a-z])[\w'’-]+){1,3})(?=\s*(?:$|[.,;!\n])| (?:and|und|y|et|"
        r"but|aber)\b)"
    )
    yield Frame("name.enrolled", "identity.name", rule(enrolled), people.given_name)
    called_real = (
        r"(?P<v>(?-i:[^\W\d_a-z])[\w'’-]+(?: (?-i:[^\W\d_a-z])[\w'’-]+){1,3}),? (?:which is |that'?s |que es |"
        r"das ist |c'est |qui est )?(?:my (?:full|real|actual|legal|given) name|"
        r"mein (?:voller|richtiger|echter) name|mi nombre (?:completo|real|de verdad|verdadero)|mon (?:vrai nom|"
        r"nom complet|vrai prénom))\b"
    )
    yield Frame("name.mine", "identity.name", rule(called_real), people.surely_name, frozenset({"reported"}))
    is_mine = (
        rf"(?:^|[.!?,;:\n]\s*|\b(?:well|so|and|but) )(?P<v>{CAPS}?)(?:'s|{S}(?:is|ist|es|est)){S}(?:my|the|mein|der|mi|"
        r"el|mon|le) (?:full |voller )?(?:name|nombre|nom)\b"
    )
    yield Frame("name.mine", "identity.name", rule(is_mine), people.a_name)


_OF_A_THING = rule(
    r".*\b(?:mon|ma|notre|mes|nos|votre|my|our|the)[ ][\w-]+(?: [\w-]+)?,?[ ](?:c'est|it's)\b(?! (?:me|moi)\b)"
)
"""What "c'est" says of a thing that is named before: "mon abonnement, c'est Marée Haute"."""


def _introduced() -> Iterator[Frame]:
    """By who speaks: "I'm Maya", "soy Ana", "Maya here", "Ngozi from Lumen Labs here"."""
    # A bare "im" stands at the front; within a German sentence it is another word ("steht im Vertrag").
    bare_im = r"(?:^|[.!?,;\n]\s*|\b(?:hi|hey|hiya|hello|and|but|so|yes|ok|hola|hallo) )im"
    im = rf"(?:\b(?:i'm|i am)|{bare_im}){S}(?P<v>{CAPS}){_NAME_END}"
    yield Frame("name.im", "identity.name", rule(im), people.surely_name)
    romance = rf"\b(?:yo )?soy{S}(?P<v>{CAPS}){_NAME_END}"
    yield Frame("name.soy", "identity.name", rule(romance), people.surely_name)
    others = (
        r"\b(?:(?:ich )?bin(?: die| der|'?s,?)?|moi c|(?:moi )?c'est|je suis(?! ravie?\b| (?-i:lasse)\b)|this is|"
        r"hier (?:ist|spricht|schreibt)(?: die| der)?|(?:les?|te|os) (?:escribe|habla|saluda)|vous écrit|"
        r"(?<!\w )hier(?: nochmals?| wieder)?|habla|(?<!\w )aquí(?: otra vez| de nuevo)?|(?<!\w )ici(?: encore|"
        rf" à nouveau)?|it's){S}(?P<v>{CAPS}){_NAME_END}"
    )
    yield Frame("name.this_is", "identity.name", rule(others), people.full_name, bars=_OF_A_THING)
    related = (
        r"\b(?:this is|it'?s|(?:hier|da) (?:ist|schreibt|spricht)|ich bin|c'est|je suis|soy|aquí|les escribe|here)[ ]"
        r"(?:(?:the|die|der|la|el|le)[ ])?(?:(?-i:[A-Z])[\w-]+(?:s|'s?)[ ]"
        rf"(?:{RELATIONS})(?: here)?|(?:{RELATIONS})[ ](?:of|von|de|d')[ ]?(?-i:[A-Z])[\w-]+),[ ]"
        r"(?:mein name ist |my name is |me llamo |"
        r"je m'appelle )?(?P<v>(?-i:[A-Z])[\w'-]+(?:[ ](?-i:[A-Z])[\w'-]+){1,2})"
        r"(?=\s*(?:$|[.,;!\n]))"
    )
    yield Frame("name.related", "identity.name", rule(related), people.full_name, frozenset({"third"}))
    aside = (
        r"(?:^|[.!?;\n]\s*)(?:au fait|d'ailleurs|sinon|by the way|btw|übrigens|por cierto)[,:]? "
        r"(?:mme|mlle|madame|mrs|ms|mr|miss|sra|srta|sr)\.? "
        r"(?P<v>(?-i:[A-Z])[\w'-]+(?:[ ](?-i:[A-Z])[\w'-]+){1,2})(?=\s*(?:$|[.;!\n]))"
    )
    yield Frame("name.aside", "identity.name", rule(aside), people.full_name)
    don = (
        rf"\b(?:(?:les?|te|os) (?:escribe|habla|saluda)|habla|soy|aquí)"
        rf"{S}(?P<v>(?:don|doña)[ ]{CAPS}){_NAME_END}"
    )
    yield Frame("name.don", "identity.name", rule(don), people.with_don)
    here = (
        rf"(?:^|[.!?,;\n]\s*)(?:(?:{GREETING})\b[\s,!.]{{0,3}})?(?:(?:der|die|el|la|le|frau|herr) )?(?P<v>{CAPS}){S}"
        r"(?:here|hier|aqui|ici|speaking|writing|again|nochmal|nochmals|wieder|otra vez|de nuevo|encore|am apparat|"
        r"al habla|à l'appareil)\b(?! (?:is|are|in|at|ist|sind|im|es|est)\b)"
    )
    yield Frame("name.here", "identity.name", rule(here), people.full_name)
    its = (
        rf"(?:\A|\n)\s*(?:{GREETING})(?: all| there| team)?[\s,!.]{{1,3}}its{S}(?P<v>(?-i:[^\W\d_a-z])[\w'’-]+"
        rf"(?:[ ](?-i:[^\W\d_a-z])[\w'’-]+){{0,2}}){_NAME_END}"
    )
    yield Frame("name.its", "identity.name", rule(its), people.full_name)
    hello = (
        rf"(?:^|[.!?,;\n]\s*)(?:{GREETING})\b[\s,!.]{{1,3}}(?P<v>(?-i:[^\W\d_a-z])[\w'’-]+){S}(?:here|hier|aquí|ici)"
        r"(?=\s*(?:$|[.!,;:\n]))"
    )
    yield Frame("name.hello", "identity.name", rule(hello), people.greeted)
    # "Ngozi from Lumen Labs here": after a greeting any capital is a name, elsewhere one of the list.
    of_firm = (
        rf"{S}(?:from|at|of|with|de|del|de la|chez|von|vom|von der|bei|d')[ ]?(?-i:[A-Z0-9])[^.!?,;:\n\x00]{{1,40}}? "
        rf"(?:here|hier|aquí|ici|speaking|writing|am apparat|al habla|à l'appareil)\b"
    )
    greeted = rf"(?:^|[.!?,;\n]\s*)(?:{GREETING})\b[\s,!.]{{1,3}}{_NO_POST}(?P<v>(?-i:[^\W\d_a-z])[\w'’-]+){of_firm}"
    yield Frame("name.of_firm", "identity.name", rule(greeted), people.surely_name)
    opened = rf"(?:^|[.!?,;\n]\s*)(?P<v>{CAP}(?:[ ](?-i:[^\W\d_a-z])[\w'’-]+)?){of_firm}"
    yield Frame("name.of_firm", "identity.name", rule(opened), people.full_name)


def _in_passing() -> Iterator[Frame]:
    """In a greeting, a wish, a slip, or behind "it's me"."""
    # A name and its clause alone at the start: "Hello team, Nadine Fairweather from …", "Bonsoir, Anatole Vasseur."
    alone = (
        rf"\A\s*(?:{GREETING})\b[^.!?,;:\n\x00]{{0,16}}[,.!:]?{S}(?P<v>{FULL})"
        r"(?=\s*(?:$|[.!,;\n])| (?:from|of|at|aus|von|vom|de|du|des) )"
    )
    yield Frame("name.alone", "identity.name", rule(alone), people.person)
    # Behind any one word that calls: "Kaixo! Ainhoa Ruiz, programadora en …".
    called_out = rf"\A\s*[^\W\d_]{{2,12}}!{S}(?P<v>{FULL})(?=,{S}[^\W\d_])"
    yield Frame("name.alone", "identity.name", rule(called_out), people.person)
    met = (
        rf"(?:^|\n|[.!?]\s)\s*(?:(?:{GREETING})\b[\s,!.]{{0,3}})?(?P<v>{FULL}|"
        rf"(?-i:[^\W\d_a-z])[\w'’-]+),? (?:enchantée?|"
        r"ravie?|encantad[oa]|mucho gusto|nice to meet you|pleased to meet you|freut mich|angenehm)\b"
    )
    yield Frame("name.met", "identity.name", rule(met), people.greeted)
    # A name where somebody speaks of their own name: "could you change my name to Rhea Kapoor".
    spoken = (
        r"\b(?:my|mein\w*|mi|mon) (?:[\w']+ ){0,3}?(?:name|surname|nachname|nombre|apellido|nom)\b(?! (?:of|von|"
        rf"de mi|de ma))[^.!?;,\n\x00]{{0,20}}?(?:\b(?:to|as|is|in|zu|auf|ist|a|por|es|est|en|pour|c'est)|:){S}{_OWN}"
    )
    yield Frame("name.spoken", "identity.name", rule(spoken), people.surely_name, WISHED - {"hypothetical"})
    # "hallo ich bins, Dörte", "registered to me, Howard Beck": oneself, and then the name.
    me = (
        r"\b(?:it'?s (?:only |just )?me|me again|to me|that'?s me|ich bin'?s|ich wieder|auf mich|bin ich|soy yo|a mí|"
        r"yo otra vez|c'est (?:encore |juste )?moi|à moi|encore moi)(?: again| wieder| nochmal| otra vez|"
        rf" encore)?[,:!-]{S}(?:the |der |die )?(?P<v>(?-i:[^\W\d_a-z])[\w'’-]+(?:[ ](?-i:[^\W\d_a-z])[\w'’-]+){{0,2}})"
        r"(?=\s*(?:$|[.!,;\n])| (?:from|aus|von|de|here)\b)"
    )
    yield Frame("name.me", "identity.name", rule(me), people.surely_name)
    greets = (
        rf"\b(?:{CLOSING}|greetings|(?:the |this )?(?:ticket|request|order|mail|email)(?: is|'s)?|"
        r"(?:a )?(?:quick )?(?:one|note|question|message|word|hello|hi)|grüße|gruß|eine frage|mensaje|saludos|un mot|"
        rf"un message|petit mot) (?:from|von|vom|de parte de|de la part de|de|d'){S}(?P<v>(?-i:[^\W\d_a-z])[\w'’-]+"
        r"(?:[ ](?-i:[^\W\d_a-z])[\w'’-]+){1,2})(?=\s*(?:$|[.!,;\n]))"
    )
    yield Frame("name.greets", "identity.name", rule(greets), people.person)
    spelt = (
        r"\b(?:it'?s|it is|name is|that'?s|wird|es wird|se escribe|ça s'écrit)(?: spelled| spelt| written|"
        rf" geschrieben)?{S}(?:spelled |spelt |written |geschrieben )(?P<v>{CAP} (?-i:[^\W\d_a-z])[\w'’-]+){_NAME_END}"
    )
    yield Frame("name.spelt", "identity.name", rule(spelt), people.surely_name)
    # "Chidi. C-h-i-d-i": who spells a name letter by letter right behind it tells their own.
    letter_by_letter = (
        r"(?:^|[.!?,;:\n]\s*|\b(?:i'?m|i am|it'?s|bin|heiße|soy|llamo|c'est|suis|m'appelle) )"
        r"(?P<v>(?P<first>[^\W\d_])[\w'’-]*)[.,:;]?[ ]{1,2}\(?(?=(?P=first)(?:[-. ][^\W\d_]){2,}(?![\w'-]))"
    )
    yield Frame("name.letters", "identity.name", rule(letter_by_letter), people.name, frozenset({"negated"}))
    now = (
        rf"\b(?:i'?m|i am|ich bin|soy|je suis) (?:now|jetzt|nun|ahora|maintenant|"
        rf"désormais){S}(?P<v>{CAPS}){_NAME_END}"
    )
    yield Frame("name.now", "identity.name", rule(now), people.person, changes=True)
    moi = (
        r"\b(?:moi,? c'est|moi c|je me présente ?[,:]?|me presento,?|soy yo,|mein name:|me:)"
        rf"{S}(?P<v>{CAPS}){_NAME_END}"
    )
    yield Frame("name.moi", "identity.name", rule(moi), people.greeted)
    slip = (
        r"(?:^|[.!?,;\n]\s*)(?:sorry|pardon|perdón|perdona|oops|ups|nein|no|non|correction|i mean|"
        rf"ich meine)[,:!.]*{S}(?P<v>(?-i:[^\W\d_a-z])[\w'’-]+(?:[ ](?-i:[^\W\d_a-z])[\w'’-]+){{1,2}}),? (?:not|nicht|"
        r"no|pas|et non|y no) (?=(?-i:[^\W\d_a-z])[\w'’-]+ (?-i:[^\W\d_a-z]))"
    )
    yield Frame("name.slip", "identity.name", rule(slip), people.person)
    # "Frau Claudia Maier bin ich", "in the name of Ainhoa Ruiz, that's me": whose it is stands behind.
    is_me = (
        r"(?:^|[.!?,;\n]\s*|\b(?:of|de|von|auf|unter|under|frau|herr|mr|mrs|ms|dr) )(?:(?:frau|herr|mr|mrs|ms|"
        r"dr)\.? )?(?P<v>(?-i:[^\W\d_a-z])[\w'’-]+(?:[ ](?-i:[^\W\d_a-z])[\w'’-]+){1,2}),? (?:bin ich|das bin ich|"
        r"(?:que )?soy yo|c'est moi|that'?s me|is me|which is me)\b"
    )
    yield Frame("name.is_me", "identity.name", rule(is_me), people.a_name, frozenset({"negated"}))


def _surnamed() -> Iterator[Frame]:
    """How one is to be written: "it's Dr. Achterberg, not Mr", "übrigens heißt es Frau Özdemir"."""
    named = rf"(?P<v>{_TITLE}(?-i:[^\W\d_a-z])[\w'’-]+(?:[ ](?-i:[^\W\d_a-z])[\w'’-]+)?)"
    its = r"(?:it'?s|it is|heißt es|es heißt|das heißt|c'est|es)"
    by_the_way = r"(?:übrigens|by the way|btw|actually|au fait|por cierto|d'ailleurs|oh,? and|ach ja,?)"
    for pattern in (
        rf"\b{by_the_way},?(?: and)? {its} {named}(?=\s*(?:$|[.,!;\n]))",
        rf"(?:^|[.!?,;\n]\s*|\b(?:and|und|y|et|but) ){its} {named},? (?:not|nicht|no|pas|et non|y no) \W?(?:mr|mrs|"
        r"ms|miss|herr|frau|sr|sra|señora?|monsieur|madame|m\.|mme)\b",
    ):
        yield Frame("name.titled", "identity.name", rule(pattern), people.titled, frozenset({"negated"}))


def _denied() -> Iterator[Frame]:
    """Behind which "is my name" stands, and which somebody does not bear."""
    behind = rf"(?:^|[.!?,;\n]\s*)(?P<v>{CAPS}){S}(?:mein name|mi nombre|mon nom|my name|ist der name)\b"
    yield Frame("name.behind", "identity.name", rule(behind), people.a_name)
    never = (
        rf"\b(?:i'?m|i am|ich bin|ich heiße|soy|me llamo|je suis|je m'appelle){S}(?:not|nicht|no|"
        rf"pas){S}(?P<v>{CAPS}){_NAME_END}"
    )
    refused = (
        rf"\bno (?:soy|me llamo){S}(?P<v>{CAPS}){_NAME_END}|\bje ne (?:suis|"
        rf"m'appelle) pas{S}(?P<w>{CAPS}){_NAME_END}"
    )
    other = (
        rf"(?:^|[.!?,;:\n]\s*)(?P<v>{CAPS}){S}(?:(?:is not|isn'?t|is n't) my name|ist nicht mein name|no es mi "
        rf"nombre|n'est pas mon (?:nom|prénom))\b"
    )
    for pattern in (never, refused, other):
        yield Frame("name.not", "identity.name", rule(pattern), people.full_name, frozenset({"negated"}), denies=True)
    # "I'm not Anna but Mechthild Vogt": the name stands in the place of the one that is denied.
    rather = (
        r"\b(?:i'?m|i am|name|hei(?:ß|ss)e|bin|soy|llamo|nombre|suis|appelle)\b[^.!?;\n\x00]{0,60}?(?:\b(?:but|"
        rf"it'?s|sondern|sino|mais)(?: rather| ich bin| ich heiße| soy| c'est| moi c'est)?){S}(?P<v>{CAPS}){_NAME_END}"
    )
    yield Frame("name.rather", "identity.name", rule(rather), people.full_name, frozenset({"negated"}))


def _in_chats() -> Iterator[Frame]:
    """In small letters, where a list or the words around show a name."""
    # Small letters and no list: a greeting, "im" and one or two words that are none of the language's own.
    chat = (
        rf"(?:^|\n)\s*(?:(?:{GREETING})\b[\s,!.]{{0,3}})(?:i'?m|its|it's|this is){S}(?P<v>[a-z'-]{{3,}}(?: "
        r"[a-z'-]{3,})?)(?=\s*(?:$|[,.!\n]|from\b|here\b))"
    )
    yield Frame("name.chat", "identity.name", rule(chat), people.given_name)
    intro = (
        rf"\b(?:ich )?bin(?: (?:übrigens|hier|es|s|nur|wieder))*{S}(?:die|der)?(?<=die|der){S}(?P<v>{CAP})"
        rf"(?=\s*(?:$|[.!,;\n])| (?:aus|von|und|hab|habe)\b)"
    )
    yield Frame("name.intro", "identity.name", rule(intro), people.given_name)


def _signed() -> Iterator[Frame]:
    """Below the message, or behind its thanks."""
    title = r"(?:(?:dr|prof|dipl|ing|med)\.[ -]?){0,3}"
    signed = rf"(?:^|[.!?,;\n]\s*)(?:{CLOSING})[\s,!.-]{{1,4}}{title}(?P<v>{CAPS})[ .]*\n(?=\s*\S)"
    yield Frame("name.signed", "identity.name", rule(signed), people.surely_name)
    thanked = rf"\w[^\n\x00]{{12,}}[.!?\n]\s*(?:{THANKS})(?:,[ ]?|\s*\n\s*)(?P<v>{CAPS})[ .]*\Z"
    before: frozenset[Label] = WISHED | {"negated", "past", "hedge"}  # of the sentence before the thanks
    yield Frame("name.signed", "identity.name", rule(thanked), people.surely_name, before)
    small = (
        r"(?:^|[.!?,;\n]\s*)(?:(?:(?:liebe|viele|schöne|beste) )?(?:gr[uü](?:ß|ss)e?|lg|vg)|un saludo|saludos|"
        r"un abrazo|abrazos|bises|bisous|biz|regards|xx?),?[ ](?P<v>(?-i:[a-z])[\w'’-]{2,20})[ .!]*\Z"
    )
    yield Frame("name.signed", "identity.name", rule(small), people.signed_small)
    in_full = (
        r"(?:^|[.!?,;\n]\s*)(?P<v>(?-i:[A-Z])[\w'’-]+(?: (?-i:[A-Z])[\w'’-]+){1,2}) (?:in full|"
        r"mit vollem namen|completo|en entier)\b"
    )
    yield Frame("name.full", "identity.name", rule(in_full), people.a_name)


_NO_POST = (
    r"(?!(?:director|direct|gerent|encargad|responsable|jef|leit|inhaber|chef|gérant|dueñ|propiet|propriét|manag)\w*\b)"
)
"""A post in the place of a name: "Directora del Colegio …"."""
CLOSING = (
    r"(?:(?:best|kind|warm|kindest|warmest|many)[ ](?:regards|wishes|thanks)|regards|all the best|best|(?:yours )?"
    r"(?:sincerely|faithfully|truly)|cheers|yours|respectfully|(?:mit )?(?:freundlichen?|besten?|lieben?|herzlichen?|"
    r"viele[n]?|schöne[n]?) (?:grüßen?|gruß)|gruß|grüße|hochachtungsvoll|mfg|lg|vg|bg|saludos(?: cordiales)?|un "
    r"(?:cordial )?(?:saludo|abrazo)|cordialmente|atentamente|atte|(?:bien )?cordialement|cdl?ts?|bien à toi|bises|"
    r"bisous|bien à vous|salutations(?: distinguées)?|amicalement|sincères salutations|bonne (?:journée|soirée)|"
    # thanks, respect and affection, said of oneself: "with many thanks", "quedo agradecida", "avec mes respects"
    r"(?:yours )?(?:gratefully|respectfully|warmly|cordially|appreciatively)|with (?:\w+ ){0,2}(?:thanks|gratitude|"
    r"appreciation|regards|wishes|greetings)(?: in advance)?|ergebenst|dankend|herzlichst|mit (?:\w+ )?dank(?: im "
    r"voraus| vorab)?|(?:besten|herzlichen|vielen) dank im voraus|beste wünsche|(?:muy |quedo (?:muy )?)?"
    r"agradecid[oa]s?|con (?:\w+ )?(?:afecto|cariño|respeto|gratitud|agradecimiento)|sin (?:más|otro particular)|"
    r"gracias (?:de antemano|por adelantado)|avec (?:tou[st]e?s? )?(?:mes|nos|ma|notre) (?:\w+ )?(?:remerciements|"
    r"salutations|respects|gratitude)(?: anticipés)?|respectueusement|merci (?:d'avance|par avance)|reconnaissante?)"
)
THANKS = (
    r"(?:many |best )?(?:thanks|thx|thank you|danke(?: schön)?|vielen dank|gracias|merci)(?: in advance| im voraus)?"
)


_TITLE = (
    r"(?:(?:mrs?|ms|miss|mx|dr|prof|sir|madam|frau|herrn?|señor(?:a|ita)?|sra?|srta|don|doña|monsieur|madame|"
    r"mademoiselle|mme|mlle|m)\.?[ ]){1,2}"
)


FULL = rf"(?-i:[^\W\d_a-z])[\w'’-]+(?:[ ]{JOINT}{{0,2}}(?-i:[^\W\d_a-z])[\w'’-]+){{1,2}}"
"""A name in full, with what joins its words: "Jette van den Bosch", "Erwan Le Gall"."""


def _titled() -> Iterator[str]:
    """How one wishes to be called by one's title: "please call me Mrs Adeyemi"."""
    name = rf"(?P<v>{_TITLE}(?-i:[^\W\d_a-z])[\w'’-]+(?:[ ](?-i:[^\W\d_a-z])[\w'’-]+){{0,2}})"
    yield rf"\b(?:call|name|address|refer to) me(?: as)?{S}{name}"
    yield rf"\b(?:known as|addressed as|called|go by|nickname is|call me){S}{name}"
    yield rf"\bnenn(?:en sie|t|e)? mich(?: bitte| einfach| lieber| doch| ruhig)*{S}{name}"
    yield rf"\b(?:sagen sie|sprechen sie mich)(?: bitte| einfach| lieber| doch| ruhig| zu mir)*(?: mit| als)?{S}{name}"
    yield rf"\b(?:als|mit){S}{name} (?:angesprochen|angeredet|an(?=\s*(?:$|[.!,;\n])))"
    yield rf"\b(?:ll[aá]m(?:a|e|en)me|llamarme|d[ií](?:game|ganme|me)|me llamen?|dirigirse a mí como){S}{name}"
    yield rf"\b(?:appel(?:le|lez|ez)[- ]moi|m'appeler|qu'on m'appelle|dites(?:[- ]moi)?){S}{name}"


def _called() -> Iterator[tuple[str, values.Reader]]:
    """How one wishes to be called, in all orders of words."""
    name = rf"{S}(?P<v>{CAPS}){_SURELY_ENDS}"
    others = (
        r"(?:everyone|everybody|people|(?:my )?friends|(?:my )?(?:family|colleagues|mates)|they|all|most|we|alle|man|"
        r"some(?:one|body)|todos|mis amigos|todo el mundo|toda la gente|la gente|tout le monde|"
        r"mes (?:amis|proches|potes)|on)"
    )
    will_do = (
        r"(?:is fine|is ok(?:ay)?|is enough|is better|will do|does (?:it|fine)|works(?: fine)?|for short|"
        r"to (?:my )?(?:friends|everyone|you)|reicht|genügt|ist ok(?:ay)?|está bien|es suficiente|basta|alcanza|"
        r"suffit|suffira|suffirait|langt|ça ira|tout court|pour les (?:intimes|amis))"
    )
    sure, loose = people.called, people.surely_name
    yield (
        rf"\b{others}(?: \w+){{0,2}}? (?:calls? me|(?:sagen|nennen|nennt) mich|sagen zu mir|me (?:dicen|llaman)){name}",
        sure,
    )
    yield rf"\b{others}(?: (?-i:[a-z])\w*){{0,4}}? me (?:dicen?|llaman?){name}", loose
    yield (
        rf"\b{others}(?: \w+)?(?: aber| pero| mais)?(?: just| mostly| only)? (?:says?|knows? me as|uses?|sagen|dit|"
        rf"disent){name}",
        loose,
    )
    yield (
        rf"(?:^|[.!?,;\n]\s*|\b(?:but|and|so|to|please|just|can|may|could you|would you|always|kindly|pls|do) )"
        rf"(?:do )?(?:call|name) me(?: just| simply)?{name}",
        sure,
    )
    yield (
        r"\b(?:(?:to be|being|be|am|i'm|get) (?:called|known as|addressed as)|(?:please )?(?:refer to|"
        r"address) me (?:as|by)|better known as|known to (?:everyone|friends|all) as|(?:please |rather |just |"
        r"better )(?:use|say|make it)|i (?:go|went) by(?: my (?:middle|second|first|maiden) name,?)?|"
        r"i(?:'d| would)? (?:much )?(?:prefer|rather be|rather have)(?: it if you called me| you call me| to go by|"
        rf" if you used)?(?: the name)?|nickname is){name}",
        loose,
    )
    yield (
        r"\b(?:(?:shorten|abbreviate|cut)(?: it| that| my name)?(?: down)? to|address me as|feel free to (?:use|say|"
        r"call me)|(?:you can|please|just) (?:use|say|put)|kürz\w*(?: \w+)? (?:auf|mit)|d[ií](?:me|game)|"
        rf"abr[eé]viat\w*|(?:on|ça) (?:abrège|raccourcit) en){S}(?P<v>(?:Dr\.? |Prof\.? )?{CAP}(?:[ ]"
        rf"(?-i:[^\W\d_a-z])[\w'’-]+)?){_SURELY_ENDS}",
        loose,
    )
    yield (
        r"\b(?:nobody|no one|never|don'?t|niemand|nadie|personne)(?: \w+){0,2} (?:calls?|nennt|llama|m'appelle|"
        rf"me llama|dice) (?:me |mich )?{CAP},? (?:it'?s|i'?m|just|only|but|es ist|ich bin|sondern|nur|es|soy|sino|"
        r"c'est|moi c'est|je suis|mais)(?: just|"
        rf" only)?{S}(?P<v>{CAP}){_NAME_END}",
        loose,
    )
    yield (
        r"\b(?:heiße|bin)(?: ich)? (?:für|bei) (?:alle\w*|euch|sie|freunde\w*)(?: "
        rf"\w+){{0,2}}{S}(?P<v>{CAP}){_NAME_END}",
        loose,
    )
    yield rf"\b(?:con|mit|with|avec|just|only|nur|solo|juste){S}(?P<v>(?-i:[A-Z])[\w'’-]+) {will_do}\b", loose
    yield (
        rf"\bsag(?:en sie|t)?(?: ruhig| einfach| bitte| gern\w*)+(?: zu mir)?{name}",
        sure,
    )
    yield (
        r"\b(?:nenn(?:en sie|t|e)? mich(?: aber| bitte| einfach| lieber| doch| ruhig| gern\w*)*|sag(?:en sie|"
        r"t)?(?: mir| bitte| einfach| lieber| doch| ruhig| gern\w*)+(?: zu mir)?|(?:man|alle) nenn(?:en|t) mich|"
        rf"(?:rufname|spitzname)(?: ist|:)){name}",
        loose,
    )
    yield (
        r"\b(?:(?:ihr|du|sie)? ?(?:könnt|kannst|können|dürft|darfst|dürfen)(?: sie| ihr)? (?:mich |"
        rf"zu mir )(?:gern\w* |ruhig |einfach )*|werde (?:ich )?(?:(?-i:[a-z])\w+ ){{0,3}}?)(?P<v>{CAPS}) (?:nennen|"
        r"sagen|genannt|gerufen)\b",
        loose,
    )
    yield (
        rf"\b(?:könnt|kannst|können|dürft|darfst|dürfen)(?: sie| ihr| du)?(?: gern\w*| ruhig|"
        rf" einfach)* (?P<v>{CAP}) zu mir sagen\b",
        loose,
    )
    yield (
        rf"\b(?:lieber|prefiero|je préfère|plutôt){S}(?P<v>{CAP})(?=\s*(?:$|[.!,;\n])| (?:statt|als|a|à|en vez de|"
        rf"au lieu de|que) (?-i:[A-Z]))",
        people.given_name,
    )
    yield (
        r"\b(?:(?:me|te)? ?(?:puedes?|pueden|podéis) (?:decir|llamar)|ll[aá]m(?:a|e|ad|en)me|llamarme|"
        r"d[ií](?:me|game|ganme)|decidme|decirme|me (?:dicen|conocen (?:por|como))|que me (?:llamen?|llames|digan?|"
        rf"digas)){name}",
        loose,
    )
    yield (
        r"\b(?:appel(?:le|lez|ez)[- ]moi|m'appeler|on m(?:'appelle|e surnomme)|tout le monde m(?:'appelle|e surnomme)|"
        r"mes \w+ m'appellent|(?:plutôt |juste )?dites(?:[- ]moi)?|qu'on m'appelle|être appelée?|"
        rf"surnom (?:est|c'est))(?: plutôt| juste| simplement)?{name}",
        loose,
    )
    # "moi c'est Mimi pour tout le monde", "it's Bex (that's what I go by)": for whom one is so called.
    yield rf"(?:^|[.!?,;\n]\s*)(?:todos )?me llaman{S}(?P<v>(?-i:[A-Z])[\w'’-]+)(?=\s*(?:$|[.,;!\n]))", loose
    for_all = (
        r"(?:for (?:everyone|everybody|friends|all)|to (?:everyone|everybody|friends|my friends|"
        r"anyone who knows me)|für (?:alle|freunde)|para (?:todos|los amigos|mis amigos)|pour (?:tout le monde|tous|"
        r"les (?:amis|intimes|copains|potes)))"
    )
    so = (
        r"\(?(?:that'?s|which is|so (?:heiße|nennen)|das ist|así|c'est) (?:what (?:i go by|"
        r"(?:you|u) (?:should|can) call me|(?:they|people|everyone|"
        r"friends|everybody) calls? me)|(?:ich|mich) (?:alle|überall|bei allen)|me (?:llaman|dicen) todos|"
        r"comme ça qu'on m'appelle)"
    )
    yield (
        rf"\b(?:i'?m|it'?s|its|bin|heiße|soy|moi c'est|c'est|moi c|je suis){S}(?P<v>{CAP})"
        rf"(?: {for_all}|,?{S}{so})(?!\w)",
        loose,
    )
    yield (
        r"(?:^|[.!?,;(\n]\s*)(?P<v>(?-i:[A-Z])[\w'’-]+?)(?:'s| is) what (?:i go by|they call me|"
        r"everyone (?:calls me|says|uses))\b",
        loose,
    )
    yield rf"\bruf(?:t|en sie)? mich(?: aber| bitte| einfach| lieber| doch| ruhig| gern\w*)*{name}", people.given_name
    yield (
        r"(?:^|[.!?,;(\n]\s*)(?P<v>(?-i:[^\W\d_a-z])[\w'’-]+) (?:for friends|für freunde|para (?:los|mis) amigos|"
        r"pour les (?:intimes|amis|potes|copains))\b",
        loose,
    )
    for_you = (
        r"(?:for you|to you|für (?:euch|sie|dich)|para (?:ustedes|vosotr[oa]s|usted|ti|vos)|pour (?:vous|toi))(?!\w)"
    )
    led = (
        r"\b(?:soy|me llamo|i'?m|name is|bin|heiße|je suis|c'est|m'appelle|sur les papiers|on (?:the|my) \w+|en el dni|"
        r"auf dem \w+|im \w*pass)\b[^.!?\n\x00]{0,40}?[ ,]"
    )
    yield rf"{led}(?:(?:but|aber|pero|mais|y|and|und|et) )?(?P<v>(?-i:[^\W\d_a-z])[\w'’-]+) {for_you}", loose
    yield rf"(?:^|[.!?,;(\n]\s*|\b(?:but|aber|pero|mais) )(?P<v>{CAP}) {for_you}", people.given_name
    yield (
        rf"\bgern\w*(?: auch)?(?: einfach| nur){{1,2}} (?P<v>(?-i:[^\W\d_a-z])[\w'’-]+){_SURELY_ENDS}",
        people.given_name,
    )
    yield (
        r"\b(?:no ?one|nobody)\b[^.!?,;\n\x00]{0,30} (?:says?|uses?|calls?)\b[^.!?,;\n\x00]{0,16},? (?:it'?s|i'?m|"
        rf"just) (?P<v>{CAP}){_NAME_END}",
        loose,
    )
    yield (
        rf"\bnadie me (?:dice|llama) así,? (?:soy |sino )?(?P<v>{CAP})(?=\s*(?:$|[.,;!\n])| y (?:ya|punto|listo)\b)",
        loose,
    )
    yield (
        rf"\b(?:dear (?:mr|ms|mrs|miss|sir|madam)|mr or|no need)\b[^.!?;\n\x00]{{0,40}}?[ ,](?P<v>(?-i:[A-Z])[\w'’-]+) "
        rf"{will_do}\b",
        loose,
    )
    yield (
        rf"(?:^|[.!?,;(\n]\s*|\b(?:but|and|or|aber|oder|pero|mais|y|et) )(?P<v>{CAP}) {will_do}\b",
        people.given_name,
    )
    yield (
        r"(?:^|[.!?,;(\n]\s*|\b(?:but|aber|pero|mais) )(?:just|only|simply|plain|einfach|nur|solo|juste) "
        rf"(?P<v>(?-i:[A-Z])[\w'’-]+) {will_do}\b",
        loose,
    )


GREETING = (
    "hi|dear|good morning|morning|evening|afternoon|buen(?:os|as) (?:días|tardes|noches)|buen día|guten (?:morgen|"
    "abend)|grüezi|hello|hey|heyy+|hiya|hallo|moin|servus|guten tag|hola|buenas|bonjour|salut|slt|bonsoir|"
    "good (?:morning|evening|day)"
)
_CALLED: frozenset[Label] = WISHED | {"third"}
