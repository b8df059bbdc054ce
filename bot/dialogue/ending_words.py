"""By which words the four languages show that a trouble is over, and which take it back. `endings` reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tongue:
    """The words by which one language shows each sign, as `reading.tokens` writes them."""

    done: re.Pattern[str]
    came: re.Pattern[str]
    well: re.Pattern[str]
    fine: re.Pattern[str]
    """What is said of things that are well, and in answer to anything: "good, thanks"."""
    now: re.Pattern[str]
    glad: re.Pattern[str]
    denies: re.Pattern[str]
    no_more: re.Pattern[str]
    """Words that deny something, with it as `v`: what they name is over, where it ailed."""
    none: re.Pattern[str]
    bars: re.Pattern[str]
    """What takes an ending back."""


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{'|'.join(patterns)})(?![\w'])")


_W = r"[\w'-]+"
EN = Tongue(
    done=_words(
        rf"(?:i |we |i've |we've |just |{_W} )?(?:done|did (?:it|that|so)|replaced|swapped|changed|fitted|installed|"
        r"reinstalled|restarted|rebooted|reset|updated|upgraded|cleaned|flushed|moved|tightened|reseated|plugged|"
        r"unplugged|charged|added|switched|calibrated|recalibrated|refitted|refilled|repaired|mended|glued|paired|"
        r"logged out|cleared|descaled|emptied|turned it|set)",
        r"(?:engineer|technician|fitter|mechanic|plumber|electrician|sparky|chap|guy|lad|man|fella|driver)\b.{0,30}"
        r"\b(?:came|was|has been|been|found|swapped|fixed|replaced|changed|mended)",
        rf"(?:new|fresh|spare|replacement) {_W}(?: {_W})? (?:in|on|fitted|installed)",
        rf"(?:it was|turned out|found|was) (?:the |a |half |just )?{_W}(?: {_W})? ?(?:was|shut|loose|off)?$",
        r"half {_W} it was",
    ),
    came=_words(
        r"(?:has |have |finally |just )?(?:come|came|arrived|landed|turned up|got here|is here|are here|here|"
        r"delivered|"
        r"received|got it|got them|came through|back|showed up|refunded|in my account|returned)",
    ),
    well=_words(
        r"(?:works?|working|worked|runs?|running|goes|loads?|prints?|opens?|starts?|fits?(?: like a glove)?|"
        r"paired|online|up and running|"
        r"flying|behaves?|"
        r"behaving|does the trick|did it|did the trick)(?! (?:until|out|off|when))",
        r"(?:perfectly|proper|properly|correctly|clean|fresh|dry|warm|whole|smooth|smoothly|steady|stable|sorted|"
        r"fixed|solved|settled|square|green|quiet|silence|silent|straight|sharp|complete|intact|in time|spot on|"
        r"as it should|where it belongs|like (?:new|silk|a dream|clockwork|butter|a charm)|all done)|in$",
    ),
    fine=_words(r"(?:fine|perfect|right|correct(?! (?:is|one|number)\b)|clear|good|great|well|ok|okay|safe)"),
    now=_words(
        r"(?:now|again|finally|at last|since|this time|today|this morning|yesterday|last night|straight away|"
        r"(?:all|every|whole) (?:day|night|week|month)|(?:\w+ )?(?:nights|days|weeks|hours) (?:running|now|in a row)|"
        r"in a row|for (?:a|two|three|four|five) (?:days?|weeks?|nights?))"
    ),
    glad=_words(
        r"(?:thanks?|thank you|thx|ty|cheers|ta|brilliant|lovely|phew|hooray|yay|hurrah|wonderful|bless\w*|star|"
        r"stars|"
        r"legends?|relief|happy|good job|good man|well done|much obliged|marvellous|magic|ace|delighted|miracles?)"
    ),
    denies=_words(
        r"(?:not|no|never|nor|none|nobody|nothing|cannot|without|neither|hardly|barely|\w+n't|dont|doesnt|isnt|"
        r"cant|wont|"
        r"didnt)"
    ),
    no_more=re.compile(
        rf"\b(?:no more|not an?|not one|no longer|no|zero|without(?: an?| any)?|stopped|quit|not a single|never) "
        rf"(?P<v>{_W}(?: {_W}){{0,2}})|\b(?P<x>{_W})(?: is| are| has|'s| have| was)? (?:all |now |finally |"
        rf"completely )?"
        r"(?:gone|stopped|cured|cleared|disappeared|vanished|over|history)\b|"
        rf"\b(?:\w+n't|not) (?P<y>{_W}(?: {_W}){{0,2}}) (?:any ?more|since|any longer)\b"
    ),
    none=_words(rf"(?:not an?|not one|not a single|without an?|without) {_W}"),
    bars=_words(
        r"(?:still|yet|only|half(?= of| the| as| an?)|almost|nearly|sometimes|for now|for today|for the moment|"
        r"at the moment|until|till|unless|"
        r"if|when|whenever|once|hope|hopefully|wish|should|will|i'll|we'll|it'll|would|could|but|although|though|"
        r"however|"
        r"except|worse|same|no change|no luck|no difference|no joy|nothing changed|wait|waiting|please|pls|instead|"
        r"comes? back|came back again|then it|let us know|send (?:me|us|it|them)|less|let's see|we'll see|"
        r"spoke too soon|as ever|try|trying|supposed|needs?|needed|want\w*|have to|has to|must|"
        r"meant to|going to|the rest|the other|one of|two of|some of|most of|so far|as designed|as intended|"
        r"(?<!than )before(?! noon)|used to|(?:was|were) (?:fine|ok|okay|good|working)|on (?:my|our|the) old|"
        r"(?:to|at|by|with) (?:my|our|the) neighbou?r(?:'?s)?)"
    ),
)
DE = Tongue(
    done=_words(
        r"(?!(?:gerat|geschaft|gesamt|gewicht|angebot|gebiet|passiert|funktioniert|interessiert|\w*gekommen|gewesen|"
        r"gekriegt|gefunden|gedacht|gesehen|gesagt|gefragt|geschrieben|gegangen)(?!\w))"
        r"(?:(?:\w+)?ge\w{2,}(?:t|en)|\w{3,}iert|ersetzt|erneuert|erledigt|entkalkt|verbunden)",
        rf"(?:neue[rsnm]?) {_W} (?:ist |sind |is )?(?:drin|dran|drauf|drin|eingebaut|da)",
        r"(?:techniker\w*|monteur\w*|kolleg\w+|handwerker|mechaniker|elektriker|installateur|er|sie|mann)\b.{0,24}"
        r"\b(?:war|hat|gewesen|kam)",
        rf"(?:war|waren|lag an|wars|war's)(?: (?:der|die|das|dem|nur|bloss))*(?: {_W})?(?: gewesen)?$",
        rf"{_W} (?:war|waren) (?:durch|locker|lose|leer|verrutscht|aus|zu|offen)",
    ),
    came=_words(
        r"(?:angekommen|gekommen|kam(?:en)?|eingetroffen|erhalten|bekommen|gekriegt|(?:ist|sind|is) da$|da$|zuruck|"
        r"wieder da|geliefert|kommen)"
    ),
    well=_words(
        r"(?:lauft|laufen|geht|gehen|klappt|funktioniert|funktionieren|tut|passt|stimmt|stimmen|druckt|ladt|fahrt|"
        r"fahre|"
        r"drin|dran|drauf|rein|durch|ausgestempelt|klingt|spielt|heizt|offnet|halt)",
        r"(?:einwandfrei|tadellos|sauber|dicht|trocken|warm|heiss|ruhig|ruhe|leise|heil|korrekt|komplett|vollstandig|"
        r"lesbar|scharf|stabil|behoben|gelost|in ordnung|grun|grunen bereich|wie neu|wie am schnurchen|"
        r"wie eine eins|vom tisch)",
    ),
    fine=_words(
        # "richtig ist 118824" puts a number right.
        r"(?:gut|prima|perfekt|super|herrlich|wunderbar|richtig(?! (?:ist|ware|lautet)\b)|fertig|erledigt|schon|ok|"
        r"okay|kalt|ganz)",
    ),
    now=_words(
        r"(?:jetzt|nun|wieder|endlich|seitdem|seither|inzwischen|mittlerweile|diesmal|heute?|gestern|"
        r"seit (?:\w+ )?(?:tagen?|wochen?|stunden?|gestern|heute|montag|dienstag|mittwoch|donnerstag|freitag)|"
        r"(?:ganze|die ganze) (?:nacht|woche)|auf anhieb)"
    ),
    glad=_words(
        r"(?:danke\w*|dank|merci|super|prima|klasse|spitze|toll|top|gott sei dank|zum gluck|hurra|juhu|puh|uff|"
        r"herrlich|wunderbar|perfekt|freu\w*|tausend dank|nett\w*|feierabend|entschuldigung|ach du liebe zeit|"
        r"oh gott)"
    ),
    denies=_words(r"(?:nicht|nich|net|nix|nichts|nie|niemand|nimmer|kein\w*|ohne|weder|noch nicht)"),
    no_more=re.compile(
        rf"\b(?:kein\w*|ohne|nie wieder) (?P<v>{_W}(?: {_W})?)(?: mehr)?\b|"
        rf"\b(?P<y>{_W}(?: {_W}){{0,2}}) (?:nicht|nie|nimmer) mehr\b|\b(?:nicht|nie) mehr (?P<z>{_W})|"
        rf"\b(?P<x>{_W})(?: ist| sind| hat| haben)? (?:jetzt |nun |endlich )?(?:weg|verschwunden|vorbei|aufgehort|"
        r"behoben|raus)\b"
    ),
    none=_words(
        rf"(?:kein einzige\w|ohne) {_W}|nichts mehr|(?:nicht|kein\w*)(?: {_W})? mehr|nicht mal mehr|nur noch ein\w*"
    ),
    bars=_words(
        r"(?:muss\w*|brauch\w*|mocht\w*|noch(?! nur)(?! ein\w*mal)(?! mal)|immer noch|nur(?! noch ein)|halb\w*|"
        r"fast|erst|bis(?! \d)|wenn|falls|"
        r"sobald|hoff\w*|ob|soll\w*|werde|will|wurde gern|trotzdem|aber|leider|manchmal|vorerst|fur heute|momentan|"
        r"im moment|derzeit|weiterhin|warte\w*|gleich|bitte|dann|weniger|zwei drittel|drei viertel|bleibt (?:tot|"
        r"aus)|"
        r"dauert|schlimmer|doch nicht|schick\w*|meld\w*|probier\w*|versuch\w*|andere\w*|falsch\w*|rest|fehlt|fehlen|"
        r"minuten?|kurz|vorher|bisher|(?:ist|sei|ware) normal|so gedacht)"
    ),
)
ES = Tongue(
    done=_words(
        r"(?!(?:pedido|vida|comida|salida|entrada|llamada|medida|estimad|cansad|demasiad|sabado|mercado|estado|cada|nada|"
        r"enfadad|encantad|obligad|partid|ruid|debid)\w*)(?:\w{3,}(?:ad|id)[oa]s?|hech[oa]s?|puest[oa]s?|abiert[oa]s?)",
        r"(?:tecnico|mecanico|fontanero|electricista|instalador|chico|muchacho|senor|vecino)\b.{0,24}"
        r"\b(?:vino|estuvo|ha estado|ha venido|cambio|arreglo)",
        r"(?:vino|ha venido|estuvo|ha estado|paso) (?:el|la|un|una|su|vuestro) "
        r"(?:tecnico|mecanico|fontanero|electricista|instalador|chico|muchacho|senor)",
        rf"(?:era|eran|fue)(?: (?:el|la|los|las|un|una|por))*(?: {_W}){{0,2}}$",
        rf"{_W} nuev[oa]",
    ),
    came=_words(
        r"(?:(?:ya |me |nos |se |ha |han )*(?:llegado|venido|llego|llegaron|llegan|llega|vino|vinieron|entrado|"
        r"recibid[oa]s?|"
        r"recibi|recibimos|devuelto|aparecido|aparecio|vuelto)|(?:aqui|ahi|alli) estan?|"
        r"ya hay|ya (?:la|lo|los|las) tengo|"
        r"devolucion)"
    ),
    well=_words(
        r"(?:funciona|funcionan|van?(?! a (?!la|el|buen))|anda|marcha|sirve|abre|enciende|carga|imprime|suena|"
        r"arranca|mide|sale|salen|"
        r"dentro|subio|llegan|firma|cierra)(?! (?:a poder|que))",
        r"(?:correct[oa]s?|limpi[oa]s?|sec[oa]s?|callad[oa]|silencio|enter[oa]s?|estable|nitid[oa]|verde|recta|recto|"
        r"complet[oa]|precios[oa]s?|arreglad[oa]|solucionad[oa]|resuelt[oa]|de maravilla|de lujo|como la seda|"
        r"como nuev[oa]|como dios manda|en orden|todo bien|en su sitio)",
    ),
    fine=_words(r"(?:bien|perfect[oa]|genial|fria|caliente|verdes|list[oa]|buen[oa]|vale)"),
    now=_words(
        r"(?:ya|ahora|por fin|al fin|desde entonces|de nuevo|otra vez|hoy|ayer|esta manana|toda la (?:noche|semana)|"
        r"esta vez|al instante|a la primera|total ahora)"
    ),
    glad=_words(
        r"(?:gracias|menos mal|que (?:descanso|alivio|bien|alegria)|genial|estupendo|fenomenal|perfecto|uf|por fin|"
        r"os adoran|un saludo|encantad[oa]s?|maravilla|fantastico|saludos|guay|bravo)"
    ),
    denies=_words(r"(?:no|nada|nunca|tampoco|ni|sin|ningun\w*|nadie|jamas)"),
    no_more=re.compile(
        rf"\b(?:ya no|sin|ni un[oa]?|ningun[oa]?|dejo de|ha dejado de|no ha vuelto a|no (?:ha )?vuelto a)"
        rf"(?: (?:se|me|nos|la|lo|hay|hace|haber|da|ni|un|una|mas))* (?P<v>{_W}(?: {_W}){{0,2}})|"
        rf"\bno (?:hay |hace |se |me |ha )?(?P<y>{_W}(?: {_W})?) mas\b|"
        rf"\b(?:se (?:fue|fueron|ha ido|han ido)|desaparecio|ha desaparecido) (?:el |la |los |las )?(?P<x>{_W})"
    ),
    none=_words(rf"(?:ni un[oa]?|ya no|sin) {_W}"),
    bars=_words(
        r"(?:necesit\w*|quier\w*|tengo que|hace falta|todavia|aun|sigue\w*|solo|solamente|medio|casi|"
        r"hasta(?! (?:la|el|arriba)\b)|cuando|espero|esperamos|ojala|quiza\w*|"
        r"a ver|veremos|de momento|por ahora|pero|menos(?! mal)|a veces|(?:por|x) hoy|a la espera|otro color|"
        r"tambien|equivocad\w*|rayad\w*|"
        r"caducad\w*|(?:envie|mande|escriba|envia|manda|escribe|llame|llama)n?(?:me|nos)|por favor|porfa|igual|"
        r"peor|luego|probare|voy a|vamos a|debe\w*|tiene que|puede que|tampoco|"
        r"desde el)"
    ),
)
FR = Tongue(
    done=_words(
        r"(?:re)?(?:chang|mont|serr|install|nettoy|tourn|calibr|detartr|debranch|branch|pos|baiss|regl|demarr|charg|"
        r"allum|vid|vidang|ajout|modifi|actualis|desinstall|effac|supprim|corrig|livr|echang|lanc|purg|graiss|huil)ee?s?",
        r"(?:re)?(?:fait|faite|mis|mise|pris|suivie?s?|essaye|ouvert|ouverte|ferme|fermee|emplacee?s?)",
        r"(?:technicien\w*|plombier|electricien|mecanicien|reparateur|installateur|monsieur|gars|il|atelier)\b.{0,24}"
        r"\b(?:est (?:passe|venu)|a (?:change|remplace|repare))",
        r"(?:c etait|c est|il s agissait d)(?: (?:le|la|l|un|une|les|bien))* ?\w*$",
        rf"nouve(?:au|lle|aux|lles) {_W}",
    ),
    came=_words(
        r"(?:(?:bien |est |sont |a ete )*(?:arrivee?s?|recue?s?|revenue?s?|livree?s?|retrouvee?s?|remboursee?s?|la)|"
        r"remboursement)"
    ),
    well=_words(
        r"(?:marche|marchent|fonctionne|fonctionnent|tourne|passe|(?:va|vont)(?! \w+(?:er|ir|re)(?!\w))|remarche|"
        r"redemarre|monte|freine|ouvert|"
        r"rentre|voit|voient|y est|y sont|debloquee?)",
        r"(?:impeccable|impec|correct\w*|propre|secs?|seche|nette?s?|limpide|stable|entiere?s?|complet|complete|"
        r"regle\w*|resolu\w*|repare\w*|tout droit|au quart de tour|comme neuf|en ordre|calme|silence|sauves?|"
        r"delicieux)"
    ),
    fine=_words(r"(?:bien|bon|bonne|parfait\w*|nickel|chaud|froid|vert|super)"),
    now=_words(
        r"(?:maintenant|enfin|depuis(?! (?:lundi|mardi|hier|ce matin))|a nouveau|de nouveau|desormais|cette fois|"
        r"ce matin|hier|aujourd hui|toute la (?:nuit|semaine|journee)|du premier coup|cette semaine)"
    ),
    glad=_words(
        r"(?:merci\w*|ouf|super|genial|bravo|parfait|nickel|quel soulagement|soulagee?|chouette|top|formidable|"
        r"contente?s?|ravie?s?|delicieux|youpi)"
    ),
    denies=_words(r"(?:ne|n|pas|plus|jamais|rien|aucune?|personne|sans|ni|non)"),
    no_more=re.compile(
        rf"\b(?:plus (?:de |d |aucune? |une? seule? |du tout de )|sans |aucune? |pas une? |fini(?:s|e|es)? (?:le |"
        rf"la |les )?|"
        rf"ne (?:se |s |me )?)(?P<v>{_W}(?: {_W})?)|\bn (?P<y>{_W}) plus\b|"
        rf"\b(?P<x>{_W}) (?:a|ont|est|sont) (?:enfin |completement )?(?:disparue?s?|cessee?|partie?s?)\b"
    ),
    none=_words(rf"(?:plus (?:de|d|aucune?|une? seule?)|pas une|sans) {_W}|(?:ne|n) {_W} plus(?: rien)?"),
    bars=_words(
        r"(?:besoin|faut|dois|doit|voudr\w*|aimer\w*|encore|toujours|seulement|juste|moitie|presque|jusqu(?! en)|"
        r"quand|des que|espere\w*|pour l instant|"
        r"pour le moment|pour aujourd hui|mais|parfois|moins|attend\w*|quand meme|puis|sauf|une fois sur|"
        r"mauvaise?|rien n a change|"
        r"(?!(?:avez|rendez|pouvez|chez|assez|allez)(?!\w))\w+ez|s il vous plait|svp|stp|je vais|on va|voyons|"
        r"verra|pire|autre chose|peut etre|repart\w*|redevien\w*|un peu)"
    ),
)  # fmt: skip
TONGUES = {"en": EN, "de": DE, "es": ES, "fr": FR}
