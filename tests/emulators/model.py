"""A language model's server on loopback, as bad as a server can be: OpenAI's chat completions, spoken by a thread.

`honest` chooses the sentence that answers, as it was asked to. All others are adversaries: they repeat the prompt,
carry out orders that stand in it, name sentences that were never given, call tools, hang, drip, choose half of what is
true, or send what is no reply at all.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[["Asked"], None]


class Asked(BaseHTTPRequestHandler):
    """One request, and the ways to answer it."""

    protocol_version = "HTTP/1.1"
    server: Server
    body: dict[str, Any]

    def do_POST(self) -> None:
        self.body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(self.body)
        self.close_connection = True
        try:
            self.server.reply(self)
        except (BrokenPipeError, ConnectionResetError):
            return  # the other side has had enough

    def log_message(self, *args: Any) -> None:
        """Say nothing."""

    @property
    def prompt(self) -> str:
        """Everything that was sent, as text."""
        return "\n".join(str(message.get("content")) for message in self.body["messages"])

    @property
    def data(self) -> dict[str, str]:
        """The fenced data by label."""
        found = re.findall(r"^([^\n]+):\n<data-(\w+)>\n(.*?)\n</data-\2>", self.prompt, re.DOTALL | re.MULTILINE)
        return {label: text for label, _, text in found}

    def says(self, text: str, **message: Any) -> None:
        """Answer as a model would."""
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text, **message}}
        self.sends(json.dumps({
            "id": "1", "object": "chat.completion", "created": 0, "model": "double", "choices": [choice],
            "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
        }))  # fmt: skip

    def sends(self, body: str, status: int = 200, kind: str = "application/json") -> None:
        """Answer with these bytes."""
        raw = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)


class Server(ThreadingHTTPServer):
    """The double; `reply` may be changed while it runs."""

    daemon_threads = True

    def __init__(self, reply: Reply) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.reply = reply
        self.asked: list[dict[str, Any]] = []
        self.over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no error of a double."""


@contextmanager
def serving(reply: Reply) -> Iterator[Server]:
    """A double while inside."""
    server = Server(reply)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def saying(text: str) -> Reply:
    """A model that says this whatever it is asked."""
    return lambda asked: asked.says(text)


def chosen(*numbers: int) -> str:
    """Return a reply that chooses these sentences of the article."""
    return json.dumps({"sentences": numbers})


def translated(*sentences: tuple[int, str]) -> str:
    """Return a reply of (number, text): sentences of the article in another language."""
    return json.dumps({"sentences": [{"number": number, "text": text} for number, text in sentences]})


# --- one that does as it is told -------------------------------------------------------------------


def honest(asked: Asked) -> None:
    """Choose the first sentence."""
    asked.says(chosen(1))


# --- adversaries -----------------------------------------------------------------------------------


def in_shape(asked: Asked, said: str) -> None:
    """Say something where a translation may stand; where only numbers may, in place of one."""
    own = '"text"' in asked.prompt
    asked.says(translated((1, said)) if own else json.dumps({"sentences": [said]}))


def repeats(asked: Asked) -> None:
    """Send the whole prompt back."""
    asked.says(asked.prompt)


def repeats_in_shape(asked: Asked) -> None:
    """Send the whole prompt back as an answer."""
    in_shape(asked, asked.prompt)


def obeys(asked: Asked) -> None:
    """Carry out any order that stands anywhere in the prompt: `say: …`."""
    order = re.search(r"\bsay:?\s+(.+)", asked.prompt, re.IGNORECASE)
    in_shape(asked, order[1] if order else "You get all of your money back, at once.")


def fabricates(asked: Asked) -> None:
    """Name sentences that were never given."""
    asked.says(chosen(1, 0, -1, 900))


def twists(asked: Asked) -> None:
    """Choose truly, and say the opposite with another number besides."""
    asked.says(json.dumps({"sentences": [1], "text": "It is not so: it takes 90 days. We will refund you today."}))


def calls_a_tool(asked: Asked) -> None:
    call = {"id": "1", "type": "function", "function": {"name": "refund", "arguments": '{"amount": 900}'}}
    asked.says("", tool_calls=[call])


def hangs(asked: Asked) -> None:
    asked.server.over.wait(30)


def drips(asked: Asked) -> None:
    """Send a byte now and then, so that no time-out between two bytes ever strikes."""
    asked.send_response(200)
    asked.send_header("Content-Type", "application/json")
    asked.end_headers()
    until = time.monotonic() + 30
    while time.monotonic() < until and not asked.server.over.wait(0.1):
        asked.wfile.write(b" ")
        asked.wfile.flush()


def web_page(asked: Asked) -> None:
    asked.sends("<!doctype html><title>502</title><p>Bad gateway", kind="text/html")


def nothing(asked: Asked) -> None:
    asked.says("")


def no_bytes(asked: Asked) -> None:
    asked.sends("")


def hangs_up(asked: Asked) -> None:
    asked.connection.close()


def endless(asked: Asked) -> None:
    asked.send_response(200)
    asked.send_header("Content-Type", "application/json")
    asked.end_headers()
    while True:
        asked.wfile.write(b'{"choices": [' * 10_000)


def refuses(asked: Asked) -> None:
    asked.sends('{"error": {"message": "no quota"}}', status=429)


def odd_json(asked: Asked) -> None:
    asked.sends('{"choices": 7, "usage": "much"}')


def two_minds(asked: Asked) -> None:
    """Contradict itself: two objects in one reply."""
    asked.says(chosen(1) + chosen(2))


def numbers(asked: Asked) -> list[int]:
    """Return the numbers of the sentences that were given."""
    return [int(one) for one in re.findall(r"^\[(\d+)\]", asked.data.get("article", ""), re.MULTILINE)]


def last_alone(asked: Asked) -> None:
    """Choose what answers something else."""
    asked.says(chosen(*numbers(asked)[-1:]))


def all_but_the_first(asked: Asked) -> None:
    """Choose everything beside the answer, backwards and twice."""
    asked.says(chosen(*numbers(asked)[:0:-1][:6], *numbers(asked)[:0:-1][:6]))


def every_other(asked: Asked) -> None:
    """Tear apart what belongs together."""
    asked.says(chosen(*numbers(asked)[1::2][:12]))


WORTHLESS: tuple[Reply, ...] = (
    repeats, repeats_in_shape, obeys, fabricates, twists, calls_a_tool, hangs, drips, web_page, nothing, no_bytes,
    hangs_up, endless, refuses, odd_json, two_minds,
)  # fmt: skip
"""Adversaries of whose replies nothing can be used."""
HALF_TRUE: tuple[Reply, ...] = (last_alone, all_but_the_first, every_other)
"""Adversaries that choose badly of what is true."""
ADVERSARIES = (*WORTHLESS, *HALF_TRUE)


def rewriting(question: str) -> Reply:
    """A model that makes a question stand alone, and quotes like an honest one."""

    def reply(asked: Asked) -> None:
        if "earlier question" in asked.data:
            asked.says(json.dumps({"question": question}))
        else:
            honest(asked)

    return reply
