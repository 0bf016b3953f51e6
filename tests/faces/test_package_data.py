"""What is no Python and lies in the package is named in pyproject.toml, or a wheel lacks it."""

from __future__ import annotations

import tomllib

LEFT_OUT = {".py", ".pyc"}


def test_every_file_of_the_package_goes_into_a_wheel(repository):
    told = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    package = repository / "src" / "danvan"
    files = {path for path in package.rglob("*") if path.is_file() and path.suffix not in LEFT_OUT}

    patterns = told["tool"]["setuptools"]["package-data"]["danvan"]
    brought = {path for pattern in patterns for path in package.glob(f"{pattern}/*")}

    assert {path.relative_to(package).as_posix() for path in files - brought} == set()
