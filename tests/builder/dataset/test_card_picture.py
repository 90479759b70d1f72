"""The picture of a card shows the rows of each kind, and how long answers are."""

from xml.etree import ElementTree

from builder.dataset.card_picture import picture

SVG = "{http://www.w3.org/2000/svg}"


class Counted:
    """What the picture needs of a dataset."""

    def __init__(self, kinds: dict[str, int], words: dict[int, int]) -> None:
        self._counts = {"kind": kinds, "words": words}

    def counted(self, column: str) -> dict[object, int]:
        return dict(self._counts[column])


def drawn(kinds: dict[str, int], words: dict[int, int]) -> ElementTree.Element:
    return ElementTree.fromstring(picture(Counted(kinds, words)))  # type: ignore[arg-type]


def test_the_commonest_kind_has_the_longest_bar_and_every_row_is_counted() -> None:
    root = drawn({"phase": 5, "value": 20, "a<b": 1}, {1: 4, 2: 8, 75: 14})
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert texts[:6] == ["value", "phase", "a<b", "20", "5", "1"]
    sizes = [float(bar.get("width") or 0) for bar in root.iter(f"{SVG}rect")][1:4]
    assert sizes == [250.0, 62.5, 12.5]
    columns = [title.text for title in root.iter(f"{SVG}title")]
    assert columns == ["1 to 3 words: 12 rows", "73 to 75 words: 14 rows"]


def test_a_dataset_without_rows_has_a_picture() -> None:
    assert not list(drawn({}, {}).iter(f"{SVG}title"))
