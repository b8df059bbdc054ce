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
    aapo aaron aase abby abdul abdullah abel abigail achim ada adam adela adelaide adele adil adolfo adrian adriana
    adrien agata agathe agnes agnieszka agustin ahmed aiden aiko aileen ainhoa aisha aitana aitor akira alan alana
    alasdair alba albert alberto albrecht aldo alec alejandra alejandro aleksander alena alessandra alessandro
    alessia alex alexander alexandra alexandre alexia alexis alfie alfonso alfred alfredo ali alice alicia alicja
    alina alison allison alma almudena alvaro amadou amal amalia amalie amanda amara amaya amber amelia amelie amina
    amir amit amparo amy ana anastasia anatole anders andre andrea andreas andreea andrei andres andrew andrzej
    aneta angela angelica angelika angelina angelo angus anibal anika anil anisa anita anja anke anna anne anneke
    annelie annemarie annette annie annika anouk ansel anselm anthea anthony antje antoine anton antonella antonia
    antonin antonio anushka anya apolline araceli archie ariane arianna ariel arjun arlene arlette armand armando
    armin arnaud arne arnold arsene arthur arturo arvid asha asma astou astrid athena aubrey audrey augustin aurelia
    aurelie aurelien aurora axel ayesha aylin ayumi azra baptiste barbara bart bartosz basak basil bastian bastien
    beata beate beatrice beatrix beatriz beckett begona belen ben benedict benedikt benita benito benjamin benno
    benoit berenice bernadette bernard bernardo bernd bernhard berta bertha bertram bertrand bettina betty beverly
    bianca birgit birgitta birte bjorn björn blanca blanche blandine bob boris bradley brandon branko breanna brenda
    brendan brian bridget brigitte brita britta bronwyn bruce bruno bryan bryony burak caitlin callum calvin cameron
    camila camille camilo candice carina carl carla carlos carlotta carly carmela carmelo carmen carol carole
    carolina caroline carsten casilda caspar catalina catarina caterina cathal catherine cathrin cathy cecile
    cecilia cedric celeste celia celina celine cem cesar chantal charlene charles charlie charlotte chiara chloe
    chris christa christelle christian christina christine christof christoph christophe christopher ciara cindy
    claas claire clara claude claudette claudia claudio claus clemence clemens clement clementine clovis colette
    colin conchita connor conor constance constantin constanza cora coralie cordula corentin corinna corinne
    cornelia cosima cosmin craig cristiano cristina cristobal curtis cynthia cyril dafydd dagmar dagny daisuke
    damian damien danica daniel daniela danielle danilo danny danuta daphne daria dario darius darren david dawid
    deborah declan deepak delphine demetrius denis denise dennis derek dervla derya desmond detlef diana diane
    didier diego dieter dietmar dilara dimitri dina dino dirk dmitri dominic dominik dominika dominique donal donald
    donna dora doreen dorian doris dorothea dorothy douglas dragan duncan dunja dustin dylan ebba eberhard ebru
    eckhard edda edgar edith edmund edouard eduard eduardo edward edwin efrain egon eike eileen eilidh ekaterina
    eleanor elena eleni eleonora elfriede eli elias elif elijah elin elina eline elisa elisabeth elise elizabeth
    elke ella ellen ellie elliott elodie eloise elsa elsbeth elvira elwin emanuel emeka emil emilia emilie emilio
    emily emine emma emmanuel emmanuelle emre enda engelbert enrico enrique enzo eoin erhard eric erich erik erika
    erin ernest ernesto ernst erwan erwin esra esteban estefania estelle esther ethan etienne euan eugen eugene
    eugenia eugenie eulalia eusebio eva evan eve evelyn evelyne ewa ewan fabian fabien fabienne fabio fabrice
    fabrizio faisal farah farid fatima fatou fatoumata federico felicia felicien felicitas felicity felipe felix
    fenja ferdinand fergus fernanda fernando ferran filip filippo finn fiona fionn flavia flavio flora florent
    florentine florian francesca francine francis francisco franck francois francoise frank franka franz franziska
    fraser fred freddie frederic frederick frederik frederika freya frida frieda friederike friedrich fritz frode
    gabi gabriel gabriela gabriele gabriella gael gaelle gaetan gareth gary gaspard gaston gavin gemma genevieve
    geoffrey georg george georges georgia georgina gerald geraldine gerard gerardo gerd gerhard gerlinde gernot gert
    gertrud ghislaine giacomo gianluca gianni gideon gilbert gilberto gilles gina giorgio giovanna giovanni gisela
    gitta giulia giuseppe gladys glenda glenn gloria gonzalo goran gordon graham grainne greg gregoire gregor
    gregory greta gretchen grzegorz gudrun guillaume guillermo gundula gunnar gunther gustav gustavo gwen gwendolyn
    haakon hadrien hakan hamid hamish hamza hanna hannah hanne hannelore hannes hannu hans harald harriet harry
    hartmut haruka haruto harvey hasan hassan hatice hazel heather hector hedda hedwig heidi heike heiner heinrich
    heinz helen helena helene helga helge helmut hendrik hendrika henning henri henrietta henrik henrike henry
    herbert heribert hermann hernan herve hilary hilda hilde hildegard hiroshi holger horst howard hubert hugh hugo
    huseyin iain ian ibrahim iciar ida idris ignacio ignatius igor iker ilaria ilias ilka ilona ilse imani imanol
    imke imogen imran ina inaki indira ines inessa inga ingeborg ingmar ingo ingrid inken inmaculada ioana irene
    irina iris irma isaac isabel isabell isabella isabelle isadora isaiah isidora isidro ismael ismail isolde itziar
    ivan ivana iwan izabela jacek jacinta jack jackie jacob jacqueline jacques jade jaime jakob jamal james jamie
    jamila jan jana jane janet janice janina janine jannik janusz jared jasmin jasmine jason jasper javad javier
    jean jeanette jeanne jeff jeffrey jelena jennifer jens jeremie jeremy jerome jerzy jesper jessica jette jill jim
    jimena jitka joachim joan joana joann joanna joanne joao joaquin jocelyn jochen jodie joe joelle joerg johan
    johanna johannes john jolanda jolanta jolene jon jonas jonathan jonna jordi jorg jorge joris jose josef josefa
    josefina josefine joseph josephine joshua josiane josip jossi josé joyce juan juana judith juergen julia julian
    juliana juliane julie julien juliet juliette julio julius jurgen justin justine justyna jutta jürgen kaan kacper
    kai kaja kamal kamil kamila karen karim karima karin karina karl karolin karolina karsten kasia kaspar katarina
    katarzyna kate kateryna katharina katharine kathleen kathrin kathryn kathy katie katja katrin katrina kay kayla
    keiko keith kelly kemal ken kenji kenneth kenza kerstin kevin khalid kieran kilian kim kimberly kira kirsten
    kirsty kjell klara klaus kofi konrad konstantin kordula krista kristian kristin kristina kristine kristof
    krystyna krzysztof kubra kunal kurt kwame kyle ladislav laetitia laila lalitha lamine lara larissa lars lasse
    laszlo laura lauren laurence laurent lauriane laurie lavinia lawrence layla lazare lea leah leander leandro leif
    leigh leila leire lena lenka lennart lennox leo leon leonard leonardo leonhard leoni leonid leonie leonor
    leonora leopold leroy lesley leslie leticia levin leyla lia liam liane lidia lieselotte ligia lili lilian
    liliana lillian lilly lily lin lina linda linnea linus lioba lionel lisa lisbeth liu livia liz loic lola lorena
    lorenz lorenzo loretta lorna lorraine lothar lou louis louisa louise lovisa luc luca lucas lucia luciana luciano
    lucie lucien lucienne lucile lucinda lucy ludger ludmila ludovic ludwig luigi luis luisa luise luka lukas luke
    luzia lydia lydie lynn maarten maartje mabel maciej madeleine madeline mael maelle magali magda magdalena magnus
    mahmoud mahmut maik maike maiken maite maja malcolm malgorzata malia malik malin malou malte malwina mamadou
    mandy manfred manoj manon manuel manuela marc marceau marcel marcela marcelle marcelo marcia marcin marco marcus
    marek margaret margarete margarethe margarita margit margot margret marguerite maria mariam mariana marianne
    maribel marie marieke mariela marielle marietta marija marina mario marisa marisol marit marius marjorie markku
    markus marlene marlies marlis marlon marta martha marthe martin martina martine marvin mary maryam maría masha
    massimo mateo mathias mathieu mathilde mathis matilda matilde matteo matthew matthias maud maura maureen maurice
    mauricio maurizio mauro max maxence maxim maxime maximilian maya mechthild megan mehdi mehmet mei meike meinhard
    melanie melek melina melinda melissa melvin mercedes meredith merle merve meryem mette mia micha michael
    michaela michal michel michele micheline michelle miguel miguela mika mikael mike mikkel mila milena millie
    milos miranda mirco mireille mirela miriam mirjam mirko mirna miroslav mitch mohamed mohammad mohammed moira
    mona monika monique moritz moses mourad muhammad muriel mustafa myriam myrto nacho nadege nadezhda nadia nadine
    nadja nahuel naima naomi narcisa nastasia natacha natalia natalie natascha natasha nathalie nathan nathaniel
    nele nelly nelson nestor neus niall niamh nicholas nicki nicklas nicola nicolas nicole nicoletta nieves nigel
    nikita niklas nikola nikolai nikolaus nils nina nino nisha noah noel noelia noelle noemi noor nora norbert norma
    norman nuno nuria octavia octavio odette odile oihane oksana ola olaf olav oleg olena olga olimpia oliver olivia
    olivier oluf omar omid ondrej onur oona orla orlando osama oscar oskar osman osvaldo otis otmar ottilie ottmar
    otto ousmane owen ozan pablo paco paloma pamela paola pascal pascale patricia patricio patrick patrik paul paula
    paulina pauline paulo pavel pawel pedro peggy penelope perrine petar peter petra phil philip philipp philippa
    philippe philomena phoebe phyllis pia pierre piet pieter pietro pina piotr pirkko pranav preben primrose priya
    przemek quentin quinn quirin rachel rachid radek rafael rafaela rafe raffael raffaele rahul rainer raissa raj
    rajesh ralf ralph ramiro ramon ramona randi randy raoul raphael raquel rasmus rauf raul ravi raymond rebecca
    rebekka regina reginald regine reimar reiner reinhard reinhold remy renata renate renato rene renee reto reza
    rhiannon rhys ricarda ricardo riccardo richard rico rikke rita rob robert roberta roberto robin robyn rocio
    roderick rodolfo rodrigo rogelio roger rohan roland rolf romain roman romane romy ronald ronan ronja rory rosa
    rosalie rosalind rosemarie rosemary rosina ross roswitha roxana roxanne roy ruben rudi rudolf ruediger rufus
    rupert ruslan ruth ryan rüdiger saad sabina sabine sabrina sacha sadia safia sagar said saida salah salma salome
    salvador sam samantha samir samira samu samuel sandra sandrine sandro sanjay saoirse sara sarah sascha saskia
    scarlett scott sean sebastian sebastiano sebastien selim selina selma semra senta serena serge sergei sergej
    sergio severin severine shane shannon sharon shauna sheila shelley shirley shreya sian sibel sibylle siegfried
    sieglinde siegrid sigrid sigurd silas silke silvana silvia silvio simon simone sinead siobhan sion sissel
    sixtine slavica soeren sofia sofie solene solveig sonia sonja sophia sophie soraya soren stacey stanislav
    stanislaw stefan stefania stefanie stefano steffen steffi stella stephan stephane stephanie stephen steve steven
    stewart stine stuart sunil suresh susan susana susann susanne susi suzanne svea sven svenja svetlana swantje
    sybille sylvain sylvester sylvia sylvie szymon sören tabea tadeusz tahir taina takeshi talia tamara tamsin tania
    tanja tanya tara tarek tariku tariq tatiana tatjana tayfun ted telma teodoro terence teresa terje terry tessa
    thaddeus thea thekla theo theodor theodora theresa therese thibault thibaut thierry thilo thomas thora thorben
    thorsten thorwald tiago tiana tiffany tilda tilman tim timo timothee timothy timur tina titus tobiah tobias todd
    tom tomas tomasz tomislav tony torsten tove tracey tracy traute trevor tristan trudi tuomas tuula tyler udo ugo
    ulf ulla ulli ulrich ulrika ulrike umberto umut urs ursel ursula uschi uta ute uwe valentin valentina valentine
    valeria valerie valerio vanessa vasile veit vera verena veronica veronika veronique vesna vicente vicki victoire
    victor victoria vidar viggo vikram viktor viktoria vincent vincenzo viola violeta violette virginia virginie
    vito vivian viviane vivien vivienne vladimir volker volkmar walter waltraud wanda wassim wei wenche wencke wendy
    wenke werner wibke wiebke wiktor wilfried wilhelm wilhelmina willem willi william winfried winifred winston
    wladimir wojciech wolfgang wolfram wolodymyr xaver xavier xenia ximena yael yan yana yann yannick yannis yara
    yasin yasmin yasmina yassine yelena ylva yohann yolanda youssef ysabel yuki yuri yurika yusuf yves yvette yvonne
    zac zachary zahra zara zdenek zehra zelda zeynep zita zoe zohra zoltan zsofia zuzana
""")

CITIES = _pairs("""
    A Coruña: la coruña, la coruna, coruña
    Aachen: aix-la-chapelle
    Aalborg:
    Aarhus: århus
    Aberdeen:
    Aberystwyth:
    Accra:
    Aix-en-Provence: aix en provence
    Ajaccio:
    Albacete:
    Albuquerque:
    Algiers: algier, argel, alger
    Alicante: alacant
    Almere:
    Almería: almeria
    Amiens:
    Amsterdam:
    Anchorage:
    Angers:
    Ankara:
    Annecy:
    Annemasse:
    Antibes:
    Antwerp: antwerpen, amberes, anvers
    Arles:
    Arnhem:
    Asunción: asuncion
    Athens: athen, atenas, athènes
    Atlanta:
    Auckland:
    Augsburg:
    Avignon:
    Avilés: aviles
    Badajoz:
    Baltimore:
    Bamberg:
    Bangkok:
    Barcelona: barcelone
    Basel: bâle, basilea
    Bastia:
    Bayonne:
    Bayreuth:
    Beijing: peking, pékin, pekín
    Belfast:
    Belgrade: belgrad, belgrado
    Benidorm:
    Bergen:
    Berlin: berlín
    Bern:
    Besançon: besancon
    Biarritz:
    Biel: bienne
    Bielefeld:
    Bilbao:
    Birmingham:
    Blackpool:
    Blois:
    Bochum:
    Bodø: bodo
    Bogotá: bogota
    Bologna: bolonia, bologne
    Bolton:
    Bonn:
    Bordeaux: burdeos
    Boston:
    Bottrop:
    Bourges:
    Bournemouth:
    Braga:
    Bratislava:
    Breda:
    Bregenz:
    Bremen:
    Bremerhaven:
    Brighton:
    Brisbane:
    Bristol:
    Brno: brünn
    Bruges: brügge, brujas, brugge
    Brunswick: braunschweig
    Brussels: brüssel, bruselas, bruxelles
    Bucharest: bukarest, bucarest
    Budapest:
    Buenos Aires:
    Burgos:
    Béziers: beziers
    Caen:
    Cairo: kairo, el cairo, le caire
    Calais:
    Calgary:
    Cambridge:
    Canberra:
    Cannes:
    Canterbury:
    Cape Town: kapstadt, ciudad del cabo, le cap
    Caracas:
    Carcassonne:
    Cardiff:
    Carlisle:
    Cartagena:
    Casablanca:
    Castellón: castellon
    Catania:
    Celle:
    Chambéry: chambery
    Charleroi:
    Charleston:
    Chartres:
    Cheltenham:
    Chemnitz:
    Chicago:
    Christchurch:
    Cincinnati:
    Ciudad Real:
    Clermont-Ferrand: clermont ferrand, clermont
    Cleveland:
    Coimbra:
    Colchester:
    Colmar:
    Cologne: köln, koeln, colonia
    Copenhagen: kopenhagen, københavn, copenhague
    Cottbus:
    Coventry:
    Croydon:
    Créteil: creteil
    Cusco:
    Cuxhaven:
    Cáceres: caceres
    Cádiz: cadiz
    Córdoba: cordoba
    Darmstadt:
    Delft:
    Delhi: new delhi, neu-delhi
    Denver:
    Dessau:
    Detroit:
    Dijon:
    Doncaster:
    Dornbirn:
    Dortmund:
    Drammen:
    Dresden:
    Dubai:
    Dublin: dublín
    Duisburg:
    Dundee:
    Dunkirk: dunkerque, dünkirchen
    Düsseldorf: duesseldorf, dusseldorf
    Edinburgh:
    Edmonton:
    Eindhoven:
    El Paso:
    Elche:
    Emden:
    Enschede:
    Erfurt:
    Erlangen:
    Esbjerg:
    Espoo:
    Essen:
    Exeter:
    Ferrol:
    Flensburg:
    Florence: florenz, florencia, firenze
    Fort Worth:
    Frankfurt: fráncfort, francfort
    Fredrikstad:
    Freiburg:
    Fribourg:
    Fulda:
    Galway:
    Gdansk: danzig, gdańsk
    Gelsenkirchen:
    Geneva: genf, ginebra, genève
    Genoa: genua, génova, gênes, genova
    Gera:
    Ghent: gent, gante, gand
    Gijón: gijon
    Girona: gerona
    Gloucester:
    Gothenburg: göteborg, goteborg, göteburg
    Granada:
    Graz:
    Greifswald:
    Grenoble:
    Groningen:
    Guadalajara:
    Guayaquil:
    Guildford:
    Görlitz: goerlitz
    Göttingen: goettingen
    Gütersloh: guetersloh
    Haarlem:
    Hamburg: hamburgo, hambourg
    Hanover: hannover
    Harrogate:
    Haugesund:
    Havana: la habana, la havane
    Heidelberg:
    Heilbronn:
    Helsingborg:
    Helsinki:
    Hereford:
    Herne:
    Hildesheim:
    Hobart:
    Hong Kong: hongkong
    Honolulu:
    Houston:
    Huddersfield:
    Huelva:
    Huesca:
    Husum:
    Ibiza:
    Indianapolis:
    Ingolstadt:
    Innsbruck:
    Inverness:
    Ipswich:
    Istanbul: estambul
    Izmir:
    Jacksonville:
    Jakarta:
    Jaén: jaen
    Jena:
    Jerez:
    Johannesburg:
    Jönköping:
    Kaiserslautern:
    Kansas City:
    Karlsruhe:
    Kassel:
    Kiel:
    Kilkenny:
    Klagenfurt:
    Koblenz:
    Konstanz: constance
    Krakow: krakau, kraków, cracovia, cracovie
    Krefeld:
    Kristiansand:
    Kyiv: kiew, kiev
    La Rochelle:
    Lancaster:
    Landshut:
    Las Palmas:
    Las Vegas:
    Lausanne:
    Le Havre:
    Le Mans:
    Leeds:
    Leganés: leganes
    Leicester:
    Leiden:
    Leipzig:
    Leuven: louvain, löwen
    Leverkusen:
    Lille:
    Lillehammer:
    Limerick:
    Limoges:
    Linköping: linkoping
    Linz:
    Lisbon: lissabon, lisboa, lisbonne
    Liverpool:
    Liège: lüttich, lieja
    Ljubljana: laibach
    Lleida: lerida, lérida
    Lodz: łódź
    Logroño: logrono
    London: londres
    Londonderry:
    Lorient:
    Los Angeles:
    Louisville:
    Lucerne: luzern
    Ludwigshafen:
    Lugano:
    Lugo:
    Lulea: luleå
    Lund:
    Luton:
    Luxembourg:
    Lviv: lemberg
    Lyon: lyón
    Lübben:
    Lübeck: lubeck
    Lüneburg: lueneburg
    Maastricht:
    Madrid:
    Magdeburg:
    Maidstone:
    Mainz:
    Malaga: málaga
    Malmö: malmo
    Manchester:
    Manila:
    Mannheim:
    Marbella:
    Marburg:
    Marrakesh: marrakesch, marrakech
    Marseille: marsella
    Mechelen:
    Medellín: medellin
    Melbourne:
    Memphis:
    Metz:
    Mexico City: ciudad de méxico, ciudad de mexico, cdmx, mexiko-stadt
    Miami:
    Middlesbrough:
    Milan: mailand, milán, milano
    Milton Keynes:
    Milwaukee:
    Minneapolis:
    Minsk:
    Moers:
    Molde:
    Montauban:
    Monterrey:
    Montevideo:
    Montpellier:
    Montreal: montréal
    Montreuil:
    Moscow: moskau, moscú, moscou
    Mulhouse: mülhausen
    Mumbai:
    Munich: münchen, muenchen, múnich
    Murcia:
    Mönchengladbach:
    Mülheim: muelheim
    Münster: muenster
    Nairobi:
    Namur:
    Nanterre:
    Nantes:
    Naples: neapel, nápoles, napoli
    Nashville:
    Neuchâtel: neuenburg
    Neuss:
    New Orleans:
    New York: new york city, nueva york, nyc
    Newcastle: newcastle upon tyne
    Nice: nizza
    Nicosia:
    Nijmegen:
    Niort:
    Norrköping: norrkoping
    Northampton:
    Norwich:
    Nottingham:
    Nuremberg: nürnberg, nuernberg
    Nîmes: nimes
    Oakland:
    Oberhausen:
    Odense:
    Offenbach:
    Oklahoma City:
    Oldenburg:
    Omaha:
    Orléans: orleans
    Osaka:
    Oslo:
    Osnabrück: osnabrueck
    Ostrava:
    Ottawa:
    Oulu:
    Ourense: orense
    Oviedo:
    Oxford:
    Paderborn:
    Palencia:
    Palermo:
    Palma: palma de mallorca
    Pamplona:
    Panama City: ciudad de panamá
    Paris: parís
    Passau:
    Perpignan:
    Peterborough:
    Pforzheim:
    Philadelphia:
    Pittsburgh:
    Plauen:
    Plymouth:
    Poitiers:
    Pontevedra:
    Portland:
    Porto:
    Portsmouth:
    Potsdam:
    Poznan: posen, poznań
    Prague: prag, praga
    Quebec City: québec, quebec
    Quimper:
    Quito:
    Raleigh:
    Ratisbon: regensburg
    Recklinghausen:
    Reims:
    Remscheid:
    Rennes:
    Reutlingen:
    Reykjavik:
    Riga:
    Rio de Janeiro: rio
    Rome: rom, roma
    Rosenheim:
    Roskilde:
    Rostock:
    Rotterdam:
    Roubaix:
    Rouen:
    Saarbrücken: saarbruecken
    Sabadell:
    Sacramento:
    Saint-Brieuc:
    Saint-Denis:
    Saint-Malo: saint malo
    Saint-Nazaire:
    Saint-Étienne: saint-etienne, saint étienne, st etienne
    Salamanca:
    Salford:
    Salisbury:
    Salt Lake City:
    Salzburg: salzburgo
    San Antonio:
    San Diego:
    San Francisco:
    San Jose:
    San Sebastián: san sebastian, donostia
    Santander:
    Santiago de Compostela:
    Sarajevo:
    Schaffhausen:
    Schwerin:
    Seattle:
    Segovia:
    Seoul:
    Seville: sevilla
    Shanghai:
    Sheffield:
    Shrewsbury:
    Siegburg:
    Siegen:
    Singapore: singapur, singapour
    Skien:
    Skopje:
    Sligo:
    Solingen:
    Soria:
    Southampton:
    Speyer:
    St Albans:
    St. Gallen: st gallen, sankt gallen
    Stavanger:
    Stirling:
    Stockholm: estocolmo
    Stockport:
    Stoke-on-Trent: stoke on trent
    Stralsund:
    Strasbourg: straßburg, strassburg, estrasburgo
    Stuttgart:
    Sunderland:
    Swansea:
    Swindon:
    São Paulo: sao paulo
    Tallinn: reval
    Tampa:
    Tampere:
    Tarragona:
    Tel Aviv:
    Telford:
    Tenerife:
    Terrassa:
    Teruel:
    The Hague: den haag
    Thessaloniki:
    Tilburg:
    Tokyo: tokio
    Toledo:
    Toronto:
    Torquay:
    Toulon:
    Toulouse:
    Tourcoing:
    Trier:
    Trieste: triest
    Tromsø: tromso
    Trondheim:
    Troyes:
    Truro:
    Tucson:
    Tunis: túnez
    Turin: torino
    Turku:
    Tübingen: tuebingen
    Ulm:
    Umeå: umea
    Uppsala:
    Utrecht:
    Valencia:
    Valladolid:
    Valparaíso: valparaiso
    Vancouver:
    Venice: venedig, venecia, venise, venezia
    Versailles:
    Vienna: wien, viena, vienne
    Vigo:
    Villach:
    Villeurbanne:
    Vilnius: wilna
    Vitoria: vitoria-gasteiz
    Västerås: vasteras
    Wakefield:
    Warrington:
    Warsaw: warschau, varsovia, varsovie
    Washington:
    Waterford:
    Weimar:
    Wellington:
    Wiesbaden:
    Wilhelmshaven:
    Winchester:
    Winnipeg:
    Winterthur:
    Wismar:
    Wolfsburg:
    Wolverhampton:
    Worcester:
    Wrexham:
    Wroclaw: breslau, wrocław
    Wuppertal:
    Würzburg: wuerzburg
    Zagreb: agram
    Zamora:
    Zaragoza:
    Zurich: zürich, zuerich, zúrich
    Zwickau:
    Zwolle:
    Ávila: avila
    Ålesund: alesund
    Épinal: epinal
    Örebro: orebro
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
    einigen rente elternzeit ausbildung teilzeit vollzeit sorge schwierigkeiten behandlung quarantäne pension
    mutterschutz therapie bearbeitung gefahr panik arbeit kur verbindung ordnung zukunft summe wahrheit wirklichkeit
    kürze zeitnot el la los las un una mi casa apuros le la les un une ma mon colère attente vacances
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
