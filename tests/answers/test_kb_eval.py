"""`kb eval`, `kb ask` and `kb new`, as functions and as commands."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.answers.articles import load
from bot.answers.check import check
from bot.answers.evaluate import ask, evaluate, new_article
from bot.answers.index import Index
from bot.commands import kb
from bot.commands.kb import app
from bot.dialogue.library import Library
from bot.errors import KnowledgeError
from bot.memory.registry import things_in

TODAY = date(2026, 6, 1)
Write = Callable[[str, str], Path]


def line(question: str, article: str | None) -> str:
    return json.dumps({"question": question, "article": article})


def test_each_question_has_its_line_and_the_summary_counts_them(shop: Index) -> None:
    results, summary = evaluate(
        shop,
        [
            line("I forgot my password", "account/password.md"),
            "",
            line("when will I get my money back", "delivery/times.md"),
            line("can I send a chair back", None),
            line("who won the football match", None),
        ],
        TODAY,
    )
    assert [set(result) for result in results] == [{"question", "ranked", "confidence", "answered"}] * 4
    assert [result["answered"] for result in results] == [True, True, True, False]
    first = results[0]["ranked"][0]
    assert (first["article"], first["section"]) == ("account/password.md", "")
    assert 0 < first["score"] <= 1
    assert summary["hit1"] == 0.5
    assert summary["wrong"] == pytest.approx(2 / 3, abs=1e-4)
    assert summary["refused"] == 0.5
    assert 0.5 <= summary["mrr"] <= 1


def test_an_article_without_text_is_found_and_answers_nothing(write: Write, folder: Path) -> None:
    write("fax.md", "---\ntitle: Fax\nasks: [do you have a fax number]\n---\n")
    index = Index(load(folder))

    found = ask(index, "do you have a fax number", TODAY)
    shown = CliRunner().invoke(app, ["ask", "do you have a fax number", "--knowledge", str(folder)])

    assert found.best is not None
    assert not found.answered
    assert "not answered: the best article has no text yet" in shown.output
    assert "(answered)" not in shown.output


def test_a_folder_of_titles_and_asks_alone_is_measured_too(write: Write, folder: Path) -> None:
    for name, wish in {
        "card": "my card is lost",
        "pin": "I cannot remember my number",
        "rate": "what does a euro cost",
    }.items():
        write(f"{name}.md", f"---\ntitle: {name}\nasks: [{wish}]\n---\n")
    results, summary = evaluate(Index(load(folder)), [line("I lost my card", "card.md")], TODAY)
    assert summary["hit1"] == 1.0
    assert results[0]["answered"]


def test_no_questions_give_noughts(shop: Index) -> None:
    assert evaluate(shop, [], TODAY) == (
        [],
        dict.fromkeys(["hit1", "hit3", "mrr", "wrong", "refused", "not_served"], 0.0),
    )


@pytest.mark.parametrize(
    "bad",
    ["{", "[]", "3", '{"question": "x"}', '{"article": null}', '{"question": 3, "article": null}', "[" * 100_000],
)
def test_a_bad_line_is_named_with_its_number_and_how_to_mend_it(shop: Index, bad: str) -> None:
    with pytest.raises(KnowledgeError, match=r'line 2 .*write \{"question"'):
        evaluate(shop, [line("x", None), bad], TODAY)


def test_ask_tells_answer_source_and_runner_up(shop: Index) -> None:
    asked = ask(shop, "how do i retrun a chiar", TODAY)
    assert asked.answered
    assert asked.repaired == "how do i return a chair"
    assert asked.best is not None
    assert (asked.best.article, asked.best.section) == ("returns/how.md", "Start a return")
    assert asked.runner_up is not None
    assert "**My orders**" in asked.answer
    nothing = ask(shop, "xyzzy", TODAY)
    assert (nothing.answer, nothing.best, nothing.answered) == ("", None, False)


def test_a_new_article_is_a_draft_that_loads_and_is_not_overwritten(folder: Path) -> None:
    path = new_article(folder, 'How to: return "Oslo"?', topic="Returns & more")
    assert path == folder / "returns-more" / "how-to-return-oslo.md"
    [article] = load(folder).articles
    assert (article.title, article.asks, article.sections) == ('How to: return "Oslo"?', (), ())
    assert {problem.code for problem in check(folder, TODAY)} == {"empty"}
    path.write_text("mine")
    with pytest.raises(KnowledgeError, match="there already"):
        new_article(folder, 'How to: return "Oslo"?', topic="Returns & more")
    assert path.read_text() == "mine"


def test_a_new_article_makes_the_folder_and_never_leaves_it(tmp_path: Path) -> None:
    assert new_article(tmp_path / "kb", "First").is_file()
    for title, topic in (("???", ""), ("Fine", ".."), ("Fine", "a/../b")):
        with pytest.raises(KnowledgeError):
            new_article(tmp_path / "kb", title, topic=topic)
    (tmp_path / "kb" / "out").symlink_to(tmp_path, target_is_directory=True)
    with pytest.raises(KnowledgeError, match="leads out"):
        new_article(tmp_path / "kb", "Fine", topic="out")


def run(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(args))
    return result.exit_code, result.output


def test_check_exits_1_for_errors_and_0_for_warnings(write: Write, folder: Path) -> None:
    write("a.md", "---\ntitle: A\nexpires: 2020-01-01\n---\nText.\n")
    code, out = run("check", str(folder))
    assert code == 0
    assert out.startswith("a.md:3: expired ")
    write("b.md", "See [x](gone.md).\n")
    code, out = run("check", "--knowledge", str(folder), "--json")
    assert code == 1
    assert [(p["path"], p["line"], p["code"]) for p in json.loads(out)] == [("a.md", 3, "expired"), ("b.md", 1, "link")]


def test_ask_prints_for_people_and_for_programs(shop: Index, folder: Path) -> None:
    code, out = run("ask", "how do i retrun a chiar", "--knowledge", str(folder))
    assert code == 0
    assert "returns/how.md › Start a return" in out
    assert "runner-up" in out
    code, out = run("ask", "how do i retrun a chiar", "--knowledge", str(folder), "--json")
    assert json.loads(out)["best"]["article"] == "returns/how.md"


def test_the_commands_look_for_a_product_that_no_article_knows_as_the_bot_does(
    write: Write, folder: Path, tmp_path: Path
) -> None:
    write("orders/track.md", "---\ntitle: My order has not arrived\n---\n\nYou see under **Orders** where it is.\n")
    write("about/wood.md", "---\ntitle: What our wood is\n---\n\nOak.\n")
    asked, file = "my Fjord Sofa hasnt arrived", tmp_path / "q.jsonl"
    file.write_text(line(asked, "orders/track.md") + "\n")
    without = json.loads(run("ask", asked, "--knowledge", str(folder), "--json")[1])
    (folder / "memory.toml").write_text('[names]\nproducts = ["Fjord Sofa"]\n')
    told = json.loads(run("ask", asked, "--knowledge", str(folder), "--json")[1])
    measured = json.loads(run("eval", str(file), "--knowledge", str(folder), "--json")[1].splitlines()[0])
    bots = Library(Index(load(folder), things=things_in(folder / "memory.toml")), TODAY, {}).search(asked)

    assert (without["answered"], told["answered"], measured["answered"]) == (False, True, True)
    assert told["confidence"] == measured["confidence"] == bots.confidence


def test_ask_why_tells_what_was_found_where_and_what_it_would_take(shop: Index, folder: Path) -> None:
    asked = "when is my refund in Peru"
    code, out = run("ask", asked, "--why", "--knowledge", str(folder))
    found = json.loads(run("ask", asked, "--why", "--knowledge", str(folder), "--json")[1])
    held = dict(found["words"][0])

    assert code == 0
    assert "answered from 0.55; worth offering" in out
    assert "no article holds: peru" in out
    assert found["ranked"][0]["article"] == "returns/refunds.md"
    assert (held["refund"], held["peru"]) == (["title", "text"], [])


def test_ask_answers_as_a_customer_of_a_variant_is_answered(shop: Index, folder: Path, write: Write) -> None:
    write(
        "policy.toml", '[[rules]]\nname = "members"\nwhen = { "plan.name" = "Plus" }\nthen = { variant = "member" }\n'
    )
    write("help.md", "---\ntitle: When your lift breaks down\naudience: [member]\n---\n\nWe come within 60 minutes.\n")
    write("tow.md", "---\ntitle: When your lift breaks down on the way\n---\n\nRing the desk, and pay for the tow.\n")
    asked = ("ask", "my lift breaks down", "--json", "--knowledge", str(folder))

    best = {name: json.loads(run(*asked, "--variant", name)[1])["best"]["article"] for name in ("member", "")}
    assert best == {"member": "help.md", "": "tow.md"}
    assert json.loads(run(*asked, "--why", "--variant", "")[1])["ranked"][0]["article"] == "tow.md"
    code, out = run(*asked, "--variant", "guest")
    assert code == 2
    assert "member" in out


def test_why_shows_no_little_word_of_any_language_as_matched_or_as_held_by_none(
    shop: Index, folder: Path, write: Write
) -> None:
    write("es.md", "---\ntitle: Devolver al taller\nlang: es\n---\n\nDevuelva la silla al taller por la tarde.\n")
    told = json.loads(run("ask", "can I return a chair al taller", "--why", "--json", "--knowledge", str(folder))[1])

    assert "al" not in told["unknown"]
    assert not {"can", "i", "a"} & {word for held in told["words"] for word, _ in held}


def test_eval_prints_a_line_each_and_a_summary(shop: Index, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text(line("I forgot my password", "account/password.md") + "\n" + line("tell me a joke", None) + "\n")
    code, out = run("eval", str(file), "--knowledge", str(folder), "--json")
    assert code == 0
    first, second, last = [json.loads(text) for text in out.splitlines()]
    assert (first["question"], second["answered"]) == ("I forgot my password", False)
    assert last == {"summary": {"hit1": 1.0, "hit3": 1.0, "mrr": 1.0, "wrong": 0.0, "refused": 1.0, "not_served": 0}}
    file.write_text("nonsense\n")
    code, out = run("eval", str(file), "--knowledge", str(folder))
    assert code == 2
    assert f"{file}: line 1" in out


def test_new_prints_the_path_and_a_missing_folder_is_told(folder: Path, tmp_path: Path) -> None:
    code, out = run("new", "Gift cards", "--topic", "payment", "--knowledge", str(folder))
    assert (code, out.strip()) == (0, str(folder / "payment" / "gift-cards.md"))
    code, out = run("ask", "x", "--knowledge", str(tmp_path / "nowhere"))
    assert code == 2
    assert "rapport kb new" in out


def test_escape_sequences_do_not_reach_the_terminal(shop: Index, folder: Path) -> None:
    _, out = run("ask", "retrun \x1b[31mchiar", "--knowledge", str(folder))
    assert "\x1b" not in out


def test_a_folder_too_large_to_read_for_one_question_is_answered_by_words_and_that_is_said(
    shop: Index, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kb, "MOST_READ", 3)
    own = {"RAPPORT_EMBEDDINGS": "auto"}
    found = CliRunner().invoke(app, ["ask", "when will I get my money back", "--knowledge", str(folder)], env=own)
    assert found.exit_code == 0
    assert "returns/refunds.md" in found.stdout
    assert "searched by their words alone" in found.stderr
    assert "`rapport serve` reads them" in found.stderr


def test_a_folder_with_too_few_asks_is_told_how_many_it_takes_to_say_what_to_expect(write: Write, folder: Path) -> None:
    write("lamp.md", "---\ntitle: Lamps\nasks: [how do I change the bulb]\n---\n\nTurn it to the left.\n")
    own = {"RAPPORT_EMBEDDINGS": "auto"}
    told = CliRunner().invoke(app, ["check", str(folder)], env=own)
    by_words = CliRunner().invoke(app, ["check", str(folder), "--words"], env=own)

    assert "what to expect of them is not said: that takes 20 `asks:` lines" in told.stdout
    assert "what to expect" not in by_words.stdout


def test_one_question_to_a_very_large_folder_is_answered_by_its_words_without_reading_it_all(
    write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("lamp.md", "---\ntitle: Lamps\nasks: [how do I change the bulb]\n---\n\nTurn it to the left.\n")
    write("sofa.md", "# Sofas\n\nOf oak.\n")
    monkeypatch.setattr(kb, "MOST_READ", 2)
    monkeypatch.setattr(kb, "load", None)  # whatever reads the whole folder fails
    told = CliRunner().invoke(app, ["ask", "change the bulb of my zeppelin", "--why", "--knowledge", str(folder)])

    assert told.exit_code == 0, told.output
    assert "Turn it to the left." in told.output
    assert "no article holds: zeppelin\n" in told.output
    assert "2 articles are searched by their words alone" in told.output
    assert list(folder.parent.glob("*.words")) == []


def test_questions_whose_article_is_not_served_are_counted_and_said(shop: Index, folder: Path, write: Write) -> None:
    write("old.md", "---\ntitle: Old\nexpires: 2020-01-01\n---\n\nGone.\n")
    write("broken.md", "---\ntitle: [\n---\n\nText.\n")
    asked = [line("what is old", "old.md"), line("what is broken", "broken.md"), line("I forgot my password", None)]
    (folder / "q.jsonl").write_text("\n".join(asked), encoding="utf-8")
    ran = CliRunner().invoke(app, ["eval", str(folder / "q.jsonl"), "--knowledge", str(folder)])

    assert evaluate(Index(load(folder)), asked, TODAY)[1]["not_served"] == 2
    assert "2 of 3 questions name an article that has expired or cannot be read" in ran.stderr
    assert "not_served" not in ran.stdout


def test_ask_says_where_it_went_by_words_alone(shop: Index, folder: Path) -> None:
    assert "searched    by words alone" in run("ask", "I forgot my password", "--knowledge", str(folder))[1]
    assert json.loads(run("ask", "I forgot my password", "--knowledge", str(folder), "--json")[1])["by"] == "words"


def test_a_file_in_the_folders_place_is_called_so(shop: Index, folder: Path) -> None:
    code, out = run("check", str(folder / "returns" / "how.md"))

    assert code == 2
    assert f"how.md is a file: name the folder that holds it, {folder / 'returns'}" in out
