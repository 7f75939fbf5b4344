"""A real browser without a window: Debian's Chromium, cut off from every network."""

from __future__ import annotations

import base64
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_core_python.selenium import Axe
from selenium.webdriver import ActionChains, Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.keys import Keys

CHROMIUM, DRIVER = (shutil.which(name) for name in ("chromium", "chromedriver"))

FLAGS = (
    "--headless=new",
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)

QUIET = frozenset({"file", "data", "blob", "chrome", "about"})
"""Addresses that leave no machine."""


@dataclass
class Browser:
    """Chromium on one page at a time, watched for requests and errors."""

    chrome: Chrome

    def open(self, page: Path | str, *, width: int = 1280, height: int = 900) -> None:
        """Load a page from disk in a window of that size."""
        self.resize(width, height)
        self.chrome.get(page.absolute().as_uri() if isinstance(page, Path) else page)

    def resize(self, width: int, height: int = 900) -> None:
        """Set the size of the window, phones included."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def prefer(self, scheme: str) -> None:
        """Ask for light or dark."""
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})

    def run(self, script: str, *values: Any) -> Any:
        """The value that a script returns."""
        return self.chrome.execute_script(script, *values)

    def press(self, key: str, *, shift: bool = False) -> None:
        """Press a key where the focus is."""
        keys = ActionChains(self.chrome)
        if shift:
            keys.key_down(Keys.SHIFT).send_keys(key).key_up(Keys.SHIFT).perform()
        else:
            keys.send_keys(key).perform()

    def problems(self) -> list[str]:
        """Errors of the console, refusals of the content security policy among them."""
        return [
            entry["message"]
            for entry in self.chrome.get_log("browser")  # type: ignore[no-untyped-call]
            if entry["level"] in {"SEVERE", "WARNING"}
        ]

    def requests(self) -> list[str]:
        """Addresses of the page's resources that are not inside it."""
        names: list[str] = self.run(
            "return performance.getEntriesByType('resource').map(entry => entry.name)"
        )
        return [name for name in names if name.split(":")[0] not in QUIET]

    def accessibility(self) -> list[str]:
        """What axe finds against WCAG 2.1 A and AA, one line a fault."""
        rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
        found = Axe().run(self.chrome, options=rules)
        return [
            f"{fault['id']}: {node['html'][:120]} {node['failureSummary']}"
            for fault in found["violations"]
            for node in fault["nodes"]
        ]

    def picture(self) -> bytes:
        """What is seen, as PNG."""
        return base64.b64decode(self.chrome.get_screenshot_as_base64())


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser of its own, closed at the end."""
    if not (CHROMIUM and DRIVER):
        pytest.skip("Chromium is not installed (packages chromium and chromium-driver)")
    with tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as profile:
        options = ChromeOptions()
        options.binary_location = CHROMIUM
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        chrome = Chrome(options=options, service=Service(DRIVER))
        try:
            yield Browser(chrome)
        finally:
            chrome.quit()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a run."""
    with chromium() as opened:
        yield opened
