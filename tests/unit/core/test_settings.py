"""Command line before environment before settings file; and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent_app.settings import SettingsError, read_settings


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_command_line_wins(tmp_path: Path) -> None:
    file = tmp_path / "desk.toml"
    file.write_text('server = "https://file"\nprofile = "of-file"\nlog_level = "warning"\n')
    environment = {"CARELINE_SERVER": "https://environment", "CARELINE_PROFILE": "of-environment"}
    settings = read_settings(["--server", "https://line:8443/", "--settings", str(file)], environment)
    assert settings.server_url == "https://line:8443"
    assert settings.profile == "of-environment"
    assert settings.log_level == "warning"
    assert settings.base_dir is None
    assert settings.dialogs


def test_system_settings_file(tmp_path: Path) -> None:
    file = tmp_path / "config" / "careline" / "desk.toml"
    file.parent.mkdir(parents=True)
    file.write_text('server = "https://clinic.example"\n')
    settings = read_settings([], {})
    assert (settings.server_url, settings.profile, settings.ca_file) == ("https://clinic.example", "desk", None)


@pytest.mark.parametrize(
    "url",
    ["http://clinic", "clinic.example", "https://", "ftp://x", "https://u:p@clinic", "https://clinic?x=1", "https://[", "https://h:99999"],
)
def test_only_https(url: str) -> None:
    with pytest.raises(SettingsError, match="https"):
        read_settings(["--server", url], {})


def test_no_server() -> None:
    with pytest.raises(SettingsError, match="which server"):
        read_settings([], {})


def test_certificate_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no certificate file"):
        read_settings(["--server", "https://x", "--ca", str(tmp_path / "ca.pem")], {})


@pytest.mark.parametrize(
    ("text", "says"), [("server = [", "cannot be read"), ("sevrer = 'x'", "unknown settings: sevrer"), ("profile = 3", "texts")]
)
def test_settings_file_with_faults(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "desk.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=says):
        read_settings(["--settings", str(file)], {})
