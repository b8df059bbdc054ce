"""Caches of what people wrote: emptied together, so that words which were forgotten do not live on in memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import _lru_cache_wrapper, lru_cache
from typing import TypeVar
from weakref import WeakSet

T = TypeVar("T")

_caches: WeakSet[_lru_cache_wrapper[object]] = WeakSet()
"""Those of functions, and those of objects for as long as these live."""


def cached(maxsize: int) -> Callable[[Callable[..., T]], _lru_cache_wrapper[T]]:
    """Cache a function that is called with people's words, as functools' lru_cache does."""

    def kept(function: Callable[..., T]) -> _lru_cache_wrapper[T]:
        found = lru_cache(maxsize=maxsize)(function)
        _caches.add(found)
        return found

    return kept


def empty() -> None:
    """Forget every word in every cache."""
    for found in tuple(_caches):
        found.cache_clear()
