"""Accounts over ARI, against a small PBX that keeps what it is given and answers in Asterisk's words."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest

from server_stub.pbx import accounts as module
from server_stub.pbx.accounts import Account, AccountPushFailed, Accounts, settle
from server_stub.state import ServerState

LIN = Account("1001", "careline", "0123456789abcdef0123456789abcdef")


class PbxOfTests:
    def __init__(self) -> None:
        self.held: dict[str, dict[str, str]] = {}
        self.puts: list[str] = []
        self.broken = 0
        self.forgets = False

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/endpoints/PJSIP"):
            names = [name.removeprefix("endpoint/") for name in self.held if name.startswith("endpoint/")]
            return httpx.Response(200, json=[{"technology": "PJSIP", "resource": name} for name in ["trunk", *names]])
        name = request.url.path.split("res_pjsip/")[1]
        if self.broken:
            self.broken -= 1
            return httpx.Response(500)
        if request.method == "DELETE":
            return httpx.Response(204 if self.held.pop(name, None) else 404)
        if request.method == "PUT":
            self.puts.append(name)
            if not self.forgets:
                self.held[name] = {field["attribute"]: field["value"] for field in json.loads(request.content)["fields"]}
            return httpx.Response(200, json=[])
        if name not in self.held:
            return httpx.Response(404)
        return httpx.Response(200, json=[{"attribute": key, "value": self.words(key, value)} for key, value in self.held[name].items()])

    @staticmethod
    def words(key: str, value: str) -> str:
        if key == "allow":
            return "(" + value.replace(",", "|") + ")"
        return {"yes": "true", "no": "false"}.get(value, value)

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.MockTransport(self), base_url="http://pbx/ari/")


async def test_made_in_order_and_not_twice() -> None:
    pbx = PbxOfTests()
    async with pbx.client() as client:
        await settle(client, LIN)
        await settle(client, LIN)
    assert pbx.puts == ["auth/1001", "aor/1001", "endpoint/1001"]
    assert pbx.held["auth/1001"]["password_digest"] == f"MD5:{LIN.ha1}"
    assert "password" not in pbx.held["auth/1001"]
    endpoint = pbx.held["endpoint/1001"]
    assert (endpoint["transport"], endpoint["media_encryption"], endpoint["dtls_verify"]) == ("tls", "dtls", "fingerprint")


async def test_what_is_not_held_is_noticed() -> None:
    pbx = PbxOfTests()
    pbx.forgets = True
    async with pbx.client() as client:
        with pytest.raises(AccountPushFailed):
            await settle(client, LIN)


async def test_removed_and_removed_again() -> None:
    pbx = PbxOfTests()
    async with pbx.client() as client:
        await settle(client, LIN)
        for _ in range(2):
            await settle(client, Account("1001", "careline", ""))
    assert pbx.held == {}


async def test_every_account_is_pushed_and_failures_are_tried_again(state: ServerState, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_AFTER_S", 0.01)
    pbx = PbxOfTests()
    pbx.broken = 3
    accounts = Accounts(state, transport=httpx.MockTransport(pbx))
    task = asyncio.create_task(accounts.run())
    accounts.ask_all()
    async with asyncio.timeout(5):
        while len(pbx.held) < 6:  # noqa: ASYNC110 - the other side is no coroutine
            await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert {"endpoint/1001", "endpoint/1002"} <= pbx.held.keys()
