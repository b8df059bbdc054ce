"""Files on the whole road: what the bot says to them, what an agent reads, and that what is forgotten is gone."""

from __future__ import annotations

import asyncio
import os
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from bot import linking, worker
from bot.handoff import brief
from bot.memory import portable, privacy
from bot.storage import files
from bot.storage.db import Inline
from bot.storage.tables import Attachment as Row
from bot.storage.tables import Case, Fact, Identity
from bot.types.chat import Attachment
from tests.conftest import Stage
from tests.template import migrated

CANARY = "Zanzibara"
ONLY = "I can't look into files yet, a colleague can. What is it about?"
KEPT = "I can't look into the file myself; it is kept for a colleague."


def kept(stage: Stage, name: str = "leg.jpg", data: bytes = b"bytes of a picture") -> Attachment:
    """Put a file into the folder, as the page does before the message is stored."""
    stored = stage.app.files.name(f"{name}-{stage.count}")
    stage.app.files.keep(stored, data)
    return Attachment(stored, name, "image/jpeg", len(data), "5e" * 32)


def sends(stage: Stage, text: str, *names: str, **more: Any) -> list[str]:
    return stage.says(text, attachments=tuple(kept(stage, name) for name in names or ("leg.jpg",)), **more)


def rows(stage: Stage) -> list[Row]:
    return list(stage.look(lambda session: session.exec(select(Row)).all()))


def on_disk(stage: Stage) -> list[Path]:
    return sorted(stage.app.files.folder.glob("*"))


def the_brief(stage: Stage) -> brief.Brief:
    case = stage.look(lambda session: session.exec(select(Case)).one().id)
    found: brief.Brief = stage.brief(case)
    return found


def test_a_file_alone_gets_an_honest_line_and_the_way_to_a_person(stage: Stage) -> None:
    assert sends(stage, "") == [ONLY]
    assert stage.decision().rule == "only a file"
    assert stage.presses("human")[0].startswith("I've asked a colleague to take over")
    assert "Sent: leg.jpg." in the_brief(stage).text


def test_words_with_a_file_are_answered_from_the_words_and_the_file_is_mentioned_once(stage: Stage) -> None:
    (answer,) = sends(stage, "how do I return a chair?")
    assert stage.decision().kind == "answer"
    assert answer.endswith(f"\n\n{KEPT}")
    assert answer.count(KEPT) == 1
    assert KEPT not in stage.says("how do I return a chair?")[0]


def test_a_file_and_the_words_after_it_are_one_turn(stage: Stage) -> None:
    stage.stores("", attachments=(kept(stage),))
    (answer,) = stage.says("how do I return a chair?")
    assert ONLY not in answer
    assert answer.endswith(KEPT)


def test_what_comes_after_a_file_alone_is_a_question_like_any_other(stage: Stage) -> None:
    sends(stage, "")
    assert "label" in stage.says("how do I return a chair?")[0].lower()


def test_the_bot_is_silent_about_files_while_a_person_is_there(stage: Stage) -> None:
    stage.says("/human")
    stage.acts("claim")
    stage.drain()
    assert sends(stage, "") == []


def test_the_brief_names_two_files_and_counts_more(stage: Stage) -> None:
    sends(stage, "my desk came broken", "a b.jpg", f"{'x' * 90}.pdf")
    stage.says("/human")
    assert f"Sent: a b.jpg, {'x' * 40}…." in the_brief(stage).text
    sends(stage, "", "third.jpg")
    assert "3 files came with it." in the_brief(stage).text
    assert len(the_brief(stage).text.split()) <= brief.MOST_WORDS


def test_secrets_in_the_name_of_a_file_are_masked(stage: Stage) -> None:
    sends(stage, "here", "card 4111 1111 1111 1111.pdf")
    assert rows(stage)[0].name == "card [card removed].pdf"


def test_the_copy_lists_the_files(stage: Stage) -> None:
    sends(stage, "see here", "offer.pdf")
    (file,) = stage.look(privacy.export, stage.customer(), stage.now)["files"]
    assert (file["name"], file["size"], file["stored"]) == ("offer.pdf", 18, on_disk(stage)[0].name)
    assert file["message"]


@pytest.mark.parametrize("way", ["/forget all", "erase"])
def test_what_is_forgotten_or_erased_is_gone_row_and_bytes(stage: Stage, way: str) -> None:
    folder = stage.app.files.folder
    sends(stage, "see here", f"{CANARY}.pdf")
    theirs = stage.says("mine", user="tom", attachments=(kept(stage, "tom.pdf", b"of tom"),))
    assert theirs
    assert len(on_disk(stage)) == 2
    if way == "erase":
        stage.db.now(privacy.request_erasure, stage.customer(), stage.now)
        stage.drain()
    else:
        stage.says("/forget all")
        stage.says("yes")
    assert [path.read_bytes() for path in on_disk(stage)] == [b"of tom"]
    assert [row.name for row in rows(stage)] == ["tom.pdf"]
    everything = b"".join(path.read_bytes() for path in folder.parent.rglob("*") if path.is_file())
    assert CANARY.encode() not in everything


def test_a_forgotten_name_leaves_the_names_of_files_too(stage: Stage) -> None:
    stage.says(f"My name is {CANARY}")
    sends(stage, "see here", f"{CANARY} passport.pdf")
    stage.db.now(privacy.forget, stage.customer(), ("identity.name",), stage.now)
    assert [row.name for row in rows(stage)] == ["[removed] passport.pdf"]


def test_bytes_that_cannot_be_removed_now_are_removed_later(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    sends(stage, "see here")

    def refuse(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        stage.db.now(privacy.erase, stage.customer(), stage.now)
        asyncio.run(stage.app.worker._discard())
    assert (len(on_disk(stage)), [row.name for row in rows(stage)]) == (1, [""])
    asyncio.run(stage.app.worker._discard())
    assert (on_disk(stage), rows(stage)) == ([], [])


def test_the_start_sweeps_away_old_bytes_that_no_row_has_and_nothing_else(stage: Stage) -> None:
    sends(stage, "see here")
    kept(stage, "crashed"), kept(stage, "just now")
    other = files.Files(stage.app.files.folder, "sqlite:///another.db")
    other.keep(other.name("theirs"), b"x")
    long_ago = (stage.now - timedelta(hours=2)).timestamp()
    for path in on_disk(stage):
        if "just now" not in path.name:
            os.utime(path, (long_ago, long_ago))
        else:
            os.utime(path, (stage.now.timestamp(), stage.now.timestamp()))
    asyncio.run(stage.app.worker._discard(sweep=True))
    left = {path.name.partition("-")[2].rpartition("-")[0] or path.name.partition("-")[2] for path in on_disk(stage)}
    assert left == {"leg.jpg", "just now", "theirs"}


def test_however_many_were_left_behind_they_are_swept_away_and_nobody_waits_for_the_disk(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    sends(stage, "see here")
    for number in range(worker.NAMES + 5):
        (stage.app.files.folder / stage.app.files.name(f"crashed-{number}")).touch()
    long_ago = (stage.now - timedelta(hours=2)).timestamp()
    for path in on_disk(stage):
        os.utime(path, (long_ago, long_ago))
    threads, unlink = set(), Path.unlink

    def seen(self: Path, missing_ok: bool = False) -> None:
        threads.add(threading.current_thread())
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", seen)
    asyncio.run(stage.app.worker._discard(sweep=True))

    assert len(on_disk(stage)) == 1
    assert threading.current_thread() not in threads


# --- a customer's own copy ---


def test_the_copy_comes_as_one_file_that_another_house_can_bring_in(stage: Stage, tmp_path: Path) -> None:
    for number in range(30):
        stage.says(f"my order number is {48000 + number}, " + "thank you " * 8)
    assert "in one file" in stage.says("/export")[0]

    (row,) = rows(stage)
    data = (stage.app.files.folder / row.stored).read_bytes()
    assert (row.name, row.size) == ("rapport-2026-03-02.json", len(data))
    there = Inline(migrated(tmp_path / "there.db"))
    there.now(portable.bring, portable.read(data.decode()), stage.now)
    facts = there.look(lambda session: session.exec(select(Fact.value).where(Fact.key == "order.id")).all())
    there.close()
    assert sorted(facts) == [str(48000 + number) for number in range(30)]


def test_the_copy_is_of_whom_the_account_belongs_to_when_it_is_sent(stage: Stage) -> None:
    stage.says("my order number is 48213", user="maya")
    stage.says("my order number is 55999", user="ole", channel="slack")
    maya, ole = stage.customer("maya"), stage.customer("ole", "slack")
    stage.db.now(linking.link, maya, ole, method="agent", actor="Anna", evidence="", now=stage.now)
    stage.drain()
    (asked,) = stage.look(lambda session: session.exec(select(Identity.id).where(Identity.external_id == "ole")).all())
    copy = privacy.copy_file(asked, stage.now)
    stage.db.now(linking.unlink, asked, "customer", stage.now)

    written = (stage.look(privacy.copy_for, copy, stage.now) or b"").decode()
    assert "55999" in written
    assert "48213" not in written


def test_a_copy_goes_with_what_is_forgotten_from_it(stage: Stage) -> None:
    stage.says(f"my order number is 48213, and I live in {CANARY}")
    stage.says("/export")
    assert on_disk(stage)
    stage.says("/forget order")
    stage.presses("yes")
    asyncio.run(stage.app.worker._discard())
    assert on_disk(stage) == []


@pytest.mark.parametrize("left", ["", ".part"])
def test_a_copy_that_was_written_while_its_customer_was_erased_is_swept_away(stage: Stage, left: str) -> None:
    """A process that died while it wrote leaves the half; one that was slower than the erasure the whole."""
    stage.says(f"I live in {CANARY}")
    stage.says("/export")
    (copy,) = on_disk(stage)
    written = copy.read_bytes()
    stage.db.now(privacy.erase, stage.customer(), stage.now)
    asyncio.run(stage.app.worker._discard())
    assert on_disk(stage) == []
    late = copy.with_name(copy.name + left)
    late.write_bytes(written)
    long_ago = (stage.now - timedelta(hours=2)).timestamp()
    os.utime(late, (long_ago, long_ago))

    asyncio.run(stage.app.worker._discard(sweep=True))

    assert on_disk(stage) == []
