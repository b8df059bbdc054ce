"""Closed lists that reading leans on where a word's shape does not tell: names, places, languages, stop words.

Lists, not judgement: a city or a given name that stands here may be written small ("i live in oslo"); others need a
capital. Nothing here is about our company; its plans and products are in the registry.
"""

from __future__ import annotations

from bot.memory.spelling import fold


def listed(text: str) -> frozenset[str]:
    """Return the words of a list that is written as a text."""
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


def _plain(text: str) -> dict[str, str]:
    """Read names with commas between into spelling → name, with and without accents."""
    names = [" ".join(name.split()) for name in text.split(",")]
    return {spelling.lower(): name for name in names for spelling in (name, fold(name))}


GIVEN_NAMES = listed("""
    dani andi uli conny mati juanma moni izzy lexi loulou
    lourdes yanis kat kate katy nina titi maite odile noor zoe zoé toby theo théo luca luka milo nico rosalind gwen
    bronwen siobhan niamh ciara aoife eoin cian rhys dylan owen gareth megan bethan cerys iain hamish fergus morag
    kirsty shona imogen jemima poppy freya isla ottilie hattie clementine rupert jasper barnaby quentin corentin loïc
    erwan gwenaël maëlys soizic tanguy ronan killian noémie ophélie capucine apolline fantine garance anselme gaspard
    timothée léopold côme marceau lubin basile korbinian xaver alois vroni resi burgi zenzi annegret heinrike gesine
    wiebke frauke swantje imke silke meike tjark sönke hauke fiete enno eike rasmus levke rogelio chema nacho paco pepe
    lupe concha charo chus maricarmen itziar nerea garazi leire ander eneko unai beñat gorka koldo iñaki eider maialen
    yolanda remedios encarna amparo milagros consuelo esperanza soledad dolores pilar mercedes rocío macarena triana
    ximena jimena xochitl citlali itzel yareli axel thiago mateo emiliano santino lautaro facundo ramiro tomás joaquín
    ezequiel gonzalo nahuel ayelén milagros candela abril malena renata antonella
    priyanka ananya rohan arjun kavya meera sanjay vikram deepa lakshmi aarav ishaan wei ming jing xiu hana yuki haruto
    sakura kenji mei linh thanh nguyen anh duc minh thu lan chidi chinedu ngozi amara kwame kofi ama yaw akosua abena
    fatou mamadou ousmane aissatou ibrahim yusuf zainab layla leïla samira nadia karim rachid mehdi nawel sofiane
    aapo aaron aase abby abdul abdullah abel abigail achim ada adaeze adam adela adelaide adele adewale adil adolfo
    adrian adriana adrien agata agathe agnes agnieszka agustin ahmed aiden aiko aileen ailsa ainhoa aino aisha
    aitana aitor akiko akin akira alan alana alasdair alba albane albert alberto albrecht aldo alec aleix alejandra
    alejandro alejo aleksander alena alessandra alessandro alessia alessio alex alexa alexander alexandra alexandre
    alexia alexis alfie alfonsa alfonso alfred alfredo ali alice alicia alicja alina alison alistair aliya allison
    alma almudena almut alois aloys alvaro alwin amadeus amadou amaia amal amalia amalie amanda amandine amara
    amarachi amaya amber ameer amelia amelie amina amir amit amparo amy ana anahi anais anastasia anastasio anatol
    anatole ander anders andoni andre andrea andreas andreea andrei andres andrew andrzej aneesa aneta angela
    angelica angelika angelina angelo angus anibal anika anil aniol anisa anissa anita anja anjali anke anna annabel
    annalena anne anneke annelie anneliese annemarie annett annette annie annika anouk ansel anselm anselma ansgar
    anthea anthony antje antoine anton antonella antoni antonia antonin antonio anushka anya apinya apolline araceli
    arantxa arash archie ariadna ariane arianna ariel aristide arjun arlene arlette armand armando armelle armin
    arnau arnaud arne arno arnold arsene arthur arturo arvid asha asier asma astou astrid asun athanasios athena
    aubrey audrey audric augustin aurelia aurelie aurelien aurelio aurora axel ayako ayelen ayesha aylin ayse ayumi
    aziz azra babak baptiste barbara barnaby bart bartek bartosz basak basil bastian bastien beata beate beatrice
    beatriu beatrix beatriz beckett begona belen belkis ben benat benedetta benedict benedikt benita benito benjamin
    benno benoit benoite berenice berit bernadette bernard bernardo bernat bernd bernhard berta bertha bertram
    bertrand bettina betty beverly bianca birger birgit birgitta birte bjarne bjorn björn blanca blanche blandine
    blanka bob bogdan boris bradley brais brandon branko breanna brenda brendan brian bridget brigida brigitte brita
    britta bronagh bronwyn bruce bruna bruno bryan bryony burak burkhard caio caitlin caleb callum calum calvin
    camelia cameron camila camille camilo candice carina carine carl carla carles carlos carlotta carly carme
    carmela carmelo carmen carol carole carolina caroline carsten casilda casimir caspar caspian cassandra catalina
    catarina caterina cathal catherine cathrin cathy cayetana cecile cecilia cedric celeste celia celina celine cem
    ceri cesaire cesar chandra chantal charlene charles charlie charlotte charly chema chiamaka chiara chidi chike
    chinedu chioma chloe chris christa christel christelle christian christina christine christof christoph
    christophe christopher ciara ciaran cillian cindy claas claire clara clarisse claude claudette claudia claudio
    claus clemence clemens clement clementine cleo clovis coen coleen colette colin concha conchita connor conor
    constance constantin constanza consuelo cora coralie cordula corentin corinna corinne cornelia cornelis cosima
    cosmin craig cristian cristiano cristina cristo cristobal cuno curro curtis cynthia cyrielle cyril dafne dafydd
    dagmar dagmara dagny daisuke dakarai dalia damaris damian damien danai danica daniel daniela danielle danilo
    danique danny danuta daphne daria darina dario darius dariusz darragh darren david davide davina dawid deborah
    declan deepak deirdre delia delphine demetrius demi denis denisa denise dennis derek dervla derya desiree
    desmond detlef dev devika diana diane didier diederik diego dieter dietmar dilan dilara dimitri dina dino dirk
    djamila djibril dmitri dmytro dominga dominic dominik dominika dominique donal donald donna dora doreen dorian
    doriane doris dorota dorothea dorothy dorte douglas dragan duarte duncan dunja dustin dylan ebba ebbe eberhard
    ebru eckhard edda edelweiss edgar edit edith edmund edna edouard eduard eduardo edurne edvin edward edwin efrain
    efua egon eider eike eileen eilidh eimear einar ekaterina elaine elba eleanor elena eleni eleonora elfi elfriede
    eli elian elias elif elijah elin elina eline elinor elisa elisabeth elise eliska elizabeth elke ella ellen ellie
    ellinor elliot elliott elmar elodia elodie eloi eloise elsa elsbeth elvio elvira elwin emanuel emanuela emeka
    emer emi emil emile emilia emilie emilio emily emine emma emmanuel emmanuelle emmerich emre encarna enda
    engelbert engracia enno enric enrico enrique enzo eoin ephraim erasmo erhard eric erich erik erika erin erla
    ermelinda ernest ernesto ernst erwan erwin espen esra esteban estefania estela estelle esther estibaliz ethan
    etienne euan eudald eugen eugene eugenia eugenie eulalia eusebia eusebio eva evan evaristo eve evelina evelyn
    evelyne ewa ewan ezequiel ezra fabian fabien fabienne fabio fabiola fabrice fabrizio fadi faisal fanny farah
    farid fatima fatma fatou fatoumata faustino federica federico felicia felicien felicitas felicity feline felipe
    felix femke fenja ferdi ferdinand fergus fermin fernand fernanda fernando ferran fiete filip filippo filiz
    filomena finja finlay finley finn finola fiona fionn flavia flavio flora florencia florent florentine florian
    florin fran francesc francesca francine francis francisco franck francois francoise franek frank franka frankie
    franz franzi franziska franziskus fraser fred freddie frederic frederick frederik frederika freya frida frieda
    friederike friedrich fritz fritzi frode froilan gabi gabor gabriel gabriela gabriele gabriella gael gaelle
    gaetan gaia galina garbine gareth gary gaspard gaston gavin gema gemma genaro genevieve geoff geoffrey geoffroy
    georg george georges georgette georgia georgie georgina geraint gerald geraldine gerard gerardo gerd gerda
    gerhard gerlinde gernot gerrit gert gertrud gesa gesine ghislaine ghita giacomo gianluca gianna gianni gideon
    gilbert gilberto gilda giles gilles gillian gina giordano giorgio giovanna giovanni gisela gisele gitta giulia
    giuseppe gladis gladys glenda glenn gloria godfrey gonzalo goran gordon gosia goswin gotthard graciela graham
    grainne grazyna greetje greg gregoire gregor gregorio gregory greta gretchen gretel grzegorz guadalupe gudmund
    gudrun guenther guido guilhem guillaume guillermo guiomar gundula gunnar gunther gus gustav gustavo gwen gwenael
    gwenaelle gwendolyn gwyn haakon hadiza hadrien hakan halima halvard hamed hamid hamish hamza hana hanna hannah
    hanne hannelore hannes hanno hannu hans harald harjit harriet harrison harry hartmut haruka haruto harvey hasan
    hassan hatem hatice hattie hazel heather hector hedda hedwig hedy heide heidi heidrun heike heiner heinke heino
    heinrich heinz hela helen helena helene helga helge helma helmut hendrik hendrika hennes henning henny henri
    henrietta henrik henrike henry herbert heribert heriberto hermann hermine herminia hernan herta herve hilary
    hilda hilde hildebrand hildegard hilke hiroshi hjalmar holger honorine horacio horst hortense howard hubert hugh
    hugo hugues hulda huseyin iain ian ibai ibou ibrahim icaro iciar ida idoia idris ieva ifeoma ignacio ignasi
    ignatius igor iker ilan ilaria ilda ildefonso ilham ilias ilka ilona ilse imani imanol imke immanuel imogen
    imran ina inaki inaya indalecio indira ines inessa inga ingeborg ingmar ingo ingrid inka inken inmaculada ioana
    iolanda ione iratxe irene iria irina iris irma irmgard isaac isabel isabell isabella isabelle isadora isadore
    isaiah isak iselin isidora isidro ismael ismail ismene isolde isra itxaso itziar ivan ivana ivar ivo ivonne iwan
    iwona ixchel izabela jacek jacinta jacinto jack jackie jacob jacqueline jacques jade jadwiga jago jaime jairo
    jakob jakub jamal james jamie jamila jan jana jane janek janet janette janice janina janine janis jannes jannik
    janos janusz jared jarek jarmila jaroslav jasmin jasmine jasna jason jasper javad javi javier jay jayden jaydon
    jean jean-luc jean-marc jean-paul jean-pierre jeanette jeanne jeff jeffrey jelena jemima jennie jennifer jens
    jeremie jeremy jerome jerzy jesper jesse jessica jette jill jim jimena jitka joachim joan joana joann joanna
    joanne joao joaquim joaquin jocelyn jochen jodie joe joelle joerg johan johann johanna johannes john jojo joke
    jolanda jolanta jolene jolie jon jonas jonathan jonna joonas jordi jorg jorge joris jorn jose josef josefa
    josefina josefine josep joseph josephine josh joshua josiane josie josip jossi josue josé jovana joyce juan
    juana juanita judit judith juergen julia julian juliana juliane julie julien juliet julieta juliette julio
    julius juna junko jurgen jussi justin justine justyna jutta jürgen kaan kacper kadir kai kaja kalina kalle kamal
    kamil kamila kara karel karen karim karima karin karina karl karl-heinz karla karlo karola karolin karolina
    karsten kasia kaspar katarina katarzyna kate kateryna katharina katharine kathi kathleen kathrin kathryn kathy
    katie katja katrin katrina katy kay kaya kayla keanu keiko keir keira keith kelechi kelly kemal ken kenan kendra
    kenji kenneth kenta kenza kerem kerry kerstin kevin khadija khaled khalid kieran kilian kim kimberly kira kiran
    kirk kirsten kirsty kjell klara klaudia klaus knut kofi konrad konstantin kordula kornelia kosta kris krista
    kristel kristen kristian kristin kristina kristine kristof krystyna krzysztof kubra kunal kurt kwabena kwame
    kyle kylian lacey ladislav laetitia laia laila lalitha lamine lana lance lando lara larissa lars lasse laszlo
    latifa laura lauren laurence laurent lauri lauriane laurie lavinia lawrence layla lazare lazaro lea leah leander
    leandro leanne lee leen leif leigh leila leire leith lena lene leni lenka lennart lennox lenny leo leocadia leon
    leonard leonardo leonhard leoni leonid leonie leonor leonora leopold leroy lesley leslie leticia lev levin lewis
    leyla lia liam lian liana liane libby lidia lienhard lieselotte lieve ligia lili lilia lilian liliana lilith
    lilli lillian lilly lilo lilou lily lin lina linda linnea linus lioba lionel lisa lisandro lisbeth liu liv livia
    liz ljubica loic lois lola loles lone lorea lorena lorenz lorenzo loretta lori lorna lorraine lothar lotta lotte
    lottie lou louane louella louis louisa louise louna lovisa luana luc luca lucas lucia lucian luciana luciano
    lucie lucien lucienne lucila lucile lucille lucinda lucio lucy luda ludger ludivine ludmila ludo ludovic ludwig
    luigi luis luisa luise lujain luka lukas luke lupe luther luzia lydia lydie lynn lynne maarten maartje mabel
    macarena maciej mackenzie maddalena maddie maddy madeleine madeline mads mael maelle maelys maeve mafalda magali
    magda magdalena maggie magnus mahmoud mahmut maia maialen maik maike maiken mailin maite maja malachy malak
    malcolm malek malena malgorzata malia malik malin malina malou malte malwina mamadou mandy manfred manoj manolo
    manon manuel manuela mara marc marceau marcel marcela marceline marcelle marcelo marcia marcin marco marcos
    marcus mareike marek maren margaret margarete margarethe margarita marge margit margot margret margrit
    marguerite maria mariam mariama marian mariana marianna marianne maribel marie marieke mariela marielle marietta
    marija marijke marika marilena marilou marilyn marina mario marion maris marisa marisol marit marius mariya
    marja marjolein marjorie mark markku marko markus marla marleen marlena marlene marlies marlis marlon marlow
    marsha marshall marta martha marthe marti martin martina martine marven marvin mary maryam maryse maría masha
    massimo mateo mateusz mathias mathieu mathilda mathilde mathis matias matilda matilde mats matteo matthew
    matthias matthieu maud maude maura maureen maurice mauricio maurits maurizio mauro mavis max maxence maxi maxim
    maxime maximilian maxine maya mayra mechthild meg megan mehdi mehmet mei meike meinhard meinolf meinrad mel
    melanie melek melina melinda melisa melissa melvin mercedes meredith meret merete merle merlin mert merve meryem
    mette mia micha michael michaela michal michel michele micheline michelle mickey miguel miguela mika mikael mike
    mikel mikkel mila milan mildred milena milica millie milo milos mira miranda mirco mireia mireille mirela miren
    miriam mirja mirjam mirko mirna miroslav misaki mitch mitchell moana moe mohamed mohammad mohammed moira mollie
    molly momo mona monica monika monique monserrat morag moritz morten mortimer moses mourad moussa muhammad mukesh
    murat muriel murray mustafa myra myriam myrtle myrto nabil nacho nadege nadezhda nadia nadine nadja nadya nahuel
    naiara naima naja nancy nando naomi narcisa nasrin nastasia natacha natalia natalie natascha natasha nathalie
    nathan nathaniel naveed nayara nazaret neal ned neele neil nele nell nelly nelson nerea nesrin nessa nestor neus
    nevena neville ngoc ngozi niall niamh nicholas nick nicki nicklas nico nicola nicolas nicole nicoletta niels
    nieves nigel nika nikita nikki niklas nikola nikolai nikolaus nikos nils nina nino nisha noa noah nobuko noe
    noel noelia noelle noemi noemie nolwenn noor nora norbert noreen norma norman nuno nuria oana octavia octavio
    odette odile ofelia oihana oihane okan oksana ola olaf olalla olav oleg oleksandr olena olga olimpia oliver
    olivia olivier ollie olof oluf oluwaseun oluwatobi omar omari omer omid ondine ondrej onur onyeka oona ophelie
    orell orla orlando osama oscar oskar osman osvaldo oswald otis otmar ottilie ottmar otto ousmane owen ozan pablo
    paco padraig paloma pam pamela paola paolo pascal pascale pascual patrice patricia patricio patrick patrik
    patrizia patrycja patsy patty paul paula paulette paulina pauline paulo pavel pawel pedro peer peggy penelope
    pepa pepe percival perrine petar pete peter petra petros petter phil philip philipp philippa philippe philomena
    phoebe phyllis pia piera pierre pierrick piet pieter pietro pilar pina piotr pippa pirkko placida prakash pranav
    preben primrose prisca priscilla priya priyanka przemek quentin quim quincy quinn quique quirin rabea rachael
    rachel rachid radek rafa rafael rafaela rafe raffael raffaele ragna rahel rahul raimund rainer raissa raj rajesh
    ralf ralph ramiro ramon ramona ramses rana randall randi randy rania raoul raphael raphaelle raquel rashid
    rasmus rauf raul ravi raymond rebeca rebecca rebekka reece reggie regina reginald regine reimar reiner reinhard
    reinhild reinhold remi remo remy renata renate renato renaud rene renee reto reuben reza rhiannon rhoda rhona
    rhys ricarda ricardo riccardo richard ricky rico rike rikke rita rob robbie robert roberta roberto robin robyn
    rocio roderick rodney rodolfo rodrigo rogelio roger rohan roland rolf romain roman romane romy ron ronald ronan
    ronja ronnie rory rosa rosalia rosalie rosalind rosalinda rosario rosella rosemarie rosemary rosi rosie rosina
    rosita ross roswitha rowena roxana roxane roxanne roy ruben rudi rudolf rudy ruediger rufus rukmini rupert
    ruslan russ russell rut ruth ruthie ryan rüdiger saad sabina sabine sabrina sacha sadia sadie safia safiya sagar
    said saida salah sally salma salome salvador sam samantha sami samir samira samu samuel sandeep sandra sandrine
    sandro sanja sanjay sanna santi saoirse sara sarah sascha saskia satoshi saul scarlett scott sean sebastian
    sebastiano sebastien selena selim selin selina selma semra senan senta serap serena serge sergei sergej sergi
    sergio sergiy seth severin severine sevim seymour seynabou shane shannon sharon shaun shauna shawn sheila
    sheldon shelley sherry shirin shirley shreya sian sibel sibylle sidney sidonie siegfried sieglinde siegrid
    sienna sigrid sigurd silas silja silke silvan silvana silvia silvio simeon simon simona simone sina sinead
    siobhan sion siri sissel sixtine slavica slawomir soeren sofia sofie soizic solange solene solveig sonia sonja
    sonya sophia sophie soraya soren spencer stacey stacy stanislas stanislav stanislaw stanley stefan stefania
    stefanie stefano steffen steffi stella sten stephan stephane stephanie stephen steve steven stewart stina stine
    stuart suda sujata sukhdeep sunil sunniva suraj suresh susan susana susann susanne suse sushila susi susie
    suzanne suzie suzy svea sven svenja svetlana swantje sybille sydney sylvain sylvester sylvia sylvie sylwia
    szymon sören tabea tadeusz taher tahir taina takeshi talia tamara tamas tamsin tania tanja tanya tara tarek
    tariku tariq tarja tasha tatiana tatjana tatum tayfun taylor ted teddy telma telmo teo teodoro terence teresa
    teri terje terry tess tessa thaddeus thais thandiwe thea thekla thelma theo theodor theodora theres theresa
    therese thiago thibault thibaut thierry thies thilo thomas thora thorben thore thorsten thorwald thure tia tiago
    tiana tiffany tilda tillmann tilly tilman tim timea timo timothee timothy timur tina tineke tinka tino titus
    tobiah tobias toby todd tom toma tomas tomasz tomislav tomke tommaso tommy toni tonio tony tonya torben tore
    torsten tove tracey tracy traute trevor tricia trish tristan trond troy trudi tuan tuomas tuula tycho tyler
    tyrone udo ufuk ugo ulf ulla ulli ulrich ulrika ulrike uma umberto umut unax urs ursel ursula uschi usha uta ute
    uwe uxue valentin valentina valentine valeria valerie valerio valtteri vanesa vanessa vasco vasil vasile vaughn
    veit velma vera verena vernon vero veronica veronika veronique vesna vicente vicki vicky victoire victor
    victoria vidar viggo vikram viktor viktoria vilma vince vincent vincenzo viola violeta violette virginia
    virginie vito vivek viveka vivian viviane vivien vivienne vlad vladimir volker volkmar vreni wafa walburga
    waldemar wallace walt walter waltraud wanda wanjiru warren wassim wayne wei wenche wencke wendelin wendy wenke
    werner whitney wibke wiebke wieland wiktor wilbur wilfred wilfried wilhelm wilhelmina wilhelmine willem willi
    william wilma winfried winifred winnie winston wladimir wojciech wolfgang wolfram wolodymyr wyatt xaver xavi
    xavier xenia ximena xoan yael yago yahya yamina yan yana yann yannick yannis yara yasemin yasin yasmin yasmina
    yassine yelena yeray yesenia ylva yoana yoann yohan yohann yoko yolanda yolande yosef youssef ysabel yuki yuri
    yurika yusra yusuf yves yvette yvon yvonne zac zacharias zachary zack zahra zaida zainab zak zane zara zdenek
    zehra zelda zeno zeynep zita zoe zoey zofia zohra zoltan zora zsofia zuzana zygmunt
""")

GIVEN_NAMES |= listed("""
    abdelkader abubakar achieng adaobi adelheid adeline adeola aditi aditya adwoa afonso ahmad ahmet aidan ainara
    ainoa ajay akash akihiko akinyi aksel akshay alazne albie aldara aled alix aliyu aliénor almuth alok alwine
    alyssa amaury ambra ambroise aminata amitabh amos amrita anabela anand anderson anette angharad anka ankit
    ankur anna-lena annabelle annalisa anne-marie anne-sophie annelies anniken antek antonietta antti antónio anuj
    anupam aparna arabella archana ariana arild aritz arkady arkaitz arnav arpita asbjørn ashley ashok ashton
    ashwin astri asuka atle attila audra audun ayanda aymeric aïcha aïssata babatunde balázs barbora barney
    barthélemy becky begoña beke bence benedikta benigno bente bernarda bertie beth bethany bhavna bibiana billy
    binh bjarte blaise blake bobby bodil bogusław bohdan bohumil bongani boubacar bożena brad brent brett brianna
    brieuc britt bryce brígida bukola burkhart bárbara bérengère bérénice børge caden cai calixto carley carson
    casandra cassidy cathrine catriona cayetano cecil cesare chebet cheikh chelo chen cheryl chihiro chinwe chipo
    christie christy cinzia ciro clark clayton cleto clive clotilde colleen connie corrado cosimo crescencio cuong
    cyprien cyriaque céline césar daan daiki damiano damon darcy darlene daryl dave deanna debbie debra derrick
    detlev dexter dhruv dinesh diogo dionisio divya djamel domenico domitila donatella donovan dorothée doug dwayne
    dwight eckart eddie edelmira edeltraud edoardo eero eetu effie egbert eiji eirik eivind ekene ekkehard eliott
    elisabetta elisenda eliška ellis eloy elsie elías emanuele embla emelie emeterio emiko emmett emmy emrys
    encarni endre enid enikő enora epifanio erlend ermanno ermeline ernie errol esi esme essie ethel ettore eudes
    eugenio eulalie eun-ji eunice eustaquio evelia everett ewald ewelina fabiana fabricio fabrizia falko farai
    farouk faustina fausto feliciano feng fiorella firmin flaminia flavie fletcher floris floyd folake folkert
    franca francisca freddy fredrik freek friedhelm frits fructuoso fulvio fumiko funmilayo fyodor fátima félicie
    gabin gabino gaetano garrett gaspar gaultier gaurav gauri gaute gauthier gautier geert geeta gennady gennaro
    germán gero gerold gerry ghislain giada giang gijs ginny gino gioacchino giorgia giosuè gisbert giuliana
    giuliano giulio giuseppina glynis gonçalo gopal gottfried graziella grażyna gregoria grégory guang gudbrand
    guglielmo gunilla gunnel gunvor guro guus guénolé gwendal gwendoline gwyneth gábor göran gösta haizea hakim
    halina halvor halyna hampus hanh hanneke harish harold haruki hatim hayden hayley hege heikki heiko heliodoro
    helmi hema henner hergen hernán hessel hicham hideo hieu higinio hilario hilkka hilmar hinnerk hinrich
    hippolyte hipólito hiroko hitomi hjördis hoang honoré houda humberto hye-jin håkan håkon håvard iban ichiro
    idoya ifeanyi ignacy ilario ildikó ilkka ilyes imane imelda immacolata ineke inga-lill inger ingunn inkeri inma
    inês irati irving iryna iseult isidore istván ivor iván izan izaskun jaakko jaap jacky jaclyn jacobo jacopo
    jacqui jake jalil janelle janie janne jannis jari jarkko jarle jarosław jarrod jayne jean-baptiste jean-claude
    jean-françois jean-louis jean-michel jean-yves jeannie jed jelle jenna jenny jeremiah jermaine jeroen jerry
    jess jessie jethro ji-hoon ji-woo jillian jimmy jin-woo jiří joanie joaquina jocelyne jodi joel joep joey
    johnny jonah jonathon joost jordane jordyn jorien jorunn josette josiah josselin joséphine jouni joão joël
    juanjo jude judi judy juha juhani jukka julen jules junichi jurre jérémy jérôme jörgen jørgen kaarina kaisa
    kaitlyn kaito kajal kalevi kalpana kamau kamel kaori karan karthik kasey katalin katell katri katsumi kaylee
    kazimierz kazuki keegan keeley kehinde kelsey kelvin kendrick kenichi kenny keri kerri khadim khalil khanh
    khaoula khumo kimberley kimmo kinga kipchoge kirby kirsi kirsti kjersti kjetil klaas koen koji kojo krishna
    kristi kristoffer kristy ksenia kumiko kwaku kwesi kyoko kyra kåre kévin lakshman lamia lamin larry latha
    latoya laurine leandra leena leocadio leona lerato lester leszek lettie lieke lillie lindiwe lindsay lindsey
    lison livio liza lloyd lonnie loredana lorelei lorenza lotfi loubna louie lucrecia ludovica luella luigina
    luján lukáš lurdes lutz luuk luísa lynda lyndon lynette lászló lázaro léo léonie maaike macario machteld madhav
    madhuri magnhild mahesh makoto malika mallory manish marcello marcial marcie margherita margie margo margriet
    mariangela marijn mariko maripaz maritza marjolaine markéta marloes marnie marte martijn martiniano marty
    maryann masaki masato mathys matthijs matti mattia mattis maximiliane maxwell mayte maël maëlle maïwenn mckenna
    mechtild meenakshi megumi melchor melis melody meriem merja mesut metin micah michela michiko mick mickaël
    midori mieke mikaela mikko mikołaj milagrosa millicent min-jun minako mindy minerva mingyu mirek mirella
    mirosław mirta mitsuki mohan montse montserrat morgane mounir mwangi mykola myles márton märta mélanie mélissa
    mélodie mónica nabila nacer nadège nahia najat naledi nandini naoki naoko narciso nassim natsuki natália naveen
    nawal nazan naïma ndeye neha nellie nermin nettie nevin nhung nicanor niccolò nicky nicolasa nicolò nikhil niko
    nikolas nilo nils-erik ninon nitin njeri njål nnamdi nolan nomsa noriko noureddine noëlle noëmie nunzia
    nuray nurcan nyah nyambura nélida oanh obdulia obinna océane oddvar oili oleksiy oliwia olli olufemi olumide
    ondřej onofre orane orazio oreste orhan oriane oriol orkun orlane ornella orson osamu osmo ostap othman otieno
    ottavia ottavio outi paavo paige pallavi parvati pasquale patrícia patti patxi paulin paulino paweł pekka pelin
    percy pernilla pertti petri phong phuc phuong pierluigi piero pierrette pinar pirjo pleun pooja prasad preeti
    päivi qiang quyen raelene raffaella ragnar ragnhild raija raimo rakesh ramazan ramesh ramón ranjit raphaëlle
    rashmi rayan raúl recep reda reid reijo reinaldo reinier renske rené renée rhea rhonda riad rick rigoberto
    riikka riitta rikard riley rina rinaldo rinske ritika ritu rocco roddy rodolphe rodrigue roel rohit rokhaya
    rolande romina romuald román rosalía rosamund rosanna rosaria rosaura roscoe roseanne roselyne rossana rowan
    rubén rudo rufino rutger ruud ryota ryszard réka rémi rémy rıza saara sabatino sabri sachiko sachin salim
    salima salomé salvatore samanta sammy samuele sancho sander sangeeta sanjana sanne sarita sasha saverio sayaka
    saúl sebastián sedat segun seija seo-jun seo-yeon seppo serafín serhiy serkan sevgi seydou shari sheena sheri
    sherri sheryl shilpa shinji shiori shiro shruti shweta sibusiso siddharth sietske sihem silje silvano silvestre
    simão simón sinan sipho sirpa sixten sixto sjoerd sjur sneha soenke sofía sokhna solenne solène sondra sondre
    songül soo-jin souad souleymane sridhar staffan steinar stellan stevie stian stijn stéphane stéphanie subhash
    sudha sumit sung-min sunita susanna sushma suzette svante sven-erik svitlana swati sybil sylvaine sylvette
    synne synnøve sébastien sérgio séverine sévérine sónia taichi taiwo takashi takuya tammy tanvi tapio taras
    tarik tariro tarun tatenda tatsuya tazio teemu temitope tendai teppo tero terrance terrell terttu tetiana
    tetsuya teófilo thabo thandi thaïs thibaud thijmen thijs thorbjörn thuy théodore thérèse tiina tilo timm timmy
    tiphaine titouan tiziana tiziano tjeerd tobenna toivo tolga tomasa tomoko tomáš torbjørn torgeir tormod toru
    torunn toñi traci traudl travis trent trine trisha trude trudy trygve tunde turgut tuuli tuğba tymon tyra tytti
    uday ulises unni urho valentino valentín valérie varun vegard veikko vendela verónica vesa vesku vibeke vicenta
    viivi vijay vikki vinay vineet vinh violaine virpi vishal vitalij vittoria vittorio vladislav vojtěch volkan
    volodymyr väinö véronique víctor wairimu walid wenceslao wendell wesley wessel wesson wiesława willemijn wilmer
    wilson winona wolfhard wouter yaa yacine yadira yaiza yamila yanina yannik yaroslav yash yasuko yavuz yaël
    yağmur yeon-ju yessica yetunde yevhen yifan yilmaz yiğit ylan yngve yoselin yoshi yoshiko youness youssouf yuka
    yukiko yumi yutaka yuto yvan zacarías zach zacharie zakaria zanele zbigniew zdeněk zeki ziad zihan zineb zoltán
    zoraida zsófia zuzanna zélie álvaro åse åshild édith élisa élodie éloïse éléonore émeline évangeline ömer özlem
    öznur øystein øyvind úrsula šárka
""")

CITIES = _pairs("""
    A Coruña: la coruña, la coruna, coruña
    Mérida: merida
    Kumasi:
    Zittau:
    Görlitz: goerlitz
    Vierzon:
    Shrewsbury:
    Cusco: cuzco
    Montréal: montreal
    Tucson:
    Norwich:
    Ipswich:
    Pontevedra:
    Setúbal: setubal
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

# Spelled as in their countries; without accents they are known too.
CITIES |= _pairs("""
    Frankfurt: frankfurt am main, frankfurt a. m., frankfurt a.m.
    Newcastle: newcastle upon tyne
    Freiburg: freiburg im breisgau
    Hull: kingston upon hull
    Rostock: hansestadt rostock
    Santiago: santiago de chile
    Cali: santiago de cali
    Guayaquil: santiago de guayaquil
    Querétaro: santiago de querétaro
    Cartagena: cartagena de indias
    Jerez: jerez de la frontera
    Vitoria: vitoria-gasteiz
""")
"""Cities that are the same with all of their name."""
CITIES |= _plain("""
    Aalen, Abbeville, Abidjan, Abu Dhabi, Abuja, Adana, Addis Ababa, Ahmedabad, Akron, Akureyri, Albany, Albi,
    Alcalá de Henares, Alcoy, Alexandria, Algeciras, Alkmaar, Amersfoort, Amman, Ancona, Angoulême, Ann Arbor,
    Annapolis, Antalya, Antequera, Apeldoorn, Aranjuez, Arcachon, Arequipa, Arlon, Armagh, Arras, Arrecife,
    Aschaffenburg, Asheville, Athlone, Aurillac, Auxerre, Aveiro, Baeza, Bakersfield, Bangalore, Barakaldo,
    Barnsley, Barranquilla, Basingstoke, Bastogne, Baton Rouge, Bautzen, Beaune, Beauvais, Bedford, Beirut,
    Belfort, Bengaluru, Bergamo, Bergerac, Białystok, Biloxi, Blackburn, Bocholt, Boise, Bolzano, Borås,
    Boulder, Boulogne-sur-Mer, Bourg-en-Bresse, Bradford, Brandenburg an der Havel, Brașov, Brescia, Brest,
    Brive, Brooklyn, Bucaramanga, Buffalo, Burgas, Burnley, Bursa, Busan, Cagliari, Cairns, Cambrai, Cancún,
    Cascais, Castellón de la Plana, Castres, Cebu, Cedar Rapids, Ceuta, Chalon-sur-Saône, Chania,
    Charleville-Mézières, Chattanooga, Chelmsford, Chennai, Cherbourg, Cheyenne, Chisinau, Cholet, Cieza, Cluj,
    Cluj-Napoca, Coburg, Colombo, Colorado Springs, Columbus, Compiègne, Concepción, Constanța, Crawley,
    Cremona, Cuenca, Dakar, Dar es Salaam, Darlington, Daugavpils, Dayton, Debrecen, Deggendorf, Den Bosch,
    Derry, Des Moines, Detmold, Dhaka, Dinard, Dnipro, Doha, Dordrecht, Douai, Drogheda, Dubrovnik, Dudley,
    Duluth, Dumfries, Dundalk, Dunedin, Durham, Düren, Eastbourne, Eisenach, Eisenstadt, Ennis, Eskilstuna,
    Esslingen, Euskirchen, Fairbanks, Falkirk, Falmouth, Falun, Fargo, Ferrara, Flagstaff, Folkestone, Fort
    Collins, Fort Wayne, Fort William, Fougères, Frankfurt an der Oder, Fresno, Friedrichshafen, Fréjus,
    Fuengirola, Fukuoka, Funchal, Fürth, Gandía, Garmisch-Partenkirchen, Gateshead, Gdynia, Geelong, Getafe,
    Getxo, Gießen, Glasgow, Gold Coast, Gotha, Gouda, Grand Rapids, Grasse, Green Bay, Greensboro, Grimsby,
    Guangzhou, Guimarães, Győr, Gävle, Göppingen, Hagen, Haguenau, Haifa, Halberstadt, Halden, Halifax,
    Halmstad, Hamar, Hanau, Hanoi, Harrisburg, Hartford, Hartlepool, Hasselt, Hastings, Heidenheim, Helsingør,
    Heraklion, Herford, Hilversum, Horsens, Hull, Huntsville, Hyderabad, Hyères, Iași, Irún, Iserlohn, Jeddah,
    Jerez de la Frontera, Jersey City, Jerusalem, Joensuu, Juneau, Jyväskylä, Jūrmala, Kalmar, Kampala, Karachi,
    Karlstad, Kathmandu, Katowice, Kaunas, Kempten, Kharkiv, Killarney, Kirkenes, Kirkwall, Kiruna, Klaipėda,
    Knoxville, Kolding, Kolkata, Konya, Kortrijk, Kotka, Košice, Kuala Lumpur, Kuopio, Kuwait City, Kyoto, La
    Laguna, La Paz, La Plata, Lahore, Lahti, Landau, Lansing, Larnaca, Le Puy-en-Velay, Lecce, Leeuwarden,
    Leiria, Lerwick, Letterkenny, Lexington, Liberec, Liepāja, Limassol, Lisburn, Little Rock, Livorno,
    Llandudno, Long Beach, Lublin, Lucca, Ludwigsburg, Macon, Mahón, Managua, Manresa, Mantua, Mar del Plata,
    Maracaibo, Margate, Maribor, Mataró, Melilla, Melun, Memmingen, Mendoza, Menton, Messina, Middelburg,
    Minden, Miranda de Ebro, Modena, Mombasa, Mont-de-Marsan, Montbéliard, Montgomery, Montpelier, Montreux,
    Montélimar, Morlaix, Mostar, Motril, Muscat, Mâcon, Móstoles, Nagoya, Narbonne, Narvik, Neu-Ulm,
    Neubrandenburg, Neumünster, Nevers, New Haven, Newark, Newry, Norfolk, Novi Sad, Oaxaca, Oban, Odesa,
    Offenburg, Olomouc, Olsztyn, Olympia, Orihuela, Osijek, Ostend, Padua, Paisley, Parma, Patras, Pensacola,
    Penzance, Perugia, Pisa, Plasencia, Plovdiv, Plzeň, Podgorica, Ponferrada, Ponta Delgada, Pontoise, Pori,
    Porvoo, Pretoria, Princeton, Privas, Providence, Provo, Puebla, Pune, Pärnu, Pécs, Périgueux, Quedlinburg,
    Queenstown, Querétaro, Rabat, Randers, Ravenna, Ravensburg, Reno, Reykjavík, Rheine, Rhodes, Richmond,
    Rijeka, Rimini, Riyadh, Roanoke, Rochefort, Rochester, Rodez, Ronda, Rosario, Rotherham, Rovaniemi, Rzeszów,
    Saint Louis, Saint Paul, Saint-Quentin, Salerno, Salta, Salzgitter, San José, San Juan, San Salvador,
    Sandnes, Santa Cruz de Tenerife, Santa Fe, Santiago, Santo Domingo, Sapporo, Saskatoon, Sassari, Saumur,
    Savannah, Savonlinna, Scarborough, Schweinfurt, Scottsdale, Scranton, Setúbal, Shenzhen, Shreveport, Sibiu,
    Siena, Silkeborg, Sioux Falls, Skövde, Slough, Soissons, Sopot, Southend, Spokane, Springfield, St. Louis,
    St. Pölten, Stamford, Stevenage, Steyr, Stornoway, Straubing, Suhl, Sundsvall, Syracuse, Szczecin, Szeged,
    Sète, Södertälje, Tacoma, Taipei, Talavera de la Reina, Tallahassee, Taranto, Tarbes, Tartu, Taunton,
    Tegucigalpa, Thionville, Thonon, Tijuana, Timișoara, Tirana, Toluca, Torrelavega, Toruń, Tournai, Tralee,
    Trento, Trenton, Treviso, Trollhättan, Trujillo, Tucumán, Tudela, Tulsa, Tønsberg, Udine, Uelzen,
    Valenciennes, Valletta, Vannes, Vantaa, Varna, Vejle, Verdun, Verona, Viborg, Vicenza, Vichy,
    Villingen-Schwenningen, Virginia Beach, Visby, Viseu, Volos, Växjö, Walsall, Watford, Wels, Wernigerode,
    Wexford, Whitby, Wichita, Wigan, Wilmington, Woking, Ystad, Zadar, Écija, Épernay, Évora, Évry, Östersund,
    Úbeda, Šiauliai, Žilina
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
    Algeria: algerien, argelia, algérie
    Argentina: argentinien, argentine
    Bangladesh: bangladesch
    Bolivia: bolivien, bolivie
    Bosnia and Herzegovina: bosnia, bosnien, bosnie
    Cameroon: kamerun, camerún, cameroun
    Chile: chili
    Colombia: kolumbien, colombie
    Costa Rica:
    Cuba: kuba
    Dominican Republic: dominikanische republik, república dominicana, république dominicaine
    Ecuador: équateur
    Egypt: ägypten, egipto, égypte
    El Salvador:
    Ethiopia: äthiopien, etiopía, éthiopie
    Ghana:
    Guatemala:
    Honduras:
    Indonesia: indonesien, indonésie
    Iran: irán
    Iraq: irak
    Israel: israël
    Ivory Coast: elfenbeinküste, costa de marfil, côte d'ivoire
    Kenya: kenia
    Lebanon: libanon, líbano, liban
    Liechtenstein:
    Malaysia: malasia, malaisie
    Malta: malte
    Moldova: moldawien, moldavia, moldavie
    Monaco: mónaco
    Montenegro: monténégro
    Morocco: marokko, marruecos, maroc
    New Zealand: neuseeland, nueva zelanda, nouvelle-zélande
    Nicaragua:
    Nigeria: nigéria
    North Macedonia: nordmazedonien, macedonia del norte, macédoine du nord
    Pakistan: pakistán
    Panama: panamá
    Paraguay:
    Peru: perú, pérou
    Philippines: philippinen, filipinas, the philippines, les philippines
    Puerto Rico: porto rico
    Saudi Arabia: saudi-arabien, arabia saudita, arabie saoudite
    Senegal: sénégal
    Serbia: serbien, serbie
    Singapore: singapur, singapour
    South Africa: südafrika, sudáfrica, afrique du sud
    South Korea: südkorea, corea del sur, corée du sud
    Sri Lanka:
    Taiwan: taiwán, taïwan
    Tanzania: tansania, tanzanie
    Thailand: tailandia, thaïlande
    Tunisia: tunesien, túnez, tunisie
    Uganda: ouganda
    United Arab Emirates: the uae, uae, vereinigte arabische emirate, emiratos árabes unidos, émirats arabes unis
    Uruguay:
    Venezuela:
    Vietnam:
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
    ca: catalan, katalanisch, catalán
    el: greek, griechisch, griego, grec
    ru: russian, russisch, ruso, russe
    uk: ukrainian, ukrainisch, ucraniano, ukrainien
    ar: arabic, arabisch, árabe, arabe
    cs: czech, tschechisch, checo, tchèque
    hu: hungarian, ungarisch, húngaro, hongrois
    ro: romanian, rumänisch, rumano, roumain
    hr: croatian, kroatisch, croata, croate
    zh: chinese, chinesisch, chino, chinois, mandarin
    ja: japanese, japanisch, japonés, japonais
    ko: korean, koreanisch, coreano, coréen
""")

NO_NAME = listed("""
    dein deine mein meine unser unsere ihr ihre euer eure ich esta este ese esa
    laden firma team büro praxis shop store company office support geschäft salon empresa tienda oficina equipo société
    boutique bureau équipe
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
    abend mittag nachmittag vormittag noches tardes soir matin gutn übrigens eigentlich privatkunde privatkundin
    privatperson particulier particulière particular ist
    montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz dezember oktober
    bye goodbye cheers
    enero febrero marzo septiembre octubre noviembre diciembre janvier février juillet octobre novembre décembre
    lunes martes miércoles jueves viernes sábado domingo lundi mardi mercredi jeudi vendredi samedi dimanche
    btw tbh fyi lol lmao imo imho ngl tho though mdr xd jaja haha i'm it's i've i'd c'est j'ai
    enfadada enojado enojada molesto molesta cliente clienta nuevo nueva harto harta seguro segura buscando
    esperando intentando aquí très un une le la en de pas au aux à déçu déçue fâché fâchée content contente client
    cliente nouveau nouvelle perdu perdue désolé désolée sûr sûre étudiant étudiante ici furieux furieuse
""")

NO_PLACE = listed("""
    head director manager lead linux windows android macos ios ubuntu debian fedora leiter leiterin jefe jefa chef
    cheffe
    summer autumn winter frühling sommer herbst beruf haus zuhause natur herzen anfang profesión
    still same yes no noch immer dort kunde kundin konkurrenz competencia concurrence competition tel fax telefon mobil
    clínica clinique clinic praxis kanzlei empresa tienda taller grupo groupe cabinet atelier société hotel hôtel
    restaurante restaurant boutique farmacia pharmacie
    it hr pr trouble love charge touch need pain fact general particular total time town bed hospital school shock
    doubt short hurry debt agony contact progress stock store transit the a an my your this that here there me us
    them him her work home bulk english german french spanish january february march april may june july august
    september october november december monday tuesday wednesday thursday friday saturday sunday slack telegram
    whatsapp facebook instagram paypal klarna the customer support sales marketing advance person public private
    fear fear's full detail einer einem der die das den dem meiner meinem ihrer eile not urlaub ruhe kontakt verzug
    einigen rente elternzeit ausbildung teilzeit vollzeit sorge schwierigkeiten behandlung quarantäne pension
    mutterschutz therapie bearbeitung gefahr panik arbeit kur verbindung ordnung zukunft summe wahrheit wirklichkeit
    lieferort zielort abholort standort lieferadresse adresse wohnort geburtsort
    ihnen euch uns ihm usted ustedes vosotros nosotros bye goodbye cheers later thanks tschüss tschau ciao chao chau
    adiós adieu salut bisous gracias merci danke dessus
    küche keller dach dachboden flur büro garage badezimmer wohnzimmer cocina sótano tejado azotea garaje oficina jardín
    cave cuisine toit grenier bureau jardin kitchen cellar basement roof attic hallway garden office
    agency agentur agencia agence growth scale startup starter enterprise business basic standard premium advanced
    près proche loin cerca lejos nahe unweit
    kürze zeitnot el la los las un una mi casa apuros le la les un une ma mon colère attente vacances
""")

SAMPLES = r"example|beispiel\w*|ejemplo|exemple|placeholder|platzhalter|sample|muster"
"""Words by which customers say that something only shows how one looks: "placeholder@…", "zum Beispiel"."""
RELATIONS = (
    r"coloc\w*|pote|gf|bf|missus|mammy|mam|auntie|pal|roomie|gran(?:ny|dad)?|nan|hubby|kumpel|cuñad[oa]|suegr[oa]|"
    r"roomies|brothers?|sisters?|mother|mom|mum|father|dad|parents?|wife|husband|partner|girlfriend|boyfriend|sons?|"
    r"daughters?|kids?|child(?:ren)?|friends?|buddy|mates?|flatmate|roommate|housemate|neighbou?rs?|colleagues?|"
    r"co-?workers?|boss|manager|aunt|uncle|cousin|grandm(?:a|other)|grandp?(?:a|father)|grandparents|nephew|niece|"
    r"fiance?e?|ex|in-laws|landlord|tenant|clients|"
    # What is installed, and who writes "as your client", are nobody else.
    r"(?<!your )(?<!desktop )(?<!mail )(?<!sync )(?<!web )(?<!chat )(?<!native )(?<!mobile )(?<!ftp )client|"
    r"employees?|assistant|guests?|teammates?|bruder|schwester|mutter|mama|vater|papa|eltern|frau|mann|freundin|"
    r"freunde?|sohn|tochter|kind(?:er)?|kollegin|kollege|kollegen|nachbarin|nachbar|chefin|chef|oma|opa|tante|onkel|"
    r"cousine?|vermieter|mieter|kundin|kunde|schwager|mitbewohner(?:in)?|hermano|hermana|madre|padre|padres|mujer|"
    r"esposa|esposo|marido|novia|novio|hijo|hija|amigo|amiga|vecino|vecina|jefe|jefa|abuel[oa]|prim[oa]|cliente|"
    r"compañer[oa]|compaaner[oa]|frère|soeur|s[oœ]ur|mère|père|femme|mari|fils|fille|amie?|copine|copain|voisine?|"
    r"collègue|patron|chef|grand-?mère|grand-?père|cousine?|geschwister|(?:schwieger|groß|stief)\w+|schwägerin|"
    r"enkel\w*|neffe|nichte|lebensgefährt\w+|mitarbeiter(?:in)?|praktikant(?:in)?|azubi|geschäftspartner(?:in)?|"
    r"bekannter?|herman(?:it)[oa]|niet[oa]|sobrin[oa]|tí[oa]|pareja|soci[oa]|emplead[oa]|inquilin[oa]|colega|cuate|"
    r"parents?|belle-\w+|beau-\w+|conjointe?|compagn(?:e|on)|associée?|employée?|neveu|nièce|oncle|mamie|papi|maman|"
    r"papa|soeurs|frères|enfants?|locataire|stagiaire"
)


_GIVEN = frozenset(map(fold, GIVEN_NAMES))


def is_given(word: str) -> bool:
    """Return whether a word is a given name of the list, with or without its accents."""
    return fold(word.lower()) in _GIVEN


TOWNS_BEGIN = listed("new san santa bad st saint sankt los las la le el den port fort ciudad")
"""Words that towns of two words begin with."""
MAKERS = (
    "Canyon|Trek|Giant|Cube|Specialized|Scott|Cannondale|Orbea|Bianchi|Brompton|Tern|Gazelle|Kalkhoff|Riese|Stevens|"
    "Merida|Haibike|Surly|Urban Arrow|Yuba|Batavus|Koga|Puky|Woom|VanMoof|Moustache|Kona|Ridley|Pinarello|Colnago|"
    "Babboe|Dahon|Segway|Ninebot|Lelit|Profitec|Rocket|La Marzocco|Rancilio|Gaggia|DeLonghi|De'Longhi|Jura|Saeco|Krups|"
    "Melitta|Nivona|Siemens|Bosch|Miele|Philips|Sage|Breville|Eureka|Mahlkönig|Baratza|Mazzer|Ascaso|Bezzera|Quickmill|"
    "Franke|WMF|Nespresso|Moccamaster|Phonak|Oticon|Widex|Signia|Starkey|ReSound|Unitron|KitchenAid|Kenwood|Vitamix|"
    "Rational|Smeg|Weber|Dyson|Vorwerk|Kärcher|Roborock|Ecovacs|Rowenta|Tefal|Moulinex|Magimix|Makita|DeWalt|Hilti|"
    "Festool|Stihl|Husqvarna|Gardena|Ryobi|Metabo|Einhell|Yamaha|Roland|Korg|Casio|Fender|Gibson|Ibanez|Kawai|Moog|"
    "Behringer|Focusrite|Sennheiser|Shure|Sonos|Bose|Denon|Marantz|Canon|Nikon|Fujifilm|Leica|Epson|Kyocera|Ricoh|"
    "Bernina|Pfaff|Janome|Juki|Prusa|Bambu|Creality|Ultimaker|Osprey|Deuter|Garmin|Suunto|Thule|Bugaboo|Cybex|"
    "Maxi-Cosi|Stokke|Britax|Vaillant|Viessmann|Buderus|Daikin"
)
"""Who makes what is sold in shops: behind such a name stands that of a thing."""
