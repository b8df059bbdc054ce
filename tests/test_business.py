"""What other systems tell: by import, API and replay, checked, and stored once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select
from typer.testing import CliRunner, Result

from bot import business, linking, memory, relationship
from bot.__main__ import main
from bot.commands import api_key, customer, policy, replay
from bot.errors import InputError
from bot.memory import identities, privacy
from bot.memory.registry import DEFAULT
from bot.settings import load
from bot.storage import tables
from bot.storage.db import Inline
from bot.storage.tables import BusinessEvent, Identity
from bot.types.relationship import Standing
from tests.relationship.people import SHOP, shop

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
MAYA = ("telegram", "", "701")


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Inline]:
    url = f"sqlite:///{tmp_path}/rapport.db"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RAPPORT_DATABASE", url)
    monkeypatch.setenv("RAPPORT_KNOWLEDGE", str(SHOP))
    load.cache_clear()
    made = Inline(url)
    tables.metadata.create_all(made.engine)
    yield made
    made.close()
    load.cache_clear()


def tells(db: Inline, line: dict[str, Any], ref: tuple[str, str, str] = MAYA) -> bool:
    return bool(db.now(business.tell, ref, business.read(line, DEFAULT, NOW), "crm", DEFAULT, NOW))


def treated(db: Inline, ref: str = "telegram:701", now: datetime = NOW) -> Standing:
    def look(session: Session) -> Standing:
        known = memory.load(session, identities.find(session, ref), now)
        return relationship.load(session, known, shop(), "", now)

    found: Standing = db.look(look)
    return found


def run(app: Any, *words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_an_order_told_by_the_shop_changes_stage_and_value_before_the_customer_has_written(db: Inline) -> None:
    assert tells(db, {"event": "order_placed", "id": "o1", "at": "2026-03-01T10:00:00Z", "amount": 250})
    assert not tells(db, {"event": "order_placed", "id": "o1", "at": "2026-03-01T10:00:00Z", "amount": 250})

    assert (treated(db).stage, treated(db).value) == ("purchase", 20 + 10 + 10)


def test_what_no_database_holds_is_taken_out_and_long_ids_stay_apart(db: Inline) -> None:
    page = {"event": "visited_page", "page": "sofas\x00\ud800"}
    assert tells(db, {**page, "id": "x" * 300 + "1"})
    assert tells(db, {**page, "id": "x" * 300 + "2"})

    kept = db.look(lambda session: session.exec(select(BusinessEvent)).all())
    assert [row.data for row in kept] == [{"page": "sofas"}] * 2


def test_a_name_in_a_table_is_no_number(db: Inline, tmp_path: Path) -> None:
    table = tmp_path / "visits.csv"
    table.write_text("channel,user,event,page,amount\ntelegram,701,visited_page,Nan,\n", encoding="utf-8")
    assert run(customer.app, "import", str(table)).exit_code == 0

    kept = db.look(lambda session: session.exec(select(BusinessEvent)).all())
    assert [row.data for row in kept] == [{"page": "Nan"}]


def test_a_changed_plan_is_a_fact_and_moves_the_segment_at_once(db: Inline) -> None:
    tells(db, {"event": "plan_changed", "plan": "family", "at": "2026-02-01"})
    assert treated(db).segments == ("families",)

    tells(db, {"event": "plan_ended", "at": "2026-03-01"})
    assert treated(db).segments == ()


def test_facts_alone_may_be_told_and_a_sensitive_one_makes_no_segment(db: Inline) -> None:
    tells(db, {"facts": {"company.name": "Fjell AS", "accessibility.need": "blind"}})

    assert treated(db).segments == ("business",)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ({"event": "order_plced"}, 'did you mean "order_placed"?'),
        ({"event": "order_placed", "amount": "a lot"}, '"amount" needs a number'),
        ({"event": "order_placed", "at": "yesterday"}, "ISO time"),
        ({"event": "order_placed", "at": "2026-04-02"}, "in the future"),
        ({"event": "order_placed", "at": "0001-01-01"}, "ISO time"),
        ({"event": "order_placed", "at": "0001-01-01T00:00:00+14:00"}, "ISO time"),
        ({"event": "order_placed", "at": "9999-12-31T23:59:59-14:00"}, "ISO time"),
        ({"facts": {"plan.nam": "Plus"}}, 'did you mean "plan.name"'),
        ({"facts": {"plan.name": "Plsu"}}, 'did you mean "Plus"?'),
        ({"event": "solved"}, 'no event "solved"'),
        ({}, '"event" is missing'),
        ({"verified_email": "maya at example"}, '"verified_email" needs one e-mail address'),
        ({"event": "visited_page", "page": ["a"]}, '"page" needs words'),
    ],
)
def test_what_cannot_be_used_is_refused_with_what_was_meant(line: dict[str, Any], error: str) -> None:
    with pytest.raises(InputError) as raised:
        business.read(line, DEFAULT, NOW)

    assert error in str(raised.value)


def test_an_account_of_unknown_realm_is_the_one_that_wrote_or_has_the_realm_of_its_channel(db: Inline) -> None:
    def write(session: Session) -> int:
        return identities.account(session, "slack", "T1", "U1", NOW)

    wrote = db.now(write)
    tells(db, {"event": "signed_up"}, ("slack", "", "U1"))
    tells(db, {"event": "signed_up"}, ("slack", "", "U2"))
    rows = db.look(lambda session: session.exec(select(Identity.id, Identity.realm)).all())
    assert [realm for _, realm in rows] == ["T1", "T1"]
    events = db.look(lambda session: session.exec(select(BusinessEvent.identity_id)).all())
    assert events[0] == wrote

    tells(db, {"event": "signed_up"}, ("slack", "T2", "U3"))
    with pytest.raises(InputError, match="Say which realm"):
        tells(db, {"event": "signed_up"}, ("slack", "", "U4"))


def test_what_was_told_is_exported_forgotten_and_erased_with_the_customer(db: Inline) -> None:
    tells(db, {"event": "order_placed", "amount": 10})
    who = db.look(identities.find, "telegram:701")
    assert db.look(privacy.export, who, NOW)["events"][0]["kind"] == "order_placed"

    db.now(privacy.forget, who, privacy.EVERYTHING, NOW)
    assert db.look(lambda session: session.exec(select(BusinessEvent)).all()) == []
    tells(db, {"event": "order_placed", "amount": 10})
    db.now(privacy.erase, who, NOW)
    assert db.look(lambda session: session.exec(select(BusinessEvent)).all()) == []


# --- commands ------------------------------------------------------------------------------------


def test_customer_import_takes_csv_and_json_lines_and_the_same_file_twice_changes_nothing(
    db: Inline, tmp_path: Path
) -> None:
    (tmp_path / "crm.csv").write_text(
        "channel,user,event,at,amount,plan.name\n"
        "telegram,701,order_placed,2026-02-01,129.5,Plus\n"
        "telegram,702,visited_page,2026-02-03,,\n",
        encoding="utf-8",
    )
    lines = ({"channel": "web", "user": "m", "event": "signed_up", "at": "2026-02-01"},)
    (tmp_path / "crm.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")

    assert "2 of 2" in run(customer.app, "import", "crm.csv").stdout
    assert "0 of 2" in run(customer.app, "import", "crm.csv").stdout
    assert json.loads(run(customer.app, "import", "crm.jsonl", "--json").stdout) == {"stored": 1, "known": 0}
    assert treated(db).value == 20 + 10 + 15  # the order, and the plan


@pytest.mark.parametrize(
    ("name", "text", "error"),
    [
        (
            "a.csv",
            "channel,user,event\ntelegram,1,order_placed\ntelegram,2,ordr_placed\n",
            "a.csv:3: there is no event",
        ),
        ("a.csv", "channel,event\ntelegram,order_placed\n", 'a.csv:2: "channel" and "user" are needed'),
        ("a.jsonl", '{"channel": "web"\n', "a.jsonl:1: no JSON object"),
        ("a.xlsx", "", ".csv or .jsonl"),
    ],
)
def test_a_bad_line_of_an_import_is_named_and_nothing_is_stored(
    db: Inline, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, error: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["customer", "import", name])

    assert ended.value.code == 2
    assert error in capsys.readouterr().err
    assert db.look(lambda session: session.exec(select(BusinessEvent)).all()) == []


def test_policy_check_says_all_well_or_names_each_slip(db: Inline, tmp_path: Path) -> None:
    well = run(policy.app, "check")
    assert well.exit_code == 0
    assert "all well" in well.stdout

    folder = tmp_path / "kb"
    folder.mkdir()
    (folder / "policy.toml").write_text("[survey]\nnps_dais = 3\n", encoding="utf-8")
    slip = run(policy.app, "check", "--knowledge", str(folder))
    assert slip.exit_code == 1
    assert 'policy.toml:2: there is no entry of survey "nps_dais" – did you mean "nps_days"?' in slip.stdout


def test_policy_explain_tells_the_stage_with_its_history_the_value_and_what_each_rule_changes(db: Inline) -> None:
    for number, day in enumerate(("01", "02", "03")):
        tells(db, {"event": "order_placed", "id": str(number), "at": f"2026-02-{day}", "amount": 900})
    tells(db, {"facts": {"plan.name": "Plus"}})
    shown = run(policy.app, "explain", "telegram:701")

    assert shown.exit_code == 0, shown.output
    for piece in ("purchase (order_placed)", "connection (order_placed)", "of 100: gold", "policy:gold first",
                  "sla = fast", "family_delivery", "orders = 3"):  # fmt: skip
        assert piece in shown.stdout, piece
    assert "preference:" not in shown.stdout


def test_an_api_key_is_shown_once_kept_as_a_hash_and_ends_when_revoked(db: Inline) -> None:
    made = run(api_key.app, "new", "crm")
    key = made.stdout.strip().splitlines()[-1]

    assert db.look(business.holder, key) == "crm"
    assert key not in Path("rapport.db").read_bytes().decode("latin-1")
    assert "crm" in run(api_key.app, "list").stdout
    again = run(api_key.app, "new", "crm")
    assert "end that key first" in again.output + str(again.exception)
    assert db.look(business.holder, key) == "crm"
    assert run(api_key.app, "revoke", "crm").exit_code == 0
    assert db.look(business.holder, key) == ""
    assert run(api_key.app, "revoke", "crm").exit_code == 2
    assert db.look(business.holder, run(api_key.app, "new", "crm").stdout.strip().splitlines()[-1]) == "crm"


def test_replay_takes_in_business_events(db: Inline, tmp_path: Path) -> None:
    at = "2026-03-02T09:0{}:00Z"
    lines = (
        {"at": at.format(0), "event": "business", "channel": "telegram", "from": "701", "kind": "order placed",
         "data": {"amount": 20, "product": "Oslo desk"}},
        {"at": at.format(1), "n": 1, "channel": "telegram", "from": "701", "role": "customer", "text": "hello"},
    )  # fmt: skip
    (tmp_path / "d.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    done = run(replay.app, "d.jsonl", "--facts")
    facts = json.loads(done.stdout.splitlines()[-1])["facts"]

    assert [(fact["key"], fact["value"]) for fact in facts] == [("product.owned", "Oslo desk")]
    (tmp_path / "d.jsonl").write_text(json.dumps({**lines[0], "kind": "ordr placed"}), encoding="utf-8")
    assert "d.jsonl:1: there is no event" in str(run(replay.app, "d.jsonl").exception)


def test_an_address_that_is_verified_links_accounts_and_what_was_unlinked_stays_apart(db: Inline) -> None:
    line, slack = {"verified_email": "Maya@Example.com"}, ("slack", "T1", "U1")
    tells(db, line)
    tells(db, {"verified_email": "maya@example.com"}, slack)

    assert whose(db, "telegram:701") == whose(db, "slack:T1:U1")
    (made,) = db.look(lambda session: session.exec(select(tables.IdentityLink)).all())
    assert (made.method, made.actor, made.evidence) == ("host", "crm", "verified e-mail")

    db.now(linking.unlink, made.identity_id, "customer", NOW)
    tells(db, line)
    assert whose(db, "telegram:701") != whose(db, "slack:T1:U1")

    # A third account of the address joins one of them, and does not bring them together.
    tells(db, line, ("telegram", "", "999"))
    assert whose(db, "telegram:999") == whose(db, "telegram:701")
    assert whose(db, "telegram:701") != whose(db, "slack:T1:U1")


def whose(db: Inline, ref: str) -> int:
    return int(db.look(identities.find, ref))


def test_who_was_taken_apart_stays_apart_when_linked_with_others_since(db: Inline) -> None:
    slack, other = ("slack", "T1", "U1"), ("telegram", "", "999")
    for ref in (MAYA, slack):
        tells(db, {"verified_email": "maya@example.com"}, ref)
    (made,) = db.look(lambda session: session.exec(select(tables.IdentityLink)).all())
    db.now(linking.unlink, made.identity_id, "customer", NOW)
    tells(db, {"event": "signed_up"}, other)
    ours = whose(db, "telegram:999"), whose(db, "slack:T1:U1")
    db.now(lambda session: linking.link(session, *ours, method="code", actor="customer", evidence="", now=NOW))

    tells(db, {"verified_email": "maya@example.com"}, other)
    assert whose(db, "telegram:701") != whose(db, "slack:T1:U1") == whose(db, "telegram:999")


def test_addresses_that_only_look_alike_are_two_people(db: Inline) -> None:
    tells(db, {"verified_email": "maya@straße.de"})
    tells(db, {"verified_email": "maya@strasse.de"}, ("slack", "T1", "U1"))

    assert whose(db, "telegram:701") != whose(db, "slack:T1:U1")


@pytest.mark.parametrize("between", [(), ("",)])
def test_an_account_whose_address_changes_takes_nobody_along(db: Inline, between: tuple[str, ...]) -> None:
    site, slack = ("web", "site", "1"), ("slack", "T1", "U1")
    for ref in (site, MAYA, ("telegram", "", "702")):
        tells(db, {"verified_email": "support@example.com"}, ref)
    tells(db, {"verified_email": "ole@example.com"}, slack)
    account = db.now(identities.account, *site, NOW)
    for email in between:
        db.now(linking.verified, account, email, "site", NOW)
    tells(db, {"verified_email": "ole@example.com"}, site)

    assert whose(db, "web:site:1") == whose(db, "slack:T1:U1") != whose(db, "telegram:701")
    assert whose(db, "telegram:701") == whose(db, "telegram:702")


def test_a_typed_address_links_nobody(db: Inline) -> None:
    tells(db, {"verified_email": "maya@example.com"})
    tells(db, {"facts": {"contact.email": "maya@example.com"}}, ("slack", "T1", "U1"))

    assert db.look(lambda session: session.exec(select(tables.IdentityLink)).all()) == []


def test_forgetting_everything_takes_the_verified_address_too(db: Inline) -> None:
    tells(db, {"verified_email": "maya@example.com"})
    found = db.look(identities.find, "telegram:701")
    db.now(privacy.forget, found, privacy.EVERYTHING, NOW)

    assert db.look(lambda session: session.exec(select(tables.Identity.email)).all()) == [""]
