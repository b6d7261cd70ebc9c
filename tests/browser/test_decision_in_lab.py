"""The candy campaign, decided week by week as a learner does: Play, news, handover, comparison."""

import json
from pathlib import Path

import pytest
from lab import Traffic, open_notebook, run_all, write_notebook
from playwright.sync_api import Locator, Page, expect

STEP = "() => Number(document.querySelector('.lessons-decision progress').value)"


@pytest.fixture(autouse=True)
def afresh(folder: Path) -> None:
    """Begin as a learner who has done nothing yet."""
    (folder / "my-work" / "progress.json").unlink(missing_ok=True)


def opened(page: Page, lab: str) -> Locator:
    open_notebook(page, lab, "decision.ipynb")
    run_all(page)
    game = page.get_by_role("region", name="The candy campaign, week by week")
    game.locator(".legendtext").first.wait_for()
    return game


def told(game: Locator, words: str) -> None:
    """Hold that something comes to stand on top of the feed."""
    expect(game.locator(".lessons-decision-feed p").first).to_contain_text(words)


def test_a_student_plays_the_whole_game(
    desk: Page, lab: str, folder: Path, kept_traffic: Traffic
) -> None:
    write_notebook(
        folder / "decision.ipynb", "from lessons import learn", 'learn.decide("candy-campaign")'
    )
    game = opened(desk, lab)
    said, feed = game.locator(".lessons-chart-sentence"), game.locator(".lessons-decision-feed")
    play = game.get_by_role("button", name="Play the campaign")
    expect(said).to_contain_text("Week 1 will take about 34 hours of work.")
    expect(play).to_be_hidden()
    assert not (folder / "my-work" / "progress.json").exists()

    # By keyboard: the focus is where the game goes on, and Play stops by itself at news.
    game.get_by_role("button", name="Start with the agency").press("Enter")
    expect(play).to_be_focused()
    game.get_by_role("combobox", name="Speed of the campaign").select_option("Fast")
    play.press("Enter")
    told(game, "After week 4: The launch goes viral")
    expect(play).to_be_visible()
    assert desk.evaluate(STEP) == 4
    expect(game.get_by_role("row", name="Rate of the agency")).to_have_text(
        "Rate of the agency$155 an hour"
    )
    expect(feed).not_to_contain_text("raises its rate")

    # By mouse: a week by itself, and Play and Stop.
    game.get_by_role("button", name="One week on").click()
    expect(said).to_contain_text("Week 5 took")
    play.click()
    game.get_by_role("button", name="Stop the campaign").click()
    expect(play).to_be_visible()
    play.click()
    told(game, "After week 8: The agency raises its rate.")
    expect(game.get_by_role("row", name="Rate of the agency")).to_contain_text("$190 an hour")
    game.get_by_role("button", name="Hand over to your team now").click()
    told(game, "After week 8: You hand over to your team.")
    expect(game.get_by_role("button", name="Hand over")).to_be_hidden()
    play.click()
    told(game, "After week 11: Two of the four people leave")
    play.press("Enter")

    again = game.get_by_role("button", name="Play again")
    expect(again).to_be_focused()
    assert desk.evaluate(STEP) == 26
    expect(said).to_contain_text("You handed over after week 8, and the campaign cost $")
    expect(said).to_contain_text("the best was to hand over after week 10: $")
    expect(said).to_contain_text("In hindsight, the best is to hand over after week 13: $")
    compared = game.get_by_role("table").filter(has_text="Best in hindsight").get_by_role("row")
    expect(compared).to_have_count(4)
    expect(compared.nth(1)).to_contain_text("Your planAfter week 8")
    for name in ("Best on what was known", "Best in hindsight"):
        expect(game.locator(".legendtext", has_text=name)).to_be_visible()
    kept = json.loads((folder / "my-work" / "progress.json").read_text("utf-8"))["entries"]
    assert [(one["name"], one["kind"], one["given"]) for one in kept] == [
        ("candy-campaign", "decision", "Start with the agency"),
        ("candy-campaign", "decision", 8.0),
    ]

    compared_before = compared.all_text_contents()
    desk.goto("about:blank")
    game = opened(desk, lab)
    expect(game.get_by_text("You decided this before.")).to_be_visible()
    assert compared.all_text_contents() == compared_before
    again.click()
    expect(game.get_by_text("Game 2")).to_be_visible()
    expect(feed.locator("p")).to_have_count(0)
    game.get_by_role("button", name="Start with your own team").click()
    told(game, "At the start: You start with your own team.")
    expect(game.get_by_role("button", name="Hand over")).to_be_hidden()
    assert kept_traffic.strangers == []
    assert kept_traffic.complaints == []
