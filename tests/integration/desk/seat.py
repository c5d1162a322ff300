"""One agent's desk as the tests of bad input use it: started, told what to do, read until it says what it should."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stack.local_stack import DEMO_PASSWORD
from stack.paths import CLONE, VENV_PYTHON


@dataclass(frozen=True)
class Screen:
    title: str
    words: tuple[str, ...]
    tips: tuple[str, ...]

    def says(self, phrase: str) -> bool:
        return any(phrase in text for text in (*self.words, *self.tips))


class Seat:
    """A context manager. ``directory`` keeps the profile from one start to the next."""

    def __init__(
        self, directory: Path, server_url: str, ca_file: Path, env: Mapping[str, str] | None = None, *, profile: str = "lin"
    ) -> None:
        """``env``: a headset's, where calls are answered."""
        self.directory = directory
        self._env = dict(env or {})
        self._arguments = ["--server", server_url, "--ca", str(ca_file), "--profile", profile, "--data-dir", str(directory / "desks")]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, module: str = "tests.integration.desk.watched") -> None:
        self.directory.mkdir(parents=True, exist_ok=True)
        home = self.directory / "home"
        home.mkdir(exist_ok=True)
        surroundings = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home), "LANGUAGE": "en", "LC_ALL": "C.UTF-8"}
        with (self.directory / "desk.err").open("ab") as errors:
            self._process = subprocess.Popen(
                [VENV_PYTHON, "-m", module, *self._arguments, "--no-dialogs"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=CLONE,
                env={**os.environ, **surroundings, **self._env, "QT_QPA_PLATFORM": "offscreen"},
            )

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def tell(self, **command: Any) -> Screen:
        """What the window shows after ``command`` (``do`` and its values; see ``watched``)."""
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(command).encode() + b"\n")
        self._process.stdin.flush()
        while True:
            line = self._process.stdout.readline()
            assert line, f"the desk ended: {self._process.wait()}\n{self.errors()[-2000:]}"
            if line.startswith(b"{"):  # PJSIP's own words before its log level is set
                answer = json.loads(line)
                return Screen(answer["title"], tuple(answer["words"]), tuple(answer["tips"]))

    def wait(self, *phrases: str, title: str = "", limit_s: float = 20.0) -> Screen:
        """The screen, once it says all of ``phrases`` and the title ends with ``title``. Fails after ``limit_s``."""
        deadline = time.monotonic() + limit_s
        while True:
            screen = self.tell(do="look")
            if all(screen.says(phrase) for phrase in phrases) and screen.title.endswith(title):
                return screen
            assert time.monotonic() < deadline, f"not on the screen: {phrases}, {title!r}; but {screen}"
            time.sleep(0.05)

    def sign_in(self, password: str = DEMO_PASSWORD, user: str = "lin") -> None:
        self.wait("Password")
        self.tell(do="sign_in", user=user, password=password)

    def end(self, limit_s: float = 15.0) -> int:
        """Its exit code."""
        if self._process is None:
            return 0
        if self._process.poll() is None:
            self.tell(do="close")
        code = self._process.wait(limit_s)
        self._close_pipes()
        return code

    def exit_code(self, limit_s: float = 20.0) -> int:
        """Of a desk that ends by itself."""
        assert self._process is not None
        code = self._process.wait(limit_s)
        self._close_pipes()
        return code

    def errors(self) -> str:
        return (self.directory / "desk.err").read_text(errors="replace")

    def __enter__(self) -> Seat:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._close_pipes()

    def _close_pipes(self) -> None:
        if self._process is not None:
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None and not pipe.closed:
                    pipe.close()
