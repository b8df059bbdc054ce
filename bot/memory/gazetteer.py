"""Closed lists that reading leans on where a word's shape does not tell: names, places, languages, stop words.

Lists, not judgement: a city or a given name that stands here may be written small ("i live in oslo"); others need a
capital. Nothing here is about our company; its plans and products are in the registry.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> dict[str, str]:
    """Read `Canonical: spelling, spelling` lines into spelling → canonical, all spellings small."""
    found: dict[str, str] = {}
    for line in text.strip().splitlines():
        canonical, _, spellings = line.strip().partition(":")
        for spelling in (canonical, *spellings.split(",")):
            if spelling.strip():
                found[spelling.strip().lower()] = canonical
    return found


GIVEN_NAMES = _words("""
    aaron abdul adam adrian ahmed aisha alba alejandro alex alexander ali alice alicia amelie amir amy ana anders
    andre andrea andrew anita anja anke anna anne annika antoine anton antonio arne arthur astrid barbara beatriz
    ben benjamin bernd bjorn björn bob brian camille carla carlos carmen carol carolina caroline catherine charles
    charlotte chris christian christina christine clara claire claudia colin cristina daniel daniela david diana
    diego dieter dirk eduardo elena eli elif elisa elizabeth ella emil emily emma eric erik esther eva eve fatima
    felix fernando finn florian francesca francisco frank franz gabriel george gerd gustav hanna hannah hans harald
    harry heike helen helga henrik henry ibrahim ida ines inga ingrid irene isabel isabelle ivan jack jacob jakob
    james jan jana jane janet jason javier jean jennifer jens jessica jim joan joao joe johan johanna john johannes
    jonas jonathan jorge jose josé josef joseph joshua juan julia julian julie julien jürgen kai karen karin karl
    kate katharina katja kevin khalid kim klara klaus konrad kristin lars laura lea lena leo leon leonie leyla lin
    linda lisa liu lorenzo louis louise luca lucas lucia lucy luis luisa lukas maja marc marcel marco marcus
    margaret maria maría marie mario mark markus marta martha martin mary mateo mathilde matteo matthew matthias max
    maya mehmet mei melanie mia michael michel miguel mike mina mohamed mohammed monika moritz muhammad nadia nadine
    natalia natalie nathan nicolas nicole nina noah noor nora ola olaf olav oliver olivia omar oscar oskar otto
    pablo paola patricia patrick paul paula paulina pedro peter petra philip philipp philippe pierre priya rachel
    rafael rahul raj ralf ravi rebecca renate ricardo richard robert rob robin roland rosa ruth ryan sabine sam
    samira samuel sandra sara sarah sebastian sergio silke silvia simon sofia sofie sonja sophia sophie stefan
    stefanie stephan stephen steve steven susan susanne sven tanja tara teresa theo thomas tim tobias tom tomas
    torsten tove ulrich ulrike ursula uwe valentina valerie vera veronika victor victoria viktor vincent walter wei
    wendy werner william wolfgang xavier yasmin yuki yusuf yvonne zoe
""")

CITIES = _pairs("""
    Aarhus: århus
    Amsterdam:
    Antwerp: antwerpen, amberes, anvers
    Athens: athen, atenas, athènes
    Barcelona: barcelone
    Basel: bâle, basilea
    Bergen:
    Berlin: berlín
    Bern:
    Bilbao:
    Birmingham:
    Bonn:
    Bordeaux: burdeos
    Boston:
    Bremen:
    Bristol:
    Brussels: brüssel, bruselas, bruxelles
    Budapest:
    Chicago:
    Cologne: köln, koeln, colonia
    Copenhagen: kopenhagen, københavn, copenhague
    Dortmund:
    Dresden:
    Drammen:
    Dublin: dublín
    Düsseldorf: duesseldorf, dusseldorf
    Edinburgh:
    Essen:
    Frankfurt: fráncfort, francfort
    Geneva: genf, ginebra, genève
    Gothenburg: göteborg, goteborg, göteburg
    Granada:
    Graz:
    Hamburg: hamburgo, hambourg
    Hanover: hannover
    Helsinki:
    Innsbruck:
    Istanbul: estambul
    Karlsruhe:
    Kiel:
    Krakow: krakau, kraków, cracovia, cracovie
    Kristiansand:
    Leeds:
    Leipzig:
    Lille:
    Lisbon: lissabon, lisboa, lisbonne
    Liverpool:
    London: londres
    Lübeck: lubeck
    Lund:
    Luxembourg:
    Lyon: lyón
    Madrid:
    Malaga: málaga
    Malmö: malmo
    Manchester:
    Mannheim:
    Marseille: marsella
    Milan: mailand, milán, milano
    Montpellier:
    Munich: münchen, muenchen, múnich
    Nantes:
    New York: new york city, nueva york, nyc
    Nice: nizza
    Nuremberg: nürnberg, nuernberg
    Odense:
    Oslo:
    Oxford:
    Paris: parís
    Porto:
    Prague: prag, praga
    Reykjavik:
    Rome: rom, roma
    Rotterdam:
    Salzburg: salzburgo
    San Francisco:
    Seville: sevilla
    Stavanger:
    Stockholm: estocolmo
    Strasbourg: straßburg, strassburg, estrasburgo
    Stuttgart:
    The Hague: den haag
    Toulouse:
    Tromsø: tromso
    Trondheim:
    Turin: torino
    Uppsala:
    Utrecht:
    Valencia:
    Vienna: wien, viena, vienne
    Warsaw: warschau, varsovia, varsovie
    Zaragoza:
    Zurich: zürich, zuerich, zúrich
""")

COUNTRIES = _pairs("""
    Australia: australien
    Austria: österreich, autriche
    Belgium: belgien, bélgica, belgique
    Brazil: brasilien, brasil, brésil
    Canada: kanada, canadá
    Czechia: czech republic, the czech republic, tschechien
    China:
    Denmark: dänemark, dinamarca, danemark
    Estonia: estland
    Finland: finnland, finlandia, finlande
    France: frankreich, francia
    Germany: deutschland, alemania, allemagne
    Greece: griechenland, grecia, grèce
    Hungary: ungarn, hungría, hongrie
    Iceland: island, islandia, islande
    India: indien, inde
    Ireland: irland, irlanda, irlande
    Italy: italien, italia, italie
    Japan: japón, japon
    Latvia: lettland
    Lithuania: litauen
    Luxembourg: luxemburg, luxemburgo
    Mexico: mexiko, méxico, mexique
    Netherlands: the netherlands, holland, niederlande, den niederlanden, países bajos, pays-bas, les pays-bas
    Norway: norwegen, noruega, norvège
    Poland: polen, polonia, pologne
    Portugal:
    Romania: rumänien
    Slovakia: slowakei
    Slovenia: slowenien
    Spain: spanien, españa, espagne
    Sweden: schweden, suecia, suède
    Switzerland: schweiz, der schweiz, suiza, suisse
    Turkey: türkei, der türkei, turquía, turquie
    Ukraine:
    United Kingdom: the united kingdom, uk, the uk, england, scotland, wales, großbritannien, reino unido, royaume-uni
    United States: the united states, usa, the usa, us, the us, den usa, estados unidos, états-unis
""")

LANGUAGES = _pairs("""
    en: english, englisch, inglés, ingles, anglais
    de: german, deutsch, alemán, aleman, allemand
    es: spanish, spanisch, español, espanol, castellano, espagnol
    fr: french, französisch, francés, frances, français, francais
    it: italian, italienisch, italiano, italien
    nl: dutch, niederländisch, holandés, néerlandais
    no: norwegian, norwegisch, noruego, norvégien, norsk
    sv: swedish, schwedisch, sueco, suédois, svenska
    da: danish, dänisch, danés, danois, dansk
    fi: finnish, finnisch, finlandés, finnois, suomi
    pl: polish, polnisch, polaco, polonais
    pt: portuguese, portugiesisch, portugués, portugais
    tr: turkish, türkisch, turco, turc
""")

NO_NAME = _words("""
    mr mrs ms miss dr prof madam herr frau señor señora monsieur madame a about afraid again ahead all alive alone
    already also always amazed an and angry annoyed another anxious any anyone anything appalled as asap asking at
    available aware away back bad based because behind being best better blind bored both bot broke broken busy but
    buying by calling cancelled cancelling certain charged checking clear clueless coming concerned confident
    confused considering contacting crazy curious customer customers dead deaf delighted desperate disappointed
    disabled disgusted dissatisfied done down due early else even eager ever everyone everything excited expecting
    experiencing facing familiar fed feeling female fine finished flying for forced free fresh from frustrated full
    fuming furious gay getting gone glad going good grateful great gutted guessing had half happy hard having he
    hello help her here hey hi hoping home hungry i if ignored ill impatient impressed in informed inside interested
    into is it itself just keen kidding late later leaving left listening livid locked lonely looking lost lucky mad
    male man married maybe me missing mom moving my near need needing never new next nice no nobody none nope not
    nothing now obviously of off ok okay old on one only onto open or our out over overcharged paying perfect
    planning please pleased pm poor positive pregnant pretty probably quite ready really receiving reaching
    referring regarding returning right running sad safe satisfied saying scared seeing sending serious she shocked
    shopping short sick signed single sir so some someone something soon sorry spam speaking starting starving still
    struggling stuck stupid super sure surprised talking tall terrible testing thank thankful thanks that the their
    them there these they thinking this those tired to today tomorrow tonight too totally traveling travelling
    trying two ugly unable unhappy unsure until up upset urgent us used user using very waiting wanting was we well
    when where which who whose why willing with woman wondering working worried writing wrong yes yesterday yet you
    young your yours monday tuesday wednesday thursday friday saturday sunday january february march april june july
    august september october november december american australian austrian belgian brazilian british canadian
    chinese danish dutch english finnish french german greek indian irish italian japanese mexican norwegian polish
    portuguese scottish spanish swedish swiss turkish ukrainian european christian's muslim jewish catholic vegan
    vegetarian student teacher doctor nurse manager premium nicht ein eine einer der die das im in auf aus zu sehr
    ganz so sauer wütend enttäuscht verärgert traurig müde froh zufrieden unzufrieden sicher unsicher bereit krank
    hier da dort neu kunde kundin mitglied student studentin deutscher verzweifelt gespannt gerade noch schon auch
    nur leider jetzt heute morgen umgezogen weg fertig am beim mit bei von muy un una el la en de del no enfadado
    enfadada enojado enojada molesto molesta cliente clienta nuevo nueva harto harta seguro segura buscando
    esperando intentando aquí très un une le la en de pas au aux à déçu déçue fâché fâchée content contente client
    cliente nouveau nouvelle perdu perdue désolé désolée sûr sûre étudiant étudiante ici furieux furieuse
""")

NO_PLACE = _words("""
    it hr pr trouble love charge touch need pain fact general particular total time town bed hospital school shock
    doubt short hurry debt agony contact progress stock store transit the a an my your this that here there me us
    them him her work home bulk english german french spanish january february march april may june july august
    september october november december monday tuesday wednesday thursday friday saturday sunday slack telegram
    whatsapp facebook instagram paypal klarna the customer support sales marketing advance person public private
    fear fear's full detail einer einem der die das den dem meiner meinem ihrer eile not urlaub ruhe kontakt verzug
    einigen el la los las un una mi casa apuros le la les un une ma mon colère attente vacances
""")

RELATIONS = (
    r"brothers?|sisters?|mother|mom|mum|father|dad|parents?|wife|husband|partner|girlfriend|boyfriend|sons?|"
    r"daughters?|kids?|"
    r"child(?:ren)?|friends?|buddy|mates?|flatmate|roommate|housemate|neighbou?rs?|colleagues?|co-?workers?|boss|"
    r"manager|aunt|"
    r"uncle|cousin|grandm(?:a|other)|grandp?(?:a|father)|grandparents|nephew|niece|fiance?e?|ex|in-laws|landlord|"
    r"tenant|clients?|"
    r"employees?|assistant|guests?|teammates?|bruder|schwester|mutter|mama|vater|papa|eltern|frau|mann|freundin|"
    r"freunde?|sohn|"
    r"tochter|kind(?:er)?|kollegin|kollege|kollegen|nachbarin|nachbar|chefin|chef|oma|opa|tante|onkel|cousine?|"
    r"vermieter|mieter|"
    r"kundin|kunde|schwager|mitbewohner(?:in)?|hermano|hermana|madre|padre|padres|mujer|esposa|esposo|marido|novia|"
    r"novio|hijo|"
    r"hija|amigo|amiga|vecino|vecina|jefe|jefa|abuel[oa]|prim[oa]|cliente|compañer[oa]|compaaner[oa]|frère|soeur|"
    r"s[oœ]ur|mère|"
    r"père|femme|mari|fils|fille|amie?|copine|copain|voisine?|collègue|patron|chef|grand-?mère|grand-?père|cliente?|"
    r"cousine?"
)
