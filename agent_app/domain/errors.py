"""Errors a person may read."""

from __future__ import annotations


class UserFacingError(Exception):
    """Carries a message code; the window turns it into words of the user's language.

    ``code`` is stable and English-like (``wrong_password``); ``params`` fill its placeholders.
    """

    def __init__(self, code: str, *, permanent: bool = True, **params: str) -> None:
        super().__init__(f"{code} {params}" if params else code)
        self.code = code
        self.permanent = permanent
        self.params = params


class ServerAway(UserFacingError):
    """The server did not answer: nothing is lost, it will be tried again."""

    def __init__(self, detail: str = "") -> None:
        super().__init__("server_away", permanent=False, detail=detail)


class CertificateRefused(UserFacingError):
    """The server's or PBX's certificate is not signed by the authority this desk trusts."""

    def __init__(self, host: str, detail: str = "") -> None:
        super().__init__("certificate_refused", permanent=True, host=host, detail=detail)


class SessionLost(UserFacingError):
    """The tokens are no longer good (``session_expired``, ``signed_in_elsewhere``, ``account_disabled``): sign in again.

    Not permanent: what waited in the outbox waits for the next sign-in of the same person.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code, permanent=False)
