"""Make the vectors of the shipped articles anew, after one of them was edited: python bench/pack_sample.py [--basis]

A test says when this is due. `--basis` first finds anew the directions in which the network's pieces differ most, which
makes every vector kept anywhere useless: only for another network.
"""

import sys
from datetime import date
from pathlib import Path

import numpy as np

from bot.answers import vectors
from bot.answers.articles import load
from bot.answers.embedding import BASIS, PIECE_SIZE, Floats, open_encoder, unit
from bot.answers.fitting import learn
from bot.answers.index import Index
from bot.answers.sense import lesson, sense, wanted
from bot.settings import Settings


def main() -> None:
    if "--basis" in sys.argv[1:]:
        np.save(BASIS, basis().astype("<f2"))
    encoder = open_encoder("auto")
    index = Index(load(Path(__file__).parents[1] / "knowledge"))
    texts = wanted(index, encoder)
    made = {key: vectors.of(encoder.encode(*text)) for key, text in texts.items()}
    meant = index.with_sense(sense(index, encoder, made))
    wrong = Settings().wrong
    vectors.pack(vectors.PACKED, encoder.name, made, lesson(meant, wrong), learn(meant, date.min, wrong))
    print(f"{len(texts)} texts, {vectors.PACKED.stat().st_size // 1024} KB in {vectors.PACKED}")


def basis() -> Floats:
    """Return the first principal directions of all pieces of the shipped articles, each piece at length 1."""
    encoder = open_encoder("auto")
    texts = wanted(Index(load(Path(__file__).parents[1] / "knowledge")), encoder)
    pieces = unit(np.concatenate([encoder.encode(*text).pieces for text in texts.values()]))
    _, directions = np.linalg.eigh(pieces.T @ pieces)
    found: Floats = directions[:, ::-1][:, :PIECE_SIZE].astype(np.float32)
    return found


if __name__ == "__main__":
    main()
