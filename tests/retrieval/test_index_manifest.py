"""The manifest of an index is believed to the byte, or not at all."""

from pathlib import Path

from retrieval.index_manifest import IndexManifest, read_manifest, remove_manifest, write_manifest

MANIFEST = IndexManifest("m@1", "m", "files", "exact", 3, 384, "3:1:2", "0" * 64, True)


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_manifest(tmp_path, MANIFEST)
    assert read_manifest(tmp_path) == MANIFEST
    assert [path.name for path in tmp_path.iterdir()] == ["made.json"]


def test_every_changed_byte_is_noticed(tmp_path: Path) -> None:
    write_manifest(tmp_path, MANIFEST)
    path = tmp_path / "made.json"
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert read_manifest(tmp_path) is None


def test_without_one_there_is_no_index(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) is None
    remove_manifest(tmp_path)
    write_manifest(tmp_path, MANIFEST)
    remove_manifest(tmp_path)
    assert read_manifest(tmp_path) is None
