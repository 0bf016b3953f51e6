"""Names: no drawers, the closed list of files in a room, and English identifiers."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from sources import REPOSITORY, SOURCE, modules, shown, tree_of

DRAWERS = {
    "admin",
    "base",
    "common",
    "constants",
    "core",
    "extras",
    "helper",
    "helpers",
    "lib",
    "managers",
    "misc",
    "services",
    "shared",
    "signals",
    "util",
    "utils",
}
DRAWER_ALLOWED = {
    "src/danvan/config/settings/base.py",
    "src/danvan/config/postgresql/base.py",  # where Django looks for a database
}
ROOM_FILES = {
    "__init__",
    "act_forms",
    "acts",
    "apps",
    "calculator",
    "clocks",
    "conditions",
    "export",
    "forms",
    "importing",
    "intake",
    "jobs",
    "kinds",
    "matters",
    "merge",
    "models",
    "notices",
    "plan",
    "queries",
    "reading",
    "register",
    "rules",
    "shapes",
    "urls",
    "vault",
    "views",
}
ROOM_FOLDERS = {"migrations", "templates", "static", "__pycache__"}
ROMANISED = re.compile(
    r"(?:^|_)(?:bao_cao|ban_hanh|can_bo|chi_thi|cong_an|cong_khai|cong_tac|cong_van|dan_van|dang_uy|"
    r"danh_gia|dan_chu|dia_phuong|dieu_khoan|don_thu|doan_the|doi_thoai|don_vi|giam_sat|giai_quyet|"
    r"hanh_chinh|hoi_dong|ho_so|hop_dong|ke_hoach|khao_sat|khen_thuong|khieu_nai|kiem_tra|kien_nghi|"
    r"ky_han|lanh_dao|mat_tran|nghi_quyet|nghia_vu|nguoi_dan|nhan_dan|nhiem_vu|phan_anh|phan_bien|"
    r"phoi_hop|phuong_xa|quan_chung|quyet_dinh|quy_che|quy_dinh|so_ket|thanh_tra|thi_dua|thoi_han|"
    r"thong_bao|thuong_truc|tiep_dan|tinh_hinh|to_cao|tong_ket|trach_nhiem|truong_ban|uy_ban|van_ban|"
    r"van_dong|xa_hoi|dieu|khoan|huyen|tinh|thon|phuong|nghia|quyen|nhiem)(?:_|\d|$)"
)
NOTHING_NAMES = {"data", "info", "manager", "process", "handle", "item"}


def identifiers(tree: ast.AST) -> set[str]:
    """Return every name that a module defines: functions, classes, arguments, variables."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return found


def in_snake_case(name: str) -> str:
    """Return a name with its words parted by underscores, lower-case."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def vietnamese_names(tree: ast.AST) -> list[str]:
    """Return identifiers that are romanised Vietnamese or not ASCII."""
    return sorted(
        name
        for name in identifiers(tree)
        if not name.isascii() or ROMANISED.search(in_snake_case(name))
    )


def empty_names(tree: ast.AST) -> list[str]:
    """Return functions and classes named by a word that says nothing."""
    return sorted(
        node.name
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name.lower() in NOTHING_NAMES
    )


def strange_files(room: Path) -> list[str]:
    """Return what stands in a room and is not on the list."""
    return sorted(
        path.name
        for path in room.iterdir()
        if (path.is_dir() and path.name not in ROOM_FOLDERS)
        or (path.suffix == ".py" and path.stem not in ROOM_FILES)
    )


def test_no_module_is_a_drawer():
    places = [SOURCE, REPOSITORY / "tools", REPOSITORY / "benchmarks", REPOSITORY / "tests"]
    found = [
        shown(path)
        for place in places
        for path in place.rglob("*")
        if (path.suffix == ".py" or path.is_dir()) and path.stem in DRAWERS
    ]

    assert sorted(set(found) - DRAWER_ALLOWED) == []


@pytest.mark.parametrize("room", sorted((SOURCE / "areas").glob("*/")), ids=lambda room: room.name)
def test_rooms_hold_only_files_on_the_list(room: Path):
    assert room.name == "__pycache__" or strange_files(room) == []


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_identifiers_are_english(path: Path):
    assert vietnamese_names(tree_of(path)) == []


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_names_say_something(path: Path):
    assert empty_names(tree_of(path)) == []


def test_checkers_find_what_is_wrong(tmp_path):
    (tmp_path / "kinds.py").touch()
    (tmp_path / "services.py").touch()
    (tmp_path / "odds").mkdir()

    assert strange_files(tmp_path) == ["odds", "services.py"]
    bad = "def don_thu(khieu_nai): nhiemVu = 1\nclass BaoCao: pass\nđơn = 2"
    assert vietnamese_names(ast.parse(bad)) == ["BaoCao", "don_thu", "khieu_nai", "nhiemVu", "đơn"]
    assert vietnamese_names(ast.parse("def due_on(started_on): tincture = 1")) == []
    assert empty_names(ast.parse("def process(): pass")) == ["process"]
