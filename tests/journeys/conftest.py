"""A browser for the journeys: Chromium without a window, a fresh page for each test."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from django.test import TransactionTestCase
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.accounts.models import User
from danvan.kernel.audit.sealing import allow_changes, refuse_changes
from danvan.kernel.duties.applying import apply
from danvan.kernel.duties.loading import load_pack, use_pack
from danvan.kernel.duties.planning import plan
from danvan.kernel.duties.trees import Tree, write_tree
from danvan.law import packs as law_packs
from danvan.law.pack_folders import pack_folder

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
PATIENCE = 60_000
"""Milliseconds after which a page counts as never coming: journeys are no measurements of speed."""

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
"""Playwright runs an event loop in the thread of the test, which Django would otherwise refuse."""


def press(target: Locator) -> None:
    """Press a link or a button and wait for the page it leads to.

    Every page here comes whole from the server, so what is read next must be the new one. Reading a
    count right after a click would sometimes count on the page that is being left.
    """
    with target.page.expect_navigation():
        target.click()


def choose(page: Page, label: str) -> None:
    """Press a step on the sheet of a case; the less likely ones stand in one disclosure."""
    words = re.compile(rf"^(Đề xuất: )?{re.escape(label)}$")
    step = page.locator("main").get_by_role("link", name=words)
    if not step.count():
        page.locator("details.more > summary").click()
    press(step.first)


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
        context.set_default_timeout(PATIENCE)
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


class Triggers:
    """Runs the statements of sealing migrations outside a migration."""

    connection = connection

    def execute(self, statement: str) -> None:
        """Run one statement."""
        with connection.cursor() as cursor:
            cursor.execute(statement)


SEALED = ("audit_entry", "audit_seal", "cases_step", "correspondence_documentversion")


def end_running_requests() -> None:
    """Let the site's requests end that are still at work after their journey has failed.

    They would hold tables that are about to be emptied, and wait for others that are empty already.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend' AND state <> 'idle'"
        )


@pytest.fixture(scope="session", autouse=True)
def sealed_tables_can_be_emptied():
    """Let the database be emptied between journeys, and refuse changes again right after."""
    empty = TransactionTestCase._fixture_teardown

    def emptied(case: TransactionTestCase) -> None:
        end_running_requests()
        for table in SEALED:
            allow_changes(Triggers(), table)
        empty(case)
        for table in SEALED:
            refuse_changes(Triggers(), table)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        yield


@pytest.fixture
def site(transactional_db, live_server, settings, tmp_path):
    """Return a running site with an empty database and its own file store."""
    settings.FILE_STORE = tmp_path / "files"
    return live_server


PASSWORD = "một-mật-khẩu-để-thử"
TREES = Path(__file__).resolve().parents[2] / "src/danvan/faces/cli/demo_data"


@pytest.fixture
def password() -> str:
    """Return the password of every account of the journeys."""
    return PASSWORD


@pytest.fixture
def commune(site) -> Tree:
    """Return the commune of 2022 with units, posts and accounts, without any pack in use."""
    load_pack(law_packs.load(pack_folder("vn-base")), by="test")
    return write_tree(TREES / "phu_thuong.toml", password=lambda username: PASSWORD)


@pytest.fixture
def planned(commune) -> Tree:
    """Return the same commune with its pack in use and the plan of 2023 applied."""
    pack = load_pack(law_packs.load(pack_folder(commune.pack)), by="test")
    actor = actor_of(User.objects.get(username="vanphong.pt"))
    use_pack(pack, commune.root, valid_from=date(2023, 1, 1), actor=actor)
    shown = plan(commune.root, today=actor.today)
    apply(commune.root, shown.digest, actor)
    return commune


@pytest.fixture
def sign_in(site) -> Callable[[Page, str], None]:
    """Return a function that signs an account in on a page."""

    def enter(page: Page, username: str) -> None:
        page.goto(f"{site.url}/accounts/login/")
        page.locator("input[name=login]").fill(username)
        page.locator("input[name=password]").fill(PASSWORD)
        press(page.locator("main button[type=submit], main button").first)
        page.wait_for_url(f"{site.url}/")

    return enter


@pytest.fixture
def other_commune(commune, tmp_path) -> str:
    """Return the account of somebody in another tree, who holds every desk role there."""
    kept = tmp_path / "other.toml"
    kept.write_text(
        """
[tree]
key = "other"
demo_on = 2023-04-30
[pack]
name = "vn-base"
valid_from = 2022-01-01
[[units]]
key = "root"
name = "Xã khác"
tier = "commune"
side = "none"
valid_from = 2020-01-01
[[posts]]
unit = "root"
title = "Cán bộ xã khác"
username = "xakhac"
grants = [
    { role = "planner", unit = "root", downward = true },
    { role = "officer", unit = "root", downward = true },
    { role = "head", unit = "root", downward = true },
    { role = "reader", unit = "root", downward = true },
]
""",
        encoding="utf-8",
    )
    write_tree(kept, password=lambda username: PASSWORD)
    return "xakhac"
