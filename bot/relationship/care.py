"""How often, how soon and when: the numbers behind surveys, promises, recovery and words unasked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Care:
    """Defaults in one place; the policy file may set them anew."""

    csat_after: float = 600
    """Seconds between a solved case and the question how it went."""
    survey_gap_days: float = 14
    """Between two surveys of any kind to one customer: the fatigue cap."""
    nps_first_days: float = 30
    """Between the first thing that was solved and the first question whether they recommend us."""
    nps_every_days: float = 180
    nps_active_days: float = 60
    """Only who has written within these days is asked whether they would recommend us."""
    reach_gap_days: float = 7
    """Between two messages that a customer neither asked for nor is owed."""
    answer_hours: float = 72
    """How long a survey may be answered, by a button or by typing."""
    sentence_minutes: float = 15
    """How long after a rating the next words may be its reason."""
    check_back_days: float = 3
    recovery_days: float = 4
    """After which a recovery looks whether all is well."""
    durable_days: float = 7
    opens: int = 9
    closes: int = 20
    """Hours of the customer's day between which something is said unasked."""
    zone: str = "UTC"
    """Of customers whose time zone is not known."""
    incident_customers: int = 3
    incident_minutes: float = 30
    """So many customers within so many minutes make one incident of like troubles."""
    goodwill: str = ""
    """What an agent may offer in a recovery, told to agents alone; "" for nothing."""


CARE = Care()
"""What holds without a policy file."""
