"""What the sign-in pages say: our words in place of the account library's, translated with all others."""

from __future__ import annotations

from typing import Final

from lbsap.web.language import N_

_WRONG: Final = (N_("The e-mail address, password or code is not right."), "error")
_LINK: Final = (N_("This link is no longer valid. Ask an administrator for a new one."), "error")
_START_AGAIN: Final = (N_("That took too long. Start again."), "error")

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "GENERIC_AUTHN_FAILED": _WRONG,
    "USER_DOES_NOT_EXIST": _WRONG,
    "INVALID_PASSWORD": _WRONG,
    "INVALID_PASSWORD_CODE": _WRONG,
    "DISABLED_ACCOUNT": _WRONG,
    "GENERIC_RECOVERY": (N_("Ask an administrator for a link to set a new password."), "info"),
    "EMAIL_NOT_PROVIDED": (N_("Enter your e-mail address."), "error"),
    "INVALID_EMAIL_ADDRESS": (N_("Enter an e-mail address in the form name@example.org."), "error"),
    "PASSWORD_NOT_PROVIDED": (N_("Enter your password."), "error"),
    "RETYPE_PASSWORD_MISMATCH": (N_("The two passwords differ. Type the same password twice."), "error"),
    "PASSWORD_IS_THE_SAME": (N_("Choose a password that differs from the present one."), "error"),
    "PASSWORD_INVALID_LENGTH": (N_("The password needs at least %(length)s characters."), "error"),
    "PASSWORD_CHANGE": (N_("Your password has been changed. All other sessions have ended."), "success"),
    "PASSWORD_RESET_NO_LOGIN": (N_("Your password has been set. Sign in with it now."), "success"),
    "PASSWORD_RESET_EXPIRED": _LINK,
    "INVALID_RESET_PASSWORD_TOKEN": _LINK,
    "UNAUTHENTICATED": (N_("Sign in to open this page."), "error"),
    "UNAUTHORIZED": (N_("Your account may not open this page."), "error"),
    "ANONYMOUS_USER_REQUIRED": (N_("You are signed in already."), "info"),
    "REAUTHENTICATION_REQUIRED": (N_("Enter your password again to go on."), "info"),
    "REAUTHENTICATION_SUCCESSFUL": (N_("Thank you. You can go on."), "info"),
    "TWO_FACTOR_INVALID_TOKEN": (
        N_("The code is not right or has been used. Wait for the next one."),
        "error",
    ),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": (N_("The code was right. You are signed in."), "success"),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (N_("Your authenticator app is set up."), "success"),
    "TWO_FACTOR_PERMISSION_DENIED": _START_AGAIN,
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": (N_("Choose one of the options."), "error"),
    "TWO_FACTOR_DISABLED": (N_("The second step of sign-in is switched off."), "success"),
    "TWO_FACTOR_SETUP_EXPIRED": _START_AGAIN,
    "INVALID_RECOVERY_CODE": (N_("The recovery code is not right or has been used."), "error"),
    "NO_RECOVERY_CODES_SETUP": (N_("There are no recovery codes yet."), "info"),
    "INVALID_CODE": (N_("Enter the code."), "error"),
    "INVALID_INPUT": (N_("This value cannot be used here."), "error"),
    "INVALID_REDIRECT": (N_("This address does not belong to this site."), "error"),
    "API_ERROR": (N_("This value cannot be used here."), "error"),
}
"""Texts by the library's name for them; those of features that are off keep the library's words, never shown."""
