"""Forms: our sentences with codes, days, one Unicode form, what authors say stays."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pytest
from django import forms
from django.template import Context, Template

from danvan.web.forms import DayField, HouseForm, Ticks


class Trial(HouseForm):
    name = forms.CharField(max_length=5)
    on = DayField(required=False)
    number = forms.IntegerField(required=False, min_value=1)
    own = forms.CharField(required=False, error_messages={"required": "Của tác giả"})


def errors(**answers):
    form = Trial(answers)
    form.is_valid()
    return {name: list(found) for name, found in form.errors.items()}


def test_sentences_are_ours_and_carry_codes():
    found = errors(name="", on="mai", number="0")

    assert "(FORM-01)" in found["name"][0]
    assert "(FORM-04)" in found["on"][0]
    assert found["number"] == ["Nhỏ nhất là 1. (FORM-08)"]
    assert errors(name="quá dài")["name"] == ["Dài quá 5 ký tự. (FORM-05)"]


class Foreign(forms.Form):
    code = forms.CharField()


class Adopted(HouseForm, Foreign):
    """Takes a field of a class that is not of the house."""


def test_our_sentences_stay_in_our_forms():
    before = Foreign().fields["code"].error_messages

    ours, again = Adopted({}), Adopted({})
    ours.fields["code"].error_messages["required"] = "Chỉ ở đây"

    assert "(FORM-01)" in str(again.fields["code"].error_messages["required"])
    assert Foreign().fields["code"].error_messages == before
    assert "(FORM-01)" in str(Trial().fields["name"].error_messages["required"])


def test_what_an_author_says_stays():
    assert Trial().fields["own"].error_messages["required"] == "Của tác giả"


def test_days_come_in_and_go_back_as_written():
    form = Trial({"name": "a", "on": "9/4/2026"})

    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2026, 4, 9)
    assert 'value="09/04/2026"' in str(Trial(initial={"on": date(2026, 4, 9)})["on"])
    assert 'value="9/4/2026"' in str(form["on"])


def test_text_comes_in_one_unicode_form():
    form = Trial({"name": unicodedata.normalize("NFD", " Đơn ")})

    assert form.is_valid()
    assert form.cleaned_data["name"] == "Đơn"


def test_one_answer_is_changed_and_the_rest_stay():
    form = Trial({"name": "a", "own": "b"})

    form.set_answer("own", "c")

    assert (form.data["name"], form.data["own"]) == ("a", "c")


@pytest.mark.parametrize("typed", ["01/01/0001", "31/12/1944", "01/01/2101", "31/12/9999"])
def test_days_far_away_are_refused(typed):
    assert "(FORM-12)" in errors(name="a", on=typed)["on"][0]


@pytest.mark.parametrize("typed", ["01/01/1945", "31/12/2100"])
def test_first_and_last_days_are_taken(typed):
    assert errors(name="a", on=typed) == {}


class Lines(HouseForm):
    title = forms.CharField()
    text = forms.CharField(widget=forms.Textarea)
    password = forms.CharField(widget=forms.PasswordInput, strip=False)


@pytest.mark.parametrize(
    "gap", ["\r\n", "\n", "\r", "\t", "\x0b", "\x85", "\u2028", "\u00a0", "   "]
)
def test_line_of_text_is_one_line(gap):
    form = Lines({"title": f" Trưởng{gap}Khối ", "text": f"a{gap}b", "password": "a  b"})

    assert form.is_valid()
    assert form.cleaned_data["title"] == "Trưởng Khối"
    assert form.cleaned_data["text"] == f"a{gap}b"
    assert form.cleaned_data["password"] == "a  b"


@pytest.mark.parametrize("sign", ["\u202a", "\u202e", "\u2066", "\u2069"])
def test_signs_that_turn_the_text_are_refused_with_advice(sign):
    found = errors(name=f"a{sign}b")["name"]

    assert "(FORM-10)" in found[0]
    assert "gõ lại" in found[0]


class Grouped(HouseForm):
    many = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], widget=Ticks())
    one = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)


def test_no_id_stands_twice_and_errors_lead_to_one():
    form = Grouped({"many": [], "one": ""})

    page = Template("{% load web %}{% fields form %}").render(Context({"form": form}))

    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    targets = re.findall(r'href="#([^"]+)"', page)
    assert len(targets) == 2
    assert set(targets) <= set(ids)
