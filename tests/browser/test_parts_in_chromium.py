"""What the parts of a lesson say and keep on their page by themselves, before a kernel answers."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_scripts import load
from playwright.sync_api import Browser, Page, expect

from lessons import learn
from lessons.models.your_case import YourCase
from lessons.widgets.controls.controls import Controls
from lessons.widgets.page import styles
from lessons.words import PHRASES, on_page

# A widget's model that no kernel answers: it keeps what is sent to it.
MODEL = """globalThis.sent = [];
globalThis.made = (state) => {
  const heard = {};
  return {
    state, heard,
    get: (name) => state[name],
    set: (name, value) => {
      state[name] = value;
      for (const one of heard[`change:${name}`] ?? []) one();
    },
    on: (name, one) => (heard[name] ??= []).push(one),
    off: () => {},
    send: (content) => sent.push(content),
    save_changes: () => {},
  };
};"""
ASK = "How many hours?"
SAID = {"level": "", "message": "", "hints": [], "solution": "", "notice": ""}
UNANSWERED = {**SAID, "tries": 0, "is_out": False}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open an empty page with models that stand in for a kernel's."""
    with browser.new_context() as context:
        page = context.new_page()
        page.add_script_tag(content=MODEL)
        yield page


# Tabs of an explorer


OPENED = """(phrases) => {
  const state = { phrases, title: "An explorer", defaults: {}, task: "" };
  Object.assign(state, { presets: {}, presets_shown: {} });
  const model = made(state);
  const controls = made({ values: {}, moves: {} });
  globalThis.explorer = new Explorer(model, document.body, controls, new AbortController().signal);
}"""


def test_a_tab_says_at_once_that_what_it_shows_is_on_its_way(page: Page) -> None:
    load(page, "widgets/explorer/explorer.js", "Explorer")
    page.evaluate(OPENED, on_page("explorer", "link"))
    panel = page.get_by_role("tabpanel")
    for tab in ("What would reverse it?", "Table", "About"):
        page.get_by_role("tab", name=tab).click()
        expect(panel).to_have_text("This is on its way.")
        expect(panel).to_have_attribute("aria-busy", "true")
        kind = page.evaluate("sent.at(-1).kind")
        told = {"kind": "details", "tab": kind, "blocks": [{"kind": "paragraph", "text": tab}]}
        page.evaluate("(told) => explorer.heard(told)", told)
        expect(panel).to_have_text(tab)
        expect(panel).to_have_attribute("aria-busy", "false")
    # What stands there while inputs move is the old until the new has come.
    page.get_by_role("tab", name="Table").click()
    page.evaluate("explorer.heard({ kind: 'details', tab: 'table', blocks: [] })")
    page.clock.install()
    page.evaluate("explorer.moved()")
    page.clock.run_for(1_000)
    expect(panel).to_have_attribute("aria-busy", "true")


# What was typed and not handed over

ASKED = """([kind, asked, phrases, state]) => {
  document.body.replaceChildren();
  sent.length = 0;
  globalThis.model = made({ asked, phrases, state });
  globalThis.part = new window[kind](model, document.body);
}"""
PHRASES_OF_A_PART = {key: text for key, text in PHRASES.items() if isinstance(text, str)}


def run(page: Page, kind: str, asked: dict, **state: object) -> None:
    """Run the cell of a part, for the first time or once more."""
    page.evaluate(ASKED, [kind, {"ask": ASK, "order": None, **asked}, PHRASES_OF_A_PART, state])


def test_a_number_that_was_not_checked_is_there_when_its_cell_is_run_again(page: Page) -> None:
    load(page, "learn/question_panel.js", "Question")
    asked = {"kind": "number", "unit": "hours", "hint_count": 3, "options": []}
    run(page, "Question", asked, **UNANSWERED, given=None)
    box = page.get_by_role("textbox")
    box.fill("12")
    run(page, "Question", asked, **UNANSWERED, given="7")
    expect(box).to_have_value("12")
    assert page.evaluate("sent") == []
    right = {**UNANSWERED, "given": "12", "level": "right", "message": "Right.", "is_out": True}
    page.evaluate("(state) => { model.set('state', state); part.follow(); }", right)
    run(page, "Question", asked, **UNANSWERED, given="7")
    expect(box).to_have_value("7")


def test_options_that_were_not_checked_are_there_when_their_cell_is_run_again(page: Page) -> None:
    load(page, "learn/question_panel.js", "Question")
    asked = {"kind": "several", "unit": "", "hint_count": 3, "options": ["a", "b", "c"]}
    run(page, "Question", asked, **UNANSWERED, given=None)
    for name in ("a", "c"):
        page.get_by_role("checkbox", name=name).check()
    run(page, "Question", asked, **UNANSWERED, given=None)
    states = [one.is_checked() for one in page.get_by_role("checkbox").all()]
    assert states == [True, False, True]
    assert page.evaluate("sent") == []


def test_once_the_answer_is_named_no_hint_is_offered(page: Page) -> None:
    load(page, "learn/question_panel.js", "Question")
    asked = {"kind": "one", "unit": "", "hint_count": 3, "options": ["a", "b"]}
    hint = page.get_by_role("button", name="Hint 2 of 3")
    solution = page.get_by_role("button", name="Show the solution")
    helped = {**UNANSWERED, "given": [0], "hints": ["A hint."], "tries": 1}
    run(page, "Question", asked, **helped)
    expect(hint).to_be_visible()
    expect(solution).to_be_hidden()
    told = {**helped, "is_out": True, "level": "wrong", "message": "The right answer is “b”."}
    page.evaluate("(state) => { model.set('state', state); part.follow(); }", told)
    expect(hint).to_be_hidden()
    expect(solution).to_be_visible()
    solved = {**told, "solution": "So it is."}
    page.evaluate("(state) => { model.set('state', state); part.follow(); }", solved)
    expect(hint).to_be_hidden()
    expect(solution).to_be_hidden()


HIDING = """async ([predicted, asked, phrases, answers]) => {
  const signal = new AbortController().signal;
  const notebook = {};
  const closed = { given: null, shown: false, sentence: "", level: "" };
  const part = async (render, state) => {
    const model = Object.assign(made({ phrases, ...state }), { widget_manager: notebook });
    await render({ model, el: document.body, signal, host: {} });
    return model;
  };
  const question = () => part(renderQuestion, { asked, state: answers });
  await question();
  globalThis.predictions = [
    await part(renderPrediction, { asked: { ...predicted, name: "one" }, state: closed }),
    await part(renderPrediction, { asked: { ...predicted, name: "two" }, state: closed }),
  ];
  await question();
}"""
SHOWN = """(place) => {
  const { state } = predictions[place].state;
  predictions[place].set("state", { ...state, shown: true });
}"""


def test_a_question_says_what_to_do_while_predictions_hide_its_explorer(page: Page) -> None:
    """Whichever of them is on the page first; one that is open is enough."""
    load(page, "learn/question_panel.js", renderQuestion="render")
    load(page, "learn/prediction_panel.js", renderPrediction="render")
    predicted = {"ask": "Who?", "kind": "choice", "options": ["a"], "order": None}
    asked = {"ask": ASK, "kind": "number", "unit": "hours", "hint_count": 3}
    asked["hidden_by"] = ["one", "two"]
    answers = {**UNANSWERED, "given": None}
    page.evaluate(HIDING, [predicted, asked, PHRASES_OF_A_PART, answers])
    told = page.locator(".lessons-question-waits")
    expect(told).to_have_count(2)
    for one in told.all():
        expect(one).to_be_visible()
    page.evaluate(SHOWN, 1)
    for one in told.all():
        expect(one).to_be_hidden()
    page.evaluate("document.body.replaceChildren()")
    other = {**asked, "hidden_by": []}
    page.evaluate(HIDING, [predicted, other, PHRASES_OF_A_PART, answers])
    for one in told.all():
        expect(one).to_be_hidden()


def test_a_prediction_that_was_not_made_is_there_when_its_cell_is_run_again(page: Page) -> None:
    load(page, "learn/prediction_panel.js", "Prediction")
    asked = {"kind": "choice", "options": ["a", "b"]}
    closed = {"given": None, "shown": False, "sentence": "", "level": ""}
    run(page, "Prediction", asked, **closed)
    page.evaluate("part.follow()")
    page.get_by_role("radio", name="b").check()
    run(page, "Prediction", asked, **closed)
    expect(page.get_by_role("radio", name="b")).to_be_checked()
    assert page.evaluate("sent") == []
    page.get_by_role("button", name="That is my prediction").click()
    assert page.evaluate("sent") == [{"kind": "commit", "given": 1}]
    # Once it is made, the kernel keeps it; who forgets all begins with nothing.
    page.evaluate(
        "(state) => { model.set('state', state); part.follow(); }", closed | {"shown": True}
    )
    run(page, "Prediction", asked, **closed)
    assert not page.get_by_role("radio", name="b").is_checked()


def test_a_number_that_was_not_predicted_stands_where_it_was_left(page: Page) -> None:
    load(page, "learn/prediction_panel.js", "Prediction")
    closed = {"given": None, "shown": False, "sentence": "", "level": ""}
    for _ in range(2):
        run(page, "Prediction", {"kind": "number"}, **closed)
        page.evaluate("""() => {
          part.controls = made({ values: { prediction: 1500 }, moves: {} });
          part.resume();
        }""")
        left = page.evaluate("part.controls.get('values').prediction")
        given = page.evaluate("part.given()")  # nothing at first: the middle is no prediction
        page.evaluate("""() => {
          part.controls.set("values", { prediction: 900 });
          part.touch();
        }""")
    assert (left, given) == (900, 900)
    assert page.evaluate("sent") == []


# A game without news


def test_a_game_without_news_says_so(page: Page, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    game = learn.decide("candy-campaign")
    load(page, "learn/decision_panel.js", "Decision")
    page.add_style_tag(content=styles("panel", "sight", "decision_panel"))
    state = {name: getattr(game, name) for name in ("asked", "phrases", "state")}
    page.evaluate(
        "(state) => { globalThis.part = new Decision(made(state), document.body); }", state
    )
    told = "getComputedStyle(part.feed, '::before').content"
    assert page.evaluate(told) == '"None so far."'
    game.begin(changed=False)
    page.evaluate("(state) => { part.model.set('state', state); part.follow(); }", game.state)
    expect(page.get_by_role("status", name="News and decisions")).not_to_be_empty()
    assert page.evaluate(told) == "none"


# A chart that is not drawn yet


def test_a_chart_that_is_not_drawn_is_printed_as_what_it_says(page: Page) -> None:
    load(page, "widgets/chart/chart.js", "build")
    page.add_style_tag(content=styles("chart"))
    page.evaluate("(phrases) => build(document.body, phrases)", PHRASES_OF_A_PART)
    sentence, waiting = page.locator("figcaption"), page.get_by_text("The chart is on its way.")
    expect(waiting).to_be_visible()
    page.emulate_media(media="print")
    expect(waiting).to_be_hidden()
    expect(sentence).to_be_hidden()  # an empty line would only stand there
    sentence.evaluate("(sentence) => { sentence.textContent = 'Insource.'; }")
    expect(sentence).to_be_visible()


# A select that is narrower than what is chosen in it


def test_what_a_select_cuts_off_stands_below_it(page: Page) -> None:
    load(page, "widgets/controls/choice.js", "Choice")
    page.add_style_tag(content=styles("controls"))
    long = "US imports of computer and communication services"
    page.evaluate(
        """([options, phrases]) => {
          document.body.style.width = "300px";
          const input = { kind: "choice", label: "Series", options, help: "" };
          input.options_shown = options;
          const settings = { phrases, moved: () => {} };
          globalThis.choice = new Choice(input, settings).addTo(document.body);
        }""",
        [["Air freight", long], PHRASES_OF_A_PART],
    )
    whole = page.locator(".lessons-control-whole")
    for chosen, told in (("Air freight", ""), (long, long)):
        page.evaluate("(chosen) => choice.follow(chosen)", chosen)
        expect(whole).to_have_text(told)
    page.evaluate("document.body.style.width = '600px'")
    expect(whole).to_have_text("")


# An input that has no effect now, and one whose label takes two lines

CONTROLLED = """([inputs, phrases]) => {
  document.body.style.width = "230px";
  globalThis.moves = [];
  const values = Object.fromEntries(inputs.map((one) => [one.name, one.default]));
  globalThis.model = made({ inputs, phrases, values, moves: {}, in_order: [], locale: "en-US" });
  const signal = new AbortController().signal;
  render({ model, el: document.body, signal });
}"""


@pytest.fixture
def case(page: Page) -> Page:
    """Show the plan of the own case, and what is used with one plan alone."""
    names = ("plan", "later", "switch_cost")
    declared = {name: YourCase.inputs()[name] for name in names}
    panel = Controls(declared, {name: one.default for name, one in declared.items()})
    load(page, "widgets/controls/controls.js", "render")
    page.add_style_tag(content=styles("controls"))
    page.evaluate(CONTROLLED, [panel.inputs, PHRASES_OF_A_PART])
    return page


def test_an_input_without_effect_says_so_and_can_be_moved_all_the_same(case: Page) -> None:
    slider = case.get_by_role("slider", name="Cost of switching")
    said = "Not in use: “The plan that is weighed” is “Inside throughout”."
    block = case.locator(".lessons-control").filter(has=slider)
    expect(block).to_contain_text(said)
    expect(slider).to_have_accessible_description(re.compile(f"^{said}"))
    expect(slider).to_be_enabled()
    slider.press("ArrowRight")
    assert case.evaluate("model.get('values').switch_cost") == YourCase().switch_cost + 500
    quiet = block.evaluate("block => getComputedStyle(block.querySelector('label')).color")
    case.get_by_role("combobox").select_option("Outside first, inside later")
    expect(block).not_to_contain_text("Not in use")
    loud = block.evaluate("block => getComputedStyle(block.querySelector('label')).color")
    assert quiet != loud


def test_a_unit_stands_beside_the_last_word_of_its_label(case: Page) -> None:
    case.evaluate("document.body.style.width = '150px'")
    lines = case.locator(".lessons-control-line:has(.lessons-control-unit)").evaluate_all(
        """lines => lines.map((line) => {
          const boxes = [...line.querySelector("label").getClientRects()];
          const unit = line.querySelector(".lessons-control-unit").getBoundingClientRect();
          return [boxes.length, unit.bottom > boxes.at(-1).top && unit.top < boxes.at(-1).bottom];
        })"""
    )
    assert max(count for count, _ in lines) > 1
    assert all(is_beside for _, is_beside in lines)


# The news of a game


def test_the_news_of_the_first_game_has_room(page: Page, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    game = learn.decide("candy-campaign")
    game.begin(changed=False)
    for step in range(1, 27):
        game.go(step)
    load(page, "learn/decision_panel.js", "Decision")
    page.add_style_tag(content=styles("panel", "sight", "decision_panel"))
    page.set_viewport_size({"width": 890, "height": 800})
    state = {name: getattr(game, name) for name in ("asked", "phrases", "state")}
    page.evaluate(
        "(state) => { globalThis.part = new Decision(made(state), document.body); }", state
    )
    feed = page.get_by_role("status", name="News and decisions")
    assert feed.locator(".lessons-decision-news").count() == 3
    assert feed.evaluate("feed => feed.scrollHeight <= feed.clientHeight")
    # News has the mark that it has on the chart, and a decision has none.
    marks = feed.locator("p").evaluate_all(
        "lines => lines.map((line) => getComputedStyle(line, '::before').content.slice(0, 2))"
    )
    assert sorted(set(marks)) == ['"▼', "no"]


def test_no_end_of_a_line_parts_a_minus_from_its_amount(page: Page) -> None:
    """Else the amount at the start of the next line reads as a gain."""
    load(page, "server/labextension/static/held.js", "held")
    told = "between −$302,400 and −$278,000 a year, −5 points"
    assert page.evaluate("(told) => held(told, /(?!)/g)", told) == (
        "between −\u2060$302,400 and −\u2060$278,000 a year, −5 points"
    )
    # A place as wide as the amount, with which the sign must go into the next line.
    tops = """(told) => {
      document.body.innerHTML = "<p style='width: 8ch; font: 16px monospace'>x <span></span></p>";
      const span = document.querySelector("span");
      span.textContent = held(told, /(?!)/g);
      return span.getClientRects().length;
    }"""
    assert page.evaluate(tops, "−$27,800") == 1
