"""Every model says what it is, for logs and shells."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

ROWS = [
    model
    for config in apps.get_app_configs()
    if config.name.startswith("danvan.kernel.")
    for model in config.get_models()
    if "__str__" in vars(model)
]


def sample(field: models.Field) -> object:
    """Return a value of the kind a field holds."""
    if isinstance(field, (models.CharField, models.TextField)):
        return "x"
    return 1


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model._meta.label_lower)
def test_row_says_something(model):
    names = {field.attname: sample(field) for field in model._meta.concrete_fields}

    assert str(model(**names))
