"""What a customer came with: whether their words open an issue, say that it is solved, or that it is back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from rapidfuzz.distance import OSA

from bot.dialogue import bygone, gone, leaning, mended, plainly, reading, signals, slipped
from bot.dialogue.shapes import Clause
from bot.texts import LANGUAGES, cut, language
from bot.types.decision import Outcome
from bot.types.memory import Learned, Line, OpenIssue
from bot.types.turn import Turn
from bot.wordcache import cached

TITLE_LENGTH = 80
FEW = 8
"""Words up to which "still the same" needs no word of what it is about."""
TELLING = 4
"""Letters from which a word says what an issue is about."""
LONG = 7
"""Letters from which a word may have a slip."""
LEAST = 3
"""Words that a title has at least."""
_CLAUSE = re.compile(
    r"[,;:]\s+|\s[-–—(]\s?|\s(?:and|und|y|et)\s(?=(?:his|her|their|sein\w*|ihr\w*|sus?|sa|son|ses|leurs?)\b)",
    re.IGNORECASE,
)
_HENCE = re.compile(
    r"(?:so|so that|therefore|which means|also|daher|deshalb|deswegen|sodass|así que|por eso|por lo que|donc|du coup|"
    r"si bien que)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:s?he|they|his|her|their|sie|er|seine?|ihre?|ella|él|su|elle|il|sa|son|ses)\b", re.IGNORECASE
)
"""Words of somebody else: what is told of them is no part of a title."""
_GUESSED = re.compile(
    r"^\W*(?:could be|i (?:think|believe|guess) i|can't (?:find|remember|recall|say|tell)|cannot (?:find|remember|"
    r"recall))\b|"
    r"'d rather not\b|\bwould rather not\b|\blieber nicht\b|\bpreferir[ií]a(?:mos)? no\b|\bpréférerai[st] ne\b|"
    r"\b(?:i|we|ich|wir|yo|je|on) (?:never|don'?t|rarely|hardly|nie|kaum|selten|nunca|casi no|no|ne|"
    r"n') ?(?:\w+ )?(?:open|"
    r"read|check|look at|lese|öffne|schaue?|leo|abro|miro|lis|ouvre|regarde)\b|\bno (?:leo|abro|miro)\b|"
    r"\b(?:liest|lese|lesen|reads?|leo|lee|lit|lis) (?:keine?n? |no |pas (?:de |ses |mes )?|nie |never |"
    r"nunca )?(?:e-?)?"
    r"(?:mails?|nachrichten|correos?|messages?)\b|"
    r"^\W*(?:hier|anbei|here(?:'s| is| are)|aquí (?:van?|tienen?|os dejo|les dejo)|voici|"
    r"ci-joint)\b[^.!?\n]*\b(?:fehlend\w*|"
    r"missing|faltan?|faltantes?|manquante?s?)\b|"
    r"\b(?:long (?:since|ago) (?:fixed|sorted|solved|resolved)|(?:fixed|sorted|solved|resolved) (?:long|ages|years|"
    r"months) "
    r"ago|längst (?:erledigt|behoben|repariert|gelöst)|(?:resuelt[oa]|arreglad[oa]|solucionad[oa]) (?:hace|desde hace)|"
    r"hace (?:tiempo|años) (?:que )?(?:está )?(?:resuelt|arreglad|solucionad)[oa]|(?:réglé|résolu|réparé)e? (?:depuis "
    r"longtemps|il y a))|"
    r"^\W*(?:(?:oh|hi|hey|hallo|hola|bonjour|so)\W+)?(?:sorry|apologies|my apologies|i apologi[sz]e|pardon|"
    r"perd[oó]n(?:en)?|"
    r"disculp\w+|désolée?|excuse[zr]?(?:[- ]moi)?|entschuldig\w+|verzeih\w*|tut mir leid) (?:for|por|que|de|pour|"
    r"dass|wegen|"
    r"die|mein\w*|my|mon|mi)\b[^.!?\n]*\b(?:reply|replying|answer\w*|writing|late|delay|slow|antwort\w*|spät\w*|"
    r"melde\w*|"
    r"contest\w*|tard\w*|demora|répon\w*|retard|tardi\w*|french|english|spanish|german|français|deutsch|español|"
    r"inglés)\b|"
    r"\bnot (?:that i'?m )?complain\w*|\b(?:nicht|kein) (?:dass ich mich )?beschwer\w*|\bno (?:es que )?me queje\b|"
    r"\b(?:je ne me plains pas|sans me plaindre)\b|"
    r"\b(?:liest|lesen) (?:\w+ ){0,3}?(?:kein mensch|keiner|niemand)\b|\b(?:nobody|no one) (?:here )?reads?\b|"
    r"\b(?:nadie|aquí nadie) (?:los |las |lo |la )?lee\b|\bpersonne ne (?:les |la |le )?lit\b|"
    r"\btut nichts zur sache\b|\b(?:does not|doesn'?t) matter\b|\bno viene al caso\b|"
    r"\b(?:we|wir|nosotros|nous|on) (?:never close|schließen nie)|\bnunca cerramos\b|\bne ferm\w+ jamais\b|"
    r"\b(?:lost|perdu|verloren|perd[ií]) (?:my|ma|mon|mein\w*|mi) (?:sim|old sim|karte|puce|chip)\b|"
    r"^\W*(?:hätt\w* ich (?:bloß|nur|doch)|wär\w* (?:bloß|nur|doch)|if only|i wish|ojalá|si seulement)\b|"
    r"\b(?:missing|fehlt|falta|manque) (?:an?|one|ein|una?|le|la|el|das|der)? ?(?:['\"«„]?[a-zñ]['\"»“]?|letter|"
    r"buchstabe|"
    r"letra|lettre)(?=\s*(?:$|[.,;!)]))|"
    r"\b(?:komm\w*|kann) (?:ich )?(?:\w+ ){0,2}?nicht (?:weg|raus)\b|\bcan'?t (?:get away|leave the (?:shop|desk|"
    r"office))\b|"
    r"\b(?:please|bitte|por favor|svp) (?:use|no |keine|sin|pas)|\b(?:is|isn'?t|doesn'?t|not|no|est|es|ist) (?:\w+ )?"
    r"(?:possible|work|suitable|geht|möglich|posible) for me\b",
    re.IGNORECASE,
)
"""What tells of no trouble with what was bought: a guess, a wish, what suits somebody."""
_HEADER = re.compile(r"\s*(?:fwd?|wg|rv|tr|aw|from|von|de|subject|betreff|asunto|objet)\s?:", re.IGNORECASE)
"""A line above a forwarded mail, which is somebody else's."""


_QUOTED = re.compile(
    r"(?P<q>\"[^\"\n]{1,400}\"|“[^”\n]{1,400}”|„[^“”\n]{1,400}[“”]|«[^»\n]{1,400}»)(?P<said>,\s[^.!?\n]{1,80})?"
)
_OF_ONESELF = re.compile(
    r"\b(?:i|i'm|i've|my|we|our|ich|mein\w*|wir|unser\w*|yo|soy|estoy|mi|mis|nuestr\w+|cancelo|je|j'\w+|mon|ma|mes|"
    r"nous)\b",
    re.IGNORECASE,
)
_A_THING_SAYS = re.compile(
    r"\b(?:it|app|page|screen|site|system|error|message|display|bot|app|anzeige|seite|\w*meldung|fehler|pantalla|"
    r"mensaje|"
    r"página|écran|message|page|appli\w*)\b[^.!?\n]{0,30}$",
    re.IGNORECASE,
)
_IS_WRITTEN = re.compile(
    r"\b(?:reviews?|reviewer|magazine|article|manual|handbook|brochure|blog|forum|leaflet|guide|test\w*|\w*zeitschrift|"
    r"magazin|artikel|handbuch|\w*anleitung|prospekt|ads?|adverts?|commercial|werbung|anzeige|anuncio|"
    r"publicidad|pub|publicité|bewertung|rezension|revista|artículo|folleto|reseña|revue|notice|"
    r"avis)\b[^.!?\n]{0,60}$",
    re.IGNORECASE,
)


def _unquoted(text: str) -> str:
    """Return a text without what it quotes of other people, or of papers: their trouble is none of the customer's."""
    return _QUOTED.sub(_but_for_things, text)


_SOMEBODY_SAYS = re.compile(
    r"\b(?:technicians?|fitter|engineer|installer|electrician|plumber|agent|colleague|rep|driver|courier|neighbou?r|"
    r"friend|guy|man|woman|lady|he|she|they|someone|somebody|techniker\w*|monteur\w*|kolleg\w+|fahrer\w*|"
    r"mitarbeiter\w*|er|sie|nachbar\w*|jemand|técnic[oa]|instalador|repartidor|compañer[oa]|agente|él|ella|vecin[oa]|"
    r"alguien|technicien(?:ne)?|installateur|livreur|collègue|conseill(?:er|ère)|il|elle|voisine?|quelqu'un)\b"
    r"[^.!?\n]{0,30}?\b(?:said|says|told|claims?|claimed|insist\w*|wrote|writes|sagte?|meinte?|behauptete?|schrieb|"
    r"dijo|dice|asegur\w+|dit|prétend\w*|écrit)(?: (?:me|us|mir|uns|to me))?\W*$",
    re.IGNORECASE,
)


def _but_for_things(quote: re.Match[str]) -> str:
    lead = quote.string[max(0, quote.start() - 80) : quote.start()]
    if _SOMEBODY_SAYS.search(lead):
        return "\n"
    others = _OF_ONESELF.search(quote["q"]) and len(quote["q"].split()) > 2 and not _A_THING_SAYS.search(lead)
    return "\n" if others or _IS_WRITTEN.search(lead) else quote[0]


_CODE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
"""A fenced log or source, which reports nothing in the customer's own words."""


def opened(turn: Turn) -> Learned | None:
    """Return the issue that the customer's words report; None when they report none, or only suppose one."""
    languages = _languages(turn)
    said = cut.sentences(_unquoted(_CODE.sub(" ", turn.text[: turn.hushed])))
    for number, sentence in enumerate(said):
        sentence = _LOOK_AT_IT.sub("", sentence)
        if slipped.tells(sentence, turn) or any(
            one.corrects and one.quote and one.quote in sentence for one in turn.learned
        ):
            continue  # "a letter is missing, sorry: …" puts an address right
        told = _unwished(sentence, turn)
        plain = not any(
            (one.denies or one.key.startswith(_PLAIN)) and one.quote and one.quote in sentence for one in turn.learned
        )
        if turn.last.message_id and not _HEADER.match(sentence) and reports(told, languages, oddly=plain):
            if number and _IS_IT_KNOWN.fullmatch(sentence) and "?" not in said[number - 1]:
                sentence = said[number - 1]  # "It stays at zero. Known bug?"
            if _only_announces(sentence) and "?" not in (rest := " ".join(said[number + 1 : number + 2])) and rest:
                sentence = rest  # "I must complain. The line drops six times a day."
            title = _title(gone.remaining(sentence), languages)
            return Learned("issue.open", title, title, "problem words", message_id=turn.last.message_id)
    return None


_ANNOUNCES = re.compile(
    r"\W*(?:(?:hi|hello|hey|so|well|sorry|hallo|hola|buenas|bonjour|salut|leider|unfortunately|malheureusement|"
    r"lamentablemente|also|auch|also|bon|bueno|pues)\W+){0,3}(?:(?:i|we|ich|wir|yo|je|on|nous)\W+)?"
    r"(?:(?:'ve|have|has|had|must|need|to|got|want|would|like|make|file|there|is|habe|haben|hab|muss|möchte|da|ist|"
    r"gibt|es|"
    r"tengo|tenemos|quiero|hay|ai|avons|a|dois|voudrais|il y|y|an?|another|one|some|the|ein|eine|einen|noch|un|una|une|"
    r"otro|otra|autre|new|neues|nuevo|nouveau|big|großes|serious|small|kleines|petit|petite|pequeño|me|mich|plaindre|"
    r"quejarme|quejar|beschweren|with|mit|con|avec|you|it|that|this|m)\W+){0,6}"
    r"(?:complain\w*|problems?|issues?|trouble|beschwer\w*|probleme?|problemas?|quejas?|quejarme|problèmes?|soucis?|"
    r"plainte|réclamation|plaindre|reklamation|help|hilfe|ayuda|aide)\W*",
    re.IGNORECASE,
)


_IS_IT_KNOWN = re.compile(
    r"\W*(?:(?:is|ist|es|est-ce|c'est)(?: (?:this|that|it|das|dies|esto|eso|un|une|ein|a|que))* )?(?:an? |ein |un |"
    r"une )?"
    r"(?:known |bekannte[rs]? )?(?:bug|issue|problem|error|fehler|fallo|problema|problème|erreur|panne|outage|"
    r"störung|avería)"
    r"(?: (?:known|bekannt|conocid[oa]|connue?))?\s*\?",
    re.IGNORECASE,
)


def _only_announces(sentence: str) -> bool:
    """Whether a sentence says that something is wrong, and not what: "I must complain."."""
    return _ANNOUNCES.fullmatch(sentence) is not None


_LOOK_AT_IT = re.compile(
    r",?\s(?:(?:can|could|would) (?:you|u|someone|anyone|somebody)|(?:können|könnten) sie|könnt ihr|kannst du|"
    r"(?:puede[ns]?|podéis|"
    r"podría[ns]?)|(?:vous pouvez|pouvez-vous|tu peux|pourriez-vous))(?: (?:please|pls|bitte|mal|por favor|svp|sich|"
    r"das|lo|"
    r"nos|me|to|have|take|a|da)){0,4} ?(?:look|check|fix|help|nachsehen|nachschauen|schauen|ansehen|anschauen|prüfen|"
    r"helfen|mirar\w*|"
    r"revisar\w*|ayudar\w*|arreglar\w*|regarder|vérifier|voir|aider|jeter un œil)[^?\n]{0,16}\?\s*\Z",
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
    if any(one.key.startswith("contact.") for one in turn.learned) or _REACHED_AT.search(turn.text):
        sentence = _THE_OLD_ONE.sub(" ", sentence)
    return sentence


_OF_WAYS = re.compile(
    r"(?<=[,;:–])[^,;:–]*\b(?:phone|mobile|inbox|\w*-?mails?|telefon|handy|teléfono|móvil|celular|correo|téléphone|"
    r"portable|"
    r"boîte|slack|telegram)\b[^,;:–]*",
    re.IGNORECASE,
)
"""Why one rather not be reached in another way: "on Slack only, my phone is off all day"."""
_REACHED_AT = re.compile(r"\d[\d /().-]{6,}\d|[\w.+-]+@[\w-]+\.\w")
_THE_OLD_ONE = re.compile(
    r"(?:^|(?<=[,;:–-]))[^,;:–]*\b(?:old|alte[nrsm]?|viej[oa]|antigu[oa]|ancienn?e?|vieille|vieux|anterior|"
    r"bisherige\w*)\b"
    r"[^,;:–]*",
    re.IGNORECASE,
)
"""What is said of the number or address that a new one takes the place of: "the old card is dead"."""


def _title(sentence: str, languages: Sequence[str]) -> str:
    """Return the part of a sentence that reports, or all of it when that says too little alone."""
    whole = _without_lead(" ".join(sentence.split()).rstrip(".!? "), languages)
    parts = [part.strip().rstrip(".!? ") for part in _CLAUSE.split(whole)]
    telling = next(
        (part for part in parts if reports(part, languages, oddly=True) and len(part.split()) >= LEAST), whole
    )
    if len(whole) > TITLE_LENGTH and _HENCE.match(telling):
        # "the calendar reads out as one table, so I can't book": what cannot be done says less than why.
        return whole[: whole.rfind(" ", 0, TITLE_LENGTH)]
    return (telling if len(whole) > TITLE_LENGTH or _OTHERS.search(whole) else whole)[:TITLE_LENGTH].rstrip()


def _without_lead(sentence: str, languages: Sequence[str]) -> str:
    """Return a sentence without a beginning that only calls it another trouble: "another problem: …"."""
    lead, colon, rest = sentence.partition(":")
    if not colon or not reports(rest, languages) or not _tells(lead, "issue_beside", languages, slips=False):
        return sentence
    return rest.strip()[:1].upper() + rest.strip()[1:]


def another(turn: Turn) -> Learned | None:
    """Return one more issue beside those that this account has open; None when the words are about one of them.

    Only its own count, so that unlinking leaves each account what it would have told alone.
    """
    found = opened(turn)
    if found is None or any(about(found.value, one) for one in own(turn)):
        return None
    same = any(
        reading.contains(turn.text, intent, _languages(turn)) for intent in ("issue_again", "not_helped", "still")
    )
    return None if same and own(turn) else found


def beside(turn: Turn) -> Learned | None:
    """Return the issue that a message opens: the first, or one more than an earlier episode left open.

    Beside one of this same episode it must be called another one: people tell of one trouble in several messages.
    """
    began = turn.ownership.began
    present = any(began is not None and one.opened_at >= began for one in own(turn))
    if present and not any(reading.contains(turn.text, "issue_beside", (one,)) for one in _languages(turn)):
        return None
    return another(turn)


def own(turn: Turn) -> tuple[OpenIssue, ...]:
    """Return what this account itself has open, newest first."""
    return tuple(one for one in turn.known.issues if one.identity_id in (0, turn.last.identity_id))


def meant(turn: Turn, issues: Sequence[OpenIssue]) -> OpenIssue | None:
    """Return which of some issues the customer speaks of: the one that they name, else the one they were asked about,
    else that of the question which was answered, else the newest."""
    asked = turn.awaiting.issue
    named = next((one for one in issues if about(turn.text, one)), None)
    known = named or next((one for one in issues if one.id == asked != 0), None)
    return known or next((one for one in issues if about(question(turn), one)), None) or next(iter(issues), None)


def question(turn: Turn) -> str:
    """Return what the customer asked that the bot's last words were about."""
    return turn.awaiting.question


def solved(turn: Turn) -> bool:
    """Whether the customer says that it works now."""
    languages = _languages(turn)
    if (
        "?" in turn.text
        or leaning.asks_last(turn.text, languages)
        or again(turn)
        or reading.contains(turn.text, "not_helped", languages)
    ):
        return False
    if reading.like_this(turn.text, languages):
        return False  # "it came like that" is no "it came"
    if reading.contains(turn.text, "issue_again", languages) and reports(turn.text, languages):
        return False  # "we cheered too soon: it drops again. Either you fix it or …"
    if _NOT_YET.search(turn.text) or _only_takes_note(turn.text, languages):
        return False
    if _of_another_thing(turn, languages):
        return False
    told = any(reading.contains(turn.text, intent, languages) for intent in ("helped", "issue_settled"))
    return told or mended.closes(turn.text) or _mended(turn, turn.known.issues) is not None


def _of_another_thing(turn: Turn, languages: Sequence[str]) -> bool:
    """Whether what is said to work is a thing of the trade that no open issue is about: "the login works now"."""
    works = gone.works_now(turn.text)
    if works is None or not turn.known.issues or any(about(works, one) for one in turn.known.issues):
        return False
    return bool(_things(works, languages)) and all(_things(one.title, languages) for one in turn.known.issues)


def _things(text: str, languages: Sequence[str]) -> set[str]:
    """Return the lists of things that the words of a text are of."""
    said = reading.tokens(text)
    return {
        name for one in languages for name in ("goods", "piece") if name in Clause(said, "trouble", one).spans
    }  # fmt: skip


def _mended(turn: Turn, issues: Sequence[OpenIssue]) -> OpenIssue | None:
    """Return which issue the words undo: "I can log in again" of "I can't log in", "got it today" of "never came"."""
    if over := next((one for one in issues if gone.ails_no_more(turn.text, one.title)), None):
        return over
    if not reports(turn.text, _languages(turn)) and (
        well := next((one for one in issues if mended.does_now(turn.text, one.title)), None)
    ):
        return well
    goes = _goes(turn)
    return next((one for one in issues if any(_undoes(told, one, name) for name, told in goes.items())), None)


def _goes(turn: Turn) -> dict[str, Clause]:
    """Return the words by language in which they tell that something does now what it should."""
    languages, said = _languages(turn), reading.tokens(turn.text)
    if "?" in turn.text or reports(turn.text, languages):
        return {}
    clauses = {name: Clause(said, "trouble", name) for name in languages}
    return {
        name: told for name, told in clauses.items()
        if told.fits("settled_shapes") and not told.fits("settled_not_shapes")
    }  # fmt: skip


def _undoes(told: Clause, issue: OpenIssue, name: str) -> bool:
    """Whether what goes now is what an issue says does not: the same deed, or that something came."""
    was = Clause(reading.tokens(issue.title), "trouble", name)
    if "fails" not in was.spans:
        return False
    return bool(_deeds(told) & _deeds(was)) or ("came" in told.spans and "came" in was.spans)


def _deeds(clause: Clause) -> set[tuple[str, ...]]:
    return {clause.said[start:end] for start, ends in clause.spans.get("acts", {}).items() for end in ends}


_NOT_YET = re.compile(
    r"\b(?:if|unless|until|wenn|falls|bis|si|hasta que|tant que)\b[^.!?\n]{0,40}\b(?:fixed|solved|sorted|resolved|"
    r"gelöst|"
    r"erledigt|behoben|resuelto|resuelve|solucion\w+|arregl\w+|réglé|réglez|résolu)\b|\b(?:isn't|not|nicht|noch nicht|"
    r"no está|pas|pas encore) "
    r"(?:yet )?(?:fixed|solved|sorted|resolved|gelöst|erledigt|behoben|resuelto|solucionado|arreglado|réglé|résolu)\b|"
    r"\b(?:fixed|solved|sorted|resolved|gelöst|erledigt|behoben|resuelto|solucionado|arreglado|réglé|résolu),? "
    r"(?:it isn't|it's not|is it not|ist (?:es|das|hier) (?:noch )?(?:nicht|nichts|gar)|no (?:está|es|lo|ha)|"
    r"(?:ce |ça )?n'est (?:pas|rien))",
    re.IGNORECASE,
)
_POLITE = re.compile(
    r"(?:perfect|perfekt|perfecto|parfait|genial|super|nickel|alles klar|got it|wunderbar)[\s,.!]*", re.IGNORECASE
)
"""A word that only takes note of what was said: whether it works is not told by it."""


def _only_takes_note(text: str, languages: Sequence[str]) -> bool:
    """Whether a text says nothing but "got it, thanks": it is understood, and thanked for."""
    polite = ("thanks", "said_praise", "fine", "fine_then", "bye", "greeting")
    return any(
        _POLITE.fullmatch(rest) or not rest
        for one in languages if (rest := " ".join(reading.beside(text, polite, one))) != text
    )  # fmt: skip


def partly(turn: Turn) -> Outcome | None:
    """Return what words lead to that say of one of several open issues that it is solved, and of another that it is
    not: "the printer is fine now, the app still crashes"; None where they do not."""
    if len(turn.known.issues) <= 1 or "?" in turn.text:
        return None
    found, alone = (_named_as_solved(turn, issues) for issues in (turn.known.issues, own(turn)))
    return Outcome("resolved", issue=found.id, alone=alone.id if alone else 0) if found else None


def _named_as_solved(turn: Turn, issues: Sequence[OpenIssue]) -> OpenIssue | None:
    """Return the only issue that a part of the words names as solved, while no other part speaks of it."""
    languages = _languages(turn)
    well: dict[int, OpenIssue] = {}
    back: set[int] = set()
    for part in (part for one in cut.sentences(turn.text) for part in _PARTS.split(one) if part.strip()):
        named = [one for one in issues if _names(part, one)]
        for one in named:
            if not _is_well(part, one, languages):
                back.add(one.id)
            elif len(named) == 1:
                well[one.id] = one
    return next(iter(well.values())) if len(well) == 1 and back.isdisjoint(well) else None


_PARTS = re.compile(
    r"[,;:]\s+|\s[-–—]\s|\s(?=(?:but|aber|pero|mais|only|nur|while|während|mientras|tandis)\b)", re.IGNORECASE
)


def _names(part: str, issue: OpenIssue) -> bool:
    """Whether a part of what is said is about an issue; "Schäumer" is the Milchschäumer, too."""
    if about(part, issue):
        return True
    titled = [word for word in reading.tokens(issue.title) if len(word) > LONG]
    return any(len(word) >= LONG - 1 and one.endswith(word) for word in reading.tokens(part) for one in titled)


def _is_well(part: str, issue: OpenIssue, languages: Sequence[str]) -> bool:
    if _says_not(part) or reports(part, languages):
        return False
    told = any(_tells(part, intent, languages, slips=False) for intent in ("helped", "issue_settled"))
    mends = gone.ails_no_more(part, issue.title) or mended.closes(part) or mended.does_now(part, issue.title)
    return told or mends or gone.works_now(part) is not None or mended.goes(part)


_STILL = re.compile(
    r"\b(?:still|yet|not|never|again and again|noch|nicht|nie|sigue\w*|todavía|aún|no|encore|toujours|pas)\b|n't\b",
    re.IGNORECASE,
)


def _says_not(part: str) -> bool:
    return bool(_STILL.search(part)) or _NOT_YET.search(part) is not None


def settled(turn: Turn) -> Outcome:
    """Return what words that say it is solved lead to: with accounts linked, and alone."""
    if (one := partly(turn)) is not None:
        return one
    found, alone = (
        _mended(turn, issues) or meant(turn, issues) for issues in (turn.known.issues, own(turn))
    )  # fmt: skip
    return Outcome("resolved", issue=found.id if found else 0, alone=alone.id if alone else 0)


def again(turn: Turn) -> bool:
    """Whether what this account solved is back: it is said outright, or said of the same thing.

    Only its own counts, so that unlinking leaves each account what it would have told alone.
    """
    last = next((one for one in turn.known.solved if one.identity_id == turn.last.identity_id), None)
    if last is None or not _says_again(turn):
        return False
    if not about(turn.text, last) and any(about(turn.text, one) for one in own(turn)):
        return False  # "the scratch is still there" is said of what is open
    return not _goes(turn) and (len(reading.tokens(turn.text)) <= FEW or about(turn.text, last))


def _says_again(turn: Turn) -> bool:
    """Whether words say that something is so again, or still: no other language's, and no slip of a short word."""
    languages = _languages(turn)
    return any(_tells(one, "issue_again", _spoken(one, languages)) for one in cut.sentences(turn.text))


def about(text: str, issue: OpenIssue) -> bool:
    """Whether words are about an issue: they share one with its title that says something."""
    return bool(_telling(issue.title) & _telling(text))


def _telling(text: str) -> set[str]:
    """The beginnings of words that say something; two side by side are one, too: "log in" is the login."""
    words = reading.tokens(text)
    both = [f"{one}{other}" for one, other in pairwise(words) if other in _PARTICLES]
    numbers = {word for word in words if word.isdigit() and len(word) >= LEAST}
    return {word[:TELLING] for word in (*words, *both) if len(word) >= TELLING} | numbers


_PARTICLES = ("in", "on", "up", "out", "off", "down", "back")


_INDIGNANT = ("?!", "!?", "?!!", "!!?")
"""Marks behind what is no question, though it is put as one: "my refund isn't there after three weeks?!"."""


_ASKS_WHY = re.compile(
    r"\b(?:why|how come|wieso|warum|weshalb|por ?qué|xq|pourquoi|pq)\b[^.!?\n]{0,20}\b(?:my|our|mein\w*|unser\w*|mis?|"
    r"nuestr\w+|mon|ma|mes|notre|nos)\b",
    re.IGNORECASE,
)
"""Who asks why something of theirs is so says that it is."""


def reports(sentence: str, languages: Sequence[str], *, oddly: bool = False) -> bool:
    """A sentence that asks what would be, or speaks of others, reports nothing.

    `oddly`: it reports also when it tells of a thing, and nothing of what is said of things that are well.
    """
    languages = _spoken(sentence, languages)
    if _tells(sentence, "issue_supposed", languages, slips=False) or _GUESSED.search(sentence):
        return False
    if bygone.tells(sentence) or any(plainly.is_over(sentence, one) for one in dict.fromkeys(languages)):
        return False
    sentence = _seriously(_something(gone.remaining(sentence), languages), languages)
    if _tells(sentence, "problem", languages):
        return True
    if "?" in sentence and not sentence.rstrip().endswith(_INDIGNANT) and not _ASKS_WHY.search(sentence):
        return False
    waits = signals.waits(sentence, languages)
    if waits or _tells(sentence, "issue_trouble", languages):
        return True
    if any(plainly.tells(sentence, one) for one in dict.fromkeys(languages)):
        return True
    oddly = oddly and len(reading.tokens(sentence)) >= LEAST
    return any(_goes_wrong(sentence, languages, kind) for kind in ("trouble", *(("odd",) if oddly else ())))


def _spoken(sentence: str, languages: Sequence[str]) -> Sequence[str]:
    """Return the one language that a sentence is surely in; else all: "Stück" is no "stuck", nor "wider" a "wieder"."""
    surely = _surely(sentence)
    return (surely,) if surely else languages


@cached(maxsize=512)
def _surely(sentence: str) -> str:
    return language.detect(sentence)


def _seriously(sentence: str, languages: Sequence[str]) -> str:
    """Return a sentence without what sounds like trouble and is a way of speaking: "no problem", "hace falta"."""
    said = reading.tokens(sentence)
    idle = {
        at
        for one in languages
        for place, phrase in reading.found(said, "issue_idle", one)
        if phrase == said[place : place + len(phrase)]
        for at in range(place, place + len(phrase))
    }
    if not idle:
        return sentence
    return " ".join(word for at, word in enumerate(said) if at not in idle) + ("?" if "?" in sentence else "")


_ABSENT = re.compile(
    r"\b(?:i|we) (?:can'?t|cannot|won'?t) (?:\w+ ){0,2}?(?:come(?! in\b)|make it|attend|be there)\b|"
    r"\b(?:i|we) (?:can'?t|cannot) (?:do )?(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"\b(?:kann|können|könnte)\b(?: \w+){0,3}? nicht (?:kommen|dabei|teilnehmen)\b|"
    r"\bno (?:puedo|podemos|podré|podremos) (?:ir|venir|asistir|estar|el (?:lunes|martes|miércoles|jueves|viernes|"
    r"sábado|domingo))\b|\b(?:peux|peut|pouvons|pourr\w+) pas (?:venir|être (?:là|présente?)|"
    r"(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)\b",
    re.IGNORECASE,
)
"""Who cannot come has no trouble with what was bought."""
_NOTHING_IS = re.compile(
    r"\b(?:nothing|nichts|nada|rien)(?:['’]s)?(?: (?:is|was|are|has been|ist|war|wurde|está|n['’]est|n['’]était|de|"
    r"d['’]))?[ ]?"
    r"(?P<v>[\w-]+)(?:,? (?:or|nor|and|oder|und|noch|o|ni|y|ou|et) (?:de |d['’])?(?P<w>[\w-]+))?",
    re.IGNORECASE,
)


def _something(sentence: str, languages: Sequence[str]) -> str:
    """Return a sentence without the troubles that nothing has, "nothing's broken", and without who cannot come."""
    sentence = _ABSENT.sub(" ", sentence)
    for found in _NOTHING_IS.finditer(sentence):
        if all(_is_a_trouble(word, languages) for word in (found["v"], found["w"]) if word):
            sentence = sentence.replace(found[0], " ")
    return sentence


def _is_a_trouble(word: str, languages: Sequence[str]) -> bool:
    said = reading.tokens(word)
    listed = any(_tells(word, intent, languages, slips=False) for intent in ("problem", "issue_trouble"))
    return listed or any("state" in Clause(said, "trouble", name).spans for name in languages)


def _goes_wrong(sentence: str, languages: Sequence[str], kind: str) -> bool:
    """Whether a sentence has the shape of a trouble: a thing does not do what it should, or is as it should not be."""
    said = reading.tokens(sentence)
    clauses = (Clause(said, "trouble", name) for name in languages)
    if kind == "odd":  # of a word that two languages share, what is well in one of them tells
        found = list(clauses)
        return any(one.fits(f"{kind}_shapes") for one in found) and not any(one.fits("odd_not_shapes") for one in found)
    return any(one.fits("trouble_shapes") and not one.fits("trouble_not_shapes") for one in clauses)


def _tells(sentence: str, intent: str, languages: Sequence[str], slips: bool = True) -> bool:
    """Whether a phrase stands in a sentence. Slips are forgiven in the customer's own language and in long words:
    else "speaking" squeaks, and the boss has a dent (French "bosse")."""
    said = reading.tokens(sentence)
    return any(
        all(
            _bare(word) == _bare(wanted) or (slips and own and _slip(word, wanted))
            for word, wanted in zip(said[place:], phrase, strict=False)
        )
        for name, own in zip(languages, (True, *(False for _ in languages[1:])), strict=True)
        for place, phrase in reading.found(said, intent, name)
    )


def _bare(word: str) -> str:
    """Return a word without its apostrophe, which chats leave out: "hasnt"."""
    return word.replace("'", "")


def _slip(word: str, wanted: str) -> bool:
    return len(wanted) >= LONG and word[:2] == wanted[:2] and OSA.distance(word, wanted, score_cutoff=1) == 1


# --- what was told, and sounded like no trouble until it was over -----------------------------------

_BACK = timedelta(days=30)
"""How long ago a trouble may have been told that words end."""


def unreported(turn: Turn) -> Learned | None:
    """Return the trouble that these words end, and that opened nothing when it was told: "the tint is gone, thanks".

    No grammar knows each trouble. What is said to be over, in a word that was told before, was one.
    """
    if turn.known.issues or _NOT_YET.search(turn.text) or not turn.last.message_id:
        return None
    languages = _languages(turn)
    if not any(_told_before(turn)) and (said := mended.alone(cut.sentences(turn.text[: turn.hushed]))):
        title = _title(said, languages)
        return Learned("issue.open", title, title, "told when it was over", message_id=turn.last.message_id)
    if "?" in turn.text:
        return None
    closes = any(_tells(turn.text, "issue_closed", (one,), slips=False) for one in languages)
    glad = closes or any(reading.contains(turn.text, one, languages) for one in ("thanks", "issue_settled"))
    if not glad:
        return None
    right = (found["v"] for one in (_AGAIN_SO, _CODE_GONE) if closes for found in one.finditer(turn.text))
    ended = _saying([*gone.over(turn.text), *right])
    named = ended | _saying(cut.sentences(turn.text)) if closes else ended
    for line in _told_before(turn) if named else ():
        for sentence in cut.sentences(_CODE.sub(" ", line.text)):
            if _was_trouble(_LOOK_AT_IT.sub("", sentence), ended, named, languages):
                title = _title(sentence, languages)
                return Learned("issue.open", title, title, "told before it was over", message_id=line.message_id)
    return None


_AGAIN_SO = re.compile(
    r"(?<![\w'-])(?P<v>[^\W\d_][\w'-]*) (?:again|wieder|otra vez|de nuevo|à nouveau|de nouveau)\b", re.IGNORECASE
)
"""A verb that is right again: "der Kaffee schmeckt wieder" of "schmeckt nach Seife"."""
_CODE_GONE = re.compile(
    r"(?<!\d)(?P<v>[45]\d\d)(?:s|er)? (?:\w+ ){0,3}(?:gone|stopped|over|fixed|weg|verschwunden|vorbei|behoben|"
    r"desaparecid\w+|resuelt\w+|disparu\w*|réglé\w*)\b",
    re.IGNORECASE,
)
"""An error's code that comes no more: "418s are gone"."""
_SUBJECT = re.compile(
    r"\W*(?:the|my|our|your|this|der|die|das|mein\w*|unser\w*|el|la|los|las|mis?|su|le|les|mon|ma|mes)\s+[\w'-]+",
    re.IGNORECASE,
)
"""What a sentence begins with is the thing it tells of, and not what ails it: "the sale starts on Monday"."""
_ONESELF = re.compile(
    r"\b(?:i|i'm|i've|we|we're|we've|ich|wir|yo|nosotr[oa]s|je|nous|on)\b|\bj'|"
    r"\b(?:soy|somos|estoy|estamos|tengo|tenemos|vengo|venimos|vivo|vivimos|voy|vamos)\b",
    re.IGNORECASE,
)
"""What somebody does or is: that it is over ends a holiday, and no trouble."""


def _was_trouble(sentence: str, ended: frozenset[str], named: frozenset[str], languages: Sequence[str]) -> bool:
    """Whether a sentence told of the trouble that is over: it reports one that is named, or one of things by the very
    word that is said to have ended. What is asked or wished for is none."""
    said, spoken = _saying([sentence]), _spoken(sentence, languages)
    if not said & named or _asks_or_wishes(sentence, spoken):
        return False
    if reports(sentence, languages, oddly=True):
        return True
    ails = _saying([_SUBJECT.sub("", sentence, count=1) if _SUBJECT.match(sentence) else sentence])
    return bool(ails & ended) and not _ONESELF.search(sentence.replace("’", "'"))


def _asks_or_wishes(sentence: str, languages: Sequence[str]) -> bool:
    if "?" in sentence or reading.contains(sentence, "wish", languages):
        return True
    parts = [reading.tokens(part) for part in _CLAUSE.split(sentence)]
    return any(place == 0 for part in parts for one in languages for place, _ in reading.found(part, "question", one))


_CODE_NUMBER = re.compile(r"\d{3,}")


def _saying(texts: Iterable[str]) -> frozenset[str]:
    """The beginnings of words that say something, and numbers: "the 401s" are told by their number.

    Two words that are one ("log in") stand in the same text: no word is paired with the next sentence's.
    """
    return frozenset(word for text in texts for word in (*_telling(text), *_CODE_NUMBER.findall(text)))


def _told_before(turn: Turn) -> Iterator[Line]:
    """Yield what this account said of late, the latest first; nothing that only told a fact that is held."""
    facts = {fact.message_id: fact.quote for fact in turn.known.facts}
    for one in reversed(turn.known.history):
        own = one.role == "customer" and one.identity_id in (0, turn.last.identity_id)
        beside = len(reading.tokens(one.text)) - len(reading.tokens(facts.get(one.message_id, "")))
        if own and turn.last.at - one.at < _BACK and beside >= LEAST:
            yield one


def _languages(turn: Turn) -> tuple[str, ...]:
    """The customer's language first; the others as well, as the first words of a chat are often no language yet."""
    return tuple(dict.fromkeys((turn.standing.language, *LANGUAGES)))
