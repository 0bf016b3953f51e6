"""A browser for the journeys: Chromium without a window, a fresh page for each test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
"""Playwright runs an event loop in the thread of the test, which Django would otherwise refuse."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return one running browser for all journeys."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a fresh page; script and size may be asked for."""
    contexts = []

    def fresh(*, size: dict[str, int] = DESK, script: bool = True, language: str = "vi") -> Page:
        context = browser.new_context(
            viewport=size, java_script_enabled=script, locale=language, service_workers="block"
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield fresh
    for context in contexts:
        context.close()


@pytest.fixture
def desk(open_page) -> Page:
    """Return a page of a desktop's size."""
    return open_page()


@pytest.fixture
def phone(open_page) -> Page:
    """Return a page of a phone's size."""
    return open_page(size=PHONE)


@pytest.fixture
def accessibility() -> Callable[[Page], list[str]]:
    """Return a function that lists what axe finds on a page, one line each."""

    def findings(page: Page) -> list[str]:
        return [
            f"{found['id']}: {node['html'][:120]}"
            for found in Axe().run(page).response["violations"]
            for node in found["nodes"]
        ]

    return findings
