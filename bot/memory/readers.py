"""Which reader a key has: by its closed values or by its type."""

from __future__ import annotations

from collections.abc import Mapping

from bot.memory.companies import company
from bot.memory.makes import any_device
from bot.memory.people import name
from bot.memory.registry import Key
from bot.memory.things import product
from bot.memory.tiers import plan
from bot.memory.towns import city
from bot.memory.values import Reader, country, email, language, number, order, phone, phrase, time_of_day, version

OF_TYPE: Mapping[str, Reader] = {
    "name": name,
    "email": email,
    "phone": phone,
    "language": language,
    "city": city,
    "country": country,
    "company": company,
    "plan": plan,
    "product": product,
    "device": any_device,
    "number": number,
    "timezone": phrase,
    "time": time_of_day,
    "version": version,
    "order": order,
}
"""The reader of a bare value, by the type of its key."""


def of_key(key: Key) -> Reader:
    """Return the reader of a key's own phrases: its closed values, its type's shape, else the words."""
    if key.values:
        return lambda words, _registry: words.lower() if words.lower() in key.values else None
    return OF_TYPE.get(key.type, phrase)
