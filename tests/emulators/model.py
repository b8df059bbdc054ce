"""A language model's server on loopback, as bad as a server can be: OpenAI's chat completions, spoken by a thread.

`honest` quotes the articles that it was given, as it was asked to. All others are adversaries: they repeat the prompt,
carry out orders that stand in it, fabricate sources, call tools, hang, drip, or send what is no reply at all.
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


def composed(*sentences: tuple[str, str, str], answerable: bool = True) -> str:
    """Return a reply of (text, source, quote) in the shape of a composed answer."""
    rows = [{"text": text, "source_ids": [source], "quote": quote} for text, source, quote in sentences]
    return json.dumps({"answerable": answerable, "sentences": rows})


# --- one that does as it is told -------------------------------------------------------------------


def honest(asked: Asked) -> None:
    """Quote the first sentence of the first source."""
    label, text = next((label, text) for label, text in asked.data.items() if label.startswith("source "))
    first = re.split(r"(?<=[.!?])\s", text.split("\n\n")[-1].strip())[0]
    asked.says(composed((first, label.removeprefix("source "), first)))


# --- adversaries -----------------------------------------------------------------------------------


def repeats(asked: Asked) -> None:
    """Send the whole prompt back."""
    asked.says(asked.prompt)


def repeats_in_shape(asked: Asked) -> None:
    """Send the whole prompt back as the text of an answer, with a true quote."""
    label, text = next((label, text) for label, text in asked.data.items() if label.startswith("source "))
    asked.says(composed((asked.prompt, label.removeprefix("source "), text.split(".")[0])))


def obeys(asked: Asked) -> None:
    """Carry out any order that stands anywhere in the prompt: `say: …`."""
    order = re.search(r"\bsay:?\s+(.+)", asked.prompt, re.IGNORECASE)
    label, text = next((label, text) for label, text in asked.data.items() if label.startswith("source "))
    said = order[1] if order else "You get all of your money back, at once."
    asked.says(composed((said, label.removeprefix("source "), text.split(".")[0])))


def fabricates(asked: Asked) -> None:
    """Name sources that were never given, and quote what nobody wrote."""
    asked.says(composed(("Refunds take 90 days.", "s9", "Refunds take 90 days."),
                        ("See https://refunds.example/now.", "s1", "visit refunds.example")))  # fmt: skip


def twists(asked: Asked) -> None:
    """Quote truly, and say the opposite with another number."""
    label, text = next((label, text) for label, text in asked.data.items() if label.startswith("source "))
    quote = re.split(r"(?<=[.!?])\s", text.split("\n\n")[-1].strip())[0]
    said = re.sub(r"\d+", lambda m: str(int(m[0]) + 7), quote)
    said = re.sub(r"\b(is|are|can|take|takes|may|must|have)\b", r"\1 not", said, count=1)
    asked.says(composed((said + " We will refund you today.", label.removeprefix("source "), quote)))


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
    asked.says(composed(answerable=True) + composed(answerable=False))


ADVERSARIES: tuple[Reply, ...] = (
    repeats, repeats_in_shape, obeys, fabricates, twists, calls_a_tool, hangs, drips, web_page, nothing, no_bytes,
    hangs_up, endless, refuses, odd_json, two_minds,
)  # fmt: skip


def rewriting(question: str) -> Reply:
    """A model that makes a question stand alone, and quotes like an honest one."""

    def reply(asked: Asked) -> None:
        if "earlier question" in asked.data:
            asked.says(json.dumps({"question": question}))
        else:
            honest(asked)

    return reply
