"""A headless Chromium that looks at a page: what it reads, what it complains of, and what it asks of the network."""

from __future__ import annotations

import time
import base64
import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

SECONDS_TO_LOAD = 30

# The rows of a table by the keys of their columns; an exact amount where the cell has one.
READ_TABLE = """
const table = document.getElementById("table-" + arguments[0]);
const more = table.closest(".data").querySelector("button.more");
if (!more.hidden && more.getAttribute("aria-expanded") === "false") return null;
const keys = [...table.tHead.querySelectorAll("th[data-key]")].map(head => head.dataset.key);
return [...table.tBodies[0].rows].filter(row => !row.querySelector("td.none")).map(row =>
  Object.fromEntries([["class", row.className], ...keys.map((key, place) =>
    [key, row.cells[place].dataset.value ?? row.cells[place].textContent])]));
"""

# Waits for the frame in which the page renders, and for the one behind it.
SETTLE = """
const done = arguments[arguments.length - 1];
requestAnimationFrame(() => requestAnimationFrame(() => done(true)));
"""


class Browser:
    """One Chromium; `open` shows it a page."""

    def __init__(self, width: int = 1400, dark: bool = False, scripts: bool = True) -> None:
        options = Options()
        options.binary_location = shutil.which("chromium") or "chromium"
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                         "--force-color-profile=srgb", f"--window-size={width},1000"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        service = Service(shutil.which("chromedriver") or "chromedriver")
        self.driver = webdriver.Chrome(options=options, service=service)
        self.driver.set_page_load_timeout(SECONDS_TO_LOAD)
        self.driver.set_script_timeout(SECONDS_TO_LOAD)
        self.look(width, dark)
        if not scripts:
            self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *_: object) -> None:
        self.driver.quit()

    def look(self, width: int, dark: bool = False, media: str = "screen") -> None:
        """Sets how wide the window is, dark or light, on a screen or on paper."""
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": False})
        scheme = "dark" if dark else "light"
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "media": media, "features": [{"name": "prefers-color-scheme", "value": scheme}]})

    def open(self, path: Path | str, address: str = "") -> None:
        """Opens a file, at an address within it."""
        self.driver.get("about:blank")
        self.driver.get(f"file://{path}" + (f"#{address}" if address else ""))

    def run(self, script: str, *arguments: Any) -> Any:
        """Runs a script in the page."""
        return self.driver.execute_script(script, *arguments)

    def settle(self) -> None:
        """Waits until what was changed is shown."""
        self.driver.execute_async_script(SETTLE)

    def go(self, address: str) -> None:
        """Follows a link to an address within the page."""
        # The page keeps its address a little later; a link to what still stands there leads nowhere.
        _ = self.address
        self.run("location.hash = arguments[0]", address)
        self.settle()

    @property
    def address(self) -> str:
        """Where in the page it is, once the page has put its view there."""
        deadline = time.monotonic() + 5
        while True:
            address = self.driver.current_url.partition("#")[2]
            shown = self.run("return document.documentElement.dataset.shown ?? ''")
            if address == shown.partition(" ")[2] or time.monotonic() > deadline:
                return address
            time.sleep(0.05)

    def table(self, name: str) -> list[dict[str, str]]:
        """All rows of a table."""
        rows = self.run(READ_TABLE, name)
        if rows is None:
            self.run("document.getElementById('table-' + arguments[0]).closest('.data')"
                     ".querySelector('button.more').click()", name)
            self.settle()
            rows = self.run(READ_TABLE, name)
        return rows

    def figure_text(self, name: str) -> str:
        """One of the figures at the head of the page, as it stands there."""
        return self.run("return document.querySelector('#figure-' + arguments[0] + ' strong').textContent", name)

    def figure(self, name: str) -> Decimal:
        """The stated part of a figure."""
        return Decimal(self.figure_text(name).split("?")[0].rstrip(" +").replace(",", "") or "0")

    def complaints(self) -> list[str]:
        """What the console says, since it was asked last."""
        return [f"{entry['level']}: {entry['message']}" for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """What was asked for, since it was asked last, but for the files that were opened."""
        found = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                found.append(message["params"]["request"]["url"])
        return [url for url in found if not url.startswith(("file:///", "about:", "data:"))]

    def picture(self, path: Path, width: int, most: int = 2400) -> None:
        """Takes a picture of the page from its head."""
        height = self.run("return document.documentElement.scrollHeight")
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": width, "height": min(height, most), "scale": 1}})
        path.write_bytes(base64.b64decode(shot["data"]))
