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
    """A thing is denied with weight: "ni una gota"."""
    ceases: re.Pattern[str]
    """Something is not done any more."""
    bars: re.Pattern[str]
    """What takes an ending back."""
    closes: re.Pattern[str]
    """Words that say themselves that it is over, or that it may be closed."""
    lacks: re.Pattern[str]
    """A trouble told as what a thing lacks or does not do: what it names is back when it ends, and not gone."""
    stays: re.Pattern[str]
    """What is said of the same trouble, named or not."""
    back: re.Pattern[str]
    """What ends a lack, and is the worst of what a thing has or does: "the beeping is back"."""
    helps: re.Pattern[str]
    """By which somebody asks whether what was advised was of use."""
    oneself: re.Pattern[str]
    """What somebody is no more ends no trouble: "ya no soy controller"."""
    ails: re.Pattern[str]
    """A word for the trouble of any thing: that it is gone ends the one that is open, as no thing does that is."""
    thing: re.Pattern[str]
    """What somebody has, as `v`: that it is gone is a trouble itself."""
    idle: re.Pattern[str]
    """Ways of speaking, by which nothing is supposed or denied."""
    supposes: re.Pattern[str]
    """An "if" that is told from "yes" by its accent, which `reading.tokens` takes away."""


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{'|'.join(patterns)})(?![\w'])")


_W = r"[\w'-]+"
_NEVER = re.compile(r"(?!)")
EN = Tongue(
    done=_words(
        rf"(?:i |we |i've |we've |just |{_W} )?(?:done|did (?:it|that|so)|replaced|swapped|changed|fitted|installed|"
        r"reinstalled|restarted|rebooted|reset|updated|upgraded|cleaned|flushed|moved|tightened|reseated|plugged|"
        r"unplugged|charged|added|switched|calibrated|recalibrated|refitted|refilled|repaired|mended|glued|paired|"
        r"oiled|greased|"
        r"logged out|cleared|descaled|emptied|turned it|set)",
        r"(?:engineer|technician|fitter|mechanic|plumber|electrician|sparky|chap|guy|lad|man|fella|driver)\b.{0,30}"
        r"\b(?:came|was|has been|been|found|swapped|fixed|replaced|changed|mended)",
        rf"(?:new|fresh|spare|replacement) {_W}(?: {_W})? (?:in|on|fitted|installed)",
        rf"(?:it was|turns out|turned out|found|was) (?:the |a |half |just )?{_W}(?: {_W})? ?(?:was|shut|loose|"
        rf"off)?$",
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
        r"fixed|solved|settled|restored|renewed|corrected|repaired|square|green|quiet|silence|silent|straight|sharp|"
        r"complete|intact|in time|spot on|"
        r"as it should|where it belongs|like (?:new|silk|a dream|clockwork|butter|a charm)|all done)|in$",
    ),
    fine=_words(
        r"(?:fine|perfect|right|correct(?! (?:is|one|number)\b)|clear|good|great|well(?! done)|(?<=\w )ok(?:ay)?|"
        r"safe)"
    ),
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
        rf"(?P<v>{_W}(?: {_W}){{0,2}})|(?<![\w'-])(?P<x>{_W})(?: is| are| has|'s| have| was)? (?:all |now |finally |"
        rf"completely )?"
        r"(?:gone|stopped|cured|cleared|disappeared|vanished|over|history)\b|"
        rf"\b(?:\w+n't|not) (?P<y>{_W}(?: {_W}){{0,2}}) (?:any ?more|since|any longer)\b"
    ),
    none=_words(rf"(?:not an?|not one|not a single|without an?|without) {_W}"),
    ceases=_words(rf"(?:\w+n't|not) {_W} (?:any ?more|any longer)|no longer {_W}"),
    bars=_words(
        r"(?:still|yet|only|half(?= of| the| as| an?)|almost|nearly|sometimes|for now|for today|for the moment|"
        r"at the moment|until|till|unless|"
        r"if|when|whenever|once|hope|hopefully|wish|should|will|i'll|we'll|it'll|would|could|but|although|though|"
        r"however|"
        r"except|worse|same|no change|no luck|no difference|no joy|nothing changed|wait|waiting|please|pls|instead|"
        r"comes? back|came back again|then (?:it|they|\w+s)|far from|anything but|"
        r"for (?:an?|one|\d+) (?:second|minute|hour)s?(?! now)|back to (?!normal|work)\w+|let us know|send (?:me|us|"
        r"it|them)|less|let's see|we'll see|"
        r"spoke too soon|as ever|try|trying|supposed|needs?|needed|want\w*|have to|has to|must|"
        r"meant to|going to|the rest|the other|one of|two of|some of|most of|so far|as designed|as intended|"
        r"(?<!than )before(?! noon)|used to|(?:was|were) (?:fine|ok|okay|good|working)|on (?:my|our|the) old|"
        r"(?:to|at|by|with) (?:my|our|the) neighbou?r(?:'?s)?)"
    ),
    closes=_words(
        r"(?:you|u|we) (?:may|can|could) (?:now )?(?:close|shut|archive|tick) (?:it|this|that|the(?! account)|"
        r"my(?! account)|off)",
        r"(?:close|shut) (?:this|the|that|my) (?:ticket|case|one|issue|thread|matter)|that'?s that(?: then)?|cured|"
        r"(?:case|matter) (?:is )?closed|(?:problem|issue|trouble)(?:'s| is)? (?:gone|solved|sorted|fixed|history)|"
        r"(?:that|thing|which|one|it|problem|issue)(?:'?s| is) (?:all |now )?(?:sorted|settled|fixed|solved)|"
        r"thing sorted",
    ),
    lacks=_words(
        r"(?:\w+n't|not|no|never|none|nothing|nobody|cannot|cant|dont|wont|doesnt|isnt|fails?|failed|missing|lost|"
        r"stopped|gone|disappeared|offline|dead|flat|empty|blank|locked|stuck|sticks|only|halfway)"
    ),
    stays=_words(r"(?:still|yet|same|too soon|worse|again)"),
    back=_words(r"(?:back|again|returned|returns)"),
    helps=_words(r"(?:help\w*|works?|working|better|now)"),
    oneself=_words(r"(?:i'm|i am|we're|we are|i was)"),
    ails=_words(
        r"(?:problem\w*|troubles?|drops?|drop-?outs?|cut-?outs?|outages?|interruptions?|freez(?:es|ing)|crash(?:es|"
        r"ing)?|"
        r"glitch(?:es)?|stutter\w*|errors?|issues?|faults?|noises?|leaks?|lags?|delays?|flicker(?:ing)?|buzz(?:ing)?|"
        r"beep(?:s|ing)?)"
    ),
    thing=_words(rf"(?:the|my|our|your|this) (?P<v>{_W})"),
    idle=_words(
        r"if (?:you(?: will| ll)?(?: pardon| like| must| excuse)?|i may)|why not|no wonder|no problem|for no reason|"
        r"without (?:any )?reason"
    ),
    supposes=_NEVER,
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
        r"(?:lauft|laufen|geht|gehen|klappt|funktioniert|funktionieren|tut(?= (?:wieder|jetzt|nun|es|was))|passt|"
        r"stimmt|stimmen|druckt|ladt|fahrt|"
        r"fahre|"
        r"drin|dran|drauf|rein|durch|ausgestempelt|klingt|spielt|heizt|offnet|halt)",
        r"(?:einwandfrei|tadellos|sauber|dicht|trocken|warm|heiss|ruhig|ruhe|leise|heil|korrekt|komplett|vollstandig|"
        r"lesbar|scharf|stabil|behoben|gelost|in ordnung|grun|grunen bereich|wie neu|wie am schnurchen|"
        r"wiederhergestellt|korrigiert|"
        r"wie eine eins|vom tisch)",
    ),
    fine=_words(
        # "richtig ist 118824" puts a number right.
        r"(?:gut|prima|perfekt|super|herrlich|wunderbar|richtig(?! (?:ist|ware|lautet)\b)|fertig|erledigt|schon|"
        r"(?<=\w )ok(?:ay)?|"
        r"kalt|ganz)",
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
        rf"(?<![\w'-])(?P<y>{_W}(?: {_W}){{0,2}}) (?:nicht|nie|nimmer) mehr\b|\b(?:nicht|nie) mehr (?P<z>{_W})|"
        rf"(?<![\w'-])(?P<x>{_W})(?: ist| sind| hat| haben)? (?:jetzt |nun |endlich )?(?:weg|verschwunden|vorbei|"
        rf"aufgehort|"
        r"behoben|raus)\b"
    ),
    none=_words(rf"(?:kein einzige\w|ohne) {_W}|nichts mehr|kein\w*(?: {_W})? mehr|nicht mal mehr|nur noch ein\w*"),
    ceases=_words(rf"nicht(?: {_W})? mehr"),
    bars=_words(
        r"(?:muss\w*|brauch\w*|mocht\w*|noch(?! nur)(?! ein\w*mal)(?! mal)|immer noch|nur(?! noch ein)|"
        r"(?<!war )(?<!waren )halb\w*|"
        r"fast|erst|bis(?! \d)|wenn|falls|"
        r"sobald|hoff\w*|ob|soll\w*|werde|will|wurde gern|trotzdem|aber|leider|manchmal|vorerst|fur heute|momentan|"
        r"im moment|derzeit|weiterhin|warte\w*|gleich|bitte|dann|weniger|zwei drittel|drei viertel|bleibt (?:tot|"
        r"aus)|"
        r"dauert|zu fruh|schlimmer|doch nicht|schick\w*|meld\w*|probier\w*|versuch\w*|andere\w*|falsch\w*|rest|"
        r"fehlt|fehlen|"
        r"minuten?|(?:eine|paar) (?:sekunden?|stunden?)|kaum|alles andere als|kurz|vorher|bisher|(?:ist|sei|"
        r"ware) normal|so gedacht)"
    ),
    closes=_words(
        rf"(?:konnt|konnen|kannst|kann|durft) (?:{_W} ){{0,4}}(?:zumachen|schliessen|abhaken|abschliessen)|"
        rf"(?:hat|haben) sich (?:{_W} ){{0,5}}erledigt|"
        rf"damit (?:ist|ware|sind) (?:{_W} ){{0,5}}(?:erledigt|vom tisch|gegessen|durch)|"
        r"(?:problem|fehler) (?:ist )?(?:weg|gelost|geloest|behoben)",
    ),
    lacks=_words(
        r"(?:nicht|nich|nix|nichts|nie|kein\w*|fehl\w*|ohne|verschwunden|leer|tot|verloren|fest|hangt|nur|halb)"
    ),
    stays=_words(r"(?:noch|gleiche|schlimmer|trotzdem|wieder|zu fruh)"),
    back=_words(r"(?:wieder|zuruck|erneut)"),
    helps=_words(r"(?:hilft|geht|klappt|funktioniert|besser|jetzt)"),
    oneself=_words(r"(?:ich bin|wir sind)"),
    ails=_words(
        r"(?:\w*(?:aussetzer|abbruch\w*|abbrueche|ausfalle|ausfaelle|ausfall|storung(?:en)?|stoerung(?:en)?|"
        r"unterbrechung(?:en)?|"
        r"ruckler|hanger|haenger|fehler\w*|absturz\w*|abstuerze|gerausche?|geraeusche?|flackern|piepen|brummen|"
        r"rauschen)|"
        r"problem\w*)"
    ),
    thing=_words(rf"(?:der|die|das|den|dem|mein\w*|unser\w*) (?P<v>{_W})"),
    idle=_words(r"warum nicht|kein wunder|kein problem|ohne (?:jeden )?grund"),
    supposes=_NEVER,
)
ES = Tongue(
    done=_words(
        r"(?!(?:pedido|vida|comida|salida|entrada|llamada|medida|estimad|cansad|demasiad|sabado|mercado|estado|cada|"
        r"nada|"
        r"enfadad|encantad|obligad|partid|ruid|debid)\w*)(?:\w{3,}(?:ad|id)[oa]s?|hech[oa]s?|puest[oa]s?|"
        r"abiert[oa]s?)",
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
        r"complet[oa]|precios[oa]s?|(?:arreglad|solucionad|resuelt|corregid|restaurad|reparad|renovad)[oa]s?|"
        r"de maravilla|de lujo|como la seda|"
        r"como nuev[oa]|como dios manda|en orden|todo bien|en su sitio)",
    ),
    fine=_words(r"(?:bien|perfect[oa]|genial|fria|caliente|verdes|list[oa]|buen[oa]|vale)"),
    now=_words(
        r"(?:ya|ahora|por fin|al fin|desde entonces|de nuevo|otra vez|hoy|ayer|esta manana|toda la (?:noche|semana)|"
        r"esta vez|al instante|a la primera|total ahora)"
    ),
    glad=_words(
        r"(?:gracias|agradec\w*|menos mal|que (?:descanso|alivio|bien|alegria)|genial|estupendo|fenomenal|perfecto|"
        r"uf|por fin|"
        r"os adoran|un saludo|encantad[oa]s?|maravilla|fantastico|saludos|guay|bravo)"
    ),
    denies=_words(r"(?:no|nada|nunca|tampoco|ni|sin|ningun\w*|nadie|jamas)"),
    no_more=re.compile(
        rf"\b(?:ya no|sin|ni un[oa]?|ningun[oa]?|dejo de|ha dejado de|no ha vuelto a|no (?:ha )?vuelto a)"
        rf"(?: (?:se|me|nos|la|lo|hay|hace|haber|da|ni|un|una|mas))* (?P<v>{_W}(?: {_W}){{0,2}})|"
        rf"\bno (?:hay |hace |se |me |ha )?(?P<y>{_W}(?: {_W})?) mas\b|"
        rf"\b(?:se (?:fue|fueron|ha ido|han ido)|desaparecio|ha desaparecido) (?:el |la |los |las )?(?P<x>{_W})"
    ),
    none=_words(rf"(?:ni un[oa]?|sin) {_W}"),
    ceases=_words(rf"ya no {_W}"),
    bars=_words(
        r"(?:necesit\w*|quier\w*|tengo que|hace falta|todavia|aun|sigue\w*|solo|solamente|medio|casi|"
        r"hasta(?! (?:la|el|arriba)\b)|cuando|espero|esperamos|ojala|quiza\w*|"
        r"a ver|veremos|de momento|por ahora|pero|menos(?! mal)|a veces|(?:por|x) hoy|a la espera|otro color|"
        r"(?<!hace )poco(?! a)|apenas|lejos de|(?:un|dos) (?:segundos?|minutos?)|una hora|tambien|equivocad\w*|"
        r"rayad\w*|"
        r"caducad\w*|(?:envie|mande|escriba|envia|manda|escribe|llame|llama)n?(?:me|nos)|por favor|porfa|igual|"
        r"peor|demasiado pronto|luego|probare|voy a|vamos a|debe\w*|tiene que|puede que|tampoco|"
        r"desde el)"
    ),
    closes=_words(
        r"(?:cerrad|cierren|(?:podeis|pueden?|puedes) cerrar)(?! (?:la|mi) (?:cuenta|app|sesion))|"
        r"(?:problema|tema|asunto|caso|incidencia) (?:ya )?(?:cerrad|resuelt|zanjad|solucionad|arreglad)[oa]|"
        r"(?:solucionad|arreglad|resuelt)[oa] (?:ya )?lo de|"
        rf"lo de (?:{_W} ){{1,8}}ya (?:me lo |esta |lo |se )?(?:ha |han )?(?:arregl|solucion|resolvi|resuelt)\w*",
    ),
    lacks=_words(
        r"(?:no|nunca|nada|ni|sin|nadie|falla\w*|falta\w*|perdid\w*|desaparecid\w*|apagad\w*|pierde|solo|impossible|"
        r"imposible)"
    ),
    stays=_words(r"(?:sigue\w*|todavia|aun|igual|peor|otra vez|demasiado pronto)"),
    back=_words(r"(?:de nuevo|otra vez|vuelve\w*|ha vuelto|volvio)"),
    helps=_words(r"(?:funciona\w*|ayuda\w*|va|mejor|ahora)"),
    oneself=_words(r"(?:soy|somos|estoy|estamos)"),
    ails=_words(r"(?:cortes?|interrupciones|fallos?|tirones|error(?:es)?|ruidos?|parpadeos?|averias?|problemas?)"),
    thing=_words(rf"(?:el|la|los|las|mi|su) (?P<v>{_W})"),
    idle=_words(r"como no|ni hablar|sin (?:motivo|razon|mas)"),
    supposes=re.compile(r"\bsi\b", re.IGNORECASE),
)
FR = Tongue(
    done=_words(
        r"(?:re)?(?:chang|mont|serr|install|nettoy|tourn|calibr|detartr|debranch|branch|pos|baiss|regl|demarr|charg|"
        r"allum|vid|vidang|ajout|modifi|actualis|desinstall|effac|supprim|corrig|livr|echang|lanc|purg|graiss|"
        r"huil)ee?s?",
        r"(?:re)?(?:fait|faite|mis|mise|pris|suivie?s?|essaye|ouvert|ouverte|ferme|fermee|emplacee?s?)",
        r"(?:technicien\w*|plombier|electricien|mecanicien|reparateur|installateur|monsieur|gars|il|atelier)\b.{0,24}"
        r"\b(?:est (?:passe|venu)|a (?:change|remplace|repare))",
        r"(?:c etait|c est|il s agissait d)(?: (?:le|la|l|un|une|les|bien))* ?\w*$",
        rf"nouve(?:au|lle|aux|lles) {_W}",
    ),
    came=_words(
        r"(?:(?:bien |est |sont |a ete )*(?:arrivee?s?|recue?s?|revenue?s?|livree?s?|retrouvee?s?|remboursee?s?|la$)|"
        r"remboursement)"
    ),
    well=_words(
        r"(?:marche|marchent|fonctionne|fonctionnent|tourne|passe|(?:va|vont)(?! \w+(?:er|ir|re)(?!\w))|remarche|"
        r"redemarre|monte|freine|ouvert|"
        r"rentre|voit|voient|y est|y sont|debloquee?)",
        r"(?:impeccable|impec|correct\w*|propre|secs?|seche|nette?s?|limpide|stable|entiere?s?|complet|complete|"
        r"regle\w*|resolu\w*|repare\w*|retabli\w*|corrige\w*|renouvele\w*|tout droit|au quart de tour|comme neuf|"
        r"en ordre|calme|silence|sauves?|"
        r"delicieux)"
    ),
    fine=_words(r"(?:bien|bon|bonne|parfait\w*|nickel|chaud|froid|vert|super)"),
    now=_words(
        r"(?:maintenant|enfin|re(?:marche|fonctionne|demarre)(?:nt)?|depuis(?! (?:lundi|mardi|hier|ce matin))|"
        r"a nouveau|de nouveau|desormais|cette fois|"
        r"ce matin|hier|aujourd hui|toute la (?:nuit|semaine|journee)|du premier coup|cette semaine)"
    ),
    glad=_words(
        r"(?:merci\w*|ouf|super|genial|bravo|parfait|nickel|quel soulagement|soulagee?|chouette|top|formidable|"
        r"contente?s?|ravie?s?|delicieux|youpi)"
    ),
    denies=_words(r"(?:ne|n|pas|plus|jamais|rien|aucune?|personne|sans|ni|non)"),
    no_more=re.compile(
        rf"\b(?:plus (?:de |d |aucune? |une? seule? |du tout de )|sans |aucune? |pas une? |fini(?:s|e|es)? (?:le |"
        rf"la |les )?|(?:cesse|arrete|fini) (?:de |d )(?:se |s )?|"
        rf"ne (?:se |s |me )?)(?P<v>{_W}(?: {_W})?)|\bn (?P<y>{_W}) plus\b|"
        rf"(?<![\w'-])(?P<x>{_W}) (?:a|ont|est|sont) (?:enfin |completement )?(?:disparue?s?|cessee?(?! d)|"
        rf"partie?s?)\b"
    ),
    none=_words(rf"(?:plus (?:de|d|aucune?|une? seule?)|pas une|sans) {_W}|^depuis .*plus rien$"),
    ceases=_words(rf"(?:ne|n) {_W} plus(?: rien)?"),
    bars=_words(
        r"(?:besoin|faut|dois|doit|voudr\w*|aimer\w*|encore|toujours|seulement|juste|moitie|presque|jusqu(?! en)|"
        r"quand|des que|espere\w*|pour l instant|"
        r"pour le moment|pour aujourd hui|mais|parfois|moins|attend\w*|quand meme|trop vite|puis|sauf|une fois sur|"
        r"mauvaise?|rien n a change|"
        r"(?!(?:avez|rendez|pouvez|chez|assez|allez)(?!\w))\w+ez|s il vous plait|svp|stp|je vais|on va|voyons|"
        r"verra|pire|autre chose|peut etre|repart\w*|redevien\w*|peu(?! pres)|guere|loin d|une (?:seconde|minute|"
        r"heure))"
    ),
    closes=_words(
        r"affaire (?:close|classee|reglee)|(?:vous pouvez|tu peux|on peut) (?:fermer|clore|cloturer|classer)|"
        rf"(?:probleme|souci|pb|bug) (?:{_W} ){{0,6}}(?:regle|resolu|arrange)|"
        r"(?:tout est|c'est|c est) (?:regle|resolu) (?:pour|avec)",
    ),
    lacks=_words(
        r"(?:ne|n|pas|plus|jamais|aucune?|rien|manque\w*|disparu\w*|impossible|sans|perdue?|bloque\w*)"
    ),
    stays=_words(r"(?:encore|toujours|pareil|pire|trop vite)"),
    back=_words(r"(?:a nouveau|de nouveau|revenue?s?|revient|reviennent|recommence)"),
    helps=_words(r"(?:va|marche\w*|fonctionne\w*|mieux|maintenant|aide)"),
    oneself=_words(r"(?:je (?:ne )?suis|nous (?:ne )?sommes|j etais)"),
    ails=_words(
        r"(?:coupures?|deconnexions?|saccades|erreurs?|bugs?|soucis?|plantages?|pannes?|bruits?|clignotements?|"
        r"fuites?|"
        r"problemes?)"
    ),
    thing=_words(rf"(?:le|la|les|mon|ma|mes|du|au) (?P<v>{_W})"),
    idle=_words(r"pourquoi pas|sans raison|pour un non"),
    supposes=re.compile(r"\bsi\b|\bs'(?=ils?\b)", re.IGNORECASE),
)  # fmt: skip
TONGUES = {"en": EN, "de": DE, "es": ES, "fr": FR}
