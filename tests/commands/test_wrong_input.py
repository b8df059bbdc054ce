"""What an admin types wrong: each command says what, where and how to mend it, and ends with an exit code."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.admin_files import why_unreadable
from bot.settings import load

# The command, its exit code, and what it must say; `lines.jsonl` is there and is right.
WRONG = """
replay nope.jsonl                          | 2 | there is no file nope.jsonl
replay line.jsonl                          | 2 | Did you mean "lines.jsonl"?
replay folder                              | 2 | folder is a folder; name a file in it
replay empty.jsonl                         | 2 | empty.jsonl has no lines to play
replay binary.jsonl                        | 2 | no UTF-8 text (byte 2 is none); save it as UTF-8
replay half.jsonl                          | 2 | half.jsonl:1: not a JSON object
replay misspelt.jsonl                      | 2 | misspelt.jsonl:1: unknown field "chanel": did you mean "channel"?
replay lines.jsonl --until yesterday       | 2 | write it as 2026-03-09T12:00:00Z
replay lines.jsonl --until 9999-12-31      | 2 | write it as 2026-03-09T12:00:00Z
replay longago.jsonl                       | 2 | longago.jsonl:1: not a JSON object with an ISO time "at": 0001-01-01
replay lines.jsonl --untill 2026           | 2 | --until
replay lines.jsonl --knowledge nope        | 2 | no knowledge folder at nope
replay lines.jsonl --against nope          | 2 | no knowledge folder at nope
kb chekc                                   | 2 | Did you mean 'check'?
kb check nope                              | 2 | no knowledge folder at nope
kb check folder                            | 2 | `rapport kb new "Title"` starts one
kb check broken                            | 1 | a.md:2: front-matter
kb check broken                            | 1 | policy.toml:1: policy
kb check beside                            | 1 | memory.toml:3: memory
kb check --jsn                             | 2 | --json
kb ask ""                                  | 2 | ask something
kb ask hi --knowledge binary.jsonl         | 2 | binary.jsonl is a file: name the folder
kb eval nope.jsonl                         | 2 | there is no file nope.jsonl
kb eval folder                             | 2 | name a file in it
kb eval empty.jsonl                        | 2 | holds no questions
kb eval binary.jsonl                       | 2 | save it as UTF-8
kb eval half.jsonl                         | 2 | line 1 is not JSON
kb eval astray.jsonl                       | 2 | line 1: there is no article returns/refund.md: did you mean
kb test --knowledge folder                 | 2 | there are no articles in folder
kb diff nope                               | 2 | git knows no revision 'nope'
kb diff --knowledge nope                   | 2 | no knowledge folder at nope
kb gaps --days 999999999                   | 2 | 36500
kb aliases --days 999999999                | 2 | 36500
kb diff --last 0                           | 2 | greater than or equal to 1
kb approve ../../etc/passwd                | 2 | `rapport kb approve` lists them
kb aliases --accept nope                   | 2 | `rapport kb aliases` lists them
kb new ""                                  | 2 | use letters or digits
kb new Title --topic ../..                 | 2 | use letters or digits
customer show nope                         | 2 | `rapport customer list` shows them
customer show nope --as-of 9999-12-31      | 2 | write a time from 1900 to 2999
customer import nope.csv                   | 2 | there is no file nope.csv
customer import folder                     | 2 | name a file in it
customer import binary.jsonl               | 2 | save it as UTF-8
customer import empty.jsonl                | 2 | holds no lines
customer import half.jsonl                 | 2 | Nothing was stored
customer link a b                          | 2 | --reason
policy check --knowledge nope              | 2 | no knowledge folder at nope
policy check --knowledge broken            | 1 | policy.toml cannot be read
policy explain nope                        | 2 | `rapport customer list` shows them
api-key revoke nope                        | 2 | `rapport api-key list` shows them
agent invite ""                            | 2 | 1 to 60 printable characters
agent link Nobody U1                       | 2 | Write slack:U012
why nope                                   | 2 | is no message id
why last                                   | 2 | the bot has said nothing yet
report --since abc                         | 2 | write it as 30d
report --since 0001-01-01T00:00+14:00      | 2 | write it as 30d
report --show nope                         | 2 | --definitions
init lines.jsonl                           | 2 | cannot be made
slack manifest --url nope                  | 2 | https://support.example.com
queue retry x                              | 2 | such as e12 or p34
db copy nope                               | 3 | is no database's URL
db backup folder                           | 3 | is there already
db restore nope.db                         | 3 | there is no file nope.db
db restore empty.jsonl                     | 3 | is empty (0 bytes)
db restore binary.jsonl                    | 3 | it is no SQLite database
worker                                     | 2 | needs PostgreSQL
serve --channels nope                      | 2 | there is no channel 'nope'
chat --as                                  | 2 | requires an argument
doctor --jsn                               | 2 | --json
demo --no-serve --port 99999               | 2 | 65535
helpp                                      | 2 | `rapport --help` lists them
--verison                                  | 2 | Did you mean "--version"?
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one right file, and each kind of wrong one."""
    made = tmp_path_factory.mktemp("admin")
    (made / "folder").mkdir()
    (made / "broken").mkdir()
    (made / "broken" / "a.md").write_text('---\ntitle: "x\nasks: [a\n---\n# hi\n', encoding="utf-8")
    (made / "broken" / "policy.toml").write_text("[x\n", encoding="utf-8")
    (made / "beside").mkdir()
    (made / "beside" / "a.md").write_text("# Lamps\n\nWe sell lamps.\n", encoding="utf-8")
    (made / "beside" / "memory.toml").write_text("[names]\nplans = ['Plus']\nproducts = oops\n", encoding="utf-8")
    (made / "astray.jsonl").write_text('{"question":"refund","article":"returns/refund.md"}\n', encoding="utf-8")
    (made / "misspelt.jsonl").write_text(
        '{"at":"2026-03-02","chanel":"web","from":"1","text":"hi"}\n', encoding="utf-8"
    )
    (made / "longago.jsonl").write_text(
        '{"at":"0001-01-01","channel":"web","from":"1","text":"hi"}\n', encoding="utf-8"
    )
    (made / "empty.jsonl").touch()
    (made / "half.jsonl").write_text('{"n":1,\n', encoding="utf-8")
    (made / "binary.jsonl").write_bytes(b"\x00\xff\xfe\x01")
    line = '{"n":1,"at":"2026-03-02T09:00:00Z","channel":"web","from":"1","text":"hello"}\n'
    (made / "lines.jsonl").write_text(line, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def database(folder: Path) -> str:
    from bot.storage import migrate

    url = f"sqlite:///{folder}/rapport.db"
    migrate.upgrade(url)
    return url


@pytest.mark.no_cover
@pytest.mark.parametrize("row", WRONG.strip().splitlines(), ids=lambda row: row.partition("|")[0].strip())
def test_a_slip_is_told_and_how_to_mend_it(
    row: str, folder: Path, database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command, code, told = (part.strip() for part in row.split("|"))
    monkeypatch.chdir(folder)
    monkeypatch.setenv("RAPPORT_DATABASE", database)
    monkeypatch.setenv("RAPPORT_KNOWLEDGE", str(Path(__file__).parents[2] / "knowledge"))
    monkeypatch.setenv("COLUMNS", "200")
    load.cache_clear()

    with pytest.raises(SystemExit) as end:
        main(shlex.split(command))

    said = capsys.readouterr()
    assert (end.value.code, told in said.out + said.err) == (int(code), True), said
    assert "Errno" not in said.err


def test_a_file_that_may_not_be_read_is_said_so_in_words() -> None:
    said = why_unreadable(Path("a.jsonl"), PermissionError(13, os.strerror(13)))

    assert said == "a.jsonl may not be read by this user: `ls -l a.jsonl` shows whose it is."
