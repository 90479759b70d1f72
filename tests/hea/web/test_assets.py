"""What others wrote is sent as they published it, and nothing comes from outside."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[3] / "hea" / "web"
VENDOR = WEB / "static" / "vendor"
ASSETS = tomllib.loads((VENDOR / "assets.toml").read_text("utf-8"))["asset"]


@pytest.mark.parametrize("asset", ASSETS, ids=lambda one: one["name"])
def test_a_file_of_others_has_its_hash_version_and_licence(asset: dict[str, str]) -> None:
    data = (VENDOR / asset["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == asset["sha256"]
    assert asset["version"] in asset["source"]
    assert asset["source"].startswith("https://registry.npmjs.org/")
    assert asset["licence"]


def test_every_file_of_others_is_named() -> None:
    there = {path.name for path in VENDOR.iterdir()} - {"assets.toml"}
    named = {one["file"] for one in ASSETS} | {one.get("licence_file", "") for one in ASSETS}
    assert there <= named


def test_pages_hold_no_script_or_style_of_their_own_and_load_nothing_from_outside() -> None:
    for path in (WEB / "templates").glob("*.html"):
        text = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert not re.search(r"<script(?![^>]*(?:\bsrc=|type=\"application/json\"))", text), path
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", text), path
        for address in re.findall(r'(?:src|href|action)="([^"]*)"', text):
            assert not address.startswith(("http", "//")) or address.startswith(
                "https://doi.org/"
            ), (path, address)
    for path in [*(WEB / "static").glob("*.js"), *(WEB / "static").glob("*.css")]:
        text = path.read_text("utf-8")
        assert not re.search(r"https?://(?!www\.w3\.org)", text), path
        assert not re.search(r"\beval\(|new Function|@import", text), path
