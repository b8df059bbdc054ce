"""How the work of masking grows with the length of a hostile text: eight times the text beside eight times the work.

python bench/masking.py
"""

from __future__ import annotations

import time

from bot.memory.masking import mask

UNITS = [
    "1 ", "1", "a", "password is ", "password 1", "code ", "A1", "eyJaaaaaa.", "NO93 8", "cvv is is ", "sk-", "x:y ",
    "4111 1111 1111 1111 ", "-----BEGIN RSA PRIVATE KEY-----", '"', "pin: ",
]  # fmt: skip


def work(unit: str, length: int) -> float:
    """Return the CPU seconds of masking a text made of one unit."""
    text = unit * (length // len(unit))
    begun = time.process_time()
    mask(text)
    return time.process_time() - begun


def main() -> None:
    mask(UNITS[0] * 100)
    print("CPU ms for 8,000 and 64,000 characters, and the growth for eight times the text (64 would be quadratic)")
    for unit in UNITS:
        small, large = (min(work(unit, length) for _ in range(3)) * 1000 for length in (8_000, 64_000))
        print(f"  {unit!r:<36} {small:8.2f} {large:8.2f}  {large / max(small, 0.01):6.1f}×")


if __name__ == "__main__":
    main()
