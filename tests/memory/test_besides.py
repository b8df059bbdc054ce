"""What is told beside the matter itself: names by their pronouns and at the end, the name one goes by, needs, homes,
what shall stop, how one is addressed, whose shop it is; and what looks like it and tells nothing.
"""

from __future__ import annotations

import pytest

from tests.memory.conftest import nobody, read


def told(words: str, key: str) -> set[str]:
    """The values of one key that are learnt as they stand."""
    found = read(words, known=nobody())
    return {one.value for one in found if one.key == key and one.status == "active" and not one.denies}


NAME, CALLED, NEED = "identity.name", "identity.preferred_name", "accessibility.need"
TOWN, LAND, FIRM = "location.city", "location.country", "company.name"
STOPS, TONE, WAY = "contact.do_not_contact", "pref.tone", "contact.channel"

BY_PRONOUNS = [
    ("Hello folks, Maren (they/them) writing. Where is the invoice?", NAME, "Maren"),
    ("Moin, Jorid (sie/ihr) vom Lager. Der Scanner piept.", NAME, "Jorid"),
    ("Buenas, Eider (ella) por aquí, no carga el panel", NAME, "Eider"),
    ("Bonjour, Loïse (elle) du service achats. Rien ne part.", NAME, "Loïse"),
    ("hey it's Anneken (she/her) from the night shift, nothing prints", NAME, "Anneken"),
    ("Please forward this to Robin (they/them), not to me.", NAME, ""),
    ("My colleague Tess (she/her) will call you", NAME, ""),
    ("Meine Chefin Ulrike (sie/ihr) fragt, ob es geht", NAME, ""),
    ("¿Quién es Dana (ella)?", NAME, ""),
    ("J'ai eu Manon (elle) au téléphone hier", NAME, ""),
]
AT_THE_END = [
    ("The lamp arrived in pieces, so please send another. Gratefully, Oluwatobi Fashola", NAME, "Oluwatobi Fashola"),
    ("Die Heizung bleibt kalt, bitte melden Sie sich. Mit Dank im Voraus, Swantje Bruhn", NAME, "Swantje Bruhn"),
    ("Las facturas no llegan desde enero. Muy agradecida, Zuriñe Etxarri", NAME, "Zuriñe Etxarri"),
    ("Le colis est introuvable. Avec mes remerciements, Bérengère Houdain", NAME, "Bérengère Houdain"),
    ("Where do I cancel the second seat? /Tove", NAME, "Tove"),
    ("Die Spüle tropft immer noch. Geht das heute? Danke, Wiebke", NAME, "Wiebke"),
    ("Le robinet fuit depuis lundi.\nMaëlle Kerjean / Fleurs du Port / Brest", NAME, "Maëlle Kerjean"),
    ("The feed stops at noon.\n--\nTindra Falk\nBilling", NAME, "Tindra Falk"),
    ("Ruft bitte wegen Paket an. Zuständig war Swantje Bruhn", NAME, ""),
    ("The letter was signed: with thanks, the board", NAME, ""),
    ("Which colours exist? red/Blue", NAME, ""),
    ("Quiero hablar con quien me atendió. Era muy amable, Zuriñe Etxarri", NAME, ""),
    ("Der Drucker im Flur geht nicht.\nEtage 3 / Raum 12 / Links", NAME, ""),
    ("Mon livreur s'appelait ainsi. Merci à lui, Bérengère", NAME, ""),
    ("Who wrote the guide? Signed, The Editors", NAME, ""),
]
GOES_BY = [
    ("The card says Josephine, only my dentist calls me that, it's Posy please", CALLED, "Posy"),
    ("no one calls me Bartholomew, I'm Barty. where's my parcel", CALLED, "Barty"),
    ("Im Konto steht Friederike, so nennt mich keiner. Fritzi bitte. Wann kommt das Paket?", CALLED, "Fritzi"),
    ("Auf der Rechnung heiße ich Konstantin, für alle bin ich Kosta", CALLED, "Kosta"),
    ("aquí Maite, nadie me dice María Teresa. no carga", CALLED, "Maite"),
    ("En el DNI pone Concepción pero nadie me dice así, Concha y listo.", CALLED, "Concha"),
    ("Théodore sur mes papiers, Théo dans la vie. Le colis ?", CALLED, "Théo"),
    ("Personne ne m'appelle Guillemette, c'est Guigui, merci", CALLED, "Guigui"),
    ("The box says Fragile, nobody reads that, it's Monday anyway", CALLED, ""),
    ("It says Premium on the invoice, only you call it that, it's Basic", CALLED, ""),
    ("Auf dem Etikett steht Leipzig, so schreibt das keiner. Montag bitte.", CALLED, ""),
    ("Nadie me llama desde Madrid, Lunes por favor", CALLED, ""),
    ("No one calls me back. It's Tuesday already", CALLED, ""),
    ("Personne ne m'appelle, c'est Noël bientôt", CALLED, ""),
    ("En la caja pone Frágil pero nadie hace caso, Martes y listo", CALLED, ""),
]
NEEDS = [
    ("As a deaf person I never hear the bell", NEED, "deaf"),
    ("Als Blinder komme ich an eurem Bilderrätsel nicht vorbei", NEED, "blind"),
    ("Schwerhörig wie ich bin, bringt mir die Hotline nichts", NEED, "hard of hearing"),
    ("Como ciega que soy, el botón sin texto no me sirve", NEED, "blind"),
    ("Aveugle de naissance, je ne vois pas vos images.", NEED, "blind"),
    ("Daltonien, je confonds vos voyants vert et rouge.", NEED, "colour blind"),
    ("Dyslexic here, so the small grey font kills me", NEED, "dyslexia"),
    ("Soy un poco sordo, escríbanme", NEED, "deaf"),
    ("your app is not made for a blind user like me", NEED, "blind"),
    ("we're both deaf, so the doorbell must flash", NEED, "deaf"),
    ("ich bin seit der Geburt gehörlos und lese nur", NEED, "deaf"),
    ("sufro daltonismo y los colores me engañan", NEED, "colour blind"),
    ("hab ne leseschwäche, bitte kurze sätze", NEED, "dyslexia"),
    ("Als Blinder Passagier wurde mein Paket verschickt", NEED, ""),
    ("Is the app ready for deaf people?", NEED, ""),
    ("Ma voisine, sourde de naissance, vous écrira", NEED, ""),
    ("Are you deaf? I wrote three times", NEED, ""),
    ("Mein Vater ist schwerhörig, wie ich höre", NEED, ""),
    ("Como ciego que es mi jefe, lo lee otro", NEED, ""),
    ("A blind customer asked me how it works", NEED, ""),
    ("Sordo, mudo y ciego: así es su soporte", NEED, ""),
]
LIVES = [
    ("Does the train stop in Ludlow, where I've lived for ages?", TOWN, "Ludlow"),
    ("Depuis Vannes, où je réside, le trajet est long", TOWN, "Vannes"),
    ("Ich fahre ab Celle, da wohne ich nämlich", TOWN, "Celle"),
    ("Salgo de Lugo, que es donde vivo, a las siete", TOWN, "Lugo"),
    ("von meinem Balkon in Bautzen aus seh ich euer Lager", TOWN, "Bautzen"),
    ("from where I'm sitting in Perth your hours make no sense", TOWN, "Perth"),
    ("jsuis sur Angers, ya un magasin ?", TOWN, "Angers"),
    ("sitze gerade für zwei Jahre in Oslo, geht das trotzdem?", TOWN, "Oslo"),
    ("unter der woche bin ich in fulda im geschäft", TOWN, "Fulda"),
    ("estoy en teruel y aquí no llega nadie", TOWN, "Teruel"),
    ("Versand nach Belgien? da leb ich nämlich", LAND, "Belgium"),
    ("on est en suisse, vous livrez ?", LAND, "Switzerland"),
    ("Depuis Vannes, où habite ma sœur, c'est long", TOWN, ""),
    ("Does it stop in Ludlow, where my parents live?", TOWN, ""),
    ("Ich fahre ab Celle, da wohnt meine Oma", TOWN, ""),
    ("from where I'm sitting it makes no sense", TOWN, ""),
    ("sitze gerade für zwei Stunden in Oslo am Flughafen", TOWN, ""),
    ("jsuis sur Instagram, ya une page ?", TOWN, ""),
    ("am wochenende bin ich in fulda zu besuch", TOWN, ""),
    ("estoy en reunión y aquí no llega nada", TOWN, ""),
    ("unter der woche bin ich in meetings im büro", TOWN, ""),
]
SHALL_STOP = [
    ("Quit ringing my mobile, I'm a night nurse.", STOPS, "calls"),
    ("Anything except phone calls, please.", STOPS, "calls"),
    ("Cessez de m'appeler au bureau.", STOPS, "calls"),
    ("Ya basta de llamadas, por favor.", STOPS, "calls"),
    ("Párenle con las encuestas.", STOPS, "surveys"),
    ("Sondages : jamais plus, merci.", STOPS, "surveys"),
    ("Umfragen lasst ihr bitte bleiben.", STOPS, "surveys"),
    ("Werbung können Sie sich sparen.", STOPS, "marketing"),
    ("Preferiría que no me telefoneasen.", STOPS, "calls"),
    ("Retirez-moi de toutes vos listes de promotion.", STOPS, "marketing"),
    ("Take me off whatever list sends these offers.", STOPS, "marketing"),
    ("The app stopped ringing my mobile.", STOPS, ""),
    ("Cessez de livrer chez le voisin.", STOPS, ""),
    ("No paran las llamadas perdidas en la app.", STOPS, ""),
    ("Die Umfrage bleibt bei Frage 3 hängen.", STOPS, ""),
    ("Anything but blue, please call me.", STOPS, ""),
    ("Preferiría que no me cobrasen dos veces.", STOPS, ""),
    ("Take me off the waiting list.", STOPS, ""),
    ("Sondage : où est le lien ?", STOPS, ""),
]
ADDRESSED = [
    ("Ich ziehe das Sie vor.", TONE, "formal"),
    ("Ich bitte darum, beim Sie zu bleiben; Ihr Kollege hat mich geduzt.", TONE, "formal"),
    ("Je souhaite être vouvoyée.", TONE, "formal"),
    ("Votre agent me tutoie ; je préférerais le vous.", TONE, "formal"),
    ("Les agradecería un trato de usted.", TONE, "formal"),
    ("drop the Dear Sir stuff, just talk normal to me", TONE, "informal"),
    ("ihr dürft ruhig du zu mir sagen", TONE, "informal"),
    ("no need to be so stiff with me, talk like a mate", TONE, "informal"),
    ("Ihr Kollege hat mich geduzt.", TONE, ""),
    ("Votre robot me tutoie, c'est drôle.", TONE, ""),
    ("El robot me tutea.", TONE, ""),
    ("drop the parcel at the neighbour's", TONE, ""),
    ("just talk to my lawyer", TONE, ""),
    ("Seit wann duzt ihr eure Kunden?", TONE, ""),
    ("On m'a vouvoyé au guichet.", TONE, ""),
]
SHOPS = [
    ("Bäckerei Tiemann. Das Mehl fehlt seit Montag.", FIRM, "Bäckerei Tiemann"),
    ("Librería Alcaraz: faltan dos cajas del envío.", FIRM, "Librería Alcaraz"),
    ("Garage Morvan, contrat annuel, le pont est bloqué.", FIRM, "Garage Morvan"),
    ("The oven tripped again at six this morning. Kettle & Crumb Bakery", FIRM, "Kettle & Crumb Bakery"),
    ("Der Laster kam zu spät. Gärtnerei Ohlendorf", FIRM, "Gärtnerei Ohlendorf"),
    ("El género llegó mojado. Un saludo de Ferretería Osuna", FIRM, "Ferretería Osuna"),
    ("La porte était fermée à midi. Boucherie Lestang", FIRM, "Boucherie Lestang"),
    ("Hartley Plumbing, account on file. The van is late", FIRM, "Hartley Plumbing"),
    ("Bäckerei nebenan. Die wissen auch nichts.", FIRM, ""),
    ("I was sent to the wrong shop. Kettle & Crumb Bakery is next door", FIRM, ""),
    ("Geliefert wurde an den Falschen: Gärtnerei Ohlendorf", FIRM, ""),
    ("Mon colis est parti ailleurs. Boucherie Lestang l'a reçu", FIRM, ""),
    ("Garage plein, contrat annuel ?", FIRM, ""),
    ("Which film is it? Kettle & Crumb", FIRM, ""),
    ("Do you supply Hartley Plumbing?", FIRM, ""),
]
PHONE, ROLE, ZONE, HOURS = "contact.phone", "company.role", "locale.timezone", "hours.opening"

NUMBERS = [
    ("txt it to me, 07700 900417, signal is bad here", PHONE, "07700900417"),
    ("0171 5550146 falls der Fahrer den Hof nicht findet", PHONE, "01715550146"),
    ("06 39 98 14 22 si le livreur se perd", PHONE, "0639981422"),
    ("612 555 034, por las tardes, que de mañana trabajo", PHONE, "612555034"),
    ("Das Einfachste ist ein Anruf: 0151 555 0188.", PHONE, "01515550188"),
    ("Le mieux reste un coup de fil : 07 55 50 14 41.", PHONE, "0755501441"),
    ("if somebody needs to talk to me, (415) 555-0144, let it ring", PHONE, "4155550144"),
    ("Somebody ring me back: 07700 900425, weekdays after 4pm only", PHONE, "07700900425"),
    ("0171 5550146 ist auf dem Aufkleber vom Fahrer", PHONE, ""),
    ("Der Anruf kam von 0151 555 0188, wer ist das?", PHONE, ""),
    ("06 39 98 14 22, c'est votre livreur ?", PHONE, ""),
    ("612 555 034 es el pedido, por las tardes no llega nunca", PHONE, ""),
    ("I texted your driver on 07700 900417", PHONE, ""),
    ("if I call (415) 555-0144, will you answer?", PHONE, ""),
    ("Le coup de fil venait du 07 55 50 14 41.", PHONE, ""),
    ("Ring your supplier back: 07700 900425", PHONE, ""),
]
INVOICED = [
    ("Please make the invoice out to Larch & Moor Joinery.", FIRM, "Larch & Moor Joinery"),
    ("Die Rechnung bitte auf Gärtnerei Ohlendorf ausstellen, nicht auf mich.", FIRM, "Gärtnerei Ohlendorf"),
    ("Facturen a Talleres Beltrán, por favor.", FIRM, "Talleres Beltrán"),
    ("La facture au nom de Menuiserie Calvez, merci.", FIRM, "Menuiserie Calvez"),
    ("Póngalo a nombre de Panadería Iturbe, que es de la tienda", FIRM, "Panadería Iturbe"),
    ("Notariat Hasselbach. Das Postfach ist voll.", FIRM, "Notariat Hasselbach"),
    ("Naviera Costa Brava, contrato anual: ¿cuándo pagan?", FIRM, "Naviera Costa Brava"),
    ("Crèche Les Coccinelles, je suis la directrice.", FIRM, "Crèche Les Coccinelles"),
    ("The invoice came from Larch & Moor Joinery.", FIRM, ""),
    ("Wer hat die Rechnung von Gärtnerei Ohlendorf bezahlt?", FIRM, ""),
    ("Le facturaron a mi vecino Talleres Beltrán", FIRM, ""),
    ("La facture de Menuiserie Calvez est fausse.", FIRM, ""),
    ("Our rival had the invoice made out to Larch & Moor Joinery.", FIRM, ""),
    ("Notariat geschlossen, das Postfach ist voll.", FIRM, ""),
    ("Naviera desconocida, contrato anual", FIRM, ""),
    ("Crèche pleine, je suis désolée.", FIRM, ""),
]
TOWNS = [
    ("jsuis à nantes si ya un réparateur", TOWN, "Nantes"),
    ("estoy en lugo y aquí no hay tienda", TOWN, "Lugo"),
    ("my husband and I are in Leeds, can you come?", TOWN, "Leeds"),
    ("Meine Frau und ich wohnen in Celle, kommt ihr?", TOWN, "Celle"),
    ("Sie wissen ja nicht, dass ich in Osaka sitze", TOWN, "Osaka"),
    ("En attendant, on reste à Nancy.", TOWN, "Nancy"),
    ("Desde Lima, un saludo: ¿cómo se cambia?", TOWN, "Lima"),
    ("Desde Montevideo les escribo, no carga", TOWN, "Montevideo"),
    ("Wir sind eine Apotheke in Gotha und brauchen Tüten", TOWN, "Gotha"),
    ("somos una asesoría de Soria con dos mesas", TOWN, "Soria"),
    ("Ya instalados en Gijón desde el lunes", TOWN, "Gijón"),
    ("liefert ihr nach österreich? leb nämlich dort", LAND, "Austria"),
    ("jsuis à nantes demain pour un mariage", TOWN, ""),
    ("estoy en lugo de vacaciones", TOWN, ""),
    ("my boss and his wife are in Leeds", TOWN, ""),
    ("Er weiß nicht, dass seine Tochter in Osaka sitzt", TOWN, ""),
    ("Desde Lima me llamaron ayer", TOWN, ""),
    ("Es gibt eine Apotheke in Gotha", TOWN, ""),
    ("conozco una asesoría de Soria", TOWN, ""),
    ("liefert ihr nach österreich? meine tante lebt dort", LAND, ""),
    ("im in reading and writing all day", TOWN, ""),
]
POSTS = [
    ("Admin bin ich, Raúl. Wie geht das?", ROLE, "Admin"),
    ("Ops manager = me, so mail me", ROLE, "Ops manager"),
    ("c'est moi la gérante depuis lundi", ROLE, "gérante"),
    ("Escribo como responsable de compras de la clínica", ROLE, "responsable de compras"),
    ("Tischlerin von Beruf, ich brauche genaue Maße", ROLE, "Tischlerin"),
    ("Soudeur de métier, je connais l'outil", ROLE, "Soudeur"),
    ("Contable de profesión, quiero detalles", ROLE, "Contable"),
    ("they made me head of finance in May", ROLE, "head of finance"),
    ("Admin ist mein Kollege, wie geht das?", ROLE, ""),
    ("Ops manager = my sister", ROLE, ""),
    ("c'est elle la gérante depuis lundi", ROLE, ""),
    ("Escribo al responsable de compras", ROLE, ""),
    ("Mein Mann ist Tischler von Beruf", ROLE, ""),
    ("they made her head of finance in May", ROLE, ""),
    ("Mi cuñada, contable de profesión, lo vio", ROLE, ""),
    ("Faut-il un soudeur de métier ?", ROLE, ""),
]
CLOCKS = [
    ("EST for me please when you book calls", ZONE, "EST"),
    ("I'm in Accra, so GMT", ZONE, "GMT"),
    ("Videocall gern, aber in PST bitte, ich bin in Kalifornien", ZONE, "PST"),
    ("cítenme en hora de Bogotá, por favor", ZONE, "Bogotá"),
    ("It's Pacific Time here, all year", ZONE, "Pacific Time"),
    ("entre 9 y 11, hora peninsular, que es la mía", ZONE, "hora peninsular"),
    ("Moi à Montréal, donc heure de Montréal", ZONE, "Montréal"),
    ("Your webinar is in Pacific Time", ZONE, ""),
    ("Is it EST for everybody?", ZONE, ""),
    ("El evento es a las 9, hora de Bogotá", ZONE, ""),
    ("The Irish team needs time", ZONE, ""),
    ("hora peninsular o canaria, da igual", ZONE, ""),
    ("Le serveur est à Montréal, donc heure de Montréal", ZONE, ""),
    ("Why PST? We never asked for it", ZONE, ""),
    ("no time here for jokes", ZONE, ""),
]
OPEN = [
    ("Der Hof hat von 6 bis 14 Uhr offen", HOURS, "von 6 bis 14 Uhr"),
    ("nuestra mesa atiende de 8 a 20", HOURS, "8 a 20"),
    ("l'atelier tourne de 7 h à 15 h", HOURS, "7 h à 15 h"),
    ("our desk is staffed 8 to 6", HOURS, "8 to 6"),
    ("abrimos de 9 a 14, nunca antes", HOURS, "9 a 14"),
    ("Den Laden hab ich von 9 bis 18 Uhr auf", HOURS, "von 9 bis 18 Uhr"),
    ("Der Film läuft von 6 bis 14 Uhr", HOURS, ""),
    ("la lavadora trabaja de 8 a 20 grados", HOURS, ""),
    ("le moteur tourne de 7 h à 15 h sans bruit", HOURS, ""),
    ("Hat der Hof von 6 bis 14 Uhr offen?", HOURS, ""),
    ("¿su mesa atiende de 8 a 20?", HOURS, ""),
    ("votre atelier tourne de 7 h à 15 h ?", HOURS, ""),
]
ALL = [
    *BY_PRONOUNS, *AT_THE_END, *GOES_BY, *NEEDS, *LIVES, *SHALL_STOP, *ADDRESSED, *SHOPS, *NUMBERS, *INVOICED, *TOWNS,
    *POSTS, *CLOCKS, *OPEN,
]  # fmt: skip


@pytest.mark.parametrize(("words", "key", "value"), ALL, ids=[words[:40] for words, _, _ in ALL])
def test_what_is_told_beside_the_matter(words: str, key: str, value: str) -> None:
    assert told(words, key) == ({value} if value else set())
