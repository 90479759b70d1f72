import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.text.identifiers import find_doi

DOI = "10.1016/s0921-5093(03)00290-3"


@pytest.mark.parametrize(
    "text",
    [
        DOI.upper(), f"https://doi.org/{DOI}", f"http://dx.doi.org/{DOI}?utm=1#top", f"doi: {DOI}.",
        f"({DOI})", f"[{DOI}]", f"<{DOI}>,", f"“{DOI}”", f"{DOI};", f"DOI:{DOI} [doi]",
        f"https://doi.org/{DOI.replace('/', '%2F')}", DOI.replace("5093", "50\u200b93"),
        f"{DOI}\xad",
    ],
)  # fmt: skip
def test_a_doi_is_found_however_it_is_written(text: str) -> None:
    assert find_doi(text) == DOI


@pytest.mark.parametrize(
    "text", ["", "10.1", "10.1000/", "9.1000/x", "see ref. 10/12", "10.1000/."]
)
def test_what_is_no_doi_is_none(text: str) -> None:
    assert find_doi(text) is None


@given(st.text())
def test_a_doi_found_is_found_again(text: str) -> None:
    found = find_doi(text)
    assert found is None or find_doi(found) in (found, find_doi(f"x {found}"))
