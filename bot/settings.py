"""Settings: every one but a token has a default. `.env` < `rapport.toml` < environment."""

from __future__ import annotations

import io
import os
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dotenv.parser import parse_stream
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.errors import SettingsError

YEAR, CENTURY = 31_536_000, 36_500
"""Bounds of what is a time, in seconds and in days: beyond them no calendar counts on."""
LEAST_SECRET = 32
"""Characters of a secret that signs who somebody is."""
PREFIX = "RAPPORT_"


class Settings(BaseSettings):
    """All settings; each field is `RAPPORT_<NAME>` in the environment and `<name>` in rapport.toml."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", toml_file="rapport.toml", extra="ignore",
                                      populate_by_name=True)  # fmt: skip

    database: str = "sqlite:///rapport.db"
    """SQLAlchemy URL: `sqlite:///FILE` (one engine at a time), or `postgresql+psycopg://…` (as many as you start)."""
    knowledge: Path = Path("knowledge")
    """Folder of Markdown articles."""
    embeddings: str = "auto"
    """What reads articles for their meaning: `auto` (the bundled network), `off` (words alone), or a folder with a
    sentence-transformers model of the BERT family exported to ONNX: model.onnx and vocab.txt."""
    wrong: float = Field(default=10.0, gt=0, le=50)
    """Of a hundred outright answers, how many may be expected to be wrong; below that certainty the bot offers what it
    found. Fitted on the articles' own asks."""
    company: str = "Nordvik"
    """How the company is called in greetings and on the chat page."""
    channels: str = ""
    """Channels to start beside the web chat and the terminal, which are always there; by name, comma-separated."""
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    burst: float = Field(default=2.0, ge=0, le=3)
    """Seconds to wait for the next fragment of a message that is not a finished sentence."""
    workers: int = Field(default=4, ge=1, le=32)
    """Turns that may think at the same time in one process."""
    texts: Path | None = None
    """Folder with an admin's own en.toml, de.toml … whose lines replace the shipped ones."""
    secret: SecretStr | None = None
    """Signs cookies and hashes link codes. Default: one made at first start and kept in the database."""
    site_secret: SecretStr | None = None
    """Shared with the site that shows the chat: who is logged in there is known here by a token signed with it."""
    case_wait: float = Field(default=900, gt=0, le=YEAR)
    """Seconds until a customer whom nobody has claimed is told so, once."""
    agent_silence: float = Field(default=1800, gt=0, le=YEAR)
    """Seconds without a reply after which a claimed case goes back to the queue."""
    idle_close: float = Field(default=86400, gt=0, le=YEAR)
    """Seconds of silence after which a conversation without a case has ended."""
    lease: float = Field(default=30, ge=2, le=600)
    """Seconds after which others take over the work of a process that died."""
    queue_days: float = Field(default=14, ge=1, le=CENTURY)
    """Days that delivered events stay in the queue's tables, to recognise a redelivery and to answer questions.
    What was said stays in the conversation."""

    keep_messages_days: float = Field(default=730, ge=1, le=CENTURY)
    """Days after which what was said, and what is no longer so, loses its words."""
    keep_contact_days: float = Field(default=730, ge=1, le=CENTURY)
    """Days after the last contact until names, addresses and the like are forgotten."""

    files: Path | None = None
    """Folder for files that customers send; `files` beside the database when left out."""
    file_limit: int = Field(default=10, ge=1, le=100)
    """Megabytes that one file may have."""

    llm: str = ""
    """Language model, as in `gpt-5-mini`, `anthropic:claude-sonnet-4-5` or the name at your own server; empty: none."""
    llm_base_url: str = ""
    """Address of a server that speaks OpenAI's chat completions, as in http://127.0.0.1:8000/v1."""
    llm_api_key: SecretStr | None = None
    llm_seconds: float = Field(default=6, ge=1, le=8)
    """Seconds that the model may take for one message, all tries together."""
    llm_message_tokens: int = Field(default=8_000, ge=1_000)
    """Tokens that one message may cost."""
    llm_customer_tokens: int = Field(default=60_000, ge=0)
    """Tokens that one customer may cost in a day (UTC)."""
    llm_day_tokens: int = Field(default=2_000_000, ge=0)
    """Tokens that all customers together may cost in a day (UTC)."""

    desks: str = "web"
    """Where agents work, tried in order, as in `slack:C0123, telegram:-100123 relay-explicit, web`."""
    agents: str = ""
    """Who may act for the team from a chat app, as in `slack:U012, telegram:5512`; empty: every member of the desk."""

    desk_webhook: str = Field(default="", validation_alias="RAPPORT_DESK_WEBHOOK")
    """An address that is told of each case which no desk in a chat app shows."""
    desk_webhook_secret: SecretStr | None = Field(default=None, validation_alias="RAPPORT_DESK_WEBHOOK_SECRET")
    """Signs what it is told, in the header X-Rapport-Signature."""

    team_language: str = "en"
    """The language in which agents are spoken to on their desks: en, de, es or fr."""

    slack_bot_token: SecretStr | None = Field(default=None, validation_alias="SLACK_BOT_TOKEN")
    slack_refresh_token: SecretStr | None = Field(default=None, validation_alias="SLACK_REFRESH_TOKEN")
    """Beside a bot token that expires (token rotation): it is exchanged ahead of its end, and the next pair kept."""
    slack_client_id: str = Field(default="", validation_alias="SLACK_CLIENT_ID")
    slack_client_secret: SecretStr | None = Field(default=None, validation_alias="SLACK_CLIENT_SECRET")
    """With `slack_client_id`, what Slack wants to see to exchange it."""
    slack_app_token: SecretStr | None = Field(default=None, validation_alias="SLACK_APP_TOKEN")
    """For Socket Mode: Rapport calls Slack, no public address is needed."""
    slack_signing_secret: SecretStr | None = Field(default=None, validation_alias="SLACK_SIGNING_SECRET")
    """For HTTP: Slack calls `/slack/events`."""
    slack_api_url: str = Field(default="https://slack.com/api/", validation_alias="SLACK_API_URL")
    """Ends in `/api/`."""
    telegram_bot_token: SecretStr | None = Field(default=None, validation_alias="TELEGRAM_BOT_TOKEN")
    telegram_api_url: str = Field(default="https://api.telegram.org", validation_alias="TELEGRAM_API_URL")
    """A server's root, to which `/bot<token>/…` is added."""
    telegram_webhook_url: str = Field(default="", validation_alias="TELEGRAM_WEBHOOK_URL")
    """The full public address that Telegram calls; empty: long polling."""
    telegram_webhook_secret: SecretStr | None = Field(default=None, validation_alias="TELEGRAM_WEBHOOK_SECRET")

    @field_validator("*", mode="before")
    @classmethod
    def _left_empty(cls, value: Any, field: ValidationInfo) -> Any:
        """Take what is left empty, as in `RAPPORT_COMPANY=`, for its default: "" is no folder, and nobody's name."""
        name = field.field_name
        return cls.model_fields[name].default if name and isinstance(value, str) and not value.strip() else value

    @field_validator("*", mode="after")
    @classmethod
    def _empty_secret(cls, value: Any) -> Any:
        """Take a secret that is left empty, as in `RAPPORT_SECRET=`, for none: nothing is signed with nothing."""
        return None if isinstance(value, SecretStr) and not value.get_secret_value().strip() else value

    @field_validator("secret", "site_secret")
    @classmethod
    def _long_secret(cls, value: SecretStr | None) -> SecretStr | None:
        """Refuse what can be guessed: who guesses it may sign in as anybody."""
        if value is not None and len(value.get_secret_value()) < LEAST_SECRET:
            raise ValueError(f"is short. Use at least {LEAST_SECRET} random characters, or leave it out")
        return value

    @field_validator("database")
    @classmethod
    def _known_database(cls, url: str) -> str:
        for short in ("postgres://", "postgresql://"):
            if url.startswith(short):
                return _server("postgresql+psycopg://" + url.removeprefix(short))
        if url.startswith("postgresql+psycopg://"):
            return _server(url)
        if not url.startswith("sqlite:///"):
            raise ValueError("use sqlite:///FILE, or postgresql+psycopg://USER:PASSWORD@HOST/DATABASE")
        if ":memory:" in url or "?" in url or url == "sqlite:///":
            raise ValueError(
                "name a plain file, as in sqlite:///rapport.db; what customers say must outlive the process"
            )
        return url

    @property
    def channel_names(self) -> tuple[str, ...]:
        """Channels to start: those that are named, else each that has a token; and the webhook where one is set."""
        named = tuple(name.strip() for name in self.channels.split(",") if name.strip())
        chosen = named or tuple(name for name, there in self.tokens.items() if there)
        return (*chosen, "webhook") if self.desk_webhook else chosen

    @property
    def tokens(self) -> dict[str, bool]:
        """Each chat app by its channel's name, and whether its token is set."""
        return {"slack": self.slack_bot_token is not None, "telegram": self.telegram_bot_token is not None}

    @property
    def apps(self) -> tuple[str, ...]:
        """Chat apps to start, by their channels' names: those that are to be started and have a token."""
        return tuple(name for name in self.channel_names if self.tokens.get(name))

    def why_off(self, app: str) -> str:
        """Return why a chat app is off that is not started, as the end of a sentence."""
        token = f"{app.upper()}_BOT_TOKEN"
        if not self.tokens.get(app):
            return f"{token} is not set"
        if app not in self.channel_names:
            return "it is not among the channels to start (RAPPORT_CHANNELS, --channels)"
        return f"{token} is no good here"

    @property
    def for_channels(self) -> dict[str, str]:
        """What channels need, by the names in the environment; without what is not set."""
        found: dict[str, str] = {}
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            if isinstance(field.validation_alias, str) and value:
                found[field.validation_alias] = value.get_secret_value() if isinstance(value, SecretStr) else value
        return found

    @property
    def files_folder(self) -> Path:
        """Where the bytes of customers' files lie."""
        beside = self.database.removeprefix("sqlite:///")
        return self.files or (Path(beside).with_name("files") if beside != self.database else Path("files"))

    @property
    def words_file(self) -> Path:
        """Where the words of a large knowledge folder are kept from start to start; it can be deleted at any time."""
        return self.files_folder.with_name("knowledge.words")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic-settings passes it
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        from pydantic_settings import TomlConfigSettingsSource

        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls), dotenv_settings


def _server(url: str) -> str:
    """Return a PostgreSQL URL whose parts can be told apart. Raises ValueError, without showing a password."""
    parts = urlsplit(url)
    try:
        _port = parts.port
    except ValueError:
        raise ValueError("the port after the host must be a number, as in …@db.example.com:5432/rapport") from None
    if parts.netloc.count("@") > 1:
        raise ValueError("write @ in the password as %40 (and : as %3A, / as %2F)")
    return url


def _suggest(key: str, known: list[str]) -> str:
    near = process.extractOne(key.lower(), known, score_cutoff=60)
    return f' – did you mean "{near[0]}"?' if near else f". Known: {', '.join(sorted(known))}"


def _dotenv_keys(path: Path) -> list[str]:
    """Return the keys of a .env file. Raises SettingsError for a line that python-dotenv would pass over."""
    if not path.is_file():
        return []
    try:
        lines = list(parse_stream(io.StringIO(path.read_text(encoding="utf-8"))))
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8 ({error.reason} at byte {error.start}). Save it as UTF-8.") from error
    if bad := [line for line in lines if line.error]:
        where = f"{path}:{bad[0].original.line}"
        raise SettingsError(f"{where}: this line cannot be read. Write NAME=value, and close every quote.")
    return [line.key for line in lines if line.key]


def _unknown(environment: dict[str, str]) -> list[str]:
    """Return a line for each key that no setting has. pydantic-settings passes over unknown environment keys."""
    fields = list(Settings.model_fields)
    found = _app_slips(environment, _dotenv_keys(Path(".env")))
    for where, keys in (("environment", list(environment)), (".env", _dotenv_keys(Path(".env")))):
        for key in keys:
            name = key.upper().removeprefix(PREFIX).lower()
            if key.upper().startswith(PREFIX) and name not in fields:
                found.append(f"{where}: unknown setting {key}{_suggest(name, fields)}")
    return found + _unknown_toml(fields)


def _app_slips(environment: dict[str, str], keys: list[str]) -> list[str]:
    """Return a line for each name in .env that is a chat app's setting but for a letter or two, which is not set.

    Other names that begin with SLACK_ or TELEGRAM_ are other programs'.
    """
    aliases = [str(one.validation_alias) for one in Settings.model_fields.values() if one.validation_alias]
    unset = {one for one in aliases if not one.startswith(PREFIX)} - {key.upper() for key in (*environment, *keys)}
    near = {key: process.extractOne(key.upper(), unset, scorer=OSA.distance, score_cutoff=2) for key in keys}
    return [
        f'.env: unknown setting {key} – did you mean "{found[0]}"?'
        for key, found in near.items() if found and key.upper() not in aliases
    ]  # fmt: skip


def _unknown_toml(fields: list[str]) -> list[str]:
    path = Path("rapport.toml")
    if not path.is_file():
        return []
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"rapport.toml cannot be read: {error}. Mend that line, or move the file away.") from error
    return [f"rapport.toml: unknown setting {key}{_suggest(key, fields)}" for key in table if key not in fields]


def _spelt(name: str) -> str:
    """Return a field's name, or its alias, as the environment has it."""
    field = Settings.model_fields.get(name)
    return str(field.validation_alias or f"{PREFIX}{name.upper()}") if field else name


@lru_cache(maxsize=1)
def load() -> Settings:
    """Return the settings of this process. Raises SettingsError naming each bad key and how to mend it."""
    if unknown := _unknown(dict(os.environ)):
        raise SettingsError("\n".join(unknown))
    try:
        return Settings()
    except ValidationError as error:
        lines = [f"{_spelt(str(e['loc'][0]))}: {e['msg'].removeprefix('Value error, ')}" for e in error.errors()]
        raise SettingsError("\n".join(lines)) from error
