"""Take a picture of the running demonstration for the README: one page, as people see it.

screenshot.py [--account NAME] [--page ADDRESS] [--menu WORDS] [--width PIXELS] [--to FILE]
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from answers import answers
from playwright.sync_api import Page, ViewportSize, sync_playwright

REPOSITORY = Path(__file__).resolve().parent.parent
DANVAN = str(Path(sys.executable).parent / "danvan")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PASSWORD = re.compile(r"password: (\S+)")
LONGEST = 60
"""Seconds to wait for the server."""


def free_port() -> int:
    """Return a port of this computer that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def demonstration(var: Path) -> Iterator[str]:
    """Load the demonstration into a folder, serve it, and yield its address."""
    told = {**os.environ, "DANVAN_VAR": str(var)}
    for words in ((DANVAN, "demo", "load"), (DANVAN, "prepare")):
        subprocess.run(words, env=told, check=True)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    serve = (DANVAN, "run", "--port", str(port))
    with subprocess.Popen(serve, env=told, stdout=subprocess.DEVNULL) as server:
        try:
            wait_for(f"{address}/accounts/login/", server)
            yield address
        finally:
            server.terminate()


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers.

    Raises:
        TimeoutError: It stopped, or stays silent.
    """
    until = time.monotonic() + LONGEST
    while not answers(address):
        if server.poll() is not None or time.monotonic() > until:
            raise TimeoutError(address)
        time.sleep(0.25)


def password_of(var: Path) -> str:
    """Return the password of the demonstration's accounts."""
    found = PASSWORD.search((var / "demo-accounts.txt").read_text(encoding="utf-8"))
    return found[1] if found else ""


def sign_in(page: Page, address: str, account: str, password: str) -> None:
    """Sign an account in."""
    page.goto(f"{address}/accounts/login/")
    page.locator("input[name=login]").fill(account)
    page.locator("input[name=password]").fill(password)
    page.locator("main button.primary").click()
    page.wait_for_url(f"{address}/")


def take(arguments: argparse.Namespace) -> None:
    """Take the picture that was asked for."""
    var = Path(os.environ.get("DANVAN_VAR") or REPOSITORY / "var" / "demo").resolve()
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    size = ViewportSize(width=arguments.width, height=arguments.height)
    with demonstration(var) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--disable-gpu"])
        page = browser.new_context(viewport=size, locale="vi").new_page()
        sign_in(page, address, arguments.account, password_of(var))
        page.goto(address + arguments.page)
        if arguments.menu:
            page.locator(".menu a:visible", has_text=arguments.menu).first.click()
            page.wait_for_load_state()
        arguments.to.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(arguments.to), full_page=arguments.whole)
        browser.close()


def main() -> int:
    """Obey the command line."""
    parser = argparse.ArgumentParser(description="Take a picture of the running demonstration.")
    parser.add_argument("--account", default="ubnd.mau")
    parser.add_argument("--page", default="/")
    parser.add_argument("--menu", default="Lịch năm", help="entry of the menu to follow from there")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=564)
    parser.add_argument("--whole", action="store_true", help="the whole page, not its first screen")
    parser.add_argument("--to", type=Path, default=REPOSITORY / "docs" / "images" / "work.png")
    arguments = parser.parse_args()
    take(arguments)
    print(arguments.to)
    return 0


if __name__ == "__main__":
    sys.exit(main())
