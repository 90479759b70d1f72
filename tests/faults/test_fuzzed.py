"""Sentences and questions of random words of the field: no error, and no time to speak of."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_library import Many
from stages import ABSTRACTS, QUESTIONS

_WORDS = (
    "the The alloy CoCrFeNi Al0.3CoCrFeNi AlxCoCrFeNi (x = 0, 0.3 and 1) NbMoTaW/TiC A1 hardness of"
    " yield strength is was 300 350 MPa GPa HV at 298 K °C 900 °C for 1 h 5% ± 12 from to rose and"
    " or but , , ; : . . – - ( ) [ ] “ ” respectively FCC BCC σ phase phases annealed as-cast SEM"
    " which that It its higher lower than not no by with in after due because Why What Which How"
    " does the highest ? x y 10−3 s−1 1.2×10^5 at.% wt.% e.g. et al. Fig. 3 coating on steel …"
).split()
_SIGNS = "\x00\t\n \u00a0\u200b\xad\ud800\U0001d6fc()[]{}<>|\\/\"'“”’^_~$%&#@*=+-–—−.,;:!?0123éαγ中"
_tokens = st.sampled_from(_WORDS) | st.text(_SIGNS, max_size=4) | st.text(max_size=3)
_texts = st.lists(_tokens, max_size=60).map(" ".join) | st.lists(_tokens, max_size=60).map("".join)
_settings = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))


@pytest.mark.fault("F54")
def test_no_abstract_of_random_words_breaks_a_stage(how_many: Many) -> None:
    @settings(_settings, max_examples=how_many(1_500, 20_000))
    @given(_texts)
    def check(text: str) -> None:
        begun = time.process_time()
        for read in ABSTRACTS.values():
            read(text)
        assert time.process_time() - begun < 10

    check()


@pytest.mark.fault("F54")
def test_no_question_of_random_words_breaks_its_answer(how_many: Many) -> None:
    @settings(_settings, max_examples=how_many(2_000, 40_000))
    @given(_texts.map(lambda text: text[:2_000]))
    def check(text: str) -> None:
        begun = time.process_time()
        for read in QUESTIONS.values():
            read(text)
        assert time.process_time() - begun < 4

    check()
