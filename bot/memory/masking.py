"""Secrets leave a message before it is stored, logged or sent to a model: cards, passwords, keys, one-time codes.

Every pattern has bounded repeats and a fixed start, so that the time grows with the length of the text alone.
Key prefixes: https://docs.slack.dev/authentication/tokens, https://core.telegram.org/bots/api#authorizing-your-bot,
https://docs.github.com/en/authentication (token formats), AWS IAM unique ids, RFC 7519 (JWT).
"""

from __future__ import annotations

import re
from collections.abc import Callable

CARD = "[card removed]"
CVV = "[cvv removed]"
PASSWORD = "[password removed]"  # noqa: S105 - what stands in the place of one
KEY = "[key removed]"
CODE = "[code removed]"
IBAN = "[iban removed] …"

_I = re.IGNORECASE

# A run of digits with single separators: a card may have its date or another card right behind it.
_DIGITS = re.compile(r"(?<![\d#+])\d(?:[ \-.\u00a0\u2011\u2013]?\d)+")
_GROUP = re.compile(r"\d+")
_CARD_SHAPES = frozenset({(4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 1), *((4, 4, 4, 4, n) for n in (1, 2, 3))})
_CARD_STARTS = "234569"
_ORDER_BEFORE = re.compile(
    r"(?:order|bestell\w{0,12}|auftrag\w{0,12}|pedido|commande|tracking|parcel|shipment|sendungs\w{0,12}|colis)"
    r"\W{0,3}(?:no|nr|number|nummer|num|n[°º]|id|num[eé]ro|n[uú]mero)?\W{0,3}(?:is|ist|es|est)?\W{0,3}$|\bNV-$",
    _I,
)
_CVV = re.compile(
    r"\b(?P<word>cvv2?|cvc2?|csc|card verification (?:code|number)|security code|prüfziffer|kartenprüfnummer|"
    r"código de seguridad|cryptogramme)(?P<gap>\W{0,4}(?:(?:is|ist|es|est|number|code|nummer|no|nr)\W{1,3}){0,2})"
    r"(?P<secret>\d{3,4})(?!\d)",
    _I,
)
_AFTER_CARD = re.compile(r"\[card removed\]\W{1,4}\d\d ?/ ?\d\d(?:\d\d)?\W{1,4}(?P<secret>\d{3,4})(?!\d)")
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ ]?[A-Za-z0-9]){11,30}(?![A-Za-z0-9])")
_KEYS = re.compile(
    r"(?<![A-Za-z0-9])(?:sk-[A-Za-z0-9_\-]{16,200}|(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,200}|"
    r"xox[abeoprs]-[A-Za-z0-9\-]{8,200}|xapp-[A-Za-z0-9\-]{8,200}|gh[pousr]_[A-Za-z0-9]{20,200}|"
    r"github_pat_[A-Za-z0-9_]{20,200}|glpat-[A-Za-z0-9_\-]{16,200}|A[KS]IA[A-Z0-9]{16}|AIza[A-Za-z0-9_\-]{30,60}|"
    r"hf_[A-Za-z0-9]{20,100}|\d{6,12}:AA[A-Za-z0-9_\-]{20,60}|eyJ[A-Za-z0-9_\-]{6,4000}\.[A-Za-z0-9_\-]{6,8000}"
    r"(?:\.[A-Za-z0-9_\-]{0,2000})?|-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[A-Za-z0-9+/=\s]{0,20000}"
    r"(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?)"
)

_ASKED_FOR = (
    r"pass ?words?|pass ?phrase|passwd|pwd|pw|pass ?code|passwort|kennwort|contraseñas?|contrasena|clave|"
    r"mot de passe|mdp|pin(?: ?code)?"
)
_IS = r"is now|was|is|are|ist|lautet|war|es|era|est|était"
_PASSWORD = re.compile(
    rf"\b(?:{_ASKED_FOR})\b"
    rf"(?P<gap>[ \t]{{0,3}}(?:[:=]|\b(?:{_IS})\b|->|→)[ \t:\"'“„«`]{{0,4}}(?:(?:still|now)[ \t])?)"
    r"(?P<secret>(?<=[\"“„«`])[^\"”“»`\n]{1,128}(?=[\"”“»`])|[^\s\"”“»`]{1,128})",
    _I,
)
# "my password hunter2": without "is" only what looks made up, never a plain word ("my password doesn't work").
_PASSWORD_BARE = re.compile(
    rf"\b(?:{_ASKED_FOR})(?P<gap>[ \t]{{1,3}})(?P<secret>(?=[^\s\d]{{0,60}}\d)[^\s,;]{{4,64}})", _I
)
_NOT_SECRET = re.compile(
    r"(?:not?|wrong|incorrect|correct|right|good|bad|too|very|so|weak|strong|secure|safe|invalid|expired|expiring|"
    r"forgotten|lost|missing|required|needed|asked|being|never|always|still|the|an?|my|your|his|her|that|this|in|on|"
    r"under|from|for|to|it|what|where|when|how|saved|stored|gone|blocked|locked|empty|old|changed|reset|compromised|"
    r"stolen|hacked|leaked|accepted|rejected|refused|sent|shown|different|ok|okay|fine|really|just|only|also|long|"
    r"short|visible|case|about|of|and|or|working|broken|nicht|falsch|richtig|ungültig|abgelaufen|vergessen|gesperrt|"
    r"weg|zu|meine?|dein|ihr|das|der|die|incorrecta?|correcta?|muy|mi|tu|su|la|el|una?|olvidada?|bloqueada?|pas|trop|"
    r"mon|ton|votre|le|une?|incorrecte?|oublié|bloqué|perdu)[.,;:!?…]{0,3}",
    _I,
)
_OTP = re.compile(
    r"\b(?:otp|tan|2fa|mfa|(?:pass)?code|bestätigungscode|sicherheitscode|einmalcode|"
    r"c[oó]digo(?: de (?:verificaci[oó]n|seguridad|acceso))?)"
    r"(?P<gap>[ \t]{0,2}(?:(?:i got|i received|they sent(?: me)?|sent to me|received|here)[ \t]{1,2}|"
    r",?[ \t](?:[^\d\n.!?;]{0,24}[ \t])?(?:lleg[oó]|mandaron|enviaron|recib[ií](?:do)?|texted|sms|bekommen habe|"
    r"erhalten habe|"
    r"bekam|reçu|envoyé|by text|got)(?:[ \t](?:por sms|by sms|by text|per sms|par sms|me))?[,:]?[ \t]{1,2})?"
    r"(?:\(|:|=|#|(?:[^\d\n.!?]{0,32}?[ \t])??\b(?:is|its|it's|was|are|ist|lautet|es|est|c'est)\b|->)?[ \t:\"'`#]{0,4})"
    r"(?P<secret>\d{3}[ -]?\d{3}|\d{4,8}|[Gg]-\d{6})(?![\w\-]|\.\d)",
    _I,
)
# "me llegó un código, 660 182": what came to somebody, and is of six digits.
_OTP_CAME = re.compile(
    r"\b(?:got|received|sent me|texted me|lleg[oó]|mandaron|enviaron|recib[ií](?:do)?|reçu|envoyé|bekommen|bekam|"
    r"erhalten|erhielt|geschickt|hab|habe)\b[^\d\n.!?;]{0,24}?\b(?P<code>code|c[oó]digo)"
    r"(?:[ \t](?:bekommen|erhalten|geschickt bekommen))?(?:[ \t](?:por sms|by sms|by text|per sms|par sms))?"
    r"[ \t]?[,:][ \t]{0,2}(?P<secret>\d{3}[ -]?\d{3})(?![\w\-]|\.\d)",
    _I,
)
# "the bank sent a code, may I type it here? its 918 273": told in a sentence of its own, and of six digits.
_OTP_LATER = re.compile(
    r"\b(?P<code>code|c[oó]digo)\b[^\d\n?!.]{0,60}[?!.]{1,3}[ \t]{1,3}(?:it'?s|it is|here it is|es ist|er ist|der "
    r"ist|lautet|"
    r"es|es el|c'est|c'est le|voil[aà])[ \t:]{1,3}(?P<secret>\d{3}[ -]?\d{3})(?![\w\-]|\.\d)",
    _I,
)
_OTHER_CODE = re.compile(
    r"(?:zip|postal|post|area|country|error|discount|promo|promotion|coupon|voucher|gift|item|article|product|bar|qr|"
    r"order|tracking|ref|reference|customer|case|ticket|pickup|pick-up|collection|member|membership|dress|dial|"
    r"dialing|sort|status|fehler|rabatt|artikel|model|colou?r|source|exit|http)[ \-]?$",
    _I,
)


def mask(text: str) -> str:
    """Return the text with secrets replaced by `[… removed]`; what is no secret stays byte for byte.

    One of our own link codes alone is no one-time code: no word announces it, and it holds a letter.
    """
    text = _KEYS.sub(KEY, text)
    text = _IBAN.sub(_iban, text)
    text = _DIGITS.sub(_card, text)
    text = _AFTER_CARD.sub(_after(CVV), text)
    text = _CVV.sub(_after(CVV), text)
    text = _PASSWORD.sub(_after(PASSWORD), text)
    text = _PASSWORD_BARE.sub(_after(PASSWORD), text)
    return _OTP_LATER.sub(_came, _OTP_CAME.sub(_came, _OTP.sub(_one_time, text)))


def _after(replacement: str) -> Callable[[re.Match[str]], str]:
    """Keep the announcing words, replace what they announce."""

    def replace(match: re.Match[str]) -> str:
        secret = match["secret"]
        if _NOT_SECRET.fullmatch(secret) or secret.startswith("["):
            return match[0]
        kept = secret.rstrip(".,;!?)") or secret
        start = match.start("secret") - match.start()
        return match[0][:start] + replacement + secret[len(kept) :]

    return replace


def _one_time(match: re.Match[str]) -> str:
    return match[0] if _is_other_code(match, match.start()) else _after(CODE)(match)


def _came(match: re.Match[str]) -> str:
    return match[0] if _is_other_code(match, match.start("code")) else _after(CODE)(match)


def _is_other_code(match: re.Match[str], at: int) -> bool:
    """A zip, error or discount code is no secret."""
    return _OTHER_CODE.search(match.string[max(0, at - 12) : at]) is not None


def _card(match: re.Match[str]) -> str:
    run = match[0]
    if len(run) < 13 or _ORDER_BEFORE.search(match.string[max(0, match.start() - 48) : match.start()]):
        return run
    groups = [found.span() for found in _GROUP.finditer(run)]
    out, at, number = "", 0, 0
    while number < len(groups):
        size = _card_at(run, groups, number)
        if size:
            out += run[at : groups[number][0]] + CARD
            at = groups[number + size - 1][1]
        number += size or 1
    return out + run[at:]


def _card_at(run: str, groups: list[tuple[int, int]], first: int) -> int:
    """Return how many groups of digits from `first` on are one card; 0 for none."""
    sizes = (5, 4, 3, 1) if first or len(groups) > 19 else (5, 4, 3, 1, len(groups))
    for size in sizes:
        part = groups[first : first + size]
        lengths = tuple(end - start for start, end in part)
        shaped = size == 1 or lengths in _CARD_SHAPES or (size == len(groups) and sum(lengths) < 20)
        if len(part) == size and shaped and _is_card(run[part[0][0] : part[-1][1]]):
            return size
    return 0


def _is_card(text: str) -> bool:
    if len(text) > 40 or text[0] not in _CARD_STARTS:
        return False
    digits = [int(sign) for sign in text if sign.isdecimal()]
    return 13 <= len(digits) <= 19 and _luhn(digits)


def _luhn(digits: list[int]) -> bool:
    doubled = (digit * 2 - 9 if digit > 4 else digit * 2 for digit in digits[-2::-2])
    return len(set(digits)) > 1 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _iban(match: re.Match[str]) -> str:
    """An IBAN is known by its check digits (ISO 13616, mod 97); its last four characters stay for recognition.

    The pattern may have run on into the next words, so the longest valid beginning counts.
    """
    found = match[0]
    for end in range(len(found), 14, -1):
        if found[end - 1] != " " and _valid_iban(found[:end]) and not found[end : end + 1].isalnum():
            plain = found[:end].replace(" ", "")
            return f"{IBAN}{plain[-4:]}{found[end:]}"
    return found


def _valid_iban(text: str) -> bool:
    plain = text.replace(" ", "").upper()
    if not 15 <= len(plain) <= 34:
        return False
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1
