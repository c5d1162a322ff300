"""Runs one Asterisk on this machine: its own mount namespace, the shared read-only root file system, its own folder for all it writes.

Used by the local stack, the tests and the scenarios; blocks the calling thread while starting and stopping. Needs root for the
namespace; Asterisk itself gives root up before it opens a socket.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from pbx.render import BadSetting, PbxSettings, render, write
from stack.rootfs import ensure_rootfs
from stack.say import SetupError, tail
from stack.spool import make_spool, spool_of

_FOLDERS = ("etc", "db", "spool", "log", "run", "cel", "keys", "trust", "centre/sounds")
# There from the beginning: Asterisk does not notice that an included file has appeared, only that it was changed.
_WRITTEN_BY_SERVER = ("queues.conf", "pjsip.conf")
_BOOT_LIMIT_S = 60.0
_STOP_PATIENCE_S = 10.0
_LOOK_EVERY_S = 0.1
_ASTERISK = ("/usr/sbin/asterisk", "-C", "/instance/etc/asterisk.conf")

# $1 the root, $2 the instance's folder, $3 its spool. All mounts vanish with the process. Only the centre's own authority is among the
# trusted ones.
_ENTER = """
set -eu
mount --bind "$1" "$1"
mount --bind "$2" "$1/instance"
mount --bind "$3" "$1/instance/spool"
mount --bind "$2/trust" "$1/etc/ssl/certs"
mount --rbind /dev "$1/dev"
mount -t proc proc "$1/proc"
mount -t tmpfs -o mode=1777,size=16m tmpfs "$1/tmp"
mount -o remount,bind,ro "$1"
umask 077
root=$1
shift 3
exec chroot "$root" "$@"
"""


@dataclass(frozen=True)
class PbxConfig:
    """What one instance is told. ``cert``, ``key`` and ``ca`` are PEM files, copied into the instance."""

    directory: Path
    system_name: str
    sip_tls_port: int
    trunk_port: int
    trunk_peer_port: int
    ami_port: int
    ari_port: int
    rtp_first: int
    rtp_last: int
    server_url: str
    pbx_token: str
    ami_user: str
    ami_secret: str
    ari_user: str
    ari_secret: str
    cert: Path
    key: Path
    ca: Path
    language: str = "zh"


class PbxInstance:
    """One Asterisk. Not thread-safe; ``console`` may be called from any thread while it runs."""

    def __init__(self, config: PbxConfig) -> None:
        self.config = config
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """Process number of the running Asterisk, None when it is not running."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    @property
    def spool_dir(self) -> Path:
        """Recordings lie in its subfolder ``recordings``."""
        return spool_of(self.config.directory)

    @property
    def centre_dir(self) -> Path:
        """Where the server writes queues, trunks and announcements."""
        return self.config.directory / "centre"

    @property
    def cel_file(self) -> Path:
        return self.config.directory / "cel" / "careline.csv"

    def start(self) -> None:
        """Return when Asterisk is fully booted. Raises SetupError with the end of its log."""
        if self.pid is not None:
            return
        root = ensure_rootfs()
        self._prepare(root)
        console_log = self.config.directory / "log" / "console.log"
        enter: list[str | Path] = [
            "unshare",
            "--mount",
            "--propagation",
            "private",
            "sh",
            "-c",
            _ENTER,
            "careline-pbx",
            root,
            self.config.directory,
            self.spool_dir,
        ]
        with console_log.open("ab") as output:
            self._process = subprocess.Popen(
                [*enter, *_ASTERISK, "-f", "-U", "asterisk", "-G", "asterisk"],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"},
                start_new_session=True,
            )
        try:
            self._wait_fully_booted(console_log)
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """End calls and process in good order; kill what does not end."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def console(self, command: str) -> str:
        """The answer of Asterisk's console to ``command``. Raises SetupError when it does not answer."""
        answer = self._ask_console(command)
        if answer is None:
            raise SetupError(f"The PBX does not answer its console (command: {command.partition(' ')[0]}).")
        return answer

    def _ask_console(self, command: str) -> str | None:
        if self.pid is None:
            return None
        inside = ["nsenter", f"--target={self.pid}", "--mount", "--root", "--wd=/", "--"]
        try:
            done = subprocess.run([*inside, *_ASTERISK, "-rx", command], capture_output=True, text=True, timeout=30, check=False)
        except subprocess.TimeoutExpired:
            return None
        return done.stdout if done.returncode == 0 else None

    def _wait_fully_booted(self, console_log: Path) -> None:
        deadline = time.monotonic() + _BOOT_LIMIT_S
        while time.monotonic() < deadline:
            if self.pid is None:
                raise SetupError(f"Asterisk ended while it was starting. Its log {console_log} ends with:\n{tail(console_log)}")
            if self._ask_console("core waitfullybooted") is not None:
                return
            time.sleep(_LOOK_EVERY_S)
        raise SetupError(f"Asterisk did not start within {_BOOT_LIMIT_S:.0f} s. Its log {console_log} ends with:\n{tail(console_log)}")

    def _end(self, how: signal.Signals) -> None:
        process = self._process
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(how)
        try:
            process.wait(_STOP_PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._process = None

    def _prepare(self, root: Path) -> None:
        """Make the instance's folder, owned by Asterisk's user: configuration, keys, room for what it writes."""
        directory = self.config.directory
        for name in _FOLDERS:
            (directory / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            write(render(_settings(self.config, root)), directory / "etc")
        except BadSetting as error:
            raise SetupError(f"The PBX cannot be configured: {error}.") from error
        for source, name in ((self.config.cert, "pbx.crt"), (self.config.key, "pbx.key"), (self.config.ca, "ca.crt")):
            _copy(source, directory / "keys" / name, 0o600)
        _copy(self.config.ca, directory / "trust" / "ca-certificates.crt", 0o644)
        for name in _WRITTEN_BY_SERVER:
            (directory / "centre" / name).touch()
        (directory / "run" / "asterisk.ctl").unlink(missing_ok=True)
        _give_to(_asterisk_user(root), directory)
        _give_to(_asterisk_user(root), make_spool(directory))


def _settings(config: PbxConfig, root: Path) -> PbxSettings:
    modules = next(root.glob("usr/lib/*/asterisk/modules"))
    return PbxSettings(
        system_name=config.system_name,
        sip_tls_port=config.sip_tls_port,
        trunk_port=config.trunk_port,
        trunk_peer_port=config.trunk_peer_port,
        ami_port=config.ami_port,
        ari_port=config.ari_port,
        rtp_first=config.rtp_first,
        rtp_last=config.rtp_last,
        server_url=config.server_url,
        pbx_token=config.pbx_token,
        ami_user=config.ami_user,
        ami_secret=config.ami_secret,
        ari_user=config.ari_user,
        ari_secret=config.ari_secret,
        multiarch=modules.parent.parent.name,
        language=config.language,
    )


def _copy(source: Path, target: Path, mode: int) -> None:
    target.unlink(missing_ok=True)
    shutil.copyfile(source, target)
    target.chmod(mode)


def _asterisk_user(root: Path) -> pwd.struct_passwd:
    """The user ``asterisk`` as the root file system numbers it (this machine may know none)."""
    for line in (root / "etc/passwd").read_text().splitlines():
        name, password, uid, gid, comment, home, shell = line.split(":")
        if name == "asterisk":
            return pwd.struct_passwd((name, password, int(uid), int(gid), comment, home, shell))
    raise SetupError("The PBX's root file system has no user asterisk; remove it from the cache folder to have it built again.")


def _give_to(user: pwd.struct_passwd, directory: Path) -> None:
    for folder, _, files in os.walk(directory):
        os.chown(folder, user.pw_uid, user.pw_gid)
        for file in files:
            os.chown(Path(folder) / file, user.pw_uid, user.pw_gid, follow_symlinks=False)
