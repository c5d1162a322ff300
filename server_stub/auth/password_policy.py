"""Which passwords are taken. Pure; any thread.

Length, not the user name, not one of those that are tried first; no rules of composition, which only make people write them down.
"""

from __future__ import annotations

from typing import Final

from server_stub.problems import Problem

SHORTEST: Final = 10
LONGEST: Final = 256

_COMMONEST: Final = frozenset(
    """
    1234567890 0123456789 9876543210 0987654321 12345678910 123456789a a123456789 1234567890a 123123123123 1q2w3e4r5t 1qaz2wsx3edc
    q1w2e3r4t5 qwertyuiop qwerty1234 qwerty12345 qwerty123456 asdfghjkl1 zxcvbnm123 password12 password123 password1234 passw0rd123
    p@ssw0rd123 iloveyou12 iloveyou123 woaini1314 woaini520 woaini1314520 5201314520 1314520520 abc1234567 abcd123456 abcdefghij
    abc123456789 aa123456789 letmein123 welcome123 administrator admin12345 admin123456 careline-demo changeme123 hospital123 callcenter
    callcentre йцукенгшщз йцукен12345 parol12345 пароль12345 пароль123456 1029384756 147258369 1472583690 qazwsxedcrfv
    """.split()
)


def check(password: str, username: str) -> None:
    """Raises Problem ``password_too_short``, ``password_is_name``, ``password_common``."""
    if len(password) < SHORTEST:
        raise Problem("password_too_short", least=str(SHORTEST))
    plain = password.casefold().strip()
    if plain == username.casefold().strip() or plain == username.casefold().strip()[::-1]:
        raise Problem("password_is_name")
    if plain in _COMMONEST or len(set(plain)) < 3:
        raise Problem("password_common")
