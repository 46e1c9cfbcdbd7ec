"""Settings of a deployment: from the environment (``LBSAP_…``) and a file ``lbsap.toml``, typed and checked at start."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_args
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.text import Lang

FILE_VARIABLE: Final = "LBSAP_CONFIG"
LOCAL_HOSTS: Final = ("localhost", "127.0.0.1", "::1")
MEMORY: Final = "memory://"
"""Where attempts are counted: in the process itself, which serves one process only."""
FILE: Final = "lbsap.toml"
_ADDRESS: Final = re.compile(r"[!-;=?A-~]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", re.ASCII)


def _locale() -> str:
    """The language of the machine, as POSIX says it."""
    return next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")


class Settings(BaseSettings):
    """All settings, with their defaults. The environment wins over the file."""

    model_config = SettingsConfigDict(env_prefix="LBSAP_", extra="forbid", frozen=True)

    database_url: str = "sqlite:///lbsap.db"
    lang: Lang = Field(default_factory=lambda: "zh" if _locale().startswith("zh") else "en")
    plugins_off: Annotated[tuple[str, ...], NoDecode] = ()
    definitions: Path | None = None
    log_level: str = "WARNING"
    log_json: bool = False
    secret_key_file: Path = Path("lbsap.key")
    base_url: str = "http://localhost:8000"
    trusted_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    proxies: int = Field(default=0, ge=0, le=5)
    processes: int = Field(default=1, ge=1)
    limits_store: str = Field(default=MEMORY, validate_default=True)
    erasures_file: Path | None = None
    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65_535)
    smtp_tls: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str = ""
    smtp_password_file: Path | None = Field(default=None, validate_default=True)
    smtp_from: str = Field(default="", validate_default=True)

    @property
    def https(self) -> bool:
        """Whether the pages are served by HTTPS."""
        return self.base_url.startswith("https:")

    @property
    def smtp_password(self) -> str:
        """The password for the mail server, read from its file; empty where none is set."""
        return self.smtp_password_file.read_text("utf-8").strip() if self.smtp_password_file else ""

    @property
    def erasures(self) -> Path:
        """The ledger of deletions: the file named, or one beside the SQLite database, or in the folder of work."""
        if self.erasures_file:
            return self.erasures_file
        file = self.database_url.removeprefix("sqlite:///")
        return Path("lbsap.erasures" if file == self.database_url else f"{file}.erasures")

    @property
    def local(self) -> bool:
        """Whether the pages are served to this machine only."""
        return urlsplit(self.base_url).hostname in LOCAL_HOSTS

    @property
    def hosts(self) -> tuple[str, ...]:
        """The host names that requests may name."""
        return (
            *self.trusted_hosts,
            *(LOCAL_HOSTS if self.local else (str(urlsplit(self.base_url).hostname),)),
        )

    @field_validator("base_url")
    @classmethod
    def _address(cls, given: str) -> str:
        parts = urlsplit(given)
        if (
            parts.scheme not in ("http", "https")
            or not parts.hostname
            or parts.path.strip("/")
            or parts.query
        ):
            raise ValueError("https://HOST[:PORT]")
        if parts.scheme == "http" and parts.hostname not in LOCAL_HOSTS:
            raise ValueError("https:// is needed for any host but localhost")
        return given.rstrip("/")

    @field_validator("limits_store")
    @classmethod
    def _one_count(cls, given: str, others: ValidationInfo) -> str:
        if given == MEMORY and others.data.get("processes", 1) > 1:
            raise ValueError("several processes need a store in common, such as redis://HOST")
        return given

    @field_validator("smtp_password_file")
    @classmethod
    def _password(cls, given: Path | None, others: ValidationInfo) -> Path | None:
        user = others.data.get("smtp_user")
        if user and given is None:
            raise ValueError("a user of the mail server needs a file with the password")
        if given is not None and not (given.is_file() and given.read_text("utf-8").strip()):
            raise ValueError("no such file, or nothing in it")
        if user and others.data.get("smtp_tls") == "none" and others.data.get("smtp_host") not in LOCAL_HOSTS:
            raise ValueError(
                "a password goes by a safe connection only: set LBSAP_SMTP_TLS to starttls or tls"
            )
        return given

    @field_validator("smtp_from")
    @classmethod
    def _sender(cls, given: str, others: ValidationInfo) -> str:
        if (given or others.data.get("smtp_host")) and not _ADDRESS.fullmatch(given):
            raise ValueError("the address that mails are sent from, such as panel@example.org")
        return given

    @field_validator("plugins_off", "trusted_hosts", mode="before")
    @classmethod
    def _split(cls, given: Any) -> Any:
        return (
            tuple(name.strip() for name in given.split(",") if name.strip())
            if isinstance(given, str)
            else given
        )

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, given: str) -> str:
        if given.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("DEBUG, INFO, WARNING or ERROR")
        return given.upper()

    @field_validator("definitions")
    @classmethod
    def _folder(cls, given: Path | None) -> Path | None:
        if given is not None and not given.is_dir():
            raise ValueError("no such folder")
        return given

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then the environment, then the file named by ``LBSAP_CONFIG`` (or ``lbsap.toml`` here)."""
        file = TomlConfigSettingsSource(settings_cls, toml_file=os.environ.get(FILE_VARIABLE, FILE))
        return init_settings, env_settings, file


def load_settings(**given: Any) -> Settings:
    """The settings in force. Raises ``BadInput`` that names each setting and what is wrong with it."""
    named = os.environ.get(FILE_VARIABLE)
    if named and not Path(named).is_file():
        raise BadInput([problem("file_missing", f"{FILE_VARIABLE}={named}")])
    try:
        return Settings(**given)
    except ValidationError as error:
        raise BadInput(
            _fault(".".join(map(str, fault["loc"])), fault["type"], fault["msg"], fault["input"])
            for fault in error.errors()
        ) from None
    except (ValueError, OSError) as error:
        raise BadInput([problem("file_unreadable", named or FILE, reason=error)]) from None


def _fault(name: str, kind: str, words: str, given: Any) -> Problem:
    """What is wrong with one setting, at the variable or in the file that it came from."""
    variable = f"LBSAP_{name.upper()}"
    file = Path(os.environ.get(FILE_VARIABLE, FILE))
    in_file = variable not in os.environ and file.is_file() and name in tomllib.loads(file.read_text("utf-8"))
    where = f"{file}: {name}" if in_file else variable
    if kind == "extra_forbidden":
        return problem("value_unknown_field", where, field=name)
    if kind == "literal_error":
        allowed = ", ".join(get_args(Settings.model_fields[name].annotation))
        return problem("value_choice", where, value=given, allowed=allowed)
    return problem("setting_wrong", where, reason=words.removeprefix("Value error, "))
