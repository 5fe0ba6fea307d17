"""How figures are drawn, named and written for readers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.figures import Period, Tally
from lookup_api.domain.wording import Language
from lookup_api.web.charts import GAP, Line, Part, draw_bars
from lookup_api.web.pages.numbers import number_in_figures, share_in_figures
from lookup_api.web.pages.periods import name_of, offers, read_period, write_period

TODAY = date(2026, 1, 15)
tallies = st.dictionaries(st.sampled_from(Timeliness), st.integers(0, 10_000)).map(Tally)


@given(st.lists(tallies, max_size=12))
def test_bars_fit_the_picture_and_their_parts_follow_each_other(drawn: list[Tally]) -> None:
    for bar in draw_bars([Line("x", tally) for tally in drawn]):
        ends = [segment.start + segment.width for segment in bar.segments]
        starts = [segment.start for segment in bar.segments[1:]]
        assert all(end <= start + 0.02 for end, start in zip(ends, starts, strict=False))
        assert max(ends, default=0) <= 100


@given(tallies)
def test_no_dossier_is_missing_in_its_bar(tally: Tally) -> None:
    [bar] = draw_bars([Line("x", tally)])
    assert sum(segment.number for segment in bar.segments) == tally.received


def test_the_longest_bar_fills_the_width_and_half_as_many_are_half_as_long() -> None:
    long, short = draw_bars([Line("a", Tally({Timeliness.EARLY: 10})), Line("b", Tally({Timeliness.LATE: 5}))])
    assert [(each.part, each.width) for bar in (long, short) for each in bar.segments] == [
        (Part.EARLY, 100 - GAP),
        (Part.LATE, 50 - GAP),
    ]


@pytest.mark.parametrize(
    ("language", "said"), [(Language.VI, "1.234.567"), (Language.KM, "1.234.567"), (Language.EN, "1,234,567")]
)
def test_thousands_are_set_apart_as_the_language_does(language: Language, said: str) -> None:
    assert number_in_figures(1_234_567, language) == said


@pytest.mark.parametrize(
    ("share", "said"), [(0.9640, "96,4 %"), (0.99999, "99,9 %"), (1.0, "100 %"), (0.0, "0 %"), (0.57, "57 %")]
)
def test_only_all_of_them_are_a_hundred_percent(share: float, said: str) -> None:
    assert share_in_figures(share, Language.VI).replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize("asked", ["2026-11", "2026", "2025-01"])
def test_a_period_is_written_as_it_is_read(asked: str) -> None:
    assert write_period(read_period(asked, TODAY)) == asked


@pytest.mark.parametrize("asked", ["", "2026-13", "26", "hôm nay", "٢٠٢٦"])
def test_what_is_no_period_is_the_present_month(asked: str) -> None:
    assert read_period(asked, TODAY) == Period.month(TODAY)


def test_this_month_the_last_one_and_this_year_come_first_and_nothing_twice() -> None:
    offered = offers([2026, 2025], TODAY, Language.VI)
    assert [offer.value for offer in offered[:4]] == ["2026-01", "2025-12", "2026", "2025-11"]
    assert len({offer.value for offer in offered}) == len(offered)
    assert offered[-1].value == "2025"


def test_a_period_has_a_name_in_each_language() -> None:
    named = [name_of(Period.month(date(2026, 11, 1)), language) for language in Language]
    assert len(set(named)) == len(Language)
    assert "November 2026" in named
