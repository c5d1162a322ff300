"""The PBX's configuration: every placeholder filled, nothing hostile let in, secrets readable by their owner alone."""

from __future__ import annotations

import re
import stat
from dataclasses import fields, replace
from pathlib import Path

import pytest

from pbx.render import TEMPLATES, BadSetting, PbxSettings, render, settings_from_environment, write

SETTINGS = PbxSettings(
    system_name="careline-a1b2c3",
    sip_tls_port=5061,
    trunk_port=5060,
    trunk_peer_port=5090,
    ami_port=5038,
    ari_port=8088,
    rtp_first=10000,
    rtp_last=10099,
    server_url="https://server.example:8443",
    pbx_token="token-0123456789abcdef",
    ami_user="careline",
    ami_secret="ami-0123456789abcdef",
    ari_user="careline",
    ari_secret="ari-0123456789abcdef",
)


def test_no_placeholder_is_left_and_no_setting_is_without_use() -> None:
    texts = render(SETTINGS)
    assert set(texts) == {path.name for path in TEMPLATES.glob("*.conf")}
    assert not [name for name, text in texts.items() if "@@" in text]
    asked = set(re.findall(r"@@([a-z_]+)@@", "".join(path.read_text() for path in TEMPLATES.glob("*.conf"))))
    assert asked == {field.name for field in fields(PbxSettings)}


def test_values_stand_where_they_belong() -> None:
    texts = render(SETTINGS)
    assert "systemname = careline-a1b2c3" in texts["asterisk.conf"]
    assert "SERVER=https://server.example:8443/pbx/v1" in texts["extensions.conf"]
    assert "bind=127.0.0.1:5061" in texts["pjsip.conf"]
    assert "contact=sip:127.0.0.1:5090" in texts["pjsip.conf"]


def test_the_pbx_listens_for_sip_by_tls_and_at_the_trunk_only() -> None:
    pjsip = render(SETTINGS)["pjsip.conf"]
    assert re.findall(r"^protocol=(\w+)$", pjsip, re.M) == ["tls", "udp"]
    assert "anonymous" not in pjsip
    assert "res_pjsip_endpoint_identifier_anonymous" not in render(SETTINGS)["modules.conf"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("system_name", "careline\n[admin]"),
        ("system_name", ""),
        ("system_name", "x" * 41),
        ("pbx_token", "short"),
        ("pbx_token", "0123456789abcdef)&SHELL("),
        ("pbx_token", "0123456789abcdef;comment"),
        ("ami_secret", "0123456789abcdef\nwrite = all"),
        ("ari_secret", "0123456789 abcdef"),
        ("ami_user", "general]"),
        ("server_url", "http://server.example"),
        ("server_url", "https://user:pass@server.example"),
        ("server_url", "https://server.example/path"),
        ("server_url", "https://server.example,x"),
        ("directory", "relative"),
        ("directory", "/instance/etc;"),
        ("bind_address", "localhost"),
        ("trunk_address", "127.0.0.1/0\npermit=0.0.0.0"),
        ("centre_number", "_X."),
        ("language", "fr"),
        ("sip_tls_port", 0),
        ("trunk_port", 65536),
        ("rtp_last", 10000),
    ],
)
def test_hostile_or_impossible_values_are_refused(name: str, value: str | int) -> None:
    with pytest.raises(BadSetting) as refusal:
        replace(SETTINGS, **{name: value})  # type: ignore[arg-type]
    if "secret" in name or "token" in name:
        assert str(value) not in str(refusal.value)


def test_a_template_that_asks_for_something_unknown_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "odd.conf").write_text("value = @@no_such_setting@@")
    with pytest.raises(BadSetting, match="no_such_setting"):
        render(SETTINGS, tmp_path)


def test_files_are_readable_by_their_owner_alone_and_replaced(tmp_path: Path) -> None:
    write({"manager.conf": "old"}, tmp_path / "etc")
    (tmp_path / "etc" / "manager.conf").chmod(0o644)
    write({"manager.conf": "new"}, tmp_path / "etc")
    file = tmp_path / "etc" / "manager.conf"
    assert file.read_text() == "new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def environment(**changes: str) -> dict[str, str]:
    found = {f"CARELINE_PBX_{field.name.upper()}": str(getattr(SETTINGS, field.name)) for field in fields(PbxSettings)}
    return found | changes


def test_the_container_s_settings_come_from_the_environment(tmp_path: Path) -> None:
    assert settings_from_environment(environment()) == SETTINGS
    secret = tmp_path / "secret"
    secret.write_text("from-a-file-0123456789\n")
    changed = environment(CARELINE_PBX_AMI_SECRET_FILE=str(secret))
    del changed["CARELINE_PBX_AMI_SECRET"]
    assert settings_from_environment(changed).ami_secret == "from-a-file-0123456789"


def test_what_is_missing_in_the_environment_is_named() -> None:
    incomplete = environment()
    del incomplete["CARELINE_PBX_PBX_TOKEN"]
    with pytest.raises(BadSetting, match="pbx_token"):
        settings_from_environment(incomplete)
    with pytest.raises(BadSetting, match="AMI_PORT"):
        settings_from_environment(environment(CARELINE_PBX_AMI_PORT="5038x"))
