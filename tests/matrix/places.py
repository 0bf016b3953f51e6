"""Two places with something of everything in them, so that no address answers 404 for want of rows.

A new address with arguments adds its samples here; the matrix refuses one without.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from danvan.areas.petitions import importing
from danvan.areas.petitions.intake import receive
from danvan.areas.petitions.shapes import Intake
from danvan.kernel.accounts.models import Classification, User
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import EvidenceInput, perform
from danvan.kernel.correspondence.documents import add_version, issue
from danvan.kernel.correspondence.numbers import reserve
from danvan.kernel.duties.loading import use_pack
from danvan.kernel.duties.models import LocalDate
from danvan.kernel.files.store import keep
from danvan.kernel.organisations.models import Unit
from danvan.kernel.packs.models import Pack
from danvan.kernel.publication.publishing import Copy, add_file, approve, propose, seal_of
from danvan.law.petition_rows import check_petitions
from tests.factories import documents, letters, reports
from tests.factories.accounts import actor_at, grants_at, make_post, make_user, planner_of
from tests.factories.cases import apply_all
from tests.factories.drafts import TEXT, decide, write_proposals
from tests.factories.openings import load_rules
from tests.factories.packs import EFFECTIVE, bind_all, put_to_work
from tests.factories.plans import local
from tests.factories.trees import START, Tree, make_tree

MINUTES = {"post": "Cán bộ", "cases": [], "unread": 0, "slips": 0, "plans": []}
BODIES = {"board": ("board", "council"), "bloc": ("bloc",), "police": ("police",)}
"""Two units of a kind, so that both owe the same."""
DAY = date(2022, 5, 20)
ROLES = ("reader", "officer", "head", "planner", "administrator")


@dataclass(frozen=True)
class Place:
    """One commune: its tree, who sits at which desk of its own unit, and what stands there.

    Args:
        own, other: Two units of the tree; every desk has its role at the first one only.
        desks: Users by desk role, and ``all`` with every role over the whole tree.
    """

    tree: Tree
    own: Unit
    other: Unit
    pack: Pack
    desks: Mapping[str, User] = field(default_factory=dict)

    @property
    def root(self) -> Unit:
        return self.tree.root


def make_place(folder: Path, pack: Pack | None = None) -> Place:
    """Make a commune that works by the small pack, with a desk of every role at one unit."""
    tree = make_tree(today=DAY)
    if pack is None:
        pack = put_to_work(tree, folder, bodies=BODIES).pack
    else:
        bind_all(tree, BODIES)
        use_pack(pack, tree.root, valid_from=EFFECTIVE, actor=planner_of(tree.root))
    apply_all(tree.root, today=DAY, until=date(2022, 12, 31))
    own, other = tree["board"], tree["council"]
    desks = {role: make_user(make_post(own, grants_at(own, roles=(role,)))) for role in ROLES}
    every = grants_at(tree.root, roles=ROLES, downward=True, highest=Classification.CONFIDENTIAL)
    desks["all"] = make_user(make_post(tree["bloc"], every))
    made = Place(tree, own, other, pack, desks)
    local(tree, "half", "next", since=date(2022, 7, 1))
    return made


def signed_in(user: User) -> Client:
    """Return a client of somebody who has just signed in, so that nothing asks for it again."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def fill(place: Place) -> None:
    """Let the one with every right put a text, its confirming and a proof into a place."""
    client = signed_in(place.desks["all"])
    upload = SimpleUploadedFile("quy-che.txt", TEXT.encode(), content_type="text/plain")
    client.post("/regulations/import/", {"file": upload})
    work = work_of(place)
    write_proposals(work.versions.get())
    client.post(f"/regulations/{work.pk}/confirm/")
    candidate = _candidate(place)
    decide(client, candidate, "reject", reason="Chỉ nêu nguyên tắc")
    for unit in (place.own, place.other):
        stored = keep(io.BytesIO(TEXT.encode()), "bao-cao.txt", by="tests")
        proof = EvidenceInput("report", file_id=stored.pk)
        actor = actor_at(unit, today=DAY)
        perform(case_of(unit), "add_proof", actor, effective_on=DAY, evidence=[proof])
    fill_papers(place)
    fill_reports(place)
    fill_petitions(place)
    fill_publications(place)
    for unit in (place.own, place.other):
        letters.fill_door(unit, petition_of(unit), actor_at(unit, today=DAY))


def fill_publications(place: Place) -> None:
    """Let two units each have a copy that waits, with a file, and one that is shown."""
    label = {"vi": "Khiếu nại", "en": "Complaint"}
    for unit in (place.own, place.other):
        actor = actor_at(unit, roles=("officer", "head"), today=DAY)
        copy = Copy(unit.pk, "petitions.complaint", label, "Trả lời", ("Đã sửa",), "1-VB", DAY)
        add_file(propose(copy, actor), io.BytesIO(TEXT.encode()), "da-che.txt", actor)
        row = propose(copy, actor)
        approve(row, actor, seen=seal_of(row))


def fill_reports(place: Place) -> None:
    """Let two units report to each other out of turn."""
    reports.keep_form(place.pack)
    for sender, receiver in ((place.own, place.other), (place.other, place.own)):
        reports.report_between(sender, receiver, actor_at(sender, today=DAY))


def fill_petitions(place: Place) -> None:
    """Let two units have taken a complaint in."""
    load_rules()
    for unit in (place.own, place.other):
        rules = {"track": "state"}  # whose clock has the page that is asked for
        told = Intake(
            "petitions.complaint", unit.pk, "Đường ngập", "Ngập", DAY, "letter", (), rules
        )
        receive(told, actor_at(unit, today=DAY))
        bring_register(unit)
    for unit, other in ((place.own, place.other), (place.other, place.own)):
        actor = actor_at(other, today=DAY)
        told = Intake("petitions.feedback", other.pk, "Rác ở chợ", "Rác", DAY, "letter")
        case = receive(told, actor).case
        perform(case, "classify", actor, effective_on=DAY, data={"competence": "other"})
        aim = {"passed_to_unit": unit.pk}
        perform(case, "transfer", actor, effective_on=DAY, data=aim)


def passed_to(unit: Unit) -> Case:
    """Return the petition that another body passed on to a unit."""
    return row_of("petitions", "Petition", passed_to_unit=unit).case


def bring_register(unit: Unit) -> None:
    """Let a unit have brought in a register of one old petition."""
    rows = [["Ngày nhận", "Loại đơn", "Nội dung"], [DAY, "Phản ánh", "Đèn đường hỏng"]]
    actor = actor_at(unit, today=DAY)
    checked = check_petitions(rows, {}, importing.book_of(unit.pk, DAY.year, actor))
    importing.write(checked, unit.pk, DAY.year, actor)


def petition_of(unit: Unit) -> Case:
    """Return the complaint that a unit has taken in."""
    return row_of("cases", "Case", unit=unit, kind="petitions.complaint")


def copy_of(unit: Unit, standing: str) -> str:
    """Return the address of a copy for the public that a unit has."""
    return str(row_of("publication", "Publication", unit=unit, standing=standing).slug)


def case_of(unit: Unit) -> Case:
    """Return one open case that a unit handles."""
    return Case.objects.filter(unit=unit, kind="duties.occurrence").order_by("pk").first()


def fill_desks(place: Place) -> None:
    """Give every desk-bound thing a row: slips, handovers, sessions, mail, texts, jobs, imports."""
    now = timezone.now()
    user = place.desks["all"]
    stored = keep(io.BytesIO(TEXT.encode()), "cay.txt", by="tests")
    batch = row("notices", "TextBatch", root=place.root, made_on=DAY)
    for unit in (place.own, place.other):
        post = make_post(unit)
        holder = make_user(post)
        about = {"post": post, "made_at": now}
        row("accounts", "Grant", post=post, unit=unit, desk_role="reader", valid_from=START)
        row(
            "accounts", "Slip", **about, code_digest=f"c{post.pk}", pin_digest="p", made_by="tests",
            valid_until=date(2030, 1, 1),
        )  # fmt: skip
        row(
            "accounts", "Handover", **about, from_user=holder, happened_on=DAY, minutes=MINUTES,
            digest="d", made_by="tests",
        )  # fmt: skip
        sent = row(
            "notices", "Delivery", **about, key="digest", user=holder, unit=unit, channel="mail",
            address="a@example.org", message_id=f"<{post.pk}@tests>", next_try_at=now,
        )  # fmt: skip
        row("notices", "Text", batch=batch, number=sent.pk, delivery=sent, words="Có việc")
        row(
            "tree_room", "TreeImport", unit=unit, file=stored, user=user, post=post,
            brought_by="tests", brought_at=now,
        )  # fmt: skip
    row(
        "jobs", "Job", task="t", root_id=place.root.pk, run_after=now, enqueued_at=now, state="dead"
    )
    row(
        "packs", "CalendarNotice", root=place.root, kind="day_off", first_on=DAY, last_on=DAY,
        name_vi="Ngày nghỉ", paper="1-TB", paper_on=DAY, file=stored, entered_by="tests",
        entered_at=now,
    )  # fmt: skip
    row("mfa", "Authenticator", user=user, type="totp", data={})
    row("usersessions", "UserSession", user=user, session_key=f"k{user.pk}", ip="127.0.0.1")


def fill_papers(place: Place) -> None:
    """Let two units issue to each other: a document that waits, one that came, a held number."""
    actors = {
        unit.pk: actor_at(unit, roles=("officer", "head"), today=DAY)
        for unit in (place.own, place.other)
    }
    for sender, receiver in ((place.own, place.other), (place.other, place.own)):
        actor = actors[sender.pk]
        case = documents.signed(documents.draft(sender, actor, to=[receiver]), actor)
        stored = keep(io.BytesIO(TEXT.encode()), "ban-hanh.txt", by="tests")
        document = case.outgoing_document
        register = documents.register_of(sender)
        issue(document, DAY, actor, register=register)
        add_version(document, why="tests", actor=actor, docx=stored, pdf=stored)
        Case.objects.filter(pk=case.pk).update(state="issued", closed_on=DAY)
        case.refresh_from_db()
        documents.act(case, "deliver", actor, how="tests")
        reserve(register, "report", actor, DAY)
        fill_register(register, sender, stored)
        came = documents.bring(sender, actor).incoming_document
        came.file = stored
        came.save()
        fill_archive(case, sender)


def fill_register(register: Any, unit: Unit, stored: Any) -> None:
    """Let a register have been imported, and its unit keep a template."""
    now = timezone.now()
    row(
        "correspondence", "ImportBatch", register=register, year=2021, lines=0, series=[],
        written_at=now, written_by="tests",
    )  # fmt: skip
    row(
        "correspondence", "Template", unit=unit, title="Mẫu", type_key="report", world="state",
        version=1, file=stored, valid_from=DAY, added_by="tests", added_at=now,
    )  # fmt: skip


def fill_archive(case: Case, unit: Unit) -> None:
    """Let a unit have sent an envelope, and one file that went to the archive with one paper."""
    now = timezone.now()
    row(
        "exchange", "Envelope", unit=unit, direction="in", document_id="1", organ_id="1",
        organ_name="Nơi khác", written="1", dated=DAY, subject="Việc", header={}, state="taken",
        case=case, recorded_at=now, recorded_by="tests",
    )  # fmt: skip
    row(
        "exchange", "Organ", root=unit.root, unit=unit, organ_id=f"000.00.{unit.pk % 100}.H56",
        name="Đơn vị",
    )  # fmt: skip
    files = row("correspondence", "FileList", unit=unit, year=2022)
    went = row(
        "correspondence", "HandOver", unit=unit, handed_on=DAY, archive="Lưu trữ", given_by="a",
        taken_by="b", minutes={"unit": "x", "files": []}, recorded_by="tests", recorded_at=now,
    )  # fmt: skip
    entry = row(
        "correspondence", "FileEntry", file_list=files, code="01", title="Việc", keeping="5 năm",
        opened_on=DAY, closed_on=DAY, hand_over=went,
    )  # fmt: skip
    row(
        "correspondence", "FileSheet", entry=entry, summary="Giấy", order=1, filed_at=now,
        filed_by="tests",
    )  # fmt: skip


def held_number(unit: Unit) -> Any:
    """Return the number that a unit holds."""
    return row_of("correspondence", "Number", series__register__unit=unit, state="reserved")


def paper_of(unit: Unit) -> Case:
    """Return a document that a unit has issued."""
    return row_of("correspondence", "Document", unit=unit).case


def report_of(unit: Unit) -> Case:
    """Return a report that a unit has handed in."""
    return row_of("cases", "Case", unit=unit, kind="reporting.report")


def asked_of(unit: Unit) -> Any:
    """Return the form of the report that a unit has handed in, with what its period asks."""
    report = report_of(unit).report
    return report.form.form.asked_in(report.period_kind)


def row(label: str, model: str, **values: Any) -> Any:
    """Write one row as it might stand."""
    return apps.get_model(label, model).objects.create(**values)


def work_of(place: Place) -> Any:
    """Return the text a place imported."""
    return apps.get_model("regulations", "Work").objects.get(root=place.root)


def row_of(label: str, model: str, **wanted: Any) -> Any:
    """Return the first row of a model that fits; a missing one is a fault of this file."""
    found = apps.get_model(label, model).objects.filter(**wanted).order_by("pk").first()
    assert found is not None, (label, model, wanted)
    return found


def _candidate(place: Place) -> Any:
    return row_of("regulations", "Candidate", draft__version__work=work_of(place))


def _post(unit: Unit) -> Any:
    return row_of("accounts", "Slip", post__unit=unit).post


def _delivery(unit: Unit) -> Any:
    return row_of("notices", "Delivery", unit=unit)


BY_ARGUMENT: dict[str, Callable[[Place, Unit], Any]] = {
    "unit_id": lambda place, unit: unit.pk,
    "year": lambda place, unit: 2022,
    "kind": lambda place, unit: "meetings.record",
    "slug": lambda place, unit: case_of(unit).slug,
    "pack": lambda place, unit: place.pack.name,
    "code": lambda place, unit: "report",
    "duty_id": lambda place, unit: place.pack.duties.get(code="half").pk,
    "local_id": lambda place, unit: LocalDate.objects.get(root=place.root).pk,
    "plan_id": lambda place, unit: row_of("duties", "PlanApply", root=place.root).pk,
    "role": lambda place, unit: "board",
    "binding_id": lambda place, unit: row_of("duties", "Binding", unit=unit).pk,
    "evidence_id": lambda place, unit: row_of("cases", "Evidence", case__unit=unit).pk,
    "work_id": lambda place, unit: work_of(place).pk,
    "candidate_id": lambda place, unit: _candidate(place).pk,
    "decision_id": lambda place, unit: _candidate(place).draft.decisions.first().pk,
    "group": lambda place, unit: _candidate(place).address,
    "address": lambda place, unit: _candidate(place).address,
    "import_id": lambda place, unit: row_of("tree_room", "TreeImport", unit=unit).pk,
    "notice_id": lambda place, unit: row_of("packs", "CalendarNotice", root=place.root).pk,
    "post_id": lambda place, unit: _post(unit).pk,
    "grant_id": lambda place, unit: row_of("accounts", "Grant", post=_post(unit)).pk,
    "holding_id": lambda place, unit: row_of("accounts", "Holding", post=_post(unit)).pk,
    "user_id": lambda place, unit: row_of("accounts", "Holding", post=_post(unit)).user_id,
    "slip_id": lambda place, unit: row_of("accounts", "Slip", post=_post(unit)).pk,
    "handover_id": lambda place, unit: row_of("accounts", "Handover", post=_post(unit)).pk,
    "job_id": lambda place, unit: row_of("jobs", "Job", root_id=place.root.pk).pk,
    "token": lambda place, unit: "x",
    "provider_id": lambda place, unit: "oidc",
    "key": lambda place, unit: "commune",
    "name": lambda place, unit: place.pack.name,
    "form": lambda place, unit: "docx",
    "standard": lambda place, unit: "akoma-ntoso",
    "register_id": lambda place, unit: row_of("correspondence", "Register", unit=unit).pk,
    "number_id": lambda place, unit: held_number(unit).pk,
    "version_id": lambda place, unit: (
        row_of("correspondence", "DocumentVersion", document__unit=unit).pk
    ),
    "signing_id": lambda place, unit: row_of("correspondence", "Signing", unit=unit).pk,
    "addressee_id": lambda place, unit: row_of("correspondence", "Addressee", unit=unit).pk,
    "template_id": lambda place, unit: row_of("correspondence", "Template", unit=unit).pk,
    "envelope_id": lambda place, unit: row_of("exchange", "Envelope", unit=unit).pk,
    "organ_pk": lambda place, unit: row_of("exchange", "Organ", unit=unit).pk,
    "entry_id": lambda place, unit: row_of("correspondence", "FileEntry", file_list__unit=unit).pk,
    "sheet_id": lambda place, unit: (
        row_of("correspondence", "FileSheet", entry__file_list__unit=unit).pk
    ),
    "hand_over_id": lambda place, unit: row_of("correspondence", "HandOver", unit=unit).pk,
    "page": lambda place, unit: "my-work",
    "poster_id": lambda place, unit: row_of("letterbox", "Poster", unit=unit).pk,
    "enclosure_id": lambda place, unit: row_of("letterbox", "Enclosure", case__unit=unit).pk,
    "day": lambda place, unit: DAY.isoformat(),
    "question": lambda place, unit: asked_of(unit).questions[0].key,
}
"""What an argument of an address stands for, in a place and for one of its units."""

SHARED = {
    "year", "kind", "pack", "code", "duty_id", "role", "name", "page", "key", "provider_id",
    "token", "form", "standard", "question",
}  # fmt: skip
"""Arguments that stand for what every tree has, such as a duty of a pack that both use."""

BY_NAME: dict[tuple[str, str], Callable[[Place, Unit], Any]] = {
    ("case-act", "act"): lambda place, unit: "complete",
    ("regulation-decide", "act"): lambda place, unit: "reject",
    ("slip-enter", "code"): lambda place, unit: "x",
    ("tour-step", "role"): lambda place, unit: "officer",
    ("tour-step", "number"): lambda place, unit: 1,
    ("documents-preview", "slug"): lambda place, unit: paper_of(unit).slug,
    **{
        (name, "slug"): lambda place, unit: copy_of(unit, "proposed")
        for name in (
            "publication",
            "publication-approve",
            "publication-back",
            "publication-file",
        )
    },
    ("publication-file", "number"): lambda place, unit: 1,
    ("publication-new", "slug"): lambda place, unit: petition_of(unit).slug,
    ("publication-withdraw", "slug"): lambda place, unit: copy_of(unit, "published"),
    ("portal-result", "slug"): lambda place, unit: copy_of(unit, "published"),
    ("portal-result-file", "slug"): lambda place, unit: copy_of(unit, "published"),
    ("portal-result-file", "number"): lambda place, unit: 1,
    ("petition-new", "kind"): lambda place, unit: "complaint",
    ("petition-take-up", "slug"): lambda place, unit: passed_to(unit).slug,
    ("petition-matter", "slug"): lambda place, unit: petition_of(unit).slug,
    ("petition-follow-lead", "slug"): lambda place, unit: petition_of(unit).slug,
    ("petition-follow-lead", "lead"): lambda place, unit: petition_of(unit).slug,
    ("privacy-local", "key"): lambda place, unit: "petitions.ended",
    ("case-letters", "slug"): lambda place, unit: petition_of(unit).slug,
    ("case-letters-seen", "slug"): lambda place, unit: petition_of(unit).slug,
    ("case-letters-receipt", "slug"): lambda place, unit: petition_of(unit).slug,
    ("case-letters-file", "slug"): lambda place, unit: petition_of(unit).slug,
    ("letter-why", "kind"): lambda place, unit: "petitions.feedback",
    ("petition-clock", "slug"): lambda place, unit: petition_of(unit).slug,
    ("petition-clock", "key"): lambda place, unit: "acceptance",
    ("petition-papers", "slug"): lambda place, unit: petition_of(unit).slug,
    ("petition-paper", "slug"): lambda place, unit: petition_of(unit).slug,
    ("petition-paper", "key"): lambda place, unit: "acceptance",
    ("petition-figure-cases", "period"): lambda place, unit: str(DAY.year),
    ("petition-figure-cases", "unit_id"): lambda place, unit: unit.pk,
    ("petition-figure-cases", "measure"): lambda place, unit: "received",
    ("petition-figure-cases", "cut"): lambda place, unit: "kind",
    ("petition-figure-cases", "row"): lambda place, unit: "all",
    ("petition-import-undo", "batch_id"): lambda place, unit: (
        row_of("cases", "Batch", action=importing.ACTION, cases__unit=unit).pk
    ),
    **{
        (f"consolidation-{name}", "slug"): lambda place, unit: report_of(unit).slug
        for name in (
            "document",
            "figure",
            "file",
            "input",
            "inputs",
            "merge",
            "own",
            "paper",
            "send",
            "undo",
            "words",
        )
    },
    **{
        (f"consolidation-{name}", "key"): lambda place, unit: "2022-05"
        for name in ("board", "open", "remind", "take-over")
    },
    ("consolidation-paper", "form"): lambda place, unit: "docx",
    ("consolidation-figure", "key"): lambda place, unit: asked_of(unit).figures[0].key,
    ("report-autosave", "slug"): lambda place, unit: report_of(unit).slug,
    ("report-entry", "slug"): lambda place, unit: report_of(unit).slug,
    ("report-fill", "slug"): lambda place, unit: report_of(unit).slug,
    ("report-paper", "slug"): lambda place, unit: report_of(unit).slug,
    ("report-records", "key"): lambda place, unit: "sessions",
    ("report-records", "slug"): lambda place, unit: report_of(unit).slug,
    ("report-return", "slug"): lambda place, unit: report_of(unit).slug,
    ("report-short", "slug"): lambda place, unit: report_of(unit).slug,
    ("report-version", "number"): lambda place, unit: 1,
    ("report-version", "slug"): lambda place, unit: report_of(unit).slug,
    ("documents-print", "slug"): lambda place, unit: paper_of(unit).slug,
    ("documents-draft-file", "slug"): lambda place, unit: paper_of(unit).slug,
    ("documents-incoming-file", "slug"): lambda place, unit: (
        row_of("correspondence", "Incoming", case__unit=unit).case.slug
    ),
    ("exchange-make", "slug"): lambda place, unit: paper_of(unit).slug,
    ("archive-contents", "form"): lambda place, unit: "xlsx",
    ("archive-minutes", "form"): lambda place, unit: "xlsx",
    ("documents-import-undo", "import_id"): lambda place, unit: (
        row_of("correspondence", "ImportBatch", register__unit=unit).pk
    ),
    ("notices-delivery", "number"): lambda place, unit: _delivery(unit).pk,
    ("notices-decide", "number"): lambda place, unit: _delivery(unit).pk,
    ("notices-text-batch", "number"): lambda place, unit: _delivery(unit).text.batch_id,
    ("notices-text-marks", "number"): lambda place, unit: _delivery(unit).text.batch_id,
    ("factor-remove", "pk"): lambda place, unit: (
        row_of("mfa", "Authenticator", user=place.desks["all"]).pk
    ),
    ("session-end", "pk"): lambda place, unit: (
        row_of("usersessions", "UserSession", user=place.desks["all"]).pk
    ),
}
"""The same for arguments whose meaning depends on the address."""


def arguments(name: str, wanted: Iterable[str], place: Place, unit: Unit) -> dict[str, Any]:
    """Return the arguments of an address for a unit of a place.

    Raises:
        KeyError: Nobody has said yet what an argument stands for.
    """
    return {one: _sample(name, one)(place, unit) for one in wanted}


def _sample(name: str, argument: str) -> Callable[[Place, Unit], Any]:
    return BY_NAME.get((name, argument)) or BY_ARGUMENT[argument]
