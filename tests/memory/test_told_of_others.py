"""What has the looks of the customer's own and is of others, supposed, quoted, past or denied; each with its twin.

A value of our keys stands in both: told of another, and told of oneself.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.memory.values import norm
from bot.types.memory import Learned
from tests.memory.conftest import read

TWINS: Mapping[str, tuple[tuple[str, str, str, str], ...]] = {
    "of a third": (
        (
            "identity.name",
            "the chap who fitted it was called Desmond Pyle, very polite",
            "I'm Desmond Pyle by the way, the one who fits them",
            "Desmond Pyle",
        ),
        (
            "location.city",
            "my mother-in-law lives in Taunton and hers came in two days",
            "I live in Taunton and mine still hasn't come",
            "Taunton",
        ),
        (
            "contact.email",
            "you can also try our accountant, j.fell@fellbooks.example, she has the invoices",
            "you can reach me on j.fell@fellbooks.example, I have the invoices",
            "j.fell@fellbooks.example",
        ),
        (
            "device.model",
            "my daughter's Pixel 7 pairs fine with it, so what's different?",
            "my Pixel 7 pairs fine with it, the speaker doesn't",
            "Pixel 7",
        ),
        (
            "plan.name",
            "our sister school has Campus Gold and they get support on Sundays",
            "our school has Campus Gold and we should get support on Sundays",
            "Campus Gold",
        ),
        (
            "plan.seats",
            "a friend's agency has 40 seats and pays less than us",
            "our agency has 40 seats and we pay too much",
            "40",
        ),
        (
            "contact.phone",
            "the courier rang me from 07700 900814 and hung up",
            "ring me on 07700 900814 and let it ring a while",
            "07700900814",
        ),
        (
            "identity.name",
            "der Monteur hieß Ansgar Thiede und war sehr nett",
            "ich heiße Ansgar Thiede und war gestern schon mal da",
            "Ansgar Thiede",
        ),
        (
            "location.city",
            "meine Schwester wohnt in Coburg, bei ihr kam es nach zwei Tagen",
            "ich wohne in Coburg, bei mir kam es nach zwei Tagen nicht",
            "Coburg",
        ),
        (
            "contact.email",
            "fragt sonst die Kollegin vom Einkauf: b.lohse@werkhof.example",
            "schreibt mir sonst an b.lohse@werkhof.example, ich bin der Einkauf",
            "b.lohse@werkhof.example",
        ),
        (
            "device.model",
            "auf dem Galaxy S22 von meinem Mann geht alles",
            "auf meinem Galaxy S22 geht gar nichts",
            "Galaxy S22",
        ),
        (
            "plan.seats",
            "die Filiale in Ulm hat 30 Lizenzen, keine Ahnung wieso",
            "unsere Filiale hat 30 Lizenzen, das reicht nicht mehr",
            "30",
        ),
        (
            "contact.phone",
            "der Fahrer hat mit 0151 55501877 angerufen und gleich aufgelegt",
            "ruft mich unter 0151 55501877 an, lasst es lange klingeln",
            "015155501877",
        ),
        (
            "identity.name",
            "el técnico se llamaba Eladio Barrientos, muy correcto",
            "me llamo Eladio Barrientos, ya escribí ayer",
            "Eladio Barrientos",
        ),
        (
            "location.city",
            "mi hermana vive en Cuenca y le llegó en dos días",
            "vivo en Cuenca y no me ha llegado en dos días",
            "Cuenca",
        ),
        (
            "contact.email",
            "si no, preguntad a mi gestora, n.pardo@pardo.example, ella tiene las facturas",
            "si no, escribidme a n.pardo@pardo.example, yo tengo las facturas",
            "n.pardo@pardo.example",
        ),
        (
            "device.model",
            "en el Redmi Note 12 de mi hijo va perfecto",
            "en mi Redmi Note 12 no va nada",
            "Redmi Note 12",
        ),
        (
            "company.role",
            "el señor que me atendió dijo que era jefe de zona",
            "a todo esto, soy jefe de zona",
            "jefe de zona",
        ),
        (
            "plan.seats",
            "la sede de Vigo tiene 30 licencias, no sé por qué",
            "tenemos 30 licencias y ya no llegan",
            "30",
        ),
        (
            "contact.phone",
            "el repartidor me llamó desde el 655 010 233 y colgó",
            "llámenme al 655 010 233, tardo en cogerlo",
            "655010233",
        ),
        (
            "identity.name",
            "le technicien s'appelait Aurélien Maillot, très correct",
            "je m'appelle Aurélien Maillot, j'ai déjà écrit hier",
            "Aurélien Maillot",
        ),
        (
            "location.city",
            "ma soeur habite à Nevers et elle l'a reçu en deux jours",
            "j'habite à Nevers et je n'ai rien reçu en deux jours",
            "Nevers",
        ),
        (
            "contact.email",
            "sinon voyez avec ma comptable, n.perrin@perrin.example, elle a les factures",
            "sinon écrivez-moi à n.perrin@perrin.example, j'ai les factures",
            "n.perrin@perrin.example",
        ),
        ("device.model", "sur le Galaxy A54 de mon fils tout va bien", "sur mon Galaxy A54 rien ne va", "Galaxy A54"),
        (
            "plan.name",
            "le club d'à côté a la formule Horizon Plus et paie moins",
            "notre club a la formule Horizon Plus et paie trop",
            "Horizon Plus",
        ),
        (
            "company.role",
            "le monsieur au téléphone m'a dit être chef de secteur",
            "au fait, je suis chef de secteur",
            "chef de secteur",
        ),
        (
            "plan.seats",
            "l'agence de Brest a 30 licences, je ne sais pas pourquoi",
            "notre agence a 30 licences, ça ne suffit plus",
            "30",
        ),
        (
            "contact.phone",
            "le livreur m'a appelé du 06 55 01 02 33 et a raccroché",
            "appelez-moi au 06 55 01 02 33, laissez sonner",
            "0655010233",
        ),
    ),
    "supposed": (
        (
            "location.city",
            "say I moved to Norwich, would you still collect from the door?",
            "now that I've moved to Norwich, do you still collect from the door?",
            "Norwich",
        ),
        (
            "device.os",
            "would it have worked if we had Windows 11 instead?",
            "it has never worked, and we have Windows 11",
            "Windows 11",
        ),
        ("plan.seats", "what would 25 seats cost us, roughly?", "we pay for 25 seats, what would ten more cost?", "25"),
        (
            "plan.name",
            "angenommen ich hätte Komfort Plus, wäre der Austausch dann drin?",
            "ich habe ja Komfort Plus, da ist der Austausch doch drin?",
            "Komfort Plus",
        ),
        (
            "location.city",
            "falls ich nach Gera ziehe, nimmt man den Vertrag mit?",
            "ich bin nach Gera gezogen, nimmt man den Vertrag mit?",
            "Gera",
        ),
        ("device.os", "würde es unter Windows 11 denn laufen?", "es läuft nicht, ich habe Windows 11", "Windows 11"),
        (
            "plan.seats",
            "was kosten denn 15 Plätze im Jahr?",
            "wir haben 15 Plätze, was kosten fünf mehr im Jahr?",
            "15",
        ),
        (
            "plan.name",
            "pongamos que tuviera el Hogar Total, ¿entraría la visita?",
            "como tengo el Hogar Total, entra la visita, ¿no?",
            "Hogar Total",
        ),
        (
            "location.city",
            "si me mudara a Soria, ¿seguiríais recogiendo en casa?",
            "ahora que me he mudado a Soria, ¿seguís recogiendo en casa?",
            "Soria",
        ),
        ("device.os", "¿habría funcionado con Windows 11?", "no funciona y tengo Windows 11", "Windows 11"),
        (
            "plan.seats",
            "¿cuánto costarían 15 puestos al año?",
            "tenemos 15 puestos, ¿cuánto costarían cinco más?",
            "15",
        ),
        (
            "plan.name",
            "admettons que j'aie Confort Total, la visite serait comprise ?",
            "comme j'ai Confort Total, la visite est comprise, non ?",
            "Confort Total",
        ),
        (
            "location.city",
            "si je déménageais à Auch, vous passeriez encore ?",
            "maintenant que j'ai déménagé à Auch, vous passez encore ?",
            "Auch",
        ),
        (
            "device.os",
            "est-ce que ça aurait marché sous Windows 11 ?",
            "ça ne marche pas et je suis sous Windows 11",
            "Windows 11",
        ),
        (
            "plan.seats",
            "combien coûteraient 15 postes à l'année ?",
            "nous avons 15 postes, combien coûteraient cinq de plus ?",
            "15",
        ),
    ),
    "quoted": (
        (
            "identity.name",
            'the voicemail goes "hello, this is Rowena Strand, call me" and I have no idea who that is',
            "hello, this is Rowena Strand, call me when you can",
            "Rowena Strand",
        ),
        (
            "company.name",
            'the letter starts "Dear Sirs, we at Holt & Verney are acting for" and so on. is that real?',
            "Dear Sirs, we at Holt & Verney have not received the toner",
            "Holt & Verney",
        ),
        (
            "order.id",
            "your mail says 'order QX-5512 has shipped' but that number isn't mine",
            "your mail says order QX-5512 has shipped, but my order hasn't come",
            "QX-5512",
        ),
        (
            "identity.name",
            "auf dem Band sagt jemand „hier ist Roswitha Klamm, bitte zurückrufen“, wer soll das sein?",
            "hier ist Roswitha Klamm, bitte zurückrufen",
            "Roswitha Klamm",
        ),
        (
            "company.name",
            "im Brief steht „wir von Inkasso Seiler vertreten“ usw, ist das echt?",
            "wir von Farben Seiler warten noch auf die Ware",
            "Farben Seiler",
        ),
        (
            "order.id",
            "in eurer Mail steht „Bestellung KM-70441 versandt“, die ist aber gar nicht von mir",
            "in eurer Mail steht, meine Bestellung KM-70441 ist versandt, hier ist aber nichts",
            "KM-70441",
        ),
        (
            "identity.name",
            "en el contestador dice «hola, soy Rosaura Quintela, llámeme» y no sé quién es",
            "hola, soy Rosaura Quintela, llámeme",
            "Rosaura Quintela",
        ),
        (
            "company.name",
            "la carta empieza «desde Recobros Lanuza le informamos» y no sé si es de verdad",
            "os escribo desde Pinturas Lanuza, no ha llegado el pedido",
            "Pinturas Lanuza",
        ),
        (
            "order.id",
            "vuestro correo dice «pedido MV-31077 enviado» pero ese no es mío",
            "vuestro correo dice que mi pedido MV-31077 está enviado y aquí no hay nada",
            "MV-31077",
        ),
        (
            "identity.name",
            "sur le répondeur on entend « bonjour, ici Rosemonde Quillet, rappelez-moi », je ne sais pas qui c'est",
            "bonjour, ici Rosemonde Quillet, rappelez-moi",
            "Rosemonde Quillet",
        ),
        (
            "order.id",
            "votre mail dit « commande MV-31077 expédiée » mais ce n'est pas la mienne",
            "votre mail dit que ma commande MV-31077 est expédiée, mais il n'y a rien",
            "MV-31077",
        ),
    ),
    "past": (
        (
            "company.name",
            "back when I was at Ferris Optics we had the big licence, different life",
            "I'm at Ferris Optics and we have the big licence",
            "Ferris Optics",
        ),
        (
            "device.model",
            "the ThinkPad T480 I had then never did this",
            "the ThinkPad T480 I have here does this every day",
            "ThinkPad T480",
        ),
        (
            "location.city",
            "when I still lived in Leith the bins went out on Fridays",
            "I live in Leith and the bins go out on Fridays",
            "Leith",
        ),
        (
            "company.name",
            "damals bei Optik Reuter hatten wir die große Lizenz, lang ists her",
            "ich arbeite bei Optik Reuter, wir haben die große Lizenz",
            "Optik Reuter",
        ),
        (
            "device.model",
            "mit dem alten Fairphone 3 ist das nie passiert, das hab ich verkauft",
            "mit meinem Fairphone 3 passiert das ständig",
            "Fairphone 3",
        ),
        (
            "location.city",
            "als ich noch in Jena gewohnt hab, kam der Bote vormittags",
            "ich wohn ja in Jena, da kommt der Bote vormittags",
            "Jena",
        ),
        (
            "company.name",
            "cuando trabajaba en Ópticas Reyero teníamos la licencia grande, otros tiempos",
            "trabajo en Ópticas Reyero, tenemos la licencia grande",
            "Ópticas Reyero",
        ),
        (
            "device.model",
            "con el Moto G52 que tenía antes no pasaba",
            "con el Moto G52 que tengo pasa siempre",
            "Moto G52",
        ),
        (
            "location.city",
            "cuando aún vivía en Jaén el cartero venía por la mañana",
            "vivo en Jaén y el cartero viene por la mañana",
            "Jaén",
        ),
        (
            "company.name",
            "à l'époque où j'étais chez Optique Rivaud on avait la grosse licence",
            "je suis chez Optique Rivaud, on a la grosse licence",
            "Optique Rivaud",
        ),
        (
            "device.model",
            "avec le Fairphone 3 que j'avais avant ça n'arrivait pas",
            "avec le Fairphone 3 que j'ai ça arrive tout le temps",
            "Fairphone 3",
        ),
        (
            "location.city",
            "quand j'habitais encore à Gap le facteur passait le matin",
            "j'habite à Gap et le facteur passe le matin",
            "Gap",
        ),
    ),
    "in irony": (
        (
            "plan.name",
            "oh sure, I'm on the Platinum Royal plan with a butler, obviously",
            "yes, I'm on the Platinum Royal plan, it says so on the bill",
            "Platinum Royal",
        ),
        (
            "identity.name",
            "yeah and I'm Napoleon Bonaparte. can a human please answer",
            "and I'm Noah Bonner. can a human please answer",
            "Noah Bonner",
        ),
        (
            "location.city",
            "apparently I live in Timbuktu now, going by your delivery times",
            "I live in Torquay now, so the delivery times have changed",
            "Torquay",
        ),
        (
            "plan.name",
            "na klar, ich hab den Diamant-Tarif mit Butler, was denn sonst",
            "ja, ich hab den Diamant-Tarif, steht auf der Rechnung",
            "Diamant",
        ),
        (
            "identity.name",
            "und ich bin der Kaiser von China. kann mal ein Mensch antworten?",
            "und ich bin der Kai Semmler. kann mal ein Mensch antworten?",
            "Kai Semmler",
        ),
        (
            "location.city",
            "anscheinend wohn ich jetzt in Kamtschatka, bei euren Lieferzeiten",
            "ich wohn jetzt in Kaufbeuren, ändert das die Lieferzeiten?",
            "Kaufbeuren",
        ),
        (
            "plan.name",
            "sí claro, tengo el plan Diamante con mayordomo, no te digo",
            "sí, tengo el plan Diamante, lo pone en la factura",
            "Diamante",
        ),
        (
            "identity.name",
            "y yo soy Napoleón Bonaparte. ¿puede contestar una persona?",
            "y yo soy Noelia Bonilla. ¿puede contestar una persona?",
            "Noelia Bonilla",
        ),
        (
            "location.city",
            "por lo visto vivo en Tombuctú, con esos plazos",
            "ahora vivo en Tudela, ¿cambian los plazos?",
            "Tudela",
        ),
        (
            "identity.name",
            "et moi je suis Napoléon Bonaparte. un humain peut répondre ?",
            "et moi je suis Noémie Bonnaud. un humain peut répondre ?",
            "Noémie Bonnaud",
        ),
        (
            "location.city",
            "apparemment j'habite à Tombouctou, vu vos délais",
            "maintenant j'habite à Thouars, les délais changent ?",
            "Thouars",
        ),
    ),
    "denied": (
        (
            "contact.email",
            "please stop writing to old.box@mailer.example, I can't open that one any more",
            "please write to new.box@mailer.example, I can open that one",
            "new.box@mailer.example",
        ),
        (
            "company.role",
            "I am not the practice manager, I just answer the door",
            "I am the practice manager, I also answer the door",
            "practice manager",
        ),
        (
            "contact.email",
            "bitte nicht mehr an uralt@post.example schreiben, da komm ich nicht mehr rein",
            "bitte ab jetzt an ganz.neu@post.example schreiben, da komm ich rein",
            "ganz.neu@post.example",
        ),
        (
            "company.role",
            "ich bin nicht die Praxismanagerin, ich mach nur auf",
            "ich bin die Praxismanagerin, ich mach auch auf",
            "Praxismanagerin",
        ),
        (
            "plan.name",
            "no, el Familiar no lo he contratado nunca",
            "sí, el Familiar lo tengo contratado desde enero",
            "Familiar",
        ),
        (
            "contact.email",
            "no escribáis más a viejo@buzon.example, ya no puedo entrar",
            "a partir de ahora escribidme a nuevo@buzon.example, ahí sí entro",
            "nuevo@buzon.example",
        ),
        (
            "company.role",
            "yo no soy la encargada, solo abro la puerta",
            "yo soy la encargada, también abro la puerta",
            "encargada",
        ),
        (
            "contact.email",
            "n'écrivez plus à vieux@boite.example, je n'y ai plus accès",
            "désormais écrivez-moi à neuf@boite.example, j'y ai accès",
            "neuf@boite.example",
        ),
        (
            "company.role",
            "je ne suis pas la gérante, j'ouvre juste la porte",
            "je suis la gérante, j'ouvre aussi la porte",
            "gérante",
        ),
    ),
    "of an account that is shared": (
        (
            "device.model",
            "we share the account, the Galaxy A34 on the list is my brother's",
            "we share the account, the Galaxy A34 on the list is mine",
            "Galaxy A34",
        ),
        (
            "device.model",
            "wir teilen uns das Konto, das iPhone 11 in der Liste gehört meinem Sohn",
            "wir teilen uns das Konto, das iPhone 11 in der Liste gehört mir",
            "iPhone 11",
        ),
        (
            "device.model",
            "compartimos la cuenta, el iPhone 11 de la lista es de mi hija",
            "compartimos la cuenta, el iPhone 11 de la lista es mío",
            "iPhone 11",
        ),
    ),
    "signed by another": (
        (
            "company.role",
            "here's what they sent:\n\nKind regards\nPhilippa Dean\nHead of Lettings\nMoor & Dean\n\nwho is she?",
            "The boiler is out again.\n\nKind regards\nPhilippa Dean\nHead of Lettings\nMoor & Dean",
            "Head of Lettings",
        ),
        (
            "contact.phone",
            "got this at the bottom of a flyer: Marek Windows, 01632 960411. is it one of yours?",
            "Can you call about the windows?\nMarek, 01632 960411",
            "01632960411",
        ),
        (
            "company.role",
            "so etwas kam hier an:\n\nMit freundlichen Grüßen\nJutta Reich\nLeiterin Vertrieb\n"
            "Nordlicht GmbH\n\nkennt ihr die?",
            "Das Faxgerät geht nicht.\n\nMit freundlichen Grüßen\nJutta Reich\nLeiterin Vertrieb\nNordlicht GmbH",
            "Leiterin Vertrieb",
        ),
        (
            "contact.phone",
            "unten auf dem Zettel stand: Fenster Malik, 0341 5550177. gehört der zu euch?",
            "Bitte um Rückruf wegen der Fenster.\nMalik, 0341 5550177",
            "03415550177",
        ),
        (
            "company.role",
            "esto es lo que me mandaron:\n\nUn saludo\nPilar Reig\nJefa de Ventas\nGrupo Norte\n\n¿la conocéis?",
            "El datáfono no va.\n\nUn saludo\nPilar Reig\nJefa de Ventas\nGrupo Norte",
            "Jefa de Ventas",
        ),
        (
            "contact.phone",
            "al pie del folleto ponía: Ventanas Malik, 941 555 017. ¿es de los vuestros?",
            "Llamadme por lo de las ventanas.\nMalik, 941 555 017",
            "941555017",
        ),
        (
            "company.role",
            "voilà ce qu'on m'a envoyé :\n\nCordialement\nPauline Rey\nDirectrice des ventes\nGroupe Nord\n"
            "\nvous la connaissez ?",
            "Le terminal ne marche pas.\n\nCordialement\nPauline Rey\nDirectrice des ventes\nGroupe Nord",
            "Directrice des ventes",
        ),
        (
            "contact.phone",
            "en bas du prospectus il y avait : Fenêtres Malik, 03 55 50 17 22. c'est un des vôtres ?",
            "Rappelez-moi pour les fenêtres.\nMalik, 03 55 50 17 22",
            "0355501722",
        ),
    ),
    "handed on": (
        (
            "location.city",
            "---------- Forwarded message ---------\nFrom: Lettings\n"
            "I'm based in Whitehaven and will come by on Tuesday.\n\nis this your man?",
            "I'm based in Whitehaven and will be in on Tuesday. is that your man's round?",
            "Whitehaven",
        ),
        (
            "order.id",
            "Fwd: your order\n> Hi Jo, your order TT-90012 is on its way\n\nI'm not Jo, this came to me by mistake",
            "Hi, Jo here, my order TT-90012 is not on its way as far as I can see",
            "TT-90012",
        ),
        (
            "location.city",
            "-------- Weitergeleitete Nachricht --------\nVon: Hausverwaltung\n"
            "Ich sitze in Stendal und komme am Dienstag vorbei.\n\nist das einer von euch?",
            "Ich sitze in Stendal und bin am Dienstag da. ist das einer von euch, der kommt?",
            "Stendal",
        ),
        (
            "order.id",
            "WG: Ihre Bestellung\n> Hallo Frau Lutz, Ihre Bestellung RR-20881 ist unterwegs\n\n"
            "ich heiße nicht Lutz, das war wohl ein Irrläufer",
            "Hallo, Lutz hier, meine Bestellung RR-20881 ist nicht unterwegs",
            "RR-20881",
        ),
        (
            "order.id",
            "RV: su pedido\n> Hola Sra. Lucas, su pedido RR-20881 está en camino\n\n"
            "yo no soy Lucas, me ha llegado por error",
            "Hola, soy Lucas, mi pedido RR-20881 no está en camino",
            "RR-20881",
        ),
        (
            "location.city",
            "---------- Message transféré ----------\nDe : Syndic\nJe suis à Vesoul et je passe mardi.\n\n"
            "c'est un des vôtres ?",
            "J'habite à Vesoul et je serai là mardi. c'est un des vôtres qui passe ?",
            "Vesoul",
        ),
        (
            "order.id",
            "TR: votre commande\n> Bonjour Mme Lucas, votre commande RR-20881 est en route\n\n"
            "je ne suis pas Lucas, c'est arrivé chez moi par erreur",
            "Bonjour, c'est Lucas, ma commande RR-20881 n'est pas en route",
            "RR-20881",
        ),
    ),
    "of many kinds": (
        (
            "identity.name",
            "the lady on your hotline introduced herself as Margery Quill",
            "let me introduce myself, I'm Margery Quill",
            "Margery Quill",
        ),
        (
            "identity.name",
            "pretend my name was Otis Lark, what would the label look like?",
            "my name is Otis Lark, what does the label look like?",
            "Otis Lark",
        ),
        (
            "location.city",
            "my dad keeps telling people he lives in Whitby but he's in a home",
            "I keep telling people I live in Whitby",
            "Whitby",
        ),
        (
            "company.name",
            "I wish I worked for Calder Mills, they get free lunch",
            "I work for Calder Mills, we get free lunch",
            "Calder Mills",
        ),
        (
            "identity.name",
            "The account belongs to Sunita Rao, I only help her out. I type for her",
            "The account belongs to me, Sunita Rao",
            "Sunita Rao",
        ),
        (
            "contact.phone",
            "yesterday's caller left 0117 496 0155, do you know that number?",
            "leave a message on 0117 496 0155, that's my number",
            "01174960155",
        ),
        (
            "location.city",
            "we nearly moved to Kendal last year but stayed put",
            "we moved to Kendal last year",
            "Kendal",
        ),
        (
            "contact.email",
            "who on earth is bill@crowfoot.example? he gets all my receipts",
            "send all my receipts to bill@crowfoot.example",
            "bill@crowfoot.example",
        ),
        ("app.version", "in the demo video they use version 7.4.1", "on my phone it's version 7.4.1", "7.4.1"),
        (
            "company.role",
            "Bob (operations manager) asked me to write to you",
            "I'm the operations manager, Bob asked me to write to you",
            "operations manager",
        ),
        (
            "plan.seats",
            "for a team with 60 users Growth would be cheaper, says your page",
            "we're a team with 60 users, is Growth cheaper?",
            "60",
        ),
        (
            "identity.name",
            "die Dame an der Hotline stellte sich als Gudrun Feist vor",
            "ich stell mich mal vor, ich bin Gudrun Feist",
            "Gudrun Feist",
        ),
        (
            "plan.name",
            "laut Aufkleber war der Vorbesitzer im Tarif Flotte 20",
            "laut Rechnung sind wir im Tarif Flotte 20",
            "Flotte 20",
        ),
        (
            "identity.name",
            "nehmen wir an, ich hieße Otto Lerch, wie sähe das Etikett aus?",
            "ich heiße Otto Lerch, wie sieht das Etikett aus?",
            "Otto Lerch",
        ),
        (
            "location.city",
            "mein Vater erzählt allen, er wohne in Husum, dabei ist er im Heim",
            "ich erzähle allen, ich wohne in Husum",
            "Husum",
        ),
        (
            "company.name",
            "ich wünschte, ich würde bei Mühlen Calder arbeiten, die haben gratis Essen",
            "ich arbeite bei Mühlen Calder, wir haben gratis Essen",
            "Mühlen Calder",
        ),
        (
            "identity.name",
            "das Konto gehört Sunita Rao, ich helfe ihr nur",
            "das Konto gehört mir, Sunita Rao",
            "Sunita Rao",
        ),
        (
            "contact.phone",
            "gestern hat wer von der 0341 5550155 angerufen, kennt ihr die?",
            "ruft mich gern an, 0341 5550155",
            "03415550155",
        ),
        (
            "location.city",
            "beinahe wären wir letztes Jahr nach Celle gezogen",
            "wir sind letztes Jahr nach Celle gezogen",
            "Celle",
        ),
        (
            "contact.email",
            "wer ist bitte willi@kraehe.example? der kriegt all meine Belege",
            "schickt all meine Belege an willi@kraehe.example",
            "willi@kraehe.example",
        ),
        ("app.version", "im Demovideo nehmen sie Version 7.4.1", "auf meinem Handy ist Version 7.4.1", "7.4.1"),
        (
            "company.role",
            "Bernd (Betriebsleiter) hat mich gebeten, euch zu schreiben",
            "ich bin Betriebsleiter, Bernd hat mich gebeten, euch zu schreiben",
            "Betriebsleiter",
        ),
        (
            "plan.seats",
            "für ein Team mit 60 Nutzern wäre Wachstum billiger, sagt eure Seite",
            "wir sind ein Team mit 60 Nutzern",
            "60",
        ),
        (
            "identity.name",
            "la señora de la línea se presentó como Herminia Feo",
            "me presento, soy Herminia Feo",
            "Herminia Feo",
        ),
        (
            "plan.name",
            "según la pegatina el dueño anterior tenía la tarifa Flota 20",
            "según la factura tenemos la tarifa Flota 20",
            "Flota 20",
        ),
        (
            "identity.name",
            "supón que me llamara Otilio Lara, ¿cómo saldría la etiqueta?",
            "me llamo Otilio Lara, ¿cómo sale la etiqueta?",
            "Otilio Lara",
        ),
        (
            "location.city",
            "mi padre va diciendo que vive en Nerja pero está en una residencia",
            "voy diciendo que vivo en Nerja",
            "Nerja",
        ),
        (
            "company.name",
            "ojalá trabajara en Molinos Calder, tienen comida gratis",
            "trabajo en Molinos Calder, tenemos comida gratis",
            "Molinos Calder",
        ),
        (
            "identity.name",
            "la cuenta es de Sunita Rao, yo solo la ayudo",
            "la cuenta es mía, soy Sunita Rao",
            "Sunita Rao",
        ),
        (
            "contact.phone",
            "ayer llamó alguien desde el 915 550 155, ¿es vuestro?",
            "llamadme cuando queráis, 915 550 155",
            "915550155",
        ),
        ("location.city", "casi nos mudamos a Ronda el año pasado", "nos mudamos a Ronda el año pasado", "Ronda"),
        (
            "contact.email",
            "¿quién es paco@cuervo.example? le llegan todos mis recibos",
            "mandad todos mis recibos a paco@cuervo.example",
            "paco@cuervo.example",
        ),
        ("app.version", "en el vídeo de muestra usan la versión 7.4.1", "en mi móvil es la versión 7.4.1", "7.4.1"),
        (
            "company.role",
            "Berto (jefe de taller) me pidió que os escribiera",
            "soy jefe de taller, Berto me pidió que os escribiera",
            "jefe de taller",
        ),
        (
            "identity.name",
            "la dame au téléphone s'est présentée comme Hermine Faure",
            "je me présente, je suis Hermine Faure",
            "Hermine Faure",
        ),
        (
            "plan.name",
            "d'après l'autocollant, l'ancien propriétaire avait la formule Flotte 20",
            "d'après la facture, nous avons la formule Flotte 20",
            "Flotte 20",
        ),
        (
            "identity.name",
            "imaginez que je m'appelle Octave Lerche, ça donnerait quoi sur l'étiquette ?",
            "je m'appelle Octave Lerche, ça donne quoi sur l'étiquette ?",
            "Octave Lerche",
        ),
        (
            "location.city",
            "mon père raconte qu'il habite à Dinan mais il est en maison de retraite",
            "je raconte à tous que j'habite à Dinan",
            "Dinan",
        ),
        (
            "company.name",
            "si seulement je travaillais chez Moulins Calder, ils ont la cantine gratuite",
            "je travaille chez Moulins Calder, on a la cantine gratuite",
            "Moulins Calder",
        ),
        (
            "identity.name",
            "le compte est à Sunita Rao, je l'aide seulement",
            "le compte est à moi, Sunita Rao",
            "Sunita Rao",
        ),
        (
            "contact.phone",
            "hier quelqu'un a appelé du 01 55 50 15 55, c'est à vous ?",
            "appelez-moi quand vous voulez, 01 55 50 15 55",
            "0155501555",
        ),
        ("location.city", "on a failli déménager à Royan l'an dernier", "on a déménagé à Royan l'an dernier", "Royan"),
        (
            "contact.email",
            "c'est qui, paul@corbeau.example ? il reçoit tous mes reçus",
            "envoyez tous mes reçus à paul@corbeau.example",
            "paul@corbeau.example",
        ),
        (
            "app.version",
            "dans la vidéo de démo ils utilisent la version 7.4.1",
            "sur mon téléphone c'est la version 7.4.1",
            "7.4.1",
        ),
        (
            "company.role",
            "Bertrand (chef d'atelier) m'a demandé de vous écrire",
            "je suis chef d'atelier, Bertrand m'a demandé de vous écrire",
            "chef d'atelier",
        ),
    ),
}
"""By what it is: the key, words that tell nothing of the customer, words that do, and what they tell."""
ROWS = [row for rows in TWINS.values() for row in rows]
NOTHING = (
    "according to the sticker the previous owner was on Fleet 20",
    "para un equipo de 60 usuarios saldría más barato el otro, dice vuestra web",
    "pour une équipe de 60 utilisateurs l'autre serait moins cher, dit votre site",
    "your technician said he is the regional manager for the south",
    "suppose I was on Voyager, would roaming be in?",
    "no, not Family, nobody here ever signed up for Family",
    "this is my husband's login so it says Graham Tolley at the top, never mind that",
    "der Verein nebenan hat Kontor XL und zahlt weniger",
    "Ihr Herr am Telefon meinte, er sei Serviceleiter",
    "nein, Familie hab ich nie gebucht, was soll das",
    "das ist der Zugang von meiner Frau, deshalb steht da Almut Brehme",
    "el gimnasio de al lado tiene Aforo Plus y paga menos",
    "la cuenta es de mi marido, por eso pone Gonzalo Tejera arriba",
    "---------- Mensaje reenviado ----------\nDe: Comunidad\nEstoy en Astorga y paso el martes.\n\n"
    "¿es de los vuestros?",
    "la lettre commence par « nous, Recouvrement Lannoy, vous informons », c'est vrai ?",
    "non, Famille, je ne l'ai jamais pris",
    "c'est le compte de mon mari, d'où le Gontran Tellier en haut",
    "on partage le compte, l'iPhone 11 de la liste est à ma fille",
)
"""More that tells nothing."""
MOODS = ("issue.", "risk.", "sentiment.")


def told(words: str) -> list[Learned]:
    learned = (one for one in read(words) if one.status == "active" and not one.denies)
    return [one for one in learned if not one.key.startswith(MOODS)]


@pytest.mark.parametrize("words", [*(row[1] for row in ROWS), *NOTHING])
def test_what_is_not_the_customers_own_present_word_is_not_learnt(words: str) -> None:
    assert told(words) == []


@pytest.mark.parametrize(("key", "words", "value"), [(key, own, value) for key, _, own, value in ROWS])
def test_the_same_of_the_customers_own_is_learnt(key: str, words: str, value: str) -> None:
    assert (key, norm(key, value)) in {(one.key, norm(one.key, one.value)) for one in told(words)}


COMING = (
    ("we have Studio, in May we go to Studio Max", "plan.name", "Studio Max"),
    ("we have 12 seats, 15 from May", "plan.seats", "15"),
    ("wir haben 12 Lizenzen, ab Mai 15", "plan.seats", "15"),
    ("tenemos 12 licencias, 15 a partir de mayo", "plan.seats", "15"),
    ("on a 12 licences, à partir de mai 15", "plan.seats", "15"),
    ("from May we have 15 seats", "plan.seats", "15"),
    ("from May, we have 15 seats", "plan.seats", "15"),
    ("we have 15 seats, from 1 May", "plan.seats", "15"),
)
NOW = tuple((words, key, "12") for words, key, _ in COMING if " 12 " in words)


@pytest.mark.parametrize(("words", "key", "value"), COMING)
def test_what_is_announced_is_not_so_now(words: str, key: str, value: str) -> None:
    assert (key, value) not in {(one.key, one.value) for one in told(words)}


@pytest.mark.parametrize(("words", "key", "value"), NOW)
def test_what_is_so_until_then_is_so_now(words: str, key: str, value: str) -> None:
    assert (key, value) in {(one.key, one.value) for one in told(words)}


FIRMS = (
    ("Cabinet de kinésithérapie Les Tilleuls, à Nevers", "Cabinet de kinésithérapie Les Tilleuls"),
    ("Praxis für Physiotherapie Lindner aus Gera", "Praxis für Physiotherapie Lindner"),
)


@pytest.mark.parametrize(("words", "firm"), FIRMS)
def test_a_firms_kind_belongs_to_its_name(words: str, firm: str) -> None:
    assert firm in {one.value for one in told(words) if one.key == "company.name"}
