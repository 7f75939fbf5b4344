"""A small shop with a flaw to find: start it, log in as two customers, and look.

    python shop.py               # http://127.0.0.1:8080
    python shop.py --port 9000

It needs nothing but Python, keeps everything in memory, and serves this machine only: it
refuses to start on any address that is not loopback, and answers no other host name.

    curl -s localhost:8080/login -d '{"name": "ada", "password": "ada-demo"}'    # -> a token
    curl -s localhost:8080/invoices -H 'Authorization: Bearer TOKEN'
    curl -s localhost:8080/invoices/1001 -H 'Authorization: Bearer TOKEN'
    curl -s localhost:8080/invoices/1001/note -H 'Authorization: Bearer TOKEN' -d '{"note": "Hi"}'

Customers are ada (password ada-demo) and ben (password ben-demo).
"""

from __future__ import annotations

import argparse
import ipaddress
import json
import re
import secrets
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PASSWORDS = {"ada": "ada-demo", "ben": "ben-demo"}
MAX_BODY = 10_000


class RefusedError(Exception):
    """An answer other than success."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class Shop:
    """Customers, their sessions and their invoices."""

    def __init__(self) -> None:
        self.sessions: dict[str, str] = {}
        self.invoices = {
            1000: {"id": 1000, "customer": "ada", "item": "Headphones", "total": 7900, "note": ""},
            1001: {"id": 1001, "customer": "ben", "item": "Blood test", "total": 4500, "note": ""},
            1002: {"id": 1002, "customer": "ada", "item": "Desk lamp", "total": 3200, "note": ""},
        }

    def login(self, name: object, password: object) -> str:
        """A new session's token."""
        if not isinstance(password, str) or PASSWORDS.get(str(name)) != password:
            raise RefusedError(HTTPStatus.UNAUTHORIZED)
        token = secrets.token_urlsafe(24)
        self.sessions[token] = str(name)
        return token

    def caller(self, header: str) -> str:
        """Who is asking."""
        name = self.sessions.get(header.removeprefix("Bearer "))
        if name is None:
            raise RefusedError(HTTPStatus.UNAUTHORIZED)
        return name

    def list_invoices(self, caller: str) -> list[dict[str, object]]:
        """The caller's invoices."""
        return [invoice for invoice in self.invoices.values() if invoice["customer"] == caller]

    def invoice(self, caller: str, number: int) -> dict[str, object]:
        """One invoice."""
        if number not in self.invoices:
            raise RefusedError(HTTPStatus.NOT_FOUND)
        return self.invoices[number]

    def annotate(self, caller: str, number: int, note: object) -> dict[str, object]:
        """The invoice, with the customer's note on it."""
        found = self.invoice(caller, number)
        found["note"] = str(note)[:200]
        return found


class Handler(BaseHTTPRequestHandler):
    """Requests to the shop that the server holds."""

    server: ShopServer

    def do_GET(self) -> None:
        """Invoices, all of the caller's or one."""
        self._answer("GET")

    def do_POST(self) -> None:
        """Login, and notes on invoices."""
        self._answer("POST")

    def _answer(self, method: str) -> None:
        try:
            status, body = HTTPStatus.OK, self._route(method, self._body())
        except RefusedError as refusal:
            status, body = refusal.status, {"error": str(refusal)}
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _body(self) -> dict[str, object]:
        length = int(self.headers.get("Content-Length") or 0)
        if length > MAX_BODY:
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        try:
            body = json.loads(self.rfile.read(length) or b"{}")
        except ValueError:
            body = None
        if not isinstance(body, dict):
            raise RefusedError(HTTPStatus.BAD_REQUEST)
        return body

    def _route(self, method: str, body: dict[str, object]) -> object:
        shop = self.server.shop
        if not is_loopback(self.headers.get("Host", "").rsplit(":", 1)[0].strip("[]")):
            raise RefusedError(HTTPStatus.MISDIRECTED_REQUEST)
        if (method, self.path) == ("POST", "/login"):
            return {"token": shop.login(body.get("name"), body.get("password"))}
        caller = shop.caller(self.headers.get("Authorization", ""))
        if (method, self.path) == ("GET", "/invoices"):
            return shop.list_invoices(caller)
        if method == "GET" and (match := re.fullmatch(r"/invoices/(\d{1,9})", self.path)):
            return shop.invoice(caller, int(match[1]))
        if method == "POST" and (match := re.fullmatch(r"/invoices/(\d{1,9})/note", self.path)):
            return shop.annotate(caller, int(match[1]), body.get("note", ""))
        raise RefusedError(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


class ShopServer(ThreadingHTTPServer):
    """Serves a shop on a loopback address."""

    daemon_threads = True

    def __init__(self, shop: Shop, host: str = "127.0.0.1", port: int = 8080) -> None:
        if not is_loopback(host):
            raise SystemExit(f"{host} is not this machine; this program has a flaw by design.")
        self.shop = shop
        super().__init__((host, port), Handler)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine and nothing else."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def main(shop: Shop) -> None:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(description="A small shop with a flaw to find.")
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address")
    parser.add_argument("--port", type=int, default=8080)
    options = parser.parse_args()
    with ShopServer(shop, options.host, options.port) as server:
        print(f"http://{options.host}:{server.server_port} (Ctrl-C ends it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main(Shop())
