"""What a customer comes with: whether their words open an issue, or one more."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.dialogue import endings, gone, quoted, reading, slipped, titles, troubles
from bot.dialogue.which_issue import about, own
from bot.texts import cut
from bot.types.memory import Learned
from bot.types.turn import Turn

_HEADER = re.compile(r"\s*(?:fwd?|wg|rv|tr|aw|from|von|de|subject|betreff|asunto|objet)\s?:", re.IGNORECASE)
"""A line above a forwarded mail, which is somebody else's."""


def opened(turn: Turn) -> Learned | None:
    """Return the issue that the customer's words report; None when they report none, or only suppose one."""
    languages = troubles.all_languages(turn)
    said = cut.sentences(quoted.unquoted(quoted.CODE.sub(" ", turn.text[: turn.hushed])))
    for number, sentence in enumerate(said):
        sentence = LOOK_AT_IT.sub("", sentence)
        if slipped.tells(sentence, turn) or any(
            one.corrects and one.quote and one.quote in sentence for one in turn.learned
        ):
            continue  # "a letter is missing, sorry: …" puts an address right
        if _IF_YOU_CALL.search(sentence):
            continue  # "if you ring, take the mobile: nobody hears the phone in the workshop"
        if endings.good_news(sentence):
            continue  # "the refund for the double charge landed this morning, cheers"
        told = _unwished(sentence, turn)
        plain = not any(
            (one.denies or one.key.startswith(_PLAIN)) and one.quote and one.quote in sentence for one in turn.learned
        )
        if turn.last.message_id and not _HEADER.match(sentence) and troubles.reports(told, languages, oddly=plain):
            if number and _IS_IT_KNOWN.fullmatch(sentence) and "?" not in said[number - 1]:
                sentence = said[number - 1]  # "It stays at zero. Known bug?"
            if _only_announces(sentence) and "?" not in (rest := " ".join(said[number + 1 : number + 2])) and rest:
                sentence = rest  # "I must complain. The line drops six times a day."
            title = titles.title(gone.remaining(sentence), languages)
            return Learned("issue.open", title, title, "problem words", message_id=turn.last.message_id)
    return None


_IF_YOU_CALL = re.compile(
    r"\b(?:if|when) (?:you|u) (?:call|ring|phone|write)\b|\bwenn (?:sie|ihr|du) (?:mich |uns )?(?:anruf\w*|schreib\w*)|"
    r"\bsi (?:me |nos )?(?:llama\w*|escrib\w*)\b|\bsi vous (?:m'|nous )?(?:appel\w*|écri\w*|téléphon\w*)",
    re.IGNORECASE,
)


_ANNOUNCES = re.compile(
    r"\W*(?:(?:hi|hello|hey|so|well|sorry|hallo|hola|buenas|bonjour|salut|leider|unfortunately|malheureusement|"
    r"lamentablemente|also|auch|also|bon|bueno|pues)\W+){0,3}(?:(?:i|we|ich|wir|yo|je|on|nous)\W+)?(?:(?:'ve|have|has|"
    r"had|must|need|to|got|want|would|like|make|file|there|is|habe|haben|hab|muss|möchte|da|ist|gibt|es|tengo|tenemos|"
    r"quiero|hay|ai|avons|a|dois|voudrais|il y|y|an?|another|one|some|the|ein|eine|einen|noch|un|una|une|otro|otra|"
    r"autre|new|neues|nuevo|nouveau|big|großes|serious|small|kleines|petit|petite|pequeño|me|mich|plaindre|quejarme|"
    r"quejar|beschweren|with|mit|con|avec|you|it|that|this|m)\W+){0,6}(?:complain\w*|problems?|issues?|trouble|"
    r"beschwer\w*|probleme?|problemas?|quejas?|quejarme|problèmes?|soucis?|plainte|réclamation|plaindre|reklamation|"
    r"help|hilfe|ayuda|aide)\W*",
    re.IGNORECASE,
)
_IS_IT_KNOWN = re.compile(
    r"\W*(?:(?:is|ist|es|est-ce|c'est)(?: (?:this|that|it|das|dies|esto|eso|un|une|ein|a|que))* )?(?:an? |ein |un |"
    r"une )?(?:known |bekannte[rs]? )?(?:bug|issue|problem|error|fehler|fallo|problema|problème|erreur|panne|outage|"
    r"störung|avería)(?: (?:known|bekannt|conocid[oa]|connue?))?\s*\?",
    re.IGNORECASE,
)


def _only_announces(sentence: str) -> bool:
    """Whether a sentence says that something is wrong, and not what: "I must complain."."""
    return _ANNOUNCES.fullmatch(sentence) is not None


LOOK_AT_IT = re.compile(
    r",?\s(?:(?:can|could|would) (?:you|u|someone|anyone|somebody)|(?:können|könnten) sie|könnt ihr|kannst du|"
    r"(?:puede[ns]?|podéis|podría[ns]?)|(?:vous pouvez|pouvez-vous|tu peux|pourriez-vous))(?: (?:please|pls|bitte|mal|"
    r"por favor|svp|sich|das|lo|nos|me|to|have|take|a|da)){0,4} ?(?:look|check|fix|help|nachsehen|nachschauen|schauen|"
    r"ansehen|anschauen|prüfen|helfen|mirar\w*|revisar\w*|ayudar\w*|arreglar\w*|regarder|vérifier|voir|aider|"
    r"jeter un œil)[^?\n]{0,16}\?\s*\Z",
    re.IGNORECASE,
)
"""What is asked behind a trouble that is told: "…, can you have a look?"."""
_WISHES = ("contact.do_not_contact", "contact.channel", "contact.time", "hours.opening")
_PLAIN = ("identity.", "contact.", "locale.", "location.", "company.", "plan.", "device.os", "app.", "pref.", "hours.")
"""Facts that a sentence may be there for alone: "my laptop runs ChromeOS" tells of no trouble with the laptop."""


def _unwished(sentence: str, turn: Turn) -> str:
    """Return a sentence without what it says of how and when: "still no calls, please" is no call that is missing."""
    for one in turn.learned:
        if one.key == "contact.channel" and one.quote and one.quote in sentence:
            sentence = _OF_WAYS.sub(" ", sentence)
        if (one.key in _WISHES or one.denies) and one.quote:
            sentence = sentence.replace(one.quote, " ")
    if any(one.key.startswith("contact.") for one in turn.learned) or slipped.REACHED_AT.search(turn.text):
        sentence = _THE_OLD_ONE.sub(" ", sentence)
    return sentence


_OF_WAYS = re.compile(
    r"(?<=[,;:–])[^,;:–]*\b(?:phone|mobile|inbox|\w*-?mails?|telefon|handy|teléfono|móvil|celular|correo|téléphone|"
    r"portable|boîte|slack|telegram)\b[^,;:–]*",
    re.IGNORECASE,
)
"""Why one rather not be reached in another way: "on Slack only, my phone is off all day"."""
_THE_OLD_ONE = re.compile(
    r"(?:^|(?<=[,;:–-]))[^,;:–]*\b(?:old|alte[nrsm]?|viej[oa]|antigu[oa]|ancienn?e?|vieille|vieux|anterior|"
    r"bisherige\w*)\b[^,;:–]*",
    re.IGNORECASE,
)
"""What is said of the number or address that a new one takes the place of: "the old card is dead"."""


def another(turn: Turn) -> Learned | None:
    """Return one more issue beside those that this account has open; None when the words are about one of them.

    Only its own count, so that unlinking leaves each account what it would have told alone.
    """
    found = opened(turn)
    if found is None or any(about(found.value, one) for one in own(turn)):
        return None
    same = any(
        reading.contains(turn.text, intent, troubles.all_languages(turn))
        for intent in ("issue_again", "not_helped", "still")
    )
    return None if own(turn) and (same or _answers(turn, found.quote)) else found


_ONE_TALK = timedelta(hours=6)
"""Within how long after a trouble was told its answers belong to it."""


def _answers(turn: Turn, told: str) -> bool:
    """Whether words answer what the other side asked or advised about a trouble that was told just before.

    What they complain of is the same one: "it smells hot", "the belt is in shreds". Another is called another.
    """
    asked = bool(turn.known.history) and turn.known.history[-1].role != "customer"
    lately = turn.last.at - own(turn)[0].opened_at < _ONE_TALK
    whole = " ".join(one for one in cut.sentences(turn.text) if told.casefold() in one.casefold())
    languages = troubles.all_languages(turn)
    return asked and lately and not any(reading.contains(whole, "issue_beside", (one,)) for one in languages)


def beside(turn: Turn) -> Learned | None:
    """Return the issue that a message opens: the first, or one more than an earlier episode left open.

    Beside one of this same episode it must be called another one: people tell of one trouble in several messages.
    """
    began = turn.ownership.began
    present = any(began is not None and one.opened_at >= began for one in own(turn))
    if present and not any(reading.contains(turn.text, "issue_beside", (one,)) for one in troubles.all_languages(turn)):
        return None
    return another(turn)
