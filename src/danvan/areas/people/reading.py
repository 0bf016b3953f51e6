"""Who did what: the audit trail within an administrator's reach, in words, without any content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from danvan.areas.people.queries import language, unit_choices, within
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import Classification
from danvan.kernel.audit.models import Entry
from danvan.kernel.cases import kinds
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case
from danvan.kernel.organisations.days import LEGAL_ZONE, legal_day
from danvan.kernel.organisations.tree import names_of
from danvan.law.collation import fold
from danvan.web.states import Text
from danvan.web.tables import Column, Filter, Table

CASE = "case:"
MONTHS = 24
WEEK = 7
ACTIONS: Mapping[str, Text] = {
    "cases.proof.attach": _("Thêm minh chứng từ văn bản đã ban hành"),
    "cases.proof.detach": _("Bỏ minh chứng từ văn bản đã thu hồi"),
    "petitions.register.import": _("Nhập sổ đơn năm trước"),
    "petitions.register.undo": _("Hoàn tác lần nhập sổ đơn"),
    "consolidation.board.remind": _("Nhắc các đơn vị chưa nộp báo cáo"),
    "consolidation.board.take_over": _("Nhận thay báo cáo gửi đơn vị tiền thân"),
    "consolidation.report.send": _("Thêm nơi nhận báo cáo"),
    "accounts.account.add": _("Tạo tài khoản"),
    "accounts.account.open": _("Mở lại tài khoản"),
    "accounts.account.shut": _("Khoá tài khoản"),
    "accounts.begin": _("Lập người quản trị đầu tiên"),
    "accounts.code.begin": _("Lấy mã lập người quản trị"),
    "accounts.code.reset": _("Lấy mã đặt mật khẩu"),
    "accounts.codes.renew": _("Lấy bộ mã dự phòng mới"),
    "accounts.factor.add": _("Thêm bước xác thực thứ hai"),
    "accounts.factor.remove": _("Bỏ bước xác thực thứ hai"),
    "accounts.grant.add": _("Giao quyền"),
    "accounts.grant.end": _("Thôi giao quyền"),
    "accounts.handover.accept": _("Nhận bàn giao"),
    "accounts.handover.make": _("Bàn giao"),
    "accounts.holder.add": _("Thêm người giữ chức danh"),
    "accounts.holding.add": _("Giao chức danh"),
    "accounts.holding.end": _("Thôi giữ chức danh"),
    "accounts.oidc.link": _("Liên kết cách đăng nhập của nơi khác"),
    "accounts.oidc.unlink": _("Bỏ liên kết cách đăng nhập của nơi khác"),
    "accounts.password.change": _("Đổi mật khẩu"),
    "accounts.password.reset": _("Đặt lại mật khẩu"),
    "accounts.password.set": _("Đặt mật khẩu mới bằng mã"),
    "accounts.post.add": _("Thêm chức danh"),
    "accounts.post.close": _("Đóng chức danh"),
    "accounts.post.rename": _("Đổi tên chức danh"),
    "accounts.session.end": _("Kết thúc phiên"),
    "accounts.session.open": _("Đăng nhập"),
    "accounts.session.refuse": _("Đăng nhập không được"),
    "accounts.sessions.end": _("Buộc đăng xuất mọi nơi"),
    "accounts.slip.fail": _("Nhập sai mã PIN của phiếu"),
    "accounts.slip.make": _("Lập phiếu"),
    "accounts.slip.revoke": _("Thu hồi phiếu"),
    "accounts.slip.use": _("Vào bằng phiếu"),
    "accounts.substitute.add": _("Cử người thay"),
    "accounts.tour.end": _("Kết thúc phần giới thiệu"),
    "cases.case.read": _("Mở hồ sơ hạn chế"),
    "correspondence.document.acknowledge": _("Ghi nơi nhận đã nhận văn bản"),
    "correspondence.document.addressees.set": _("Ghi nơi nhận văn bản"),
    "correspondence.document.deliver": _("Chuyển văn bản đến nơi nhận"),
    "correspondence.document.draft.change": _("Sửa dự thảo văn bản"),
    "correspondence.document.draft.issuers": _("Chọn cơ quan ban hành văn bản"),
    "correspondence.document.draft.names": _("Lấy tên cơ quan ban hành cho dự thảo"),
    "correspondence.document.issue": _("Phát hành văn bản"),
    "correspondence.document.recall": _("Thu hồi văn bản"),
    "correspondence.document.sign": _("Ký văn bản"),
    "correspondence.document.signers.set": _("Ghi người ký văn bản"),
    "correspondence.document.signings.clear": _("Bỏ các chữ ký của văn bản"),
    "correspondence.document.version.add": _("Thêm bản của văn bản"),
    "correspondence.files.entry.change": _("Sửa hồ sơ lưu"),
    "correspondence.files.entry.close": _("Kết thúc hồ sơ lưu"),
    "correspondence.files.entry.file": _("Đưa văn bản vào hồ sơ lưu"),
    "correspondence.files.entry.move": _("Xếp lại hồ sơ lưu"),
    "correspondence.files.entry.open": _("Mở hồ sơ lưu"),
    "correspondence.files.entry.reopen": _("Mở lại hồ sơ lưu"),
    "correspondence.files.entry.take_out": _("Lấy văn bản khỏi hồ sơ lưu"),
    "correspondence.files.hand_over": _("Nộp lưu hồ sơ"),
    "correspondence.files.open": _("Lập danh mục hồ sơ"),
    "correspondence.incoming.answer": _("Ghi văn bản trả lời"),
    "correspondence.issuer.set": _("Đặt thông tin cơ quan ban hành"),
    "correspondence.number.release": _("Trả lại số văn bản"),
    "correspondence.number.reserve": _("Giữ số văn bản"),
    "correspondence.number.use": _("Dùng số văn bản"),
    "correspondence.number.void": _("Huỷ số văn bản"),
    "correspondence.register.close": _("Khoá sổ văn bản"),
    "correspondence.register.import": _("Nhập sổ văn bản"),
    "correspondence.register.open": _("Mở sổ văn bản"),
    "correspondence.register.reopen": _("Mở lại sổ văn bản"),
    "correspondence.register.undo_import": _("Hoàn tác nhập sổ văn bản"),
    "correspondence.series.begin": _("Bắt đầu dãy số văn bản"),
    "correspondence.template.add": _("Thêm mẫu văn bản"),
    "correspondence.template.withdraw": _("Thôi dùng mẫu văn bản"),
    "correspondence.term.set": _("Ghi nhiệm kỳ"),
    "duties.binding.bind": _("Gắn đơn vị với cơ quan"),
    "duties.binding.bind_many": _("Gắn nhiều đơn vị với cơ quan"),
    "duties.binding.unbind": _("Thôi gắn đơn vị"),
    "duties.leader.name": _("Phân công cơ quan chủ trì"),
    "duties.local_date.end": _("Kết thúc ngày của địa phương"),
    "duties.local_date.set": _("Đặt ngày của địa phương"),
    "duties.plan.apply": _("Áp dụng kế hoạch"),
    "duties.plan.move": _("Dời hạn theo kế hoạch"),
    "duties.plan.remove": _("Rút việc theo kế hoạch"),
    "duties.plan.undo": _("Hoàn tác kế hoạch"),
    "exchange.envelope.make": _("Đóng gói văn bản điện tử"),
    "exchange.envelope.receipt": _("Ghi phản hồi của nơi nhận gói tin"),
    "exchange.envelope.refuse": _("Từ chối gói tin"),
    "exchange.envelope.take": _("Vào sổ gói tin"),
    "exchange.organ.set": _("Ghi mã định danh"),
    "jobs.job.drop": _("Bỏ một tác vụ nền"),
    "jobs.job.retry": _("Chạy lại một tác vụ nền"),
    "letterbox.door.close": _("Đóng cổng công khai của đơn vị"),
    "letterbox.door.open": _("Mở cổng công khai của đơn vị"),
    "letterbox.door.poster": _("Làm áp phích có mã QR"),
    "letterbox.door.poster_close": _("Đóng áp phích có mã QR"),
    "letterbox.message.answer": _("Trả lời người gửi đơn"),
    "letterbox.message.receive": _("Nhận tin của người gửi đơn"),
    "letterbox.message.reopening": _("Nhận đề nghị mở lại"),
    "letterbox.rating.give": _("Nhận mức hài lòng"),
    "letterbox.receipt.replace": _("Cấp giấy hẹn mới"),
    "notices.address.ask": _("Xin đặt địa chỉ thư nhận nhắc việc"),
    "notices.address.confirm": _("Xác nhận địa chỉ thư nhận nhắc việc"),
    "notices.delivery.again": _("Cho gửi lại thư"),
    "notices.delivery.call_sent": _("Ghi thư là đã gửi"),
    "notices.delivery.drop": _("Bỏ thư chưa gửi"),
    "notices.feed.make": _("Lập địa chỉ lịch"),
    "notices.feed.revoke": _("Thu hồi địa chỉ lịch"),
    "notices.policy.set": _("Đặt quy định nhắc việc của nơi này"),
    "notices.preference.set": _("Đặt cách nhận nhắc việc"),
    "notices.texts.mark": _("Ghi tin nhắn đã gửi"),
    "organisations.unit.add": _("Thêm đơn vị"),
    "organisations.unit.add_many": _("Thêm nhiều đơn vị"),
    "organisations.unit.begin_earlier": _("Ghi đơn vị có từ ngày sớm hơn"),
    "organisations.unit.move": _("Chuyển đơn vị sang đơn vị trên khác"),
    "organisations.unit.rename": _("Đổi tên đơn vị"),
    "organisations.unit.succeed": _("Sắp xếp lại đơn vị"),
    "cases.clocks.recount": _("Tính lại thời hạn đang chạy theo lịch đã đổi"),
    "petitions.same_matter": _("Tìm đơn cùng một việc"),
    "petitions.local_value": _("Đặt mốc địa phương về đơn thư"),
    "privacy.local_time.set": _("Đặt thời hạn giữ dữ liệu cá nhân"),
    "packs.calendar_notice.give": _("Ghi thông báo đổi lịch làm việc"),
    "packs.calendar_notice.withdraw": _("Rút thông báo đổi lịch làm việc"),
    "packs.pack.load": _("Nạp gói"),
    "packs.pack.stop": _("Thôi dùng gói"),
    "packs.pack.use": _("Dùng gói"),
    "publication.copy.add_file": _("Thêm tệp đã che vào bản công khai"),
    "publication.copy.give_back": _("Trả lại bản công khai để sửa"),
    "publication.copy.propose": _("Soạn bản công khai"),
    "publication.copy.publish": _("Duyệt công khai"),
    "publication.copy.withdraw": _("Rút bản công khai"),
    "publication.figures.publish": _("Công khai số liệu đúng hạn"),
    "publication.figures.set": _("Đặt việc công khai số liệu đúng hạn"),
    "regulations.candidate.accept": _("Chấp nhận đề xuất nhiệm vụ"),
    "regulations.candidate.add": _("Thêm nhiệm vụ bằng tay"),
    "regulations.candidate.carry": _("Mang quyết định sang bản văn mới"),
    "regulations.candidate.edit": _("Sửa đề xuất nhiệm vụ"),
    "regulations.candidate.many": _("Chấp nhận nhiều đề xuất nhiệm vụ một lần"),
    "regulations.candidate.merge": _("Gộp đề xuất nhiệm vụ"),
    "regulations.candidate.reject": _("Từ chối đề xuất nhiệm vụ"),
    "regulations.candidate.set_back": _("Đưa đề xuất nhiệm vụ về chưa quyết"),
    "regulations.candidate.split": _("Tách đề xuất nhiệm vụ"),
    "regulations.candidate.undo": _("Hoàn tác quyết định về nhiệm vụ"),
    "regulations.draft.confirm": _("Xác nhận bộ nhiệm vụ của văn bản"),
    "regulations.draft.open": _("Bắt đầu xác nhận văn bản"),
    "regulations.draft.reopen": _("Mở lại phần xác nhận văn bản"),
    "regulations.work.import": _("Nhập văn bản quy chế"),
    "regulations.work.use_pack": _("Dùng gói của văn bản"),
    "tree.import.apply": _("Áp dụng tệp cây đơn vị"),
    "tree.import.cancel": _("Bỏ tệp cây đơn vị"),
}


def action_words(action: str) -> str:
    """Return an action in words: as listed, as an act of a kind of case, else its dotted name."""
    if action in ACTIONS:
        return str(ACTIONS[action])
    kind_key, _dot, key = action.rpartition(".")
    if not kinds.known(kind_key):
        return action
    kind = kinds.get(kind_key)
    act = kind.act(key)
    if act is None:
        told = {"kind": str(kind.label)}
        return gettext("Mở hồ sơ: %(kind)s") % told if key == "open" else action
    return f"{kind.label}: {act.label}"


def entries_of(actor: Actor) -> QuerySet[Entry]:
    """Return what was done at the units an actor administers.

    Of sealed cases nothing, of restricted ones only what concerns a case that the actor sees.
    """
    closed = Case.objects.filter(classification__gte=Classification.CONFIDENTIAL)
    seen = visible_cases(actor).filter(classification=Classification.CONFIDENTIAL)
    hidden = closed.exclude(pk__in=seen.values("pk"))
    subjects = hidden.annotate(subject=Concat(Value(CASE), "slug")).values("subject")
    return Entry.objects.filter(within(actor)).exclude(subject__in=subjects)


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One thing that was done, as shown."""

    entry: Entry
    words: str
    unit_name: str
    case_url: str


def entry_lines(entries: Iterable[Entry], actor: Actor) -> list[EntryLine]:
    """Return entries as lines; only cases that the actor may see are led to."""
    kept = list(entries)
    names = names_of({one.unit_id for one in kept if one.unit_id}, actor.today, language())
    slugs = {one.subject.removeprefix(CASE) for one in kept if one.subject.startswith(CASE)}
    seen = set(visible_cases(actor).filter(slug__in=slugs).values_list("slug", flat=True))
    return [
        EntryLine(
            one, action_words(one.action), names.get(one.unit_id or 0, ""), _address(one, seen)
        )
        for one in kept
    ]


def _address(entry: Entry, seen: set[str]) -> str:
    slug = entry.subject.removeprefix(CASE)
    return reverse("case", args=[slug]) if entry.subject != slug and slug in seen else ""


def audit_table(actor: Actor) -> Table:
    """Return the list of what was done, with its choices for one actor."""
    rows = entries_of(actor)
    return Table(
        name="audit",
        caption=_("Ai đã làm gì"),
        columns=(
            Column("at", _("Lúc"), lambda row: row.entry.at, order=("at",)),
            Column("action", _("Việc"), lambda row: row.words, link=lambda row: row.case_url),
            Column("actor", _("Ai"), lambda row: row.entry.actor),
            Column("unit", _("Đơn vị"), lambda row: row.unit_name),
        ),
        first_sort="-at",
        told=lambda entries: entry_lines(entries, actor),
        found_by=lambda words: done_by(rows, words),
        filters=(
            Filter("days", _("Khoảng ngày"), spans(legal_day()), narrows=during),
            Filter("action", _("Việc"), actions_in(rows), narrows=lambda key: Q(action=key)),
            Filter("unit", _("Đơn vị"), _units(actor), narrows=lambda key: Q(unit_id=int(key))),
        ),
    )


def _units(actor: Actor) -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in unit_choices(actor)]


def done_by(rows: QuerySet[Entry], words: str) -> Q:
    """Return the filter on who did it: labels in which every word stands, marks left aside."""
    wanted = fold(words).split()
    labels = rows.order_by().values_list("actor", flat=True).distinct()
    return Q(actor__in=[one for one in labels if all(word in fold(one) for word in wanted)])


def actions_in(rows: QuerySet[Entry]) -> list[tuple[str, str]]:
    """Return the actions that occur, by their words."""
    found = rows.order_by().values_list("action", flat=True).distinct()
    return sorted(((one, action_words(one)) for one in found), key=lambda pair: fold(pair[1]))


def spans(today: date) -> list[tuple[str, str]]:
    """Return the spans of days to choose from: today, a week, and each of the last months."""
    found = [("today", gettext("Hôm nay")), ("week", gettext("Bảy ngày qua"))]
    month = today.replace(day=1)
    for _number in range(MONTHS):
        found.append((month.strftime("%Y-%m"), month.strftime("%m/%Y")))
        month = (month - timedelta(days=1)).replace(day=1)
    return found


def during(key: str) -> Q:
    """Return the filter on entries of one of the spans."""
    today = legal_day()
    if key == "today":
        return Q(at__gte=_begin(today))
    if key == "week":
        return Q(at__gte=_begin(date.fromordinal(today.toordinal() - WEEK + 1)))
    first = date.fromisoformat(f"{key}-01")
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return Q(at__gte=_begin(first), at__lt=_begin(after))


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), LEGAL_ZONE)
