"""Letters taken at the public door, beside django-helpdesk and beside a view of one INSERT.

Each site has a database of its own on the same PostgreSQL with commits kept on disk, is served by
gunicorn with two sync workers, and is posted to by wrk over 8 connections with the same words; the
three are measured in turn. Ours runs with the settings of production, checks the form, its ticket
and how much came from an address (each request tells another one, as behind a proxy), and answers
with the receipt. Every answer is checked against the rows that were made.

DANVAN_BENCH_SECONDS sets the seconds of one run, DANVAN_BENCH_ROUNDS the rounds.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urlsplit, urlunsplit

import psycopg
import report

HERE = Path(__file__).resolve().parent
LUA = HERE / "intake_peers/post.lua"
SECONDS = os.environ.get("DANVAN_BENCH_SECONDS", "8")
ROUNDS = int(os.environ.get("DANVAN_BENCH_ROUNDS", "3"))
CONNECTIONS = "8"
FORMS = 30_000
"""Forms of ours made beforehand, each sent once; more than one run can take."""
AIM_PEER, AIM_FLOOR = ">= 2.5", ">= 0.4"
SITES = ("ours", "helpdesk", "floor")
TITLE = "Đường ngập trước cổng trường"
TEXT = "Đề nghị xã sửa đoạn đường ngập trước cổng trường. " * 12
TABLES = {
    "ours": "letterbox_letter",
    "helpdesk": "helpdesk_ticket",
    "floor": "floor_submission",
}


def environment_of(site, folder=Path("unused")):
    """Return the variables of a site, its own database among them."""
    parts = urlsplit(os.environ["DANVAN_DATABASE_URL"])
    url = urlunsplit(parts._replace(path=f"/intake_{site}"))
    settings = "benchmarks.intake_peers.settings"
    if site == "ours":
        settings = "danvan.config.settings.production"
    return os.environ | {
        "DANVAN_DATABASE_URL": url,
        "DANVAN_BENCH_PEER": site,
        "DJANGO_SETTINGS_MODULE": settings,
        "DANVAN_SECRET_KEY": "only-for-this-measurement-" * 3,
        "DANVAN_BEHIND_PROXY": "1",
        "DANVAN_VAR": str(folder / "var"),
        "PYTHONPATH": os.pathsep.join([os.environ.get("PYTHONPATH", ""), str(HERE.parent)]),
    }


def make_databases():
    """Make an empty database for each site."""
    with psycopg.connect(os.environ["DANVAN_DATABASE_URL"], autocommit=True) as connection:
        for site in SITES:
            connection.execute(f"CREATE DATABASE intake_{site}")


def count(site):
    """Return how many rows a site has kept."""
    with psycopg.connect(environment_of(site)["DANVAN_DATABASE_URL"]) as connection:
        return connection.execute(f"SELECT count(*) FROM {TABLES[site]}").fetchone()[0]


def prepare(site, folder):
    """In a process of its own: make the tables; for ours an open door too, and its forms."""
    import django  # later: slow import

    django.setup()
    from django.core.management import call_command  # later: app ready

    call_command("migrate", verbosity=0, run_syncdb=True)
    if site == "helpdesk":
        from helpdesk.models import Queue  # later: app ready

        Queue.objects.create(slug="kn", title="Kiến nghị", allow_public_submission=True)
    if site == "ours":
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        _open_door(folder)


def _open_door(folder):
    from danvan.kernel.duties.loading import load_pack  # later: app ready
    from danvan.kernel.letterbox import tickets  # later: app ready
    from danvan.kernel.letterbox.doors import DoorFacts, set_door  # later: app ready
    from danvan.law.pack_folders import pack_folder  # later: app ready
    from danvan.law.packs import load  # later: app ready
    from tests.factories.desks import make_desk  # later: app ready

    load_pack(load(pack_folder("vn-base")), by="benchmark")
    desk = make_desk()
    set_door(desk.unit, DoorFacts(is_open=True), desk.actor)
    told = {"kind": "petitions.feedback", "title": TITLE, "text": TEXT}
    with (folder / "ours.bodies").open("w") as out:
        for _ in range(FORMS):
            ticket = tickets.issue(desk.unit.pk).signed()
            out.write(urlencode({"ticket": ticket, **told}) + "\n")
    (folder / "ours.path").write_text(f"/portal/send/{desk.unit.pk}/")


@contextmanager
def served(site, folder, port):
    """Serve a site on a port until the block ends."""
    wsgi = "danvan.config.wsgi" if site == "ours" else "benchmarks.intake_peers.wsgi"
    command = [sys.executable, "-m", "gunicorn", "-w", "2", "-b", f"127.0.0.1:{port}"]
    with (folder / f"{site}.log").open("ab") as log:
        server = subprocess.Popen(
            [*command, f"{wsgi}:application"],
            env=environment_of(site, folder),
            stdout=log,
            stderr=log,
        )
        try:
            yield
        finally:
            server.terminate()
            server.wait(20)


def cookies_and_token(url):
    """Return the cookies of a first visit, and the token its form carries where there is one."""
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = ""
    for _ in range(150):
        try:
            page = opener.open(url).read().decode()
            break
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.1)
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', page)
    return "; ".join(f"{one.name}={one.value}" for one in jar) or "a=b", token and token[1]


def bodies_of(site, folder, token):
    """Return the file of bodies that a site is posted."""
    file = folder / f"{site}.bodies"
    if site != "ours":
        told = {
            "csrfmiddlewaretoken": token or "",
            "queue": 1,
            "title": TITLE,
            "body": TEXT,
            "submitter_email": "a@example.invalid",
            "priority": 3,
        }
        file.write_text(urlencode(told) + "\n")
    return file


def measured(site, folder, start):
    """Return letters a second of one run, and its 95th percentile in milliseconds.

    Args:
        start: Number of the first body not sent yet.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    path = folder / f"{site}.path"
    address = path.read_text() if path.exists() else "/tickets/submit/"
    url = f"http://127.0.0.1:{port}{address}"
    with served(site, folder, port):
        cookie, token = cookies_and_token(url)
        env = os.environ | {"COOKIE": cookie, "BODIES": str(bodies_of(site, folder, token))}
        before = count(site)
        out = subprocess.run(
            ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", str(LUA), url],
            env=env | {"START": str(start)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        made = count(site) - before
    rate, p50, p95, failed = re.search(r"RESULT (\S+) (\S+) (\S+) (\d+)", out).groups()
    answered = float(rate) * float(SECONDS)
    if int(failed) or abs(made - answered) > 0.05 * answered + 20:
        raise SystemExit(f"{site}: {made} rows for {answered:.0f} answers, {failed} refused")
    print(f"{site:9} {float(rate):7.1f} a second, p50 {p50} ms, p95 {p95} ms, {made} rows")
    return float(rate), made


def main():
    """Measure and print."""
    if sys.argv[1:2] == ["prepare"]:
        prepare(sys.argv[2], Path(sys.argv[3]))
        return
    if not os.environ.get("DANVAN_DATABASE_URL", "").startswith("postgres"):
        raise SystemExit("run it beside PostgreSQL: tools/postgres.sh PYTHON FILE")
    if shutil.which("wrk") is None:
        print("not measured: wrk, which posts the letters, is not installed: make bench-system")
        return
    make_databases()
    rates = {site: [] for site in SITES}
    with tempfile.TemporaryDirectory() as name:
        folder, start = Path(name), 0
        for site in SITES:
            command = [sys.executable, __file__, "prepare", site, name]
            subprocess.run(command, env=environment_of(site, folder), check=True)
        for turn in range(ROUNDS):
            for site in SITES if turn % 2 else reversed(SITES):
                rate, made = measured(site, folder, start if site == "ours" else 0)
                rates[site].append(rate)
                start += made + 50 if site == "ours" else 0
    ours, *others = (statistics.median(rates[site]) for site in SITES)
    report.show(
        report.figure(f"letters to {site}", ours, other, ours / other, aim, "a second")
        for site, other, aim in zip(SITES[1:], others, (AIM_PEER, AIM_FLOOR), strict=True)
    )


if __name__ == "__main__":
    main()
