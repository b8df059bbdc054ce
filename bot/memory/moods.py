"""How somebody feels about it: "we're fed up", "muy contenta con el servicio"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.memory import values
from bot.memory.frame import Frame
from bot.memory.spelling import rule

_FEELINGS: Mapping[str, str] = {
    "angry": r"angry|furious|livid|fuming|outraged|mad at you|pissed(?: off)?|wütend|stinksauer|sauer|enfadad[oa]|"
    r"furios[oa]|indignad[oa]|furieu(?:x|se)|en colère|scandalisée?",
    "disappointed": r"disappointed|let down|enttäuscht|decepcionad[oa]|déçue?s?",
    "frustrated": r"frustrated|fed up|annoyed|genervt|frustriert|frustrad[oa]|hart[oa]|frustrée?|énervée?|agacée?",
    "happy": r"(?:really |very |so |super )?(?:happy|pleased|delighted|thrilled) (?:with|about|so far)|"
    r"(?:sehr|total|super|echt|wirklich|mega|rundum|richtig) zufrieden|begeistert|(?:muy|súper|super|"
    r"bastante) content[oa]|(?:hyper|super|vraiment|trop) contente?|"
    r"encantad[oa]|très content[e]?|ravie?",
}
_IDIOMS: Mapping[str, str] = {
    "disappointed": r"qué decepción|quelle déception|(?:was für eine|so eine|echte?) enttäuschung|"
    r"me ha(?:béis|n)? decepcionado|m'(?:avez|a) (?:beaucoup |vraiment )?déçue?|enttäuscht mich",
    "angry": r"this is (?:an outrage|outrageous|a joke|a disgrace)|makes? my blood boil|so langsam reicht(?:'s|"
    r" es)|es reicht mir|reicht es mir|"
    r"das ist (?:eine frechheit|unverschämt)|me tenéis contento|es una vergüenza|c'est (?:inadmissible|scandaleux|"
    r"une honte)|harassment",
    "frustrated": r"(?:sick|tired) (?:and tired )?of|had (?:it|enough)|at my wits'? end|nase voll|schnauze voll|"
    r"geht mir auf die nerven|estoy hasta|no puedo más|je suis à bout|(?:nervt|frustriert) (?:mich|uns)|"
    r"nervt (?:langsam|echt|total|"
    r"nur noch)|me tienen? hart[oa]|me frustra\w*|qué frustración|(?:m'agace|me frustre|me fatigue)\b|c'est honteux|"
    r"am ende meiner geduld|j'en ai (?:marre|assez|"
    r"ras le bol)|ras le bol|ça (?:m'énerve|me saoule)",
    "happy": r"(?:so|very|really|super) (?:happy|pleased|delighted)|you(?:'re| guys are|"
    r" are) (?:\w+ )?(?:legends?|the best|stars?|amazing)|love it|bin (?:total |sehr |so )?(?:happy|glücklich|"
    r"begeistert)|estoy (?:feliz|encantad[oa])|je suis (?:ravie?|aux anges)",
}


def frames() -> Iterator[Frame]:
    """Yield the frames of moods."""
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
