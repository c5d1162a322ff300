"""Settings from environment and file, and what a production server refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from server_stub.settings import Settings, load_settings, read_secret


@pytest.fixture(autouse=True)
def _no_settings_around(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in tuple(os.environ):
        if name.startswith("CARELINE_"):
            monkeypatch.delenv(name)


def test_production_refuses_the_demo() -> None:
    with pytest.raises(ValidationError, match="CARELINE_DEMO"):
        Settings(production=True, demo=True, tls_cert=Path("c"), tls_key=Path("k"))


def test_production_needs_a_certificate() -> None:
    with pytest.raises(ValidationError, match="CARELINE_TLS_CERT"):
        Settings(production=True)


def test_production_needs_a_place_for_keys_apart_from_the_data(tmp_path: Path) -> None:
    given: dict[str, Any] = {"production": True, "tls_cert": Path("c"), "tls_key": Path("k"), "data_dir": tmp_path / "data"}
    with pytest.raises(ValidationError, match="CARELINE_KEYS_DIR"):
        Settings(**given)
    assert Settings(**given, keys_dir=tmp_path / "keys").effective_keys_dir == tmp_path / "keys"


@pytest.mark.parametrize(("data", "keys"), [("data", "data"), ("data", "data/keys"), ("all/data", "all"), ("data", "x/../data/keys")])
def test_keys_and_data_never_lie_in_one_another(tmp_path: Path, data: str, keys: str) -> None:
    with pytest.raises(ValidationError, match="must not lie in one another"):
        Settings(data_dir=tmp_path / data, keys_dir=tmp_path / keys)


def test_certificate_and_key_go_together() -> None:
    with pytest.raises(ValidationError, match="go together"):
        Settings(tls_cert=Path("c"))


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "careline.env"
    file.write_text("CARELINE_PORT=1111\nCARELINE_SIP_DOMAIN=pbx.example\n# a comment\nCARELINE_UNKNOWN=1\n")
    monkeypatch.setenv("CARELINE_PORT", "2222")
    settings = load_settings(file)
    assert (settings.port, settings.sip_domain) == (2222, "pbx.example")


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_settings(tmp_path / "none")


def test_the_database_lies_in_the_data_directory(tmp_path: Path) -> None:
    assert Settings(data_dir=tmp_path).effective_database_url == f"sqlite:///{tmp_path}/careline.sqlite"
    assert Settings(database_url="postgresql+psycopg://x/y").effective_database_url == "postgresql+psycopg://x/y"


def test_secrets_are_read_from_files(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s3cret\n")
    assert read_secret(tmp_path / "secret") == "s3cret"
    assert read_secret(None) == ""
