"""Scripts and styles: sent once for all parts of a kind, and not with each of them."""

import json

import pytest

from lessons import explore
from lessons.widgets import page_script
from lessons.widgets.chart.chart import Chart


def sent(part) -> str:
    """Return what a page is sent of a part itself."""
    return json.dumps(part.get_state(), default=str)


def test_parts_of_one_kind_share_their_script_and_styles():
    one, other = explore.make_or_buy(), explore.ramp_up()
    for name in ("controls", "chart"):
        assert getattr(one, name).page_script is getattr(other, name).page_script
    assert one.page_script is other.page_script is not one.chart.page_script
    assert one.chart.page_script.text == Chart.SCRIPT
    assert one.chart.page_script.styles == Chart.STYLES
    assert "aria-busy" in Chart.SCRIPT
    assert "aria-busy" not in sent(one.chart)
    assert sum(len(sent(part)) for part in (one, one.controls, one.chart)) < 15_000


@pytest.fixture
def forgotten():
    yield
    page_script._page_script.cache_clear()


@pytest.mark.usefixtures("forgotten")
def test_a_script_that_was_closed_is_sent_anew():
    before = page_script.page_script("export default {}", "")
    assert page_script.page_script("export default {}", "") is before
    before.close()
    after = page_script.page_script("export default {}", "")
    assert after is not before
    assert after.comm is not None
