"""Notices go, from their first word to their last; no sentence of the authors' goes with them."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.text import copyright_notice
from builder.text.copyright_notice import without_notices

ABSTRACT = "The yield strength of CoCrFeNi is 200 MPa. It was measured at 298 K."
NOTICES = """© 2018 Elsevier Ltd
(C) 2018 Elsevier Ltd. All rights reserved.
© 2018 Elsevier B.V., All rights reserved.
© 2018 Acta Materialia Inc. Published by Elsevier Ltd. All rights reserved.
Crown Copyright © 2018 Published by Elsevier Ltd. All rights reserved.
© 2018 Elsevier Ltd and Techna Group S.r.l.
© 2018 Published by Elsevier Ltd on behalf of The editorial office of Journal of Materials Science & Technology.
© The Minerals, Metals & Materials Society 2020.
© The Minerals, Metals & Materials Society and ASM International 2020
© 2022 by the authors.
© 2022 by the authors. Licensee MDPI, Basel, Switzerland.
Copyright: © 2021 by the authors. Licensee MDPI, Basel, Switzerland. This article is an open access article distributed under the terms and conditions of the Creative Commons Attribution (CC BY) license (https://creativecommons.org/licenses/by/4.0/).
© 2021 The Authors. Published by Elsevier Ltd. This is an open access article under the CC BY license (http://creativecommons.org/licenses/by/4.0/)
© 2019, The Author(s).
© 2021, The Author(s), under exclusive licence to Springer-Verlag GmbH Germany, part of Springer Nature.
© Springer Nature Switzerland AG 2019
© 2019 WILEY-VCH Verlag GmbH & Co. KGaA, Weinheim
© 2023 The Authors. Advanced Materials published by Wiley-VCH GmbH.
© 2021 The Author(s). Published by IOP Publishing Ltd
© Published under licence by IOP Publishing Ltd.
© 2021 IOP Publishing Ltd. Printed in the UK
© 2020 Author(s). All article content, except where otherwise noted, is licensed under a Creative Commons Attribution (CC BY) license (http://creativecommons.org/licenses/by/4.0/). https://doi.org/10.1063/1.0000001
Copyright © 2020 American Chemical Society
© ASM International 2020
© 2020 Informa UK Limited, trading as Taylor & Francis Group.
This journal is © The Royal Society of Chemistry 2020.
© The Author(s), 2020, published on behalf of Materials Research Society by Cambridge University Press
Copyright © 2020 by ASME
© Pleiades Publishing, Ltd., 2019.
© 2016 University of Science and Technology Beijing and Springer-Verlag Berlin Heidelberg.
© 2019 Chinese Society for Metals (CSM) and Springer-Verlag GmbH Germany, part of Springer Nature
© 2019 Some Small House. All rights reserved.
& 2014 Elsevier B.V. All rights reserved.
This article is protected by copyright. All rights reserved.
Content from this work may be used under the terms of the Creative Commons Attribution 3.0 licence.
© 2023 The Author(s). Published with license by Taylor & Francis Group, LLC.
© 2021 by the authors. This is an open access article distributed under CC BY
© 2023, Small Publishing Co.,Ltd. All right reserved.
© 2020 Elsevier Ltd. All rights reserved
© 2024 Central South University of Technology. All rights reserved.
© 2024 Northern Institute of Light Alloys (NILA). All rights reserved.
Published by AIP Publishing.""".split("\n")  # noqa: E501 - notices as they are printed
#: Sentences of authors that speak of signs, licences and publishers.
SENTENCES = """The phases were calculated with Thermo-Calc © software.
The copyright of the data is ours.
Phases were calculated with JMatPro © 2020 Sente Software Ltd.
They were calculated with Pandat (© 2020 CompuTherm LLC).
It was (a) cast, (b) annealed and (c) 2000 K hot.
Copyright law is complex.
This article is an overview of refractory alloys.
This paper was published in a special issue; the terms of the model are given.
This work is based on the terms of the Gibbs energy.
This is an open access database of alloys.
The database is distributed under CC BY 4.0.
Published data were collected.
Distributed by Alfa Aesar, powders were mixed.
Produced by Carpenter Technology Corporation, the bar was hot rolled.
© software helps.
Copyright 2020 was a year of alloys.
All rights of passage hold.""".split("\n")


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize("text", ["{notice} {text}", "{text} {notice}", "{notice} {text} {notice}"])
def test_a_notice_is_cut_and_nothing_else(notice: str, text: str) -> None:
    assert without_notices(text.format(notice=notice, text=ABSTRACT)) == ABSTRACT


@pytest.mark.parametrize("notice", NOTICES)
def test_a_text_that_is_only_a_notice_leaves_nothing(notice: str) -> None:
    assert without_notices(notice) == ""


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("text", ["{sentence}", "{sentence} {text}", "{text} {sentence}"])
def test_a_sentence_of_the_authors_stays(sentence: str, text: str) -> None:
    whole = text.format(sentence=sentence, text=ABSTRACT)
    assert without_notices(whole) == whole


def test_a_notice_in_the_middle_stays_where_it_is() -> None:
    text = f"{ABSTRACT} © 2018 Elsevier Ltd. All rights reserved. {ABSTRACT}"
    assert without_notices(text) == text


_years = st.integers(1950, 2030).map(str)
_signs = st.sampled_from(["©", "(C)", "(c)", "Copyright", "Copyright ©", "Copyright (c)"])
_owners = st.sampled_from(
    "Elsevier Ltd|Elsevier B.V.|Acta Materialia Inc.|The Authors|Author(s)|Springer Nature|MDPI|ASM"
    " International|AIP Publishing|IOP Publishing Ltd|The Korean Institute of Metals and Materials"
    "|American Chemical Society|Materials Research Society|Wiley-VCH GmbH|Chongqing University"
    "|Cambridge University Press|The Royal Society of Chemistry|Taylor & Francis Group".split("|")
)
_behind = st.lists(
    st.sampled_from(
        ["All rights reserved.", "Published by Elsevier Ltd.", "Licensee MDPI, Basel, Switzerland."]
    ),
    max_size=2, unique=True,
)  # fmt: skip


@st.composite
def _notices(draw: st.DrawFn) -> str:
    sign, year, owner = draw(_signs), draw(_years), draw(_owners)
    core = draw(
        st.sampled_from(
            [f"{sign} {year} {owner}", f"{sign} {owner} {year}", f"{sign} {year}, {owner}",
             f"{sign} {year} by {owner}", f"{sign} {owner}, {year}"]
        )
    )  # fmt: skip
    parts = draw(_behind)
    return " ".join([core.rstrip(".") + ("." if parts or draw(st.booleans()) else ""), *parts])


@given(before=_notices(), behind=_notices())
@settings(max_examples=300, deadline=None)
def test_any_notice_of_the_grammar_is_cut(before: str, behind: str) -> None:
    assert without_notices(f"{before} {ABSTRACT} {behind}") == ABSTRACT


@given(st.lists(st.sampled_from("© 2018 Elsevier Ltd and the , . (c) alloy Is CC BY".split())))
@settings(max_examples=300, deadline=None)
def test_what_is_left_is_a_part_of_the_text(words: list[str]) -> None:
    text = " ".join(words)
    assert without_notices(text) in text


LISTS = tomllib.loads(
    (Path(copyright_notice.__file__).parent / "data/notices.toml").read_text("utf-8")
)


@pytest.mark.parametrize("pattern", [*LISTS["clauses"], *LISTS["licence_speaks"]])
@given(st.data())
@settings(max_examples=15, deadline=None)
def test_each_clause_and_licence_holds_a_word_by_which_notices_are_searched(
    pattern: str, data: st.DataObject
) -> None:
    said = data.draw(st.from_regex(pattern, fullmatch=True))
    assert any(hint in said.lower() for hint in copyright_notice._HINTS)


@pytest.mark.parametrize("before", ["It holds in air (98%).", "He named it “steel”.", "Is it so?"])
def test_a_year_behind_a_mark_and_a_full_stop_belongs_to_the_notice(before: str) -> None:
    text = f"{ABSTRACT} {before}"
    assert without_notices(f"{text} 2014 Elsevier B.V. All rights reserved.") == text
