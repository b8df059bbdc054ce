"""What is said in the place of an answer and tells none: that there is none, that it stands elsewhere, something else.

A question asks for a value, and its answer is one. Words that refuse, point elsewhere ("see above", "the usual"), put
it off ("it depends", "ask my boss") or are a sentence about something else ("it's for my mother") are none of any key.
"""

from __future__ import annotations

from bot.memory.spelling import fold, rule

_REFUSAL = rule(
    r"\s*(?:never|not at all|nunca|jamás|nada|nie|niemals|nix|nichts|rien|jamais|pas du tout|no idea|no clue|dunno|"
    r"don'?t know|i don'?t|not sure|none|nothing|why|what|where|how|who|when|keine ahnung|weiß|weiss|warum|wieso|wo\b|"
    r"ni idea|no s[eé]|ninguno|por que|donde|como|aucune idée|je (?:ne )?sais pas|pourquoi|où|no|nope|nein|non|no way|"
    r"rather not|later|n/a|idk|skip|nah|never mind|forget it|thanks|ok|okay|human|agent|help)\b[\s\w.!]*",
)


def refuses(words: str) -> bool:
    """Return whether words are nothing but that there is no answer."""
    return bool(_REFUSAL.fullmatch(fold(words)))


_WELL = r"\W*(?:(?:well|oh|hm+|na|naja|tja|also|pues|bueno|ben|bah|eh|uh|um)\b[\s,.]*)?"
_SELF = (
    r"(?:my|our|the|this|your|mein\w*|unser\w*|de[mnr]|das|die|ihr\w*|eure\w*|mi|nuestr[oa]|su|tu|el|la|mon|ma|notre|"
    r"votre|vos|mes|le|l')"
)
_RECORDS = (
    r"(?:profile?|account|signature|footer|file|mail|e-?mail|message|contract|invoice|bill|ticket|order|subject|"
    r"profil|konto|signatur|akte|vertrag|rechnung|bestellung|betreff|nachricht|perfil|cuenta|firma|ficha|correo|"
    r"mensaje|contrato|factura|pedido|asunto|compte|fiche|contrat|facture|commande|objet)"
)
_ALWAYS_NONE = rule(
    rf"{_WELL}(?:"
    # There is none, or it is not known.
    r"(?:none|neither|nobody|no ?one|not? (?:company|firm|business|plan|contract)|keine?[rsn]?|niemand\w*|weder noch|"
    r"ningun[oa]?|nadie|ni un[oa]|aucune?|personne|ni l'un)(?=[\s]*(?:$|[,.;!?]|of|von|de|d'|really|at all|"
    r"davon|here|hier|aquí|ici))|"
    r"no idea|no clue|dunno|i (?:really )?(?:don'?t|cannot|can'?t) (?:know|remember|recall|say)|i(?:'ve)? forg[eo]t\w*|"
    r"keine ahnung|weiß (?:ich )?(?:nicht|grad|leider)|(?:hab|habe) (?:ich )?vergessen|ni idea|no (?:lo )?sé|"
    r"no (?:me acuerdo|recuerdo|lo recuerdo)|aucune idée|je (?:ne |n')?(?:sais|me souviens|me rappelle) (?:pas|plus)|"
    r"j'ai oublié|"
    # Somebody else knows it, or it is theirs.
    r"(?:you'?d (?:have|need) to |better |just |please )?ask (?:my|our|the|him|her|them|your)\b|frag\w* (?:sie |mal )?"
    r"(?:mein|unser|den|die|das|da)\w*|pregunt\w+ a\b|demande[rz]? à\b|"
    rf"(?:it'?s |that'?s |es ist |das ist |ist |es |c'est )?(?:for|für|para|pour) (?:my|our|mein\w*|unser\w*|mi|"
    rf"nuestr[oa]|mon|ma|notre)\b|"
    # It depends, and it does not matter.
    r"(?:it|that|this|das|es)? ?(?:depends?|varies|kommt (?:ganz )?(?:drauf|darauf) an|hängt davon ab)\b|je nach\b|"
    r"unterschiedlich|verschieden(?=\W*$)|depende|según|(?:ça|cela) dépend|selon\b|long story|none of your|mind your|"
    r"(?:a )?bit of everything|whatever\b|does(?:n'?t| not) matter|tut nichts zur|das geht sie|(?:ist )?(?:doch )?egal"
    r"(?=\W*$)|von allem (?:etwas|ein)|no viene al|no importa|da igual|un poco de todo|qué más da|peu importe|"
    r"un peu de tout|ça ne vous"
    r")"
)
_ELSEWHERE = rule(
    rf"{_WELL}(?:"
    r"(?:see|siehe|s\.|vgl\.?|véase|ver|mir[ae]\w*|voir|cf\.?) (?:above|below|attached|my|the|previous|oben|unten|"
    r"anhang|meine?\w*|mail|e-?mail|profil|arriba|abajo|mi|el|la|adjunto|plus haut|ci-dessus|ci-joint|mon|ma|le)\b|"
    rf"(?:it'?s |that'?s |it (?:is|says) |(?:es |der |die |das )?(?:steht|stand) (?:doch |ja )?|está |lo pone |sale |"
    rf"c'est |c'est écrit )?(?:in|on|im|in der|auf der|en|dans|sur) (?:{_SELF}[ ]?)?{_RECORDS}\b|"
    r"as (?:always|usual|before|above)|(?:you|u) (?:already )?(?:have|know|got) (?:it|that)|"
    r"(?:the |my )?(?:same|usual)(?: (?:one|as|again|address|old|number|name|thing))?\b(?! ?:)|"
    r"(?:die|der|das|den|dem)[ ]?(?:selben?|gleichen?|üblichen?|übliche[rsn])\b|wie (?:immer|letzt\w*|gehabt|"
    r"üblich|bisher)|(?:haben|hast) (?:sie|du|ihr) (?:doch |ja )?schon|(?:ya )?(?:lo|la) tienen?\b|"
    r"(?:el|la|lo) (?:de siempre|mism[oa])\b|como siempre|(?:vous|tu) l'(?:avez|as)|comme d'habitude|"
    r"(?:le|la) même\b|cell?e? (?:de|d')|l'habituelle?"
    r")"
)
"""What sends to other words, which may stand behind: "the same: 07700 900814"."""
_SHOWS_ITSELF = ("email", "phone", "order", "version")
"""Types of values that no other words look like."""
_WAS_ONE = rule(
    r"\W*(?:the |my |our |die |der |das |mein\w* |el |la |mi |le |l'|mon |ma )?"
    r"(?:old|previous|former|last|first|alte[nrs]?|vorige[nrs]?|letzte[nrs]?|viej[oa]|antigu[oa]|anterior|vieux|vieille|"
    r"anciene?n?e?)\b[^,;:!?\n@]{0,24}?\b(?:was|were|used to|war|waren|era|fue|était)\b"
)
"""What was so once: "the old one was ann@…"."""
_THEN = rule(
    r"\W{0,2}(?:in )?(?:last|letzte[nrms]?|vorige[nrms]?|el|la|l'|en)[ ]?(?:year|month|week|season|jahr|monat|woche|"
    r"saison|(?:año|mes|semana|temporada) pasad[oa]|an(?:née)? (?:dernier|passé)e?)\b"
)
"""How many there were then: "2 last year"."""
_SENTENCE = rule(
    r"\b(?-i:my|our|your|their|mein\w?|meine[mnrs]|unsere?[mnrs]?|mi|mis|nuestr[oa]s?|tu|su|mon|ma|mes|notre|votre|"
    r"nos|vos)\b|\b(?-i:is|are|was|were|has|have|ist|sind|war|hat|haben|está|están|est|sont|était)\b"
)
"""Whose, and what is: no name has these words in small letters."""
_NAMED = frozenset({"name", "city", "company", "plan", "device", "product"})


def tells_none(folded: str, kind: str) -> bool:
    """Return whether folded words that answer a question begin with what tells no value of a type."""
    if _ALWAYS_NONE.match(folded) or _WAS_ONE.match(folded):
        return True
    return kind not in _SHOWS_ITSELF and _ELSEWHERE.match(folded) is not None


def is_talk(words: str, kind: str) -> bool:
    """Return whether what would be a name is a part of a sentence about something else: "mon profil"."""
    return kind in _NAMED and _SENTENCE.search(fold(words)) is not None


def was_then(folded: str, end: int, kind: str) -> bool:
    """Return whether the words behind a number tell that it was so once."""
    return kind == "number" and _THEN.match(folded, end) is not None
