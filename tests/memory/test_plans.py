"""Plans that no list has: learnt by the word beside them or by their own, where somebody says that they have them."""

from __future__ import annotations

import pytest

from tests.memory.conftest import read
from tests.memory.test_learning import just_told, marks

HELD = [
    ("we've had the Workshop plan since june and the timer is stuck for me", "Workshop"),
    ("we're on Enterprise Lite with a few extras", "Enterprise Lite"),
    ("im on Cable 250 so it should be quicker than this", "Cable 250"),
    ("got the Swim 20 pass, where do i scan it", "Swim 20"),
    ("We have Office Line Trio, is voicemail part of it?", "Office Line Trio"),
    ("my grandson put me on your Pay Monthly 30, it works a treat", "Pay Monthly 30"),
    ("ich habe Mobil XL bei Ihnen und ein Nokia", "Mobil XL"),
    ("wir haben Kabel 400 daheim", "Kabel 400"),
    ("tengo la Fibra 600 contratada con ustedes", "Fibra 600"),
    ("traigo el Internet 100 y anda lento", "Internet 100"),
    ("j'ai la fibre max et ça rame", "Fibre Max"),
    ("on a le Mobile 80 depuis un an", "Mobile 80"),
    ("con la cuota Parejas que pagamos mi marido y yo entramos los dos", "Parejas"),
    ("el pase tardes que tengo incluye sauna?", "Tardes"),
    ("con el plan agencia que tengo desde marzo puedo invitar gente?", "Agencia"),
    ("tengo el Abono Norte", "Abono Norte"),
    ("soy cliente de la Tarifa Clara", "Clara"),
    ("je suis titulaire du forfait Horizon 90", "Horizon 90"),
    ("avec la formule Nocturne on peut venir à minuit ?", "Nocturne"),
    ("chui sur la formule Cabinet", "Cabinet"),
    ("J'ai la formule Heures Pleines", "Heures Pleines"),
    ("abonnée Tempo, le hammam ouvre quand ?", "Tempo"),
    ("Bonjour, formule Harmonie. Le parking est fermé ?", "Harmonie"),
    ("mit dem Tarif Spätzünder darf ich doch bis 23 Uhr rein?", "Spätzünder"),
    ("Im Paket Sternwarte, das ich habe, sind wie viele Karten drin?", "Sternwarte"),
    ("the Night Owl membership I have, does it cover sundays?", "Night Owl"),
    ("with the Workshop plan can I add guests?", "Workshop"),
    ("Marta Lind speaking, member on Early-Bird", "Early-Bird"),
    ("this is Ulla, Sunrise member, can i bring a friend", "Sunrise"),
    ("Do Patrons Bronze members like me get a programme?", "Patrons Bronze"),
    ("hi, on Starter here, does it sync?", "Starter"),
    ("Notre Trio Sport permet-il d'inviter quelqu'un ?", "Trio Sport"),
    ("i hab nur die jahreskarte momentan", "Jahreskarte"),
    ("I only have the monthly pass right now", "Monthly Pass"),
    ("Seit Montag bin ich auf Mobil M umgestiegen.", "Mobil M"),
    ("entre-temps je suis passée à la Gamme 90", "Gamme 90"),
    ("ahora pago la Básica", "Básica"),
    ("I went up a tier, so it's Patrons Silver for me now", "Patrons Silver"),
    ("tengo la senior y mi mujer no", "Senior"),
    ("a bit of a hermit, still on Pro here", "Pro"),
    ("j'ai le routeur pis la fibre max", "Fibre Max"),
    ("I hold your Homestead Max policy", "Homestead Max"),
    ("I'm on the WarmSaver 12 one, have been since autumn", "WarmSaver 12"),
    ("I subscribe to Morning Digital and the crossword won't open", "Morning Digital"),
    ("Evening Print subscriber. No paper today", "Evening Print"),
    ("I've got SafeTrip with you. Does it cover a lost suitcase?", "SafeTrip"),
    ("our office uses Cumulus Business, 25 seats", "Cumulus Business"),
    ("you moved us up to Business yesterday, where's the switch?", "Business"),
    ("ich habe Vertrag SolarGas Fix", "SolarGas Fix"),
    ("ich hab die Lizenz Werkbank", "Werkbank"),
    ("estoy suscrita a Solo Sábados", "Solo Sábados"),
    ("tengo con ustedes el Coche Completo", "Coche Completo"),
    ("titular de la póliza Casa Segura", "Casa Segura"),
    ("j'ai le compte Horizon", "Horizon"),
    ("on vient de passer en Business", "Business"),
    ("we've had the Harvest plan since may and nothing prints??", "Harvest"),
]
NOT_HELD = [
    "im on Chapter 12 of the manual",
    "we're on Route 66 right now",
    "im on Windows 11 btw",
    "I'm on Platform 9 waiting",
    "my neighbour is on Cable 250",
    "my bf is on Premium",
    "we had Office Line Trio years ago",
    "is Cable 250 any faster?",
    "meine Nachbarin hat Kabel 400",
    "mi vecina tiene la Fibra 600",
    "ma voisine a la fibre max",
    "I read about Swim 20 on your page",
    "we're on Zoom call 3 of the day",
    "I got the Number 20 bus",
    "we have Room 12 booked",
    "ich hab Zimmer 12",
    "tengo la Cita 3",
    "j'ai la Chambre 12",
    "we pay for Netflix too",
    "me sister has Cable 500 over in Sligo",
    "what would the plan Agencia cost me?",
    "mi prima tiene la cuota Parejas",
    "el pase tardes que tiene mi primo",
    "¿qué incluye el Abono Norte?",
    "avec la formule Nocturne de ma sœur elle vient à minuit",
    "si je prenais la formule Cabinet ?",
    "la formule Harmonie, c'est combien ?",
    "mein Bruder ist im Tarif Spätzünder",
    "was kostet das Paket Sternwarte?",
    "lohnt sich die Jahreskarte?",
    "is the Night Owl membership worth it?",
    "do Patrons Bronze members get a programme?",
    "somebody on Indie told me",
    "an Early-Bird member told me",
    "mon frère est abonné Tempo",
    "j'ai regardé la formule Heures Pleines",
    "I looked at the Night Owl membership",
    "un mec m'a filé son pass premium",
    "je suis passée à la Poste hier",
    "j'ai basculé sur Chrome",
    "bin auf Linux umgestiegen",
    "ich bin auf Gleis 4 umgestiegen",
    "ahora pago la Factura 3",
    "so it's Monday for me now",
    "je suis passée à la Rochelle",
    "since when is the Silver plan sold?",
    "we've got Peter Parker Plus with us",
    "I've got Maria with me",
    "I have an appointment with you",
    "I subscribe to your newsletter",
    "le estamos dando vueltas a Enterprise",
    "got a Summit Peak 2 on my wrist",
    "mi lavadora es la Espumosa 8 Plus",
    "they moved us to Ludlow",
    "I've got the blue one",
    "the office on Park Avenue is closed",
    "tengo la maleta",
    "j'ai la grippe et tengo",
    "I moved to the Hague",
]
STEPPED = [
    ("j'ai basculé sur Pleine Lune", "Pleine Lune"),
    ("me pasé el martes a la Tranquila", "Tranquila"),
    ("we upgraded to Summit last night", "Summit"),
    ("bin seit gestern auf Gipfel umgestiegen", "Gipfel"),
]
WENT = [
    "je suis passée à la Poste hier",
    "we moved to Ludlow",
    "I went to the Louvre",
    "bin auf Linux umgestiegen",
    "me mudé a la Habana",
    "I switched to Windows 11",
    "ahora pago la factura",
]


def plans(words: str) -> list[str]:
    return [one for one in marks(read(words)) if "plan.name" in one]


@pytest.mark.parametrize(("words", "name"), HELD)
def test_a_plan_of_any_name_is_learnt_where_somebody_says_that_they_have_it(words: str, name: str) -> None:
    assert plans(words) == [f"plan.name={name}"]


@pytest.mark.parametrize("words", NOT_HELD)
def test_a_plan_of_others_or_one_that_is_weighed_and_what_only_looks_like_one_is_none(words: str) -> None:
    assert plans(words) == []


@pytest.mark.parametrize(("words", "name"), STEPPED)
def test_who_has_told_a_plan_may_step_to_another_of_any_name(words: str, name: str) -> None:
    told = just_told(**{"plan.name": "Harbour"})

    assert [one.value for one in read(words, known=told) if one.key == "plan.name"] == [name]
    assert plans(words) == []


@pytest.mark.parametrize("words", WENT)
def test_who_goes_somewhere_or_changes_a_system_steps_to_no_plan(words: str) -> None:
    told = just_told(**{"plan.name": "Harbour"})

    assert [one.value for one in read(words, known=told) if one.key == "plan.name"] == []


def test_a_guess_with_a_question_mark_waits_to_be_confirmed() -> None:
    (guessed,) = read("think im on the Silver plan?")

    assert (guessed.key, guessed.value, guessed.status) == ("plan.name", "Silver", "pending")
