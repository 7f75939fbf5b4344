"""The demo shop has its flaw, its fixed version has not, and neither leaves this machine."""

from __future__ import annotations

import http.client
import importlib.util
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pytest

from interviewer.settings import paths

FOLDER = paths.shipped_prompts() / "demo"


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The flawed shop's module."""
    return _module("shop", monkeypatch)


@pytest.fixture
def fixed(shop: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The fixed shop's module, which builds on the other one."""
    assert shop
    return _module("shop_fixed", monkeypatch)


def _module(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


class Browser:
    """Talks to the shop as one customer."""

    def __init__(self, port: int, host: str = "localhost") -> None:
        self.port, self.host, self.token = port, host, ""

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """Status and JSON of one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=100)
        headers = {"Host": f"{self.host}:{self.port}", "Authorization": f"Bearer {self.token}"}
        content = body if isinstance(body, str) else json.dumps(body) if body else None
        connection.request(method, path, content, headers)
        answer = connection.getresponse()
        result = answer.status, json.loads(answer.read())
        connection.close()
        return result

    def login(self, name: str) -> Browser:
        """Log in with the password of the demo."""
        status, answer = self.ask("POST", "/login", {"name": name, "password": f"{name}-demo"})
        assert status == 200
        self.token = answer["token"]
        return self


@contextmanager
def serving(module: ModuleType, shop: object) -> Iterator[int]:
    """Serve a shop; gives its port."""
    with module.ShopServer(shop, port=0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def exploit(port: int) -> tuple[list[str], list[str]]:
    """What Ada can read, and what she can write, by walking through the numbers.

    The owners of the invoices that were shown, and of those that took a note.
    """
    ada = Browser(port).login("ada")
    read = [ada.ask("GET", f"/invoices/{number}") for number in range(990, 1010)]
    wrote = [
        ada.ask("POST", f"/invoices/{number}/note", {"note": "Ada was here"})
        for number in range(990, 1010)
    ]
    assert {status for status, _ in (*read, *wrote)} == {200, 404}
    return (
        [invoice["customer"] for status, invoice in read if status == 200],
        [invoice["customer"] for status, invoice in wrote if status == 200],
    )


def test_the_shop_has_its_flaw(shop: ModuleType) -> None:
    """Another customer's invoice can be read and written by its number."""
    flawed = shop.Shop()
    with serving(shop, flawed) as port:
        assert exploit(port) == (["ada", "ben", "ada"], ["ada", "ben", "ada"])
    assert flawed.invoices[1001]["note"] == "Ada was here"


def test_the_mended_shop_has_not(shop: ModuleType, fixed: ModuleType) -> None:
    """The same walk shows and changes nothing but one's own, and the rest works as before."""
    sound = fixed.MendedShop()
    with serving(shop, sound) as port:
        assert exploit(port) == (["ada", "ada"], ["ada", "ada"])
        ben = Browser(port).login("ben")
        assert ben.ask("GET", "/invoices/1001")[1]["note"] == ""
        assert [invoice["id"] for invoice in ben.ask("GET", "/invoices")[1]] == [1001]


def test_a_foreign_number_looks_like_none_at_all(shop: ModuleType, fixed: ModuleType) -> None:
    """The fixed shop does not tell which numbers exist."""
    with serving(shop, fixed.MendedShop()) as port:
        ada = Browser(port).login("ada")
        assert ada.ask("GET", "/invoices/1001") == ada.ask("GET", "/invoices/4242")


def test_the_flaw_is_the_only_one_that_is_meant(shop: ModuleType) -> None:
    """Without a session, with a wrong password or a broken body there is nothing to see."""
    with serving(shop, shop.Shop()) as port:
        nobody = Browser(port)
        assert nobody.ask("GET", "/invoices/1000")[0] == 401
        assert nobody.ask("POST", "/login", {"name": "ada", "password": "x"})[0] == 401
        assert nobody.ask("POST", "/login", {"name": "eve"})[0] == 401
        assert nobody.ask("POST", "/login", "[1]")[0] == 400
        assert nobody.ask("POST", "/login", "no json")[0] == 400
        assert nobody.ask("POST", "/login", '"' + "x" * 20_000 + '"')[0] == 413
        assert Browser(port).login("ada").ask("GET", "/etc/passwd")[0] == 404


def test_other_host_names_get_no_answer(shop: ModuleType) -> None:
    """A page that points its own name at this machine cannot use the shop."""
    with serving(shop, shop.Shop()) as port:
        assert Browser(port, "attacker.example").ask("GET", "/invoices")[0] == 421


@pytest.mark.parametrize("name", ["shop", "shop_fixed"])
@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.com", ""])  # noqa: S104 - the point
def test_it_refuses_to_serve_anybody_else(name: str, host: str) -> None:
    """Only loopback addresses are served, whatever is asked for."""
    ended = subprocess.run(
        [sys.executable, str(FOLDER / f"{name}.py"), "--host", host, "--port", "0"],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 1
    assert "is not this machine" in ended.stderr


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_this_machine_is_loopback(shop: ModuleType, host: str) -> None:
    """By all its names."""
    assert shop.is_loopback(host)
