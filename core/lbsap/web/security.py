"""Accounts of administrators, editors, viewers and cities: the only place that knows Flask-Security-Too.

The library works on its own mapping of the account tables and through a database session of its own: it commits by
itself, which must never commit half an action.
"""

from __future__ import annotations

import hashlib
import logging
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, cast

from flask import Flask, abort, current_app, g, request, session, url_for
from flask_login import user_logged_out
from flask_security import (
    LoginForm,
    MfRecoveryCodesUtil,
    PasswordUtil,
    RoleMixin,
    Security,
    SQLAlchemyUserDatastore,
    UserMixin,
    current_user,
    hash_password,
)
from flask_security.forms import IsString, TwoFactorRescueForm, TwoFactorSetupForm, email_required
from flask_security.recoverable import generate_reset_password_token
from flask_security.signals import password_changed, password_reset, user_authenticated
from flask_security.totp import Totp
from sqlalchemy import Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, relationship
from wtforms import EmailField, RadioField, StringField

from lbsap.actions.accounts import note, use_counter, use_recovery_code
from lbsap.model.actor import Actor
from lbsap.model.actor import Role as RoleName
from lbsap.store import accounts
from lbsap.store.columns import table_of
from lbsap.store.engine import session_scope
from lbsap.store.tables import METADATA
from lbsap.web import passwords
from lbsap.web.desk import VISIT
from lbsap.web.language import CHOSEN, TRANSLATIONS
from lbsap.web.redirects import safe_next
from lbsap.web.review.desk import LINK
from lbsap.web.sign_in_texts import MESSAGES

_log = logging.getLogger(__name__)
IDLE: Final = timedelta(hours=12)
ABSOLUTE: Final = timedelta(days=30)
LINK_LASTS: Final = timedelta(days=7)
GUARDED: Final = frozenset({"administrator", "editor"})
"""Roles whose accounts need a second factor wherever the pages are served beyond this machine."""
_SEEN: Final = "seen"
_KEPT: Final = frozenset({VISIT, LINK, CHOSEN, "_permanent"})


class _Base(DeclarativeBase):
    metadata = METADATA


class Role(_Base, RoleMixin):
    """A role, as the library works on it."""

    __table__ = table_of(accounts.Role)


class User(_Base, UserMixin):
    """An account, as the library works on it."""

    __table__ = table_of(accounts.User)
    tf_last_counter: Mapped[int | None]
    roles: Mapped[list[Role]] = relationship(secondary=table_of(accounts.UserRole))  # type: ignore[assignment]

    @property
    def held(self) -> frozenset[RoleName]:
        """The names of the roles held."""
        return frozenset(cast(RoleName, role.name) for role in self.roles)

    def check_tf_required(
        self, tf_setup_methods: list[tuple[str, str]], tf_fresh: bool
    ) -> tuple[bool, list[tuple[str, str]]]:
        """Whether sign-in asks for the second factor: where it is set up, and where it must be."""
        return bool(tf_setup_methods) or self.check_tf_required_setup(), tf_setup_methods

    def check_tf_required_setup(self) -> bool:
        """Whether this account must have a second factor."""
        return _second_factor_demanded() and bool(self.held & GUARDED)


class _Database:
    """What the library asks for its session: one for each request, made on first use."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def session(self) -> accounts.AccountSession:
        if "account_session" not in g:
            g.account_session = accounts.AccountSession(self._engine)
        return cast(accounts.AccountSession, g.account_session)


class _SignIn(LoginForm):
    """E-mail address and password. No "remember me": how long a session lasts is the same for all."""

    email = EmailField("", validators=[IsString(), email_required], render_kw={"autocomplete": "username"})
    remember = None

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.next.data = safe_next(self.next.data, url_for("account.overview"))

    def validate(self, **kwargs: Any) -> bool:
        """Whether address and password are right; the log tells of those that are not."""
        right: bool = super().validate(**kwargs)
        if not right:
            _log.warning("a sign-in was refused")
        return right


class _SetUp(TwoFactorSetupForm):
    """Which button was pressed: there is one kind of second factor, so there is nothing to choose from."""

    setup = StringField("")


class _Rescue(TwoFactorRescueForm):
    """Belongs to a page that is off, but the library makes it all the same."""

    help_setup = RadioField("", choices=[])


class _Passwords(PasswordUtil):
    """Our rules for passwords."""

    def validate(self, password: str, is_register: bool, **kwargs: Any) -> tuple[list[str] | None, str]:
        """What is wrong with a new password, and the password in its normal form."""
        normal = self.normalize(password)
        return passwords.faults(normal, kwargs["user"].email) or None, normal


class _UsedBefore(Exception):
    """Another sign-in was quicker with the same code."""


class _OnceOnly(Totp):
    """A code of the authenticator app is good once."""

    def verify_totp(self, token: str, totp_secret: str, user: UserMixin, window: int = 0) -> bool:
        """Whether the code is right and was not used before."""
        try:
            right: bool = super().verify_totp(token, totp_secret, user, window)
        except _UsedBefore:
            return False
        return right

    def get_last_counter(self, user: UserMixin) -> int | None:
        """The time step of the code used last."""
        return cast(User, user).tf_last_counter

    def set_last_counter(self, user: UserMixin, tmatch: Any) -> None:
        """Keep the time step of the code used now. Raises ``_UsedBefore``."""
        if not use_counter(current_app.extensions["lbsap_engine"], cast(User, user).id, tmatch.counter):
            raise _UsedBefore


class _DigestedCodes(MfRecoveryCodesUtil):
    """Recovery codes, shown once when they are made; only their digests are kept."""

    def get_recovery_codes(self, user: UserMixin) -> list[str]:
        """Nothing: a code cannot be had again."""
        return []

    def check_recovery_code(self, user: UserMixin, code: str) -> bool:
        """Whether this is a code not used yet; it is used up by the question, so that it lets in once."""
        return use_recovery_code(current_app.extensions["lbsap_engine"], cast(User, user).id, _digest(code))

    def delete_recovery_code(self, user: UserMixin, code: str) -> bool:
        """Nothing: the code is used up."""
        return True

    def _encrypt_codes(self, codes: list[str]) -> list[str]:
        return [_digest(code) for code in codes]


def end_idle_sessions(app: Flask) -> None:
    """Look at the age of a session before anything else asks who is signed in."""
    app.before_request(_end_idle_session)


def install(app: Flask, engine: Engine, *, local: bool) -> None:
    """Set up accounts. ``local``: pages are served to this machine only, where a second factor is a choice."""
    app.config.update(_options(app), LBSAP_SECOND_FACTOR=not local)
    security = Security(
        app,
        SQLAlchemyUserDatastore(_Database(engine), User, Role),
        login_form=_SignIn,
        two_factor_setup_form=_SetUp,
        two_factor_rescue_form=_Rescue,
        password_util_cls=_Passwords,
        totp_cls=_OnceOnly,
        mf_recovery_codes_util_cls=_DigestedCodes,
    )
    security.want_json(lambda _request: False)
    app.login_manager.request_loader(lambda _request: None)  # type: ignore[attr-defined] # sessions only, no tokens
    user_logged_out.connect(_end_all_sessions, app)
    user_authenticated.connect(_begin_session, app)
    for signal in (password_changed, password_reset):
        signal.connect(_note_password, app)
    app.before_request(_refuse_foreign_next)
    app.teardown_appcontext(_close)


def signed_in() -> Actor | None:
    """Who is signed in, with the roles held; ``None`` for strangers and invited experts."""
    if not current_user.is_authenticated:
        return None
    held = current_user.held
    if "city" not in held:
        return Actor(current_user.email, held)
    if "cities" not in g:
        with session_scope(current_app.extensions["lbsap_engine"], write=False) as session:
            g.cities = accounts.cities_of(session, current_user.id)
    return Actor(current_user.email, held, g.cities)


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """The second factor of an account: whether it is set up, whether it must be, and how many codes are left."""

    set_up: bool
    demanded: bool
    codes: int


def second_factor() -> SecondFactor:
    """The second factor of whoever is signed in."""
    user = cast(User, current_user)
    return SecondFactor(
        bool(user.tf_totp_secret), user.check_tf_required_setup(), len(user.mf_recovery_codes or ())
    )


def set_password(app: Flask, email: str, password: str) -> None:
    """Set the password of an account, for a program that tells its holder."""
    with app.app_context():
        _datastore().find_user(case_insensitive=True, email=email).password = hash_password(password)
        _datastore().commit()


def password_link(app: Flask, email: str) -> str:
    """A link with which the holder of an account sets a password, once, within a week."""
    # a context of its own, so that an account added within this very request is seen
    with app.app_context(), app.test_request_context(base_url=app.config["LBSAP_BASE_URL"]):
        user = _datastore().find_user(case_insensitive=True, email=email)
        token = generate_reset_password_token(user)  # type: ignore[no-untyped-call]
        return url_for("security.reset_password", token=token, _external=True)


def _options(app: Flask) -> dict[str, Any]:
    texts = {f"SECURITY_MSG_{name}": text for name, text in MESSAGES.items()}
    pages = {
        f"SECURITY_{name}_TEMPLATE": f"accounts/{page}.html"
        for name, page in {
            "LOGIN_USER": "sign_in",
            "FORGOT_PASSWORD": "link_needed",
            "RESET_PASSWORD": "set_password",
            "CHANGE_PASSWORD": "change_password",
            "VERIFY": "password_again",
            "TWO_FACTOR_SETUP": "second_factor",
            "TWO_FACTOR_VERIFY_CODE": "code",
            "MULTI_FACTOR_RECOVERY": "recovery_code",
            "MULTI_FACTOR_RECOVERY_CODES": "recovery_codes",
        }.items()
    }
    return texts | pages | _features() | _keys(app.config["SECRET_KEY"])


def _features() -> dict[str, Any]:
    features = {
        "CHANGEABLE": True,
        "RECOVERABLE": True,  # for the link that sets a password; the page that would mail one only says whom to ask
        "TWO_FACTOR": True,
        "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
        "TWO_FACTOR_RESCUE_EMAIL": False,
        "TWO_FACTOR_POST_SETUP_VIEW": "account.overview",
        "MULTI_FACTOR_RECOVERY_CODES": True,
        "MULTI_FACTOR_RECOVERY_CODES_N": 10,
        "PASSWORD_HASH": "argon2",
        "PASSWORD_SCHEMES": ["argon2"],
        "PASSWORD_SINGLE_HASH": {"argon2"},
        "PASSWORD_LENGTH_MIN": passwords.MIN_LENGTH,
        "RESET_PASSWORD_WITHIN": LINK_LASTS,
        "RETURN_GENERIC_RESPONSES": True,
        "LOGIN_URL": "/account/sign-in",
        "LOGOUT_URL": "/account/sign-out",
        "LOGOUT_CSRF": True,
        "RESET_URL": "/account/set-password",
        "CHANGE_URL": "/account/password",
        "VERIFY_URL": "/account/password-again",
        "TWO_FACTOR_SETUP_URL": "/account/second-factor",
        "TWO_FACTOR_TOKEN_VALIDATION_URL": "/account/code",
        "TWO_FACTOR_RESCUE_URL": "/account/rescue",
        "TWO_FACTOR_SELECT_URL": "/account/select",
        "MULTI_FACTOR_RECOVERY_URL": "/account/recovery-code",
        "MULTI_FACTOR_RECOVERY_CODES_URL": "/account/recovery-codes",
        "POST_CHANGE_VIEW": "account.overview",
        "POST_LOGIN_VIEW": "account.overview",
        "API_ENABLED_METHODS": ["session"],
        "I18N_DOMAIN": "messages",
        "I18N_DIRNAME": str(TRANSLATIONS),
        "CLI_USERS_NAME": None,
        "CLI_ROLES_NAME": None,
    }
    mails = ("PASSWORD_CHANGE_EMAIL", "PASSWORD_RESET_EMAIL", "PASSWORD_RESET_NOTICE_EMAIL")
    return {
        f"SECURITY_{name}": value for name, value in (features | {f"SEND_{m}": False for m in mails}).items()
    }


def _keys(secret: str) -> dict[str, Any]:
    """Keys of their own for each use, drawn from the one in the key file."""
    totp = hashlib.sha256(f"totp:{secret}".encode()).hexdigest()
    return {"SECURITY_TOTP_SECRETS": {"1": totp}, "SECURITY_TOTP_ISSUER": "LBSAP"}


def _second_factor_demanded() -> bool:
    return bool(current_app.config["LBSAP_SECOND_FACTOR"])


def _datastore() -> Any:
    return current_app.extensions["security"].datastore


def _begin_session(_app: Flask, user: User, **_said: Any) -> None:
    """At sign-in the session starts anew: nothing that was known before is good after."""
    session.pop("csrf_token", None)
    g.pop("csrf_token", None)
    session[_SEEN] = time.time()
    _note(user, "signed in")


def _end_all_sessions(_app: Flask, user: User | None = None, **_said: Any) -> None:
    """At sign-out every session of the account ends: a copied cookie is worth nothing."""
    _forget_account()
    if isinstance(user, User):
        _datastore().set_uniquifier(user)
        _datastore().commit()
        _note(user, "signed out")


def _note_password(_app: Flask, user: User, **_said: Any) -> None:
    _note(user, "password set")


def _note(user: User, what: str) -> None:
    actor = Actor(f"account {user.id}", user.held)
    note(actor, current_app.extensions["lbsap_engine"], what)


def _end_idle_session() -> None:
    """Before each request: a session rests for twelve hours at most, and ends after thirty days."""
    if "_user_id" not in session:
        return
    now, began = time.time(), session.get("fs_paa", 0)
    if now - session.get(_SEEN, 0) > IDLE.total_seconds() or now - began > ABSOLUTE.total_seconds():
        _forget_account()
    elif now - session[_SEEN] > 60:
        session[_SEEN] = now


def _refuse_foreign_next() -> None:
    """The library's pages lead on to where ``next`` says: to pages of ours only."""
    wanted = request.values.get("next") if request.blueprint == "security" else None
    if wanted and not safe_next(wanted, ""):
        abort(400)


def _forget_account() -> None:
    for name in session.keys() - _KEPT:
        session.pop(name)


def _digest(code: str) -> str:
    return hashlib.sha256(code.strip().lower().encode()).hexdigest()


def _close(_error: BaseException | None) -> None:
    opened = g.pop("account_session", None)
    if opened is not None:
        opened.close()
