"""Words that turn a meaning (not, only, if, until …), words that claim nothing, and who speaks, language by language.

All folded as `words.fold` does; German also in the spelling with ae, oe, ue. Read where sentences are compared
(contradictions.py), and where a language model chooses some of them (composing.py).
"""

_TURNS = {
    "en": """
        not: not no never none nothing neither nor cannot cant dont doesnt isnt arent wont without couldnt shouldnt
            mustnt wasnt werent didnt hasnt havent nobody nowhere
        only: only just solely exclusively
        if: if when whenever provided once while
        else: else otherwise
        unless: unless except excluding apart besides
        until: until till
        before: before
        after: after
        within: within
        most: most maximum
        least: least minimum
        more: more over above
        less: less under below fewer
        may: may might can could possible possibly usually often sometimes normally
        must: must should required need needs
        or: or
        but: but however although though
        each: each every per
        about: about approximately around roughly
        between: between
        since: since
        from: from
        up: up
    """,
    "de": """
        not: nicht kein keine keinen keinem keiner keines nie niemals nichts ohne weder noch niemand
        only: nur lediglich ausschliesslich
        if: wenn falls sofern sobald solange
        else: sonst andernfalls
        unless: ausser ausgenommen
        until: bis
        before: vor bevor
        after: nach nachdem
        within: innerhalb binnen
        most: hochstens hoechstens maximal
        least: mindestens
        more: mehr uber ueber
        less: weniger unter
        may: kann kannst konnen koennen konnte koennte durfen duerfen darf moglich moeglich vielleicht meist meistens
            manchmal normalerweise
        must: muss musst mussen muessen soll sollen notig noetig erforderlich
        or: oder
        but: aber jedoch obwohl
        each: je jede jeder jedes jeden pro
        about: etwa circa ungefahr ungefaehr rund
        between: zwischen
        from: ab seit
    """,
    "es": """
        not: no nunca jamas nada ningun ninguna ninguno sin ni tampoco nadie
        only: solo solamente unicamente
        if: si cuando siempre mientras
        else: contrario
        unless: salvo excepto menos
        until: hasta
        before: antes
        after: despues tras
        within: dentro
        most: maximo
        least: minimo
        more: mas
        may: puede pueden puedes podria posible quizas normalmente veces
        must: debe deben debes necesario
        or: o u
        but: pero aunque
        each: cada
        about: aproximadamente unos
        between: entre
        from: desde
    """,
    "fr": """
        not: ne n pas jamais rien aucun aucune sans ni personne non
        only: seulement uniquement seul seule seuls seules
        if: si lorsque quand des tant
        else: sinon
        unless: sauf excepte hormis
        until: jusqu jusqua jusquau
        before: avant
        after: apres
        within: sous
        most: maximum
        least: minimum moins
        more: plus
        may: peut peuvent pouvez peux pourrait possible parfois souvent generalement
        must: doit doivent devez dois faut necessaire
        or: ou
        but: mais cependant bien
        each: chaque
        about: environ
        between: entre
        from: depuis partir
    """,
}
_NOTHING = {
    "en": """a an the this that these those it its they them their there here you your yours yourself is are be been
    being was were am do does did has have had and of to in on at for with by as so please then also which who what
    s re ve d ll""",
    "de": """der die das den dem ein eine einen einem einer eines dieser diese dieses diesen diesem es sie ihnen ihr
    ihre ihren ihrem ihrer du dich dir dein deine deinen deinem deiner ist sind sein war waren hat haben habt hast
    wird werden wirst und zu zum zur im in an am auf bei beim fur fuer mit von vom als bitte dann auch dort hier dies
    dazu dabei so""",
    "es": """el la los las un una unas este esta estos estas ese esa eso esto lo le les se te tu tus usted ustedes su
    sus es son ser estan ha han hay y e de del a al en para por con como que favor entonces tambien aqui alli asi""",
    "fr": """le la les l un une du de d ce cet cette ces c il ils elle elles on y en vous votre vos tu te toi ton ta
    tes se s son sa ses leur leurs est sont etre etes es a ont avez as et au aux pour avec par comme que qu qui plait
    alors aussi ici ainsi veuillez""",
}
_FIRST_PERSON = {
    "en": "i we our us my me mine ours im ill ive well weve id",
    "de": "ich wir unser unsere unseren unserem unserer uns mein meine meinen mir mich",
    "es": "yo nosotros nosotras nuestro nuestra nuestros nuestras nos mi mis me",
    "fr": "je j nous notre nos mon ma mes moi",
}
_LEAN = {
    "en": """it its itself they them their theirs he him his she her this these those such both either neither
    otherwise else instead however therefore also then so rest former latter same other others another""",
    "de": """es er ihn ihm dies diese diesen diesem dieser dieses deren dessen denen solche solchen solcher beide beiden
    beides sonst andernfalls stattdessen jedoch aber deshalb daher dafur dafuer damit davon dazu dabei darin daran
    daruber darueber danach dann auch rest ubrigen uebrigen gleiche gleichen andere anderen anderer anderes""",
    "es": """el ella ello ellos ellas esto este esta estos estas eso ese esa esos esas dicho dicha ambos ambas
    tampoco contrario pero entonces luego tambien asi resto mismo misma mismos mismas otro otra otros otras demas""",
    "fr": """il elle ils elles eux ce cet cette ces cela ca celui celle ceux celles leur leurs sinon mais cependant
    donc alors ensuite aussi reste meme memes autre autres""",
}


def _turns(listed: str) -> dict[str, str]:
    """Return each word with the name of what it does."""
    found: dict[str, str] = {}
    name = ""
    for word in listed.split():
        if word.endswith(":"):
            name = word[:-1]
        else:
            found[word] = name
    return found


HINGES = {lang: _turns(listed) for lang, listed in _TURNS.items()}
"""Words that turn a meaning, by what they do."""
GLUE = {lang: frozenset(listed.split()) for lang, listed in _NOTHING.items()}
"""Words that claim nothing."""
SPEAKERS = {lang: frozenset(listed.split()) for lang, listed in _FIRST_PERSON.items()}
"""Who speaks for the company."""
LEANING = {lang: frozenset(listed.split()) for lang, listed in _LEAN.items()}
"""Words that point to what was said before: a sentence with one may mean something else behind another sentence."""
LIMITS = frozenset({"not", "only", "if", "else", "unless", "but"})
"""What of `HINGES` takes back or narrows what another sentence says."""
