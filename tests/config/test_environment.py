"""The environment is read typed; what cannot be meant is refused at the start."""

from __future__ import annotations

import pytest

from danvan.config.settings import environment


@pytest.mark.parametrize(("written", "read"), [("", 587), ("25", 25)])
def test_number_is_read(monkeypatch, written, read):
    monkeypatch.setenv("DANVAN_SMTP_PORT", written)

    assert environment.number("SMTP_PORT", 587) == read


@pytest.mark.parametrize("written", ["x", "-1", "2.5", "٣x"])
def test_what_is_no_number_is_refused(monkeypatch, written):
    monkeypatch.setenv("DANVAN_SMTP_PORT", written)

    with pytest.raises(ValueError, match="DANVAN_SMTP_PORT"):
        environment.number("SMTP_PORT", 587)


@pytest.mark.parametrize(("written", "read"), [("", "starttls"), ("none", "none")])
def test_one_of_some_words_is_read(monkeypatch, written, read):
    monkeypatch.setenv("DANVAN_SMTP_TLS", written)

    assert environment.choice("SMTP_TLS", "starttls", "tls", "none") == read


def test_misspelt_word_does_not_switch_secrecy_off(monkeypatch):
    monkeypatch.setenv("DANVAN_SMTP_TLS", "ssl")

    with pytest.raises(ValueError, match="starttls, tls, none"):
        environment.choice("SMTP_TLS", "starttls", "tls", "none")


def test_secret_of_the_other_house_that_is_not_there_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("DANVAN_OIDC_ISSUER", "https://sso.example")
    monkeypatch.setenv("DANVAN_OIDC_CLIENT_ID", "danvan")
    monkeypatch.setenv("DANVAN_OIDC_CLIENT_SECRET_FILE", str(tmp_path / "nothing"))

    with pytest.raises(ValueError, match=r"^DANVAN_OIDC_CLIENT_SECRET_FILE: "):
        environment.oidc()


@pytest.mark.parametrize("address", ["mysql://x", "postgres://a:b/c", "sqlite://[x", ""])
def test_address_of_no_database_is_refused_by_name(address):
    with pytest.raises(ValueError, match=r"^DANVAN_DATABASE_URL: ") as refused:
        environment.database(address)

    assert "b/c" not in str(refused.value)
