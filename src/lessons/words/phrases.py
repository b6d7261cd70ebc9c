"""The words and number formats that every part shares, in one language at a time.

A translator finds here the engine's own few phrases; what a lesson says stands with
its inputs (``quantity``), views, questions and notebooks. Every number that a learner
reads goes through the formatter below, so that a locale is changed in one place.
"""

import difflib
import math
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

LOCALE = "en_US"
CURRENCY = "USD"
YEAR = "year"  # the unit of a calendar year, which is written without any grouping
POINTS = "points"  # that two shares are apart
SHARES = ("%", POINTS)  # units of a share between 0 and 1, which is written a hundredfold
FORMATTED_UNITS = ("%", POINTS, YEAR)  # units that say how their number is written
WORDS_AFTER_A_NUMBER = ("dollars", "usd", "percent", "per", "a", "an")  # besides its own unit
DUST = 6  # decimals behind the last one shown in which floating point may have left some
LARGEST_WRITTEN = 1e15  # beyond it a number is written with an exponent
NEARLY = 0.005  # nearer to 0 or 1 a probability would be rounded to it
MINUS = "\N{MINUS SIGN}"  # the one that charts write on their axes, as wide as a plus

PHRASES = {
    "presets": "Preset",
    "own_inputs": "Your own inputs",
    "reset": "Reset",
    "keep": "Keep this curve",
    "forget": "Forget kept curves",
    "copy": "Copy as code",
    "copied": "Copied: {code}",
    "not_copied": "This page may not use the clipboard. Copy this line yourself: {code}",
    "views": "Views of this result",
    "another": "{title} ({number})",
    "chart": "Chart",
    "reverse": "What would reverse it?",
    "table": "Table",
    "about": "About",
    "details_waiting": "This is on its way.",
    "download": "Download CSV",
    "all_rows": "All {count} rows",
    "first_rows": "The first {most} rows",
    "year": "Year",
    "help": "What is {label}?",
    "more_inputs": "More inputs",
    "drawings": "Drawings of the chart",
    "on": "Yes",
    "off": "No",
    "none": "None",
    "from_to": "{low} to {high}",
    "number_box": "{label}, number box",
    "lower_end": "{label}, from",
    "upper_end": "{label}, to",
    "play": "Play",
    "play_label": "Play {label}",
    "stop": "Stop",
    "stop_label": "Stop {label}",
    "speed": "Speed of {label}",
    "slow": "Slow",
    "normal": "Normal",
    "fast": "Fast",
    "out_of_order": "These were typed out of order. They are read as {guesses}.",
    "not_a_number": "{label} must be a number; got “{got}”.",
    "waiting": "The chart is on its way.",
    "failed": "The chart cannot be drawn in this page: {reason} "
    "The sentence below still follows the sliders.",
    "kept": "{name}, kept {number}",
    "kept_name_of": "{number} “{name}”",
    "kept_names": "Kept: {names}",
    "reverse_intro": "Each line moves one input alone and leaves all others as they are.",
    "reverse_columns": ("Input", "Now", "The decision turns at"),
    "reverse_options": "Each line makes one choice otherwise and leaves all else as it is.",
    "reverse_option": "{label}: {option}",
    "reverse_option_columns": ("If it were otherwise", "What then?"),
    "no_reverse": "Nothing between {minimum} and {maximum} reverses it.",
    "no_margin": "This model makes no decision, so that there is nothing to reverse.",
    "about_decisive": "What decides here",
    "about_formula": "How it is worked out",
    "about_assumptions": "What is assumed",
    "about_inputs": "Where the starting values come from",
    "about_columns": ("Input", "Starts at", "Source"),
    "about_words": "Words",
    "about_words_columns": ("Word", "What it means"),
    "made_up": "Made up for the lesson.",
    "chosen": "A choice, not a figure.",
    "about_tables": "Where the figures come from",
    "cited": "{label}: {value}. {source}, {address}",
    "cited_source": "Source: {source}",
    "cited_care": "Read this figure with care",
    "cited_licence": "Licence: {licence}.",
    "per": "{amount} a {per}",
    "per_hour": "{amount} an hour",
    "points": "{points} percentage points",
    "one_point": "{points} percentage point",
    "quoted": "“{text}”",
    "no_widgets": "(To try it, open it in JupyterLab, Notebook 7 or Voilà and run it.)",
    # Predictions
    "predict_first": "Predict first",
    "commit": "That is my prediction",
    "reveal": "Show without predicting",
    "folded": "The explanation is folded here, because it names the answer. It opens once you "
    "have predicted.",
    "folded_look": "Look all the same",
    "explore": "Explore",
    "explore_task": "Explore: {task}",
    "prediction": "Your prediction",
    "predicted_right": "You predicted {given}, and that is as good as right: the model finds "
    "{found}.",
    "predicted_near_above": "You predicted {given}, and that is close. The model finds {found}: "
    "your number was {distance} too high.",
    "predicted_near_below": "You predicted {given}, and that is close. The model finds {found}: "
    "your number was {distance} too low.",
    "predicted_wrong_above": "You predicted {given}. The model finds {found}: your number was "
    "{distance} too high.",
    "predicted_wrong_below": "You predicted {given}. The model finds {found}: your number was "
    "{distance} too low.",
    "published_right": "You predicted {given}, and that is as good as right: published figures "
    "say {found}.",
    "published_near_above": "You predicted {given}, and that is close. Published figures say "
    "{found}: your number was {distance} too high.",
    "published_near_below": "You predicted {given}, and that is close. Published figures say "
    "{found}: your number was {distance} too low.",
    "published_wrong_above": "You predicted {given}. Published figures say {found}: your number "
    "was {distance} too high.",
    "published_wrong_below": "You predicted {given}. Published figures say {found}: your number "
    "was {distance} too low.",
    "predicted_choice_right": "You predicted {given}. So does the model. {because}",
    "predicted_choice_wrong": "You predicted {given}. The model does not. {because} "
    "The right answer is {right}.",
    "predicted_fact_right": "You predicted {given}, and so it was. {because}",
    "predicted_fact_wrong": "You predicted {given}. It was not so. {because} "
    "The right answer is {right}.",
    "predicted_sketch_right": "Your line is drawn beside the model's, and is as good as right. "
    "On average it is {distance} away.",
    "predicted_sketch_near": "Your line is drawn beside the model's, and comes close. On average "
    "it is {distance} away.",
    "predicted_sketch_wrong": "Your line is drawn beside the model's. On average it is {distance} "
    "away.",
    "predicted_nothing": "Shown without a prediction.",
    "no_choice": "Choose an answer first.",
    "no_number": "Set your prediction first: move the slider or type a number. If you mean the "
    "middle, press Enter in the box.",
    "no_sketch": "Draw your line first: pull at least one of its points.",
    "sketch_help": "Draw what you expect: pull each point up or down, or stroke across the chart. "
    "By keyboard, Tab goes to the next point and the arrow keys move it.",
    "sketch_point": "{label} at {across}",
    # Questions
    "check": "Check",
    "your_answer": "Your answer",
    "hint": "Hint {number} of {count}",
    "show_solution": "Show the solution",
    "solution": "Solution",
    "set_inputs": "Set these inputs as you like. The model works out the answer for them.",
    "answer_blank": "Not answered yet.",
    "answer_no_number": "“{got}” is not a number. Write digits, like 1,250 or 12.5.",
    "answer_right": "Right. {because}",
    "answer_wrong": "Not quite. {because}",
    "answer_wrong_one": "Not quite. {because} The right answer is {right}.",
    "answer_wrong_some": "Not quite. {because} You should not have chosen {wrong}.",
    "answer_wrong_mixed": "Not quite. {because} You should not have chosen {wrong}. "
    "You left out {missing}.",
    "answer_incomplete": "Nearly. That is right as far as it goes. {because} "
    "You left out {missing}.",
    "answer_sign": "Nearly. The size is right, but the sign is the wrong way round.",
    "answer_too_large": "Nearly. You are {factor} times too high: look at the unit, which is "
    "{unit}.",
    "answer_too_small": "Nearly. You are {factor} times too low: look at the unit, which is "
    "{unit}.",
    "answer_point": "Nearly. A point begins the decimals here. Write {right} without one.",
    "answer_close": "Nearly. Work it out once more with less rounding.",
    "answer_other": "Not quite.",
    "try_or_hint": "Try again, or take a hint.",
    "try_or_solution": "Try again, or look at the solution.",
    "try_with_solution": "Compare it with the solution, and try again.",
    "answer_no_figure": "With these inputs there is no such number. Choose others.",
    "answered_before": "You answered this one before.",
    # Progress
    "progress": "Your progress",
    "progress_columns": (
        "Lesson",
        "Predictions made",
        "Questions right",
        "Games decided",
        "Minutes left",
    ),
    "progress_lesson": "{number}. {title}",
    "progress_summary": "Lesson {lesson}: {predictions} predictions made; {questions} questions "
    "right; {decisions} games decided.",
    "progress_off": "Its predictions were off by {off} of what could be predicted, on average.",
    "progress_count": "{done} of {all}",
    "progress_next_prediction": "Next: lesson {lesson}, predict {short}.",
    "progress_next_question": "Next: lesson {lesson}, the question: {ask}",
    "progress_next_decision": "Next: lesson {lesson}, decide in “{ask}”.",
    "progress_left": "About {minutes} minutes are left in lesson {lesson}, and {all} in all.",
    "progress_done": "You have done all that the lessons ask.",
    "progress_none": "Nothing yet. What you predict and answer is counted here.",
    "progress_kept": "Kept in the folder {folder}, and nowhere else. It holds no name.",
    "progress_not_kept": "Your progress cannot be kept in the folder {folder}: {reason}. The "
    "lesson goes on without it.",
    "progress_set_aside": "The progress file could not be read, so a new one was begun. The old "
    "one is still there, as {name}.",
    "save_receipt": "Save a receipt",
    "receipt_saved": "Saved as {path}. Hand in that one file.",
    "reset_progress": "Forget my progress",
    "reset_sure": "Forget everything? Press again to do it.",
    "progress_reset": "Forgotten. Run the notebook again to start afresh.",
    # Presenter bar
    "present": "Present",
    "presenter_bar": "Presenter bar",
    "presenter_keys": "Keys",
    "presenter_keys_list": (
        ("N, Page Down", "Next: ask, then move and say"),
        ("B, Page Up", "Back"),
        ("1 to 9", "Presets, in their order"),
        ("R", "Reset"),
        ("K", "Keep this curve"),
        ("M", "Name the curve kept last"),
        ("C", "Forget kept curves"),
        ("S", "Hide or show sentence"),
        ("F", "Full screen; Escape leaves it"),
        ("P", "Close this bar"),
        ("?", "Show or hide these keys"),
    ),
    "presenter_keys_note": "They work while the focus is in this explorer: click on it first. "
    "In a text box they type; Enter leaves it. A slider keeps Page Up and Page Down to itself.",
    "hide_sentence": "Hide sentence",
    "show_sentence": "Show sentence",
    "full_screen": "Full screen",
    "leave_full_screen": "Leave full screen",
    "kept_name": "Name of kept curve {number}",
    "kept_named": "{name}, {given}",
    "demo": "Demo script",
    "demo_start": "A demo of {count} steps. Press Next to begin.",
    "demo_ask": "Step {number} of {count}: ask",
    "demo_say": "Step {number} of {count}: say",
    "demo_next": "Next",
    "demo_back": "Back",
    "demo_unknown_slot": "The demo of “{explorer}” has no input “{name}” to fill a text with. "
    "The nearest is “{right}”.",
    "headline_insource": "Better in-house by",
    "headline_outsource": "Better outsourced by",
    "headline_switch": "Better switched by",
    "headline_indifferent": "Difference",
    # Decisions that are taken step by step
    "decide": "Decide, step by step",
    "decision_game": "Game {number}",
    "decision_feed": "News and decisions",
    "decision_no_news": "None so far.",
    "decision_known": "What is known now",
    "decision_was": "at the start {value}",
    "decision_again": "Play again",
    "decided_before": "You decided this before.",
    # Your own case
    "save_for_case": "Save for your case",
    "saved_for_case": "Saved. In lesson 5 it can fill the line “{line}” of your own case.",
    "saved_not_kept": "It cannot be kept in the folder {folder}: {reason}.",
    "saved_set_aside": "The file of saved scenarios could not be read, so a new one was begun. "
    "The old one is still there, as {name}.",
    "case": "Your case",
    "case_name": "Name of your case",
    "case_carry": "Carry over from earlier lessons",
    "case_nothing": "Nothing is saved yet. Press “Save for your case” at an explorer of lessons "
    "1 to 4, then come back.",
    "case_newest": "The {count} newest are shown.",
    "case_offer": "{title}, saved {time}, with {inputs}",
    "case_as_it_was": "its starting values",
    "case_fill": "Fill in “{line}”",
    "case_carried": "{line}: {low}, {likely} and {high} a year, from “{title}”.",
    "case_gone": "That saved scenario is no longer there.",
    "case_from_saved": "Carried over from “{title}”, saved {time}, with {inputs}. {basis} {range}",
    "case_range": "Low and high: {uncertain} from {least} to {most}.",
    "case_range_of_result": "Low and high: from {least} to {most} of the result.",
    "case_from_worked": "Worked case “{name}”, made up for the lesson.",
    "case_from_lesson_four": "Worked case “{name}”, from the figures of lesson 4.",
    "case_example": "the worked case “{name}”",
    "case_example_carried": "the starting values of “{title}”",
    "case_from_hand": "Entered by hand.",
    "chance_least": "under 1%",
    "chance_most": "over 99%",
    "case_spread": "Its range is taken at {spread} of its width.",
    "case_source": "Source",
    "case_source_columns": ("Consideration", "Where its guesses come from"),
    "case_turn_columns": ("Consideration", "Expected", "The decision turns at"),
    "input_as": "{label} {value}",
    # The memo
    "memo": "Decision memo",
    "memo_of": "Decision memo: {name}",
    "memo_by": "{author}, {day}",
    "memo_help": "Each box holds a proposal that follows the sliders until you edit it. "
    "A box that you empty leaves its part out. Keep it to one page.",
    "memo_restore": "Put the proposal back",
    "memo_behind": "The explorer proposes something else by now.",
    "memo_made_up": "Made up, and not your own yet: {names}. The memo says so as well. Set them "
    "above, or leave them and say why.",
    "save_memo": "Save the memo",
    "memo_saving": "The memo is being saved.",
    "memo_saved": "Saved as {paths}. Hand in one of them.",
    "memo_not_saved": "{notice} The memo is offered as a download instead.",
    "memo_no_picture": "It has no chart, because this page could not make a picture of it. "
    "{reason}",
    "memo_late": "It took too long.",
    "memo_no_chart": "The chart is left out: the page could not make a picture of it.",
    "memo_kept": "What you write is kept as a draft in the folder {folder}, and nowhere else.",
    "memo_not_kept": "Nothing can be written into the folder {folder}: {reason}. Your words stay "
    "in the boxes as long as this notebook is open.",
    "memo_set_aside": "The draft could not be read, so a new one was begun. The old one is still "
    "there, as {name}.",
    "memo_nothing": "A memo needs an explorer that decides, such as explore.your_case().",
    # The bar of a lesson, and what a part says whose kernel is gone
    "lesson_run": "Run this lesson",
    "lesson_unrun": "Parts of this lesson are still asleep. Run it to wake its questions, sliders "
    "and charts.",
    "lesson_running": "The lesson is being run, from top to bottom. You can begin to read.",
    "lesson_gone": "The kernel of this lesson has ended or was started again. What you see of it "
    "is old.",
    "lesson_waiting": "The connection is lost and is being tried again. What you see may be old.",
    "lesson_cut": "The connection is lost. See whether Jupyter still runs, then load this page "
    "again.",
    "part_gone": "Old: the kernel of this part is gone. Run the lesson again, with the button at "
    "the top.",
    "part_gone_presented": "Old: the kernel of this part is gone. Copy what you have typed, then "
    "load this page again.",
    "part_silent": "The kernel of this part does not answer, so that what you see may be old. If "
    "it stays silent, restart the kernel in the menu and run the lesson again.",
    "part_silent_presented": "The kernel of this part does not answer, so that what you see may "
    "be old. If it stays silent, copy what you have typed and load this page again.",
    # Presenting
    "present_start": "Lessons on insourcing and outsourcing",
    "present_all": "All lessons",
    "present_lesson": "Lesson {number}",
    "present_closed": "This file cannot be opened: {reason}.",
    "present_waiting": "The lesson is being prepared.",
    "progress_presented": "These pages are being presented, so that nothing done here is kept. "
    "Open the lessons in JupyterLab to keep your own progress.",
    "presented_not_kept": "These pages are being presented, so that nothing done here is kept.",
    # Files that are no notebooks
    "notebook_unreadable": "{name} cannot be read as a notebook: {reason}.",
    "notebook_empty": "it is empty",
    "notebook_not_utf8": "its text is not in UTF-8",
    "notebook_no_file": "it is no regular file",
    "notebook_other": "it holds something else",
    # Links
    "link": "Link and QR code",
    "link_lead": "Whoever opens this link finds the same inputs.",
    "link_copy": "Copy the link",
    "link_qr": "QR code of the link",
    "link_here": "No phone can open it, because this page is served to this machine alone. Start "
    'it again with make present PRESENT_FLAGS="--Voila.ip=0.0.0.0". Then open it under the name '
    "or number of this machine.",
    "link_opened": "These inputs come from the link.",
    "link_refused": "The link cannot be opened as it is written, so no input was moved. {reason}",
}

REFUSALS = {
    "quantity": "{label} must be between {minimum} and {maximum}; got {got}.",
    "number": "{label} must be a number between {minimum} and {maximum}; got {got}.",
    "span": "{label} must be two numbers between {minimum} and {maximum}, the lower one first; "
    "got {got}.",
    "switch": "{label} must be True or False; got {got}.",
    "choice": "{label} has no option “{got}”. The nearest is “{right}”.",
    "choices": "{label} must be a list of its options, such as {example}; got {got}.",
    "preset": "There is no preset “{got}”. The nearest is “{right}”.",
    "link_name": "A link has no part “{got}”. The nearest is “{right}”.",
    "explorer": "There is no explorer “{got}” on this page. The nearest is “{right}”.",
    "least": "{label} needs at least {least} of its options; got {got}.",
}

ONE_OF = {  # what one of a unit is called
    "changes": "change",
    "customers": "customer",
    "days": "day",
    "hand-offs": "hand-off",
    "hours": "hour",
    "incidents": "incident",
    "minutes": "minute",
    "people": "person",
    "tasks": "task",
    "times": "time",
    "weeks": "week",
    "years": "year",
}


def to_nearest(value: float, digits: int) -> float:
    """Round as a person does, with a half further from zero: 6.25 is 6.3, and 6.24 is 6.2.

    Parameters
    ----------
    value
        The number; a half that floating point missed by a hair is one.
    digits
        Decimals that are kept.

    Returns
    -------
    float
        Never a negative zero. What is not finite, or too large to have decimals, stays as it is.
    """
    if not abs(value) < LARGEST_WRITTEN:
        return value
    known = Decimal(repr(round(float(value), digits + DUST)))
    return float(known.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)) + 0.0


def number(value: float, digits: int | None = None, *, grouped: bool = True) -> str:
    """Write a number with grouped thousands.

    Parameters
    ----------
    value
        The number.
    digits
        Decimals shown; left out, as many as the number has (at most six).
    grouped
        Whether thousands are set apart.

    Returns
    -------
    str
        For example ``"1,234.5"``; a negative one has `MINUS` before it, a zero never.
    """
    # Each function that writes or reads a number brings in what it needs of Babel, not the import.
    from babel.numbers import format_decimal

    if LARGEST_WRITTEN <= abs(value) < math.inf:
        return with_minus(f"{value:g}")
    digits_pattern = "." + ("#" * 6 if digits is None else "0" * digits)
    rounded = to_nearest(value, 6 if digits is None else digits)
    pattern = ("#,##0" if grouped else "0") + digits_pattern.rstrip(".")
    return with_minus(format_decimal(rounded, format=pattern, locale=LOCALE))


def money(value: float, digits: int = 0) -> str:
    """Write an amount of money, to the dollar unless `digits` says otherwise."""
    from babel.numbers import format_currency

    pattern = "¤#,##0" + ("." + "0" * digits if digits else "")
    rounded = to_nearest(value, digits)
    return with_minus(
        format_currency(rounded, CURRENCY, format=pattern, locale=LOCALE, currency_digits=False)
    )


def percent(share: float, digits: int | None = None) -> str:
    """Write a share between 0 and 1 as a percentage (at most two decimals)."""
    from babel.numbers import format_percent

    pattern = "#,##0" + (".##" if digits is None else ("." + "0" * digits).rstrip(".")) + "%"
    rounded = to_nearest(share, 4 if digits is None else digits + 2)
    return with_minus(format_percent(rounded, format=pattern, locale=LOCALE))


def chance(share: float) -> str:
    """Write a probability to the percent, and never as certain where it is not."""
    if 0 < share < NEARLY:
        return PHRASES["chance_least"]
    if 1 - NEARLY < share < 1:
        return PHRASES["chance_most"]
    return percent(share, 0)


def with_minus(number: str) -> str:
    """Put the one minus sign before a negative number, in place of a hyphen."""
    return f"{MINUS}{number[1:]}" if number.startswith("-") else number


def measure(value: float, unit: str) -> str:
    """Write a value with its unit.

    A unit of ``%`` takes a share between 0 and 1, and one of ``points`` what two shares are
    apart; one of ``year`` takes a calendar year, which is written by itself: 2005.
    """
    if unit == "%":
        return percent(value)
    if unit == POINTS:
        return apart(abs(value), unit) if value >= 0 else with_minus(f"-{apart(-value, unit)}")
    if unit == YEAR:
        return number(value, grouped=False)
    return f"{number(value)} {unit}".strip()


def spoken(value: float, unit: str) -> str:
    """Write a value with its unit as a sentence says it: ``$48.50 an hour``, ``800 hours a year``.

    Parameters
    ----------
    value
        The number; a share if the unit is ``%``.
    unit
        As `measure` takes it; what stands after a slash is what it is counted by.
    """
    counted, _, per = unit.partition("/")
    if counted == "$":
        amount = money(value, 0 if value == round(value) else 2)
    else:
        amount = measure(value, ONE_OF.get(counted, counted) if value == 1 else counted)
    return (
        PHRASES.get(f"per_{per}", PHRASES["per"]).format(amount=amount, per=per) if per else amount
    )


def apart(distance: float, unit: str) -> str:
    """Write how far two values are apart, as a sentence says it.

    Parameters
    ----------
    distance
        The one less the other, not negative; of two shares, where the unit is ``%``.
    unit
        Of the two values. Two shares, or two such distances, are percentage points apart: 20 %
        more than 20 % is 24 %.
        Two ratios (``times``) are a plain number apart, as “times too high” would multiply.
    """
    if unit in SHARES:
        points = to_nearest(100 * distance, 2)
        return PHRASES["one_point" if points == 1 else "points"].format(points=number(points))
    return spoken(distance, "" if unit == "times" else unit)


def quoted(texts: Iterable[str]) -> str:
    """Write some answers in the middle of a sentence: ``“It doubles” and “It stays”``."""
    return listed(PHRASES["quoted"].format(text=text.removesuffix(".")) for text in texts)


def listed(names: Iterable[str]) -> str:
    """Write some names as a sentence does: ``India, Mexico and Poland``."""
    from babel.lists import format_list

    return format_list(list(names), style="standard", locale=LOCALE)


def parsed(text: str, unit: str = "") -> float | None:
    """Read a number as a person writes it.

    Parameters
    ----------
    text
        Digits, grouped or not, with a sign, and before or after them the unit or a part of it.
    unit
        What the number is counted in; of ``%`` and ``points`` a share is returned.

    Returns
    -------
    float or None
        None where the text is no number in this language's way of writing one.
    """
    from babel.numbers import NumberFormatError, parse_decimal

    units = [*re.findall(r"[^\W\d]+", unit.casefold()), *WORDS_AFTER_A_NUMBER]
    plain = text.casefold().replace(MINUS, "-").replace("\u00a0", " ")
    match = re.fullmatch(r"\s*([-+]?)\s*\$?\s*([-+]?[\d.,]*\d[\d.,]*)([^\d]*)", plain)
    if not match:
        return None
    behind = re.findall(r"[^\W\d]+", match[3])
    if not all(any(unit.startswith(word) for unit in units) for word in behind):
        return None
    try:
        number = float(parse_decimal(match[2], locale=LOCALE, strict=True))
    except NumberFormatError:
        return None
    number = -number if match[1] == "-" else number
    return number / 100 if unit in SHARES else number


def nearest(name: object, known: Iterable[str]) -> str:
    """Find the known name that `name` most likely meant.

    Parameters
    ----------
    name
        What somebody wrote.
    known
        The names there are; at least one.

    Returns
    -------
    str
        The most similar one; how alike they are does not matter, so there is always one.
    """
    folded = {known_name.casefold(): known_name for known_name in known}
    return folded[difflib.get_close_matches(str(name).casefold(), folded, n=1, cutoff=0)[0]]


def moment(time: str) -> str:
    """Write a time of a file, as ``2026-01-31T09:30:00``, to the minute; else as it stands."""
    from babel.dates import format_datetime

    try:
        return format_datetime(datetime.fromisoformat(time), "d MMM y, HH:mm", locale=LOCALE)
    except ValueError:
        return time


def shortened(text: str, longest: int) -> str:
    """Return a text of at most some letters; a longer one is cut after a word, with a mark."""
    if len(text) <= longest:
        return text
    return text[:longest].rpartition(" ")[0].rstrip(",;:") + "…"


def unmarked(text: str) -> str:
    """Return a text without its marks of emphasis, ``*…*`` and ``**…**``."""
    return re.sub(r"(\*\*|\*)([^*]+)\1", r"\2", text)


def one_line(text: str, longest: int) -> str:
    """Return what a person typed as one line of text that can be shown and kept anywhere.

    Parameters
    ----------
    text
        Whatever was typed.
    longest
        How many characters are kept.

    Returns
    -------
    str
        Without control characters, marks that turn the direction of what follows, and halves
        of characters; with single spaces.
    """
    kept = (" " if unicodedata.category(one) in ("Cc", "Zl", "Zp") else one for one in text)
    shown = "".join(
        one
        for one in kept
        if not (
            "\u202a" <= one <= "\u202e"
            or "\u2066" <= one <= "\u2069"
            or unicodedata.category(one) == "Cs"
        )
    )
    return " ".join(shown.split())[:longest].strip()
