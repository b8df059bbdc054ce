"""Make the vectors of the shipped articles anew, after one of them was edited: python bench/pack_sample.py

A test says when this is due.
"""

from pathlib import Path

from bot.answers import vectors
from bot.answers.articles import load
from bot.answers.embedding import open_encoder
from bot.answers.index import Index
from bot.answers.sense import wanted


def main() -> None:
    encoder = open_encoder("auto")
    texts = wanted(Index(load(Path(__file__).parents[1] / "knowledge")), encoder)
    vectors.pack(vectors.PACKED, encoder.name, {key: vectors.of(encoder.encode(words)) for key, words in texts.items()})
    print(f"{len(texts)} texts, {vectors.PACKED.stat().st_size // 1024} KB in {vectors.PACKED}")


if __name__ == "__main__":
    main()
