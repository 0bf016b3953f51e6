"""Pages for who has a code and no way in yet: the first administrator, and a new password."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django import forms
from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from danvan.kernel.accounts.begin import Founding, found, real_roots
from danvan.kernel.accounts.codes import is_right
from danvan.kernel.accounts.models import Purpose, User
from danvan.kernel.accounts.passwords import set_password
from danvan.kernel.accounts.refused import AccountRefused
from danvan.kernel.organisations.days import legal_day
from danvan.kernel.organisations.models import Tier
from danvan.kernel.organisations.tree import names_of
from danvan.kernel.organisations.writing import UnitFacts
from danvan.kernel.packs.queries import terms
from danvan.web.errors import sentence
from danvan.web.forms import HouseForm
from danvan.web.gates import open_page
from danvan.web.limits import too_many
from danvan.web.pages import render
from danvan.web.templatetags.web import said

BEGIN_TRIES = "10/10m/ip"
PASSWORD_TRIES = "20/10m/ip"  # noqa: S105  how often, not a password
NEW_PLACE = ""


def secret_field(label: Any, **options: Any) -> forms.CharField:
    """Return a field for a password that is being set."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, max_length=128, strip=False, widget=widget, **options)


class CodePart(HouseForm):
    """A code told on paper or on a console, and a password set twice."""

    code = forms.CharField(
        label=gettext_lazy("Mã dùng một lần"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
        help_text=gettext_lazy("Gõ như đã nhận; dấu gạch, chữ hoa hay thường đều được."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse two different passwords, and one that is too weak."""
        told = super().clean()
        first, second = told.get("password"), told.get("again")
        if first and second and first != second:
            self.add_error("again", _("Hai lần gõ mật khẩu khác nhau. (FORM-02)"))
        elif first:
            try:
                validate_password(first, User(username=told.get("username", "")))
            except ValidationError as weak:
                self.add_error("password", weak)
        return told


class PasswordForm(CodePart):
    """A new password by a code."""

    password = secret_field(gettext_lazy("Mật khẩu mới"), help_text=gettext_lazy("Từ 12 ký tự."))
    again = secret_field(gettext_lazy("Gõ lại mật khẩu"))


class BeginForm(CodePart):
    """The place and its first administrator."""

    root = forms.ChoiceField(label=gettext_lazy("Nơi này"), required=False)
    name = forms.CharField(
        label=gettext_lazy("Tên xã, phường, tỉnh hoặc cơ quan đứng đầu cây đơn vị"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Ví dụ: Xã Mẫu. Đổi được về sau."),
    )
    tier = forms.ChoiceField(
        label=gettext_lazy("Cấp"), choices=Tier.choices, initial=Tier.COMMUNE, required=False
    )
    side = forms.ChoiceField(
        label=gettext_lazy("Khối"),
        required=False,
        help_text=gettext_lazy("Địa phương thì để “Không nêu”; cơ quan thì chọn khối của cơ quan."),
    )
    title = forms.CharField(
        label=gettext_lazy("Chức danh của bạn"),
        max_length=190,
        initial=gettext_lazy("Quản trị hệ thống"),
    )
    full_name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=120, required=False)
    username = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"),
        max_length=150,
        validators=[
            UnicodeUsernameValidator(
                message=gettext_lazy("Chỉ dùng chữ, số và các dấu . @ + - _ (FORM-02)")
            )
        ],
    )
    password = secret_field(gettext_lazy("Mật khẩu"), help_text=gettext_lazy("Từ 12 ký tự."))
    again = secret_field(gettext_lazy("Gõ lại mật khẩu"))

    def __init__(self, *args: Any, knows: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        sides = [(key, said(words)) for key, words in terms("side").items()]
        none = ("none", _("Không nêu"))
        self.offer("side", [none, *(pair for pair in sides if pair[0] != "none")])
        roots = real_roots() if knows else []
        if not roots:
            del self.fields["root"]
            return
        names = names_of([one.pk for one in roots], legal_day())
        known = [(str(one.pk), names.get(one.pk, one.key)) for one in roots]
        self.offer("root", [(NEW_PLACE, _("Nơi mới")), *known])

    def clean(self) -> dict[str, Any]:
        """Ask for the place, or the name of a new one."""
        told = super().clean()
        if "root" in self.fields and "root" not in self.data:
            self.add_error("root", _("Ở đây đã có nơi lập từ trước: chọn một, hoặc “Nơi mới”."))
        elif not told.get("root") and not told.get("name"):
            self.add_error("name", self.fields["title"].error_messages["required"])
        return told

    @property
    def founding(self) -> Founding:
        """Return what was told."""
        told = self.cleaned_data
        root = told.get("root")
        facts = UnitFacts(told["name"], told["tier"] or Tier.COMMUNE, told["side"] or "none")
        return Founding(
            place=None if root else facts,
            root_id=int(root) if root else None,
            title=told["title"],
            username=told["username"],
            full_name=told["full_name"],
            password=told["password"],
        )


@open_page
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Make the first administrator by a code from the console, and sign them in.

    Without a right code nothing is told of what stands here.
    """
    refused = too_many(request, "begin", BEGIN_TRIES)
    if refused is not None:
        return refused
    form = BeginForm(
        request.POST if request.method == "POST" else None,
        knows=is_right(Purpose.BEGIN, request.POST.get("code", "")),
    )
    if form.is_bound and form.is_valid():
        try:
            user = found(form.cleaned_data["code"], form.founding)
        except AccountRefused as error:
            form.add_error("username" if error.code == "PEOPLE-07" else "code", sentence(error))
        else:
            request.session.flush()
            entering = Login(user=user, redirect_url=first_page())
            entered: HttpResponse = perform_password_login(
                request, {"username": user.username}, entering
            )
            return entered
    context = {"form": form}
    return render(request, "web/accounts/begin.html", context, status=422 if form.errors else 200)


def first_page() -> str:
    """Return where a first administrator goes on: the set-up, or the work where its room is off."""
    try:
        return reverse("setup")
    except NoReverseMatch:
        return reverse("work")


@open_page
@require_http_methods(["GET", "POST"])
def new_password(request: HttpRequest) -> HttpResponse:
    """Set a new password by a code that the unit's administrator gave on paper."""
    refused = too_many(request, "new_password", PASSWORD_TRIES)
    if refused is not None:
        return refused
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            set_password(form.cleaned_data["code"], form.cleaned_data["password"])
        except AccountRefused as error:
            form.add_error("code", sentence(error))
        else:
            messages.success(request, _("Đã đặt mật khẩu mới. Hãy đăng nhập."))
            return redirect("account_login")
    context = {"form": form}
    status = 422 if form.errors else 200
    return render(request, "web/accounts/new_password.html", context, status=status)
