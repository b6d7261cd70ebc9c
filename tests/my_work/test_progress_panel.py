"""The progress panel's kernel side."""

from pathlib import Path

from lessons.my_work.progress_panel import ProgressPanel


def panel(path: Path | None = Path("own/receipt.json"), notice: str = "") -> ProgressPanel:
    """Return a panel over a list of rows that it can forget."""
    rows = [("Lesson", "1 of 2", "0 of 3")]
    return ProgressPanel(
        rows=lambda: rows,
        ahead=lambda: {"step": f"{len(rows)} to go.", "left": "An hour."},
        notice=lambda: notice,
        receipt=lambda: '{"title": "Né"}',
        save=lambda _receipt: path,
        reset=rows.clear,
        folder="own",
    )


def test_it_shows_the_rows_and_forgets_them_when_asked():
    made = panel()
    assert made.state["rows"] == [["Lesson", "1 of 2", "0 of 3"]]
    assert made.state["ahead"]["step"] == "1 to go."
    made._hear(made, {"kind": "reset"}, [])
    assert made.state["rows"] == []
    assert made.state["message"].startswith("Forgotten.")
    assert made.state["ahead"]["step"] == "0 to go."


def test_the_receipt_is_saved_and_sent_to_the_page(monkeypatch):
    made, sent = panel(), []
    monkeypatch.setattr(made, "send", sent.append)
    made._hear(made, {"kind": "receipt"}, [])
    assert made.state["message"] == (
        "Saved as own/receipt.json, and among your downloads. Hand in that one file."
    )
    assert sent[0]["text"] == '{"title": "Né"}'


def test_a_receipt_that_cannot_be_saved_is_still_sent_and_the_reason_told(monkeypatch):
    made, sent = panel(path=None, notice="No room."), []
    monkeypatch.setattr(made, "send", sent.append)
    made.save_receipt()
    assert made.state["message"] == "No room."
    assert sent[0]["kind"] == "receipt"


def test_a_page_that_runs_no_widgets_shows_the_rows_and_what_is_next():
    data, _ = panel()._repr_mimebundle_()
    assert "Lesson, 1 of 2, 0 of 3" in data["text/plain"]
    assert "1 to go. An hour." in data["text/plain"].splitlines()
