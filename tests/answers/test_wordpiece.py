"""Text becomes the numbers that the network was trained on."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from bot.answers.wordpiece import VOCABULARY, WordPiece, split, usual_words

# Made once with Hugging Face's `tokenizers` 0.22, BertWordPieceTokenizer(lowercase=True), on the same vocabulary.
PARITY = json.loads((Path(__file__).parents[1] / "data" / "wordpiece.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "ids"), PARITY, ids=range(len(PARITY)))
def test_texts_are_cut_as_the_reference_cuts_them(text: str, ids: list[int]) -> None:
    if "[MASK]" in text:  # whoever types that does not mean the network's own sign
        assert 103 not in WordPiece().ids(text)
    else:
        assert WordPiece().ids(text) == ids


def test_the_vocabulary_is_the_published_one() -> None:
    digest = hashlib.sha256(VOCABULARY.read_bytes()).hexdigest()
    assert digest == "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"


def test_a_long_text_is_cut_and_still_ends() -> None:
    ids = WordPiece().ids("chair " * 1000, longest=50)
    assert (len(ids), ids[0], ids[-1]) == (50, 101, 102)


def test_words_and_signs_stand_apart() -> None:
    assert split("Café-Tisch, 19€") == ["cafe", "-", "tisch", ",", "19€"]


def test_usual_words_are_english_and_in_order() -> None:
    words = usual_words("en")
    assert words["the"] < words["return"] < words["accountant"]
    assert usual_words("de") == {}
