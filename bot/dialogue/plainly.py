"""Troubles told plainly: a thing, and what ails it. "brakes rub", "Suchfeld ausgegraut", "el muñeco no habla".

A clause is read in two parts: what it begins with is the thing; behind it stands a word for what things do when they
fail, how they are then, or that they do not do something. Whose body, work or day it is tells of no trouble.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.dialogue import reading

_PARTS = re.compile(
    r"[,;:.!()\n]\s*|\s[-–—=]\s|\s(?:and|but|und|aber|y|pero|et|mais|because|weil|porque|fois qu[e']|time that|mal "
    r"dass|vez que)\s",
    re.IGNORECASE,
)
MOST = 7
"""Words that a thing may have: "the blue headphones you sold me"."""


@dataclass(frozen=True, slots=True)
class _Tongue:
    """One language: what things do and how they are when they fail, what never makes a trouble, what denies."""

    does: re.Pattern[str]
    how: re.Pattern[str]
    lacks: re.Pattern[str]
    fails_to: re.Pattern[str]
    heads: frozenset[str]
    """With what a clause begins that says what its thing does not do; nothing: with any word."""
    no_thing: frozenset[str]
    over: re.Pattern[str]


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


_BEHIND = (
    r"(?= ?$| (?:on|in|at|since|after|again|with|for|from|over|every|all|whenever|when|as|x\d|auf|im|bei|beim|seit|"
    r"nach|obwohl|trotz|wieder|schon|mit|auch|sobald|en|desde|otra|cuando|al|con|por|de|tras|sobre|depuis|sur|dans|au|"
    r"apres|encore|des|quand|partout|avec|alors|pour|a)\b)"
)

_CODE = (
    r"(?:(?:an? |une? |ein |einen |http|ftp|api|login|checkout|page|site|error|fehler|erreur|code|server|webhook|"
    r"seite)\w* ){0,2}(?:40[134589]|42[29]|50[0-4]|530)"
)
_EN = _Tongue(
    does=re.compile(
        r"(?:rub|hum|buzz|whine|whirr?|hiss|crackle|clunk|rattle|squeak|squeal|creak|grind|judder|jerk|wobble|sag|"
        r"stutter|lag|stall|hang|freeze|crash|flicker|smear|smudge|leak|drip|ooze|smoke|overheat|sting|itch|pinch|"
        r"chafe|jam|snag|fray|warp|buckle|peel|vanish|disappear|reboot|duplicate|malfunction|glitch|smell|stink|reek|"
        r"taste|blink|pixelate|unravel)(?:s|es|ing)?\b(?! (?:nice|good|great|lovely|wonderful|fine|fresh|amazing|"
        r"delicious|of fresh|in the sun|card|screen|test|detector|shop|season|time|out with|with (?:me|us|you))\b)|"
        r"(?:lacks|sparks|blinks|refuses|ignores|times out|"
        r"(?:empties|closes|opens|deletes|locks|mutes|resets|shuts) (?:itself|by itself|down)|"
        r"drops? (?:out|off|bluetooth|wi-?fi|calls|connection|the)|(?:logs|signs|kicks|throws) (?:me|us)|"
        r"(?:prints?|exports?|shows?|comes?|came|arrives?|arrived|loads?|turned up|landed|displays?|opens?|plays?|"
        r"reads?|sends?) (?:out |up |back |in |over |as |all |completely |just |only |totally |"
        r"half )*(?:an? )?(?:blank|sideways|upside|twice|garbled|broken|cracked|bent|torn|wet|soaked|damaged|squashed|"
        r"crushed|mouldy|moldy|rotten|warm|cold|melted|empty|opened|stale|scratched|chipped|black|grey|gray|square|"
        r"dead|faulty|incomplete|without|distorted|blurred|blurry|muffled|wrong|"
        r"\d+ \w+ (?:low|high|short|late|early|slow|fast))|"
        r"stays? (?:blank|dark|black|grey|red|orange|silent|cold|at zero|stuck))\b(?! for\b)"
    ),
    how=re.compile(
        r"(?:is |are |was |were |has been |have been |gone |going |all |completely |totally |stone |standing |just )*"
        rf"(?:dead|greyed out|grayed out|blank|garbled|cut off|cut short|sideways|upside down|duplicated|unresponsive|"
        rf"unreadable|unreachable|frozen|cracked|snapped|mouldy|moldy|rotten|soaked|squashed|kaput|knackered|stuck|"
        rf"out of sync|misaligned|(?:flat|down(?! (?:from|to|at|in)\b)|offline|broken|jammed|"
        rf"leaking){_BEHIND}){_BEHIND}|"
        r"(?:is |are |came |arrived )?(?:off after (?!work)|hard as|(?:wrong|out|off|slow|fast) by (?:\w+ "
        r")+(?:minutes?|hours?|"
        r"days?|percent|euros?|cents?|cm|mm))\b"
    ),
    lacks=re.compile(
        r"^(?:no|zero) (?:internet|signal|sound|picture|power|notifications?|alerts?|hot water|connection|network|"
        r"wi-?fi|"
        r"coverage|audio|video|dial tone|reception|light|data|image|reply|emails?)\b|"
        rf"^{_CODE} (?:on|at|in|when|since|from|again|every|for|error)\b|"
        r"^(?:paper jams?|outages?|crash(?:es)?|timeouts?|leaks?) (?:on|at|in|when|since|from|again|every|with)\b|"
        r"^none of (?:our|my|the|us)\b.* (?:can|could|works?|loads?|opens?|arrived)\b"
    ),
    fails_to=re.compile(r"(?:is |are |was )?not \w{3,}ing\b(?! (?:for|to|you|that|me)\b)"),
    heads=frozenset(),
    no_thing=_words(
        "i i'm i've we we're you you're he she they who im ive someone nobody everyone everybody anyone people wife "
        "husband "
        "partner son "
        "daughter mum mom dad mother father kid kids child children baby boss colleague colleagues team manager "
        "friend "
        "friends neighbour neighbor staff customers customer brother sister aunt uncle cousin nephew niece dog cat "
        "granny grandma grandpa cow cows calf calves horse horses sheep hens bees monday "
        "tuesday wednesday thursday friday saturday sunday today tomorrow morning evening night week weekend day "
        "knee knees back hand hands eye eyes eyesight ear ears head heart voice wrist shoulder legs hip want "
        "need like "
        "prefer hope please if whether unless until would could should may might never not no nothing without dont "
        "what how why where which does do did can normal reason said says told call called named job "
        "work "
        "shift garden kitchen bakery sell sells love loves than less let lets us without hardly rarely wish "
        "why's what's how's where's who's address email number"
    ),
    over=re.compile(r"\b(?:no more|any ?more|no longer|any longer|gone now|again now|used to)\b"),
)
_DE = _Tongue(
    does=re.compile(
        r"(?:reib|scheuer|brenn|kratz|juck|rauch|qualm|stink|tropf|leck|brumm|summ|surr|pfeif|piep|knack|knarz|"
        r"quietsch|klapper|ratter|ruckel|stotter|hak|hang|klemm|wackel|eier|zitter|vibrier|blink|flacker|spinn|streik|"
        r"rochel|uberhitz|schimmel|schief|rutsch|fusel|fussel|farb)(?:t|st|e?n|"
        r"et)\b(?! (?:gut|toll|schon|wunderbar|von|an|mit|davon|sehr gut|ab von|daran)\b)|"
        r"(?:druckt|drucken) (?:an |am |im |hinten|vorne|beim|$)|(?:drucken|druckt)$|"
        r"(?:zerlegt|zerschiesst|verschluckt|verliert|verlieren|vergisst|verweigert|verweigern|verschmiert|zerreisst|"
        r"verstopft|rosten|rostet|lost sich|losen sich|verzieht sich|leuchtet rot|riecht nach|riechen nach|"
        r"schmeckt nach|schmecken nach|macht (?:kopfweh|larm|krach|gerausche|zicken|mucken|schlapp|\w+ gerausche)|"
        r"lauft aus|steht still|schmeisst|schmeissen|fehlt|fehlen)\b|"
        r"(?:startet|starten|fallt|fallen|bricht|brechen|sturzt|sturzen|setzt|setzen|geht|friert|schaltet|fliegt|"
        r"lauft|hangt|schneidet|druckt|lauft|sitzt)\b(?: \S+){0,6}? (?:neu|ab|aus|auseinander|ein|kaputt|raus|schief|"
        r"leer)$|(?:zeigt|zeigen|bleibt|bleiben|druckt|meldet|kommt|kommen|kam|kamen|"
        r"liefert)\b(?: \S+){0,3}? (?:schwarz|grau|weiss|rot|leer|storung|fehler|falsch|verkehrt|zerbrochen|kaputt|"
        r"zerkratzt|matschig|offen|nass|zerdruckt|dunkel|leere|zerknittert|halb|doppelt|stumm)\b"
    ),
    how=re.compile(
        r"(?:ist |sind |war |waren |wird |werden |komplett |vollig |total |ganz |alle |schon wieder |wieder |einfach )*"
        r"(?:kaputt|tot|ausgegraut|abgelehnt|ungultig|doppelt|unleserlich|verschimmelt|faul|matschig|zerbrochen|"
        r"undicht|zerkratzt|verbogen|eingefroren|abgesturzt|gesperrt|hinuber|zerrissen|verzerrt|abgeschnitten|"
        r"abgelaufen|"
        rf"(?:leer|schwarz|schief|falsch|verkehrt|weg|stumpf){_BEHIND})"
        rf"(?: gedruckt| geliefert| angezeigt| geladen)?{_BEHIND}"
    ),
    lacks=re.compile(
        r"^(?:kein|keine|keinen|ohne|null) (?:internet|netz|empfang|ton|bild|strom|benachrichtigung\w*|warmwasser|"
        r"verbindung|wlan|signal|antwort|meldungen|push\w*|freizeichen|licht)\b(?! (?:\w+ )?(?:brauch|notig)\w*)|"
        rf"^{_CODE} (?:im|beim|auf|seit|bei|wieder|am|fehler)\b|"
        r"^(?:papierstau|ausfall|absturz\w*|storung|stau|konflikt\w+|fehler) (?:im|in|beim|auf|seit|bei|wieder|am|"
        r"ohne)\b"
    ),
    fails_to=re.compile(
        r"(?!(?:ist|sind|war|hat|haben|wird|werden|muss|mussen|soll|sollen|darf|durfen|braucht|brauchen|gefallt|passt|"
        r"interessiert|stort|kostet|enthalt|gehort|gilt|gelten|reicht|heisst|steht|liegt|eilt|mag|betrifft|schadet|"
        r"zahlt|beinhaltet|bedeutet|macht|tut|versteht|will|wollen|nicht|seit|letzt\w*|erst|nacht|heut|rest|bitte|"
        r"hilft|bringt|gibt|mit|bald|gut|jetzt|oft|fast|selbst|recht|leicht|laut|statt|echt|sonst|zuerst|uberhaupt|"
        r"etwa|sofort|kommt|erlaubt|schlaft|isst|trinkt|spricht|arbeitet|wohnt|offnet|schliesst|"
        r"spielt)\b)(?:[a-z]{2,}(?:t|ln|rn)|gehen|fahren|laufen|laden|schalten|drehen|hort|kann|"
        r"lassen) (?:\S+ ){0,5}?(?:nicht|nich|nix|nichts|nie|nimmer)\b"
    ),
    heads=frozenset(),
    no_thing=_words(
        "ich wir du ihr man wer niemand jeder leute frau mann sohn tochter kind kinder chef chefin kollege "
        "kollegin "
        "kollegen freund freundin nachbar nachbarin mutter vater mama papa oma opa eltern baby hund katze bruder "
        "kuh kuhe kalb kalber pferd pferde schaf schafe huhn huhner bienen "
        "schwagerin schwager tante onkel cousin cousine neffe nichte bin hab habe haben hatte nummer schwester "
        "kunden kundin kunde team montag dienstag mittwoch donnerstag "
        "freitag samstag sonntag heute morgen "
        "abend abends woche wochenende tag knie rucken hand hande auge augen ohr ohren kopf herz stimme schulter "
        "bein "
        "wenn falls ob bis will mochte mag brauche bitte wunsche kein keine keinen nie nicht nichts ohne was wie "
        "warum wieso "
        "welche wann wo kann sagt sagte heisst schicht arbeit kuche garten tarif mir mich uns dir dich sie "
        "hatte hatt ware plan kaum selten anrufe anruf mieter preis name adresse mail frage "
        "antwort mitarbeiter sagt meint meinte arzt lehrer deutsch spanisch englisch post weniger"
    ),
    over=re.compile(r"\b(?:nicht|nie|kein\w*|nix|nichts) mehr\b|\bnimmer\b|\bfruher\b|\bdamals\b"),
)
_ES = _Tongue(
    does=re.compile(
        r"(?:rebotan?|fallan?|gotean?|chorrean?|humean?|queman?|aprietan?|rozan?|rascan?|crujen?|chirrian?|rechinan?|"
        r"zumban?|pitan?|vibran?|tiemblan?|cojean?|patinan?|descuadran?|parpadean?|titilan?|"
        r"(?:me |nos |te )(?:rozan?|aprietan?|queman?|pican?|rascan?)|"
        r"pierden? (?:agua|aire|aceite|liquido|presion|senal|gas)|echan? (?:humo|chispas|agua)|huelen? (?:a|mal|raro)|"
        r"saben? (?:a|raro|mal)|(?:se )(?:me |nos )?(?:traban?|atascan?|cuelgan?|congelan?|apagan?|caen?|desconectan?|"
        r"reinician?|despegan?|rompen?|rompio|parten?|aflojan?|calientan?|borran?|duplican?|cortan?|"
        r"quedan? (?:colgad\w+|pillad\w+|negr\w+|blanc\w+|pegad\w+|en (?:negro|blanco|cero)|trabad\w+|congelad\w+)|"
        r"salen?(?! (?:de|del|a)\b)|sueltan?|cierran? sol\w)|"
        r"(?:adelantan?|atrasan?) (?:\w+ )?(?:\d+ )?(?:minutos?|segundos?|horas?)|suenan? (?:sol\w|rar\w|mal|a )|"
        r"saltan?(?= ?$| (?:sol\w|cada|al|cuando|en))|"
        r"(?:llego|llegaron|llegan?|vino|vinieron|vienen?|traen?|trajo|trajeron|salen?|salio|salieron|imprimen?|"
        r"muestran?|aparecen?) (?:\w+ ){0,5}?(?:rot[oa]s?|pinchad\w+|mojad\w+|aplastad\w+|abiert[oa]s?|vaci[oa]s?|"
        r"mal(?= ?$| (?:y|pegad|cosid|cortad|impres)\w*)|incomplet\w+|defectuos\w+|danad\w+|rayad\w+|agrietad\w+|"
        r"en blanco|borros\w+|cortad\w+|torcid\w+|duplicad\w+|frios?|podrid\w+|equivocad\w+|negr[oa]s?|cambiad\w+|"
        r"derretid\w+|magenta|sin \w+))\b"
    ),
    how=re.compile(
        r"(?:esta |estan |estaba |quedo |quedaron |va |van |muy |toda |todo |todos |todas |completamente |totalmente "
        r"|entera |"
        r"de nuevo |otra vez )*"
        r"(?:rot[oa]s?|muert[oa]s?|pinchad[oa]s?|duplicad[oa]s?|cortad[oa]s?|torcid[oa]s?|mal calculad[oa]s?|"
        r"bloquead[oa]s?|"
        r"colgad[oa]s?|caducad[oa]s?|agrietad[oa]s?|rajad[oa]s?|podrid[oa]s?|mohos[oa]s?|desconectad[oa]s?|"
        r"descosid[oa]s?|"
        r"despegad[oa]s?|atascad[oa]s?|ilegibles?|inservibles?|defectuos[oa]s?|danad[oa]s?|borrad[oa]s?|"
        r"estropead[oa]s?|"
        rf"averiad[oa]s?|congelad[oa]s?|equivocad[oa]s?){_BEHIND}"
    ),
    lacks=re.compile(
        r"^sin (?:internet|senal|luz|sonido|imagen|notificaciones|avisos|conexion|agua|cobertura|linea|wifi|tono|"
        r"datos|red|"
        r"audio|video|corriente|servicio|acceso)\b|"
        r"^(?:error|fallo|averia|atasco|corte|fuga|caida|cortes|errores|fallos|caidas) (?:de|del|en|al|cada|\d+|"
        r"desde)\b|"
        rf"^{_CODE} (?:en|al|desde|otra|cada|cuando)\b|"
        r"\bno (?:me|nos) (?:dejan?|permiten?|abren?|cargan?|llegan?|aparecen?|reconocen?|aceptan?)\b|"
        r"\btampoco (?:me|nos) (?:dejan?|abren?|cargan?|funcionan?|llegan?)\b"
    ),
    fails_to=re.compile(
        r"(?:ya |aun |todavia )?(?:no|tampoco) (?:se |me |nos |le |lo |"
        r"la )*(?!(?:es|son|esta|estan|era|hace|incluye|incluyen|importa|cuesta|quiere|debe|sabe|vive|trabaja|"
        r"trabajan|tiene|tienen|corre|corren|hay|ha|han|haya|puede|pueden|va|van|viene|vienen|falta|parece|sera|seria|"
        r"queda|cuenta|significa|gusta|gustan|molesta|duele|abre|abren|cierra|cierran|oye|ve|lee|entiende|come|duerme|"
        r"interesa|conviene|sobra|fuera|sea|cambia|aplica|vale|sirve|de|en|que|a|ante|sobre|aun|la|una|"
        r"esa)\b)[a-z]{2,}(?:a|e|an|en)\b"
    ),
    heads=_words("el la los las mi mis nuestro nuestra su vuestro vuestra este esta"),
    no_thing=_words(
        "yo nosotros nosotras tu ella ellos quien nadie alguien gente mujer esposa marido esposo hijo "
        "hija hijos hijas "
        "nino nina ninos ninas jefe jefa colega companero companera companeros amigo amiga vecino vecina madre "
        "padre mama "
        "papa abuela abuelo suegra hermano hermana perro gato bebe cliente clienta clientes equipo lunes martes "
        "miercoles jueves "
        "viernes sabado sabados domingo domingos hoy manana noche tarde semana dia dias rodilla espalda mano "
        "manos ojo ojos "
        "oido cabeza vista voz hombro si hasta quiero necesito prefiero quisiera favor nunca sin "
        "ningun ninguna nada "
        "que como donde cual soy somos estoy estamos tengo tenemos llamo tienda taller trabajo turno plan tarifa "
        "nombre "
        "direccion pregunta respuesta correo ojala espero busco buscamos vendemos vendo espanol medico "
        "vaca vacas ternero terneros caballo caballos oveja ovejas gallinas abejas "
        "doctora decia dijo dice dicen dijeron abuelo abuelos tio tia cunado cunada primo prima sobrino"
    ),
    over=re.compile(r"\bya no\b|\bno (?:\w+ ){1,4}mas\b|\bantes\b|\bdej(?:o|aron) de\b"),
)
_FR = _Tongue(
    does=re.compile(
        r"(?:frottent|frotte|claquent|claque|grincent|grince|sifflent|siffle|bourdonnent|bourdonne|vibrent|vibre|"
        r"tremblent|tremble|fuient|fuit|gouttent|goutte|coulent|coule|fument|fume|brulent|brule|piquent|pique|serrent|"
        r"serre|grattent|gratte|chauffent|chauffe|sautent|saute|patinent|patine|decrochent|decroche|rament|rame|"
        r"saccadent|saccade|plantent|plante|buguent|bugue|rebondissent|rebondit|disparaissent|disparait|clignotent|"
        r"clignote|coincent|coince|bloquent|bloque|refusent|refuse|perdent|perd|disjonctent|disjoncte|gresillent|"
        r"gresille|tourne (?:dans le vide|en rond)|fait (?:sauter|un bruit|du bruit|des bruits)|"
        r"(?:se |s )(?:decollent|decolle|coupent|coupe|figent|fige|bloquent|bloque|effacent|efface|eteignent|eteint|"
        r"deforment|deforme|dechirent|dechire|devissent|devisse|detachent|detache|demontent|demonte|connecte plus|"
        r"vident|vide)|(?:sent|sentent)(?: \w+){0,2}? (?:le|la|l|mauvais|bizarre|fort|encore|toujours)\b|"
        r"(?:reste|restent|devient|deviennent) (?:rouge|noir|noire|bloque|bloquee|vide|muet|muette|orange|gris|grise|"
        r"froid|froide)s?|(?:arrive|arrivent|arrivee?s?|sort|sortent|livree?s?|"
        r"(?:est|sont|etait|etaient) (?:arrivee?s?|livree?s?)) (?:\w+ ){0,2}?(?:tiede|casse|cassee|ouvert|ouverte|"
        r"vide|abime|abimee|mouille|mouillee|froid|froide|raye|rayee|ecrase|ecrasee|fele|felee|fendu|fendue|incomplet|"
        r"incomplete|defectueux|defectueuse|pourri|pourrie|en (?:morceaux|miettes|retard)|sans \w+)s?|"
        r"(?:est|sont|etait|etaient) (?:\w+ )?(?:voile|voilee|mou|mous|molle|molles|tiede|avarie|casse|cassee|fausse|"
        r"faux|vide|raye|rayee)s?)\b(?! (?:bon|bonne|super|la rose)\b)"
    ),
    how=re.compile(
        r"(?:est |sont |etait |etaient |toute |tout |toutes |tous |completement |totalement |de nouveau |encore )*"
        r"(?:vides?|casse|cassee|cassees|casses|hs|morte?s?|muette?s?|voilee?s?|fendue?s?|pliee?s?|figee?s?|floue?s?|"
        r"decalee?s?|"
        r"doublee?s?|perimee?s?|moisie?s?|pourrie?s?|decousue?s?|defectueux|defectueuses?|refusee?s?|expiree?s?|"
        r"grisee?s?|"
        rf"illisibles?|inaccessibles?|en panne|hors service|faux|fausses?|rayee?s?|bloquee?s?|indisponibles?|"
        rf"tronquee?s?){_BEHIND}"
    ),
    lacks=re.compile(
        r"^(?:pas|plus|aucune?|sans)(?: de| d)? (?:internet|reseau|tonalite|son|image|courant|notifications?|"
        r"connexion|wifi|"
        r"signal|eau|chauffage|lumiere|reponse|donnees|acces)\b|"
        r"^(?:panne|fuite|bourrage|coupure|plantage|doublons?|erreur|pannes|coupures|erreurs) (?:de|d|a|au|en|du|"
        r"dans|sur|partout|"
        r"chaque|\d+|depuis)\b|"
        rf"^{_CODE} (?:depuis|au|sur|en|a|des|quand|encore)\b"
    ),
    fails_to=re.compile(
        r"(?:(?:ne|n) (?:me |nous |se |s |la |le |l |les )*)?(?!(?:est|sont|suis|a|ont|ai|veut|veux|sait|parle|habite|"
        r"travaille|travaillent|comprend|inclut|incluent|convient|plait|derange|regarde|concerne|presse|change|sert|"
        r"merite|mange|dort|lit|vient|viennent|va|fait|faut|doit|coute|compte|comptent|prend|prends|aime|voit|entend|"
        r"dit|ferme|ouvre|ouvrent|ferment|me|te|se|ne|de|le|la|les|un|une|en|et|que|qui|dans|pour|chez|peux|suffit|"
        r"vaut|veulent|boit||rentre|repond|appelle|dure|surtout|toujours|vraiment|souvent|meme)\b)[a-z]{3,}(?:e|t|d|"
        r"ent)(?: pas| plus| po| jamais| rien)\b"
    ),
    heads=_words("le la les l mon ma mes notre nos votre vos ce cette app appli application"),
    no_thing=_words(
        "je j tu nous vous on elle il ils elles qui personne quelqu gens femme mari epouse epoux fils "
        "fille filles enfant "
        "enfants bebe chef cheffe patron patronne collegue collegues ami amie voisin voisine mere pere maman "
        "papa mamie papi "
        "frere soeur chien client cliente clients equipe lundi mardi mercredi jeudi vendredi samedi dimanche "
        "aujourd demain matin soir nuit semaine jour jours genou dos main mains oeil yeux oreille oreilles tete "
        "vue voix "
        "epaule si jusqu veux voudrais aimerais prefere besoin svp sans jamais rien aucun aucune que "
        "comment pourquoi "
        "quel quelle ou suis sommes ai avons appelle boutique magasin atelier travail forfait plan formule nom "
        "adresse "
        "question reponse mail mails francais medecin eleve eleves disait dit disent oncle tante grand-mere "
        "grand-pere vache vaches veau veaux cheval chevaux mouton moutons poules abeilles"
    ),
    over=re.compile(r"\bne \w+ plus\b|\bn \w+ plus\b|\bavant\b|\bplus (?:de|d|aucun|aucune|une|un)\b|\barrete de\b"),
)
_TONGUES = {"en": _EN, "de": _DE, "es": _ES, "fr": _FR}
_ARTICLES = _words(
    "the my our your this these that a an der die das den mein meine meiner unser unsere euer eure "
    "ihr ihre dieser diese el la los las mi mis su sus nuestro nuestra nuestros nuestras vuestro "
    "vuestra este esta le les l mon ma mes notre nos votre vos ce cette ces un une una also and so "
    "hi hello hey well ok morning still both all it es c il elle"
)


def tells(sentence: str, language: str) -> bool:
    """Return whether a sentence tells of a thing, and nothing else of it than what ails it."""
    tongue = _TONGUES[language]
    return any(_ails(" ".join(reading.tokens(part)), tongue) for part in _PARTS.split(sentence))


def is_over(sentence: str, language: str) -> bool:
    """Return whether a sentence says of what ails a thing that it does so no more, and tells of nothing else."""
    tongue, parts = _TONGUES[language], [" ".join(reading.tokens(part)) for part in _PARTS.split(sentence)]
    over = [part for part in parts if tongue.over.search(part) and _was_a_trouble(part, tongue)]
    return bool(over) and all(part in over or len(part) < LEAST for part in parts)


def _ails(part: str, tongue: _Tongue) -> bool:
    if len(part) < LEAST:
        return False
    over = tongue.over.search(part)
    if tongue.lacks.search(part) and not over:
        return True
    words = part.split()
    for place in range(1, min(MOST, len(words))):
        if words[place - 1] in tongue.no_thing or words[place - 1].endswith("adresse"):
            return False
        if all(word in _ARTICLES for word in words[:place]):
            continue
        rest = " ".join(words[place:])
        if not over and (tongue.does.match(rest) or tongue.how.match(rest)):
            return True
        if _may_fail_to(words[0], tongue) and (denied := tongue.fails_to.match(rest)):
            return not (_was_a_trouble(denied[0], tongue) or _people(denied[0], tongue))
    return False


_DENIALS = _words("nicht nichts nie kein keine keinen not no never nunca sin jamais rien pas sans")


def _people(denied: str, tongue: _Tongue) -> bool:
    """Whether it is somebody who does not do it: "beschwören kann ich es nicht"."""
    return bool(tongue.no_thing.intersection(denied.split()) - _DENIALS)


def _may_fail_to(first: str, tongue: _Tongue) -> bool:
    return not tongue.heads or first in tongue.heads


LEAST = 6
"""Letters that a clause has at least."""


def _was_a_trouble(denied: str, tongue: _Tongue) -> bool:
    """Whether what is not so is itself what things do that fail: "fuit pas", "tropft nicht"."""
    return any(tongue.does.match(" ".join(denied.split()[at:])) for at in range(len(denied.split())))
