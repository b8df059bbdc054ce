"""A folder of another trade than the sample's, a boat hire's, for what must not depend on what a company sells."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot import app as house
from bot.settings import Settings
from tests.conftest import Stage, channels

ARTICLES = {
    "breakdown.md": """
        ---
        title: When your boat breaks down
        asks: [my boat broke down on the lake, the motor stopped]
        ---
        ## When your boat breaks down

        Drop the anchor and ring 0555 0199. We tow the boat to the jetty within an hour.
        """,
    "damage.md": """
        ---
        title: Damage to a boat
        asks: [I hit the jetty and the boat is scratched, who pays for damage]
        ---
        ## Who pays for damage

        Small scratches on the boat are on us. Other damage you pay up to the deposit.
        """,
    "repairs.md": """
        ---
        title: Repairs of your own boat
        asks: [what does a new rudder cost, how much is a repair]
        ---
        ## What repairs cost

        The prices are for work; parts come on top.

        | Work | Row boat | Sailing boat |
        | --- | --- | --- |
        | Rudder | €40 | €90 |
        | Varnish | €120 | €300 |
        """,
    "deposit.md": """
        ---
        title: Deposit
        asks: [how much is the deposit, when do I get the deposit back]
        ---
        ## How much it is

        The deposit is blocked on your card. It is €80 for a row boat and €400 for a sailing boat.

        ## When you get it back

        We free it within two days of the return.
        """,
    "cancel.md": """
        ---
        title: Change or cancel a trip
        asks: [I want to cancel my trip, do I get my money back]
        ---
        ## Cancel a trip

        Until 24 hours before the start you get all of it back, later half. The money is there in 5 days.
        """,
    "motor.md": """
        ---
        title: Error codes of the motor
        asks: [the motor shows a code, what does the error code mean]
        ---
        ## Codes

        - **M07**: the propeller is caught. Switch off and lift it out of the water.
        - **M30**: the battery is too warm. Wait ten minutes in the shade.
        - **M44**: the key is missing. Put the red key back.

        Any other code: ring 0555 0199, and we bring another boat.
        """,
    "prices.md": """
        ---
        title: Prices of our boats
        asks: [how much is a boat for a day, what does it cost to hire a boat]
        ---
        ## What a boat costs

        All prices are with life jackets.

        | | One hour | One day |
        | --- | --- | --- |
        | Row boat | €12 | €50 |
        | Sailing boat | €30 | €150 |
        """,
    "login.md": """
        ---
        title: Sign in to the booking page
        asks: [I forgot my password, I cannot sign in]
        ---
        ## A new password

        Choose **Forgot password** on the booking page. A boat that you have booked stays booked.
        """,
}  # fmt: skip
MEMORY = '[names]\nproducts = ["row boat", "sailing boat", "e-boat"]\nplans = []\n'


def folder(at: Path, more: dict[str, str] | None = None) -> Path:
    """Write the articles, and more of them, into a folder; return it."""
    at.mkdir(parents=True, exist_ok=True)
    for name, text in {**ARTICLES, **(more or {})}.items():
        lines = text.strip("\n").splitlines()
        indent = len(lines[0]) - len(lines[0].lstrip())
        (at / name).write_text("\n".join(line[indent:] for line in lines) + "\n", encoding="utf-8")
    (at / "memory.toml").write_text(MEMORY, encoding="utf-8")
    return at


@contextmanager
def hired(settings: Settings, at: Path, more: dict[str, str] | None = None) -> Iterator[Stage]:
    """A house on these articles."""
    stages: list[Stage] = []
    own = settings.model_copy(update={"knowledge": folder(at / "boats", more)})
    with house.inline(own, channels(), lambda: stages[0].now) as app:
        stages.append(Stage(app))
        yield stages[0]
