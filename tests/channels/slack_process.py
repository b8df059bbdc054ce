"""A process of its own that calls Slack with tokens that expire: `python -m tests.channels.slack_process URL SECONDS`.

The settings are its environment, its clock goes `SECONDS` ahead. It says which token it called with and what is wrong.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time

from bot.channels import slack
from bot.channels._slack_api import DeliveryError
from bot.storage import kept
from bot.storage.db import Inline


class Side:
    """Our side of the rim, as far as tokens need it: the database of the house."""

    def __init__(self, url: str) -> None:
        self.db = Inline(url)

    async def kept(self, name: str) -> str:
        return await asyncio.to_thread(self.db.look, kept.kept, name)

    async def keep(self, name: str, value: str, instead: str) -> bool:
        return await asyncio.to_thread(self.db.now, kept.keep, name, value, instead)


async def main(url: str, ahead: float) -> dict[str, str]:
    (channel,) = slack.build(os.environ)
    side = Side(url)
    rotation = channel._rotation
    assert rotation is not None
    rotation.keeper, rotation._now = side, lambda: time.time() + ahead
    refused = ""
    try:
        for _ in range(40):  # another one may be at it
            await channel.api.who()
            if rotation._pair is not None and (rotation._pair.expires or rotation.trouble):
                break
            await asyncio.sleep(0.1)
            rotation._look_at = 0
    except DeliveryError as error:
        refused = str(error)
    await channel.close()
    side.db.close()
    return {"token": channel.api.token, "trouble": rotation.trouble, "refused": refused}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(main(sys.argv[1], float(sys.argv[2])))))
