"""A round in which a class predicts: the presenter by keyboard alone, the phones by HTTP."""

import re
from contextlib import ExitStack
from typing import Any

from class_phones import Phone
from playwright.sync_api import Locator, Page, expect


class ClassRound:
    """What a presenter does on a page, and a few phones in the room."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.board = page.locator(".lessons-class")
        self.phones: list[Phone] = []
        self._held = ExitStack()

    def __enter__(self) -> "ClassRound":
        # A page that was used before has a room, which it would go on with.
        self.page.evaluate("delete globalThis[Symbol.for('lessons.class room')]")
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    @property
    def count(self) -> Locator:
        """Where the page says how many have committed."""
        return self.board.locator(".lessons-class-count")

    def press(self, name: str) -> None:
        """Press a button of the board, which has the focus already."""
        button = self.board.get_by_role("button", name=name, exact=True)
        expect(button).to_be_focused()
        self.page.keyboard.press("Enter")

    def begun(self) -> str:
        """Wait until the room is open; return its code."""
        code = self.board.locator(".lessons-class-code")
        expect(code).to_have_text(re.compile("^[B-Z]{4}$"))
        picture = self.board.get_by_role("img", name="QR code of the room")
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("image => image.naturalWidth") > 0
        return code.text_content() or ""

    def join(self, code: str, count: int = 3) -> None:
        """Let phones come into the room, and stay there."""
        self.phones = [Phone.joined(self.address, code) for _ in range(count)]
        for phone in self.phones:
            self._held.enter_context(phone.listening(f"/class/{code}/events"))
        expect(self.count).to_have_text(f"0 of {count} have committed")

    def commit(self, *given: Any) -> None:
        """Let each phone commit to something, and wait until the page has counted it."""
        for place, (phone, one) in enumerate(zip(self.phones, given, strict=True), start=1):
            answer = phone.commit(phone.seen()["round"], one)
            assert answer.status == 200, answer.text
            expect(self.count).to_have_text(f"{place} of {len(self.phones)} have committed")

    def close(self) -> None:
        """Close the round, and wait until the page shows how the class was split."""
        self.press("Close")
        expect(self.board.locator(".lessons-class-chart .main-svg").first).to_be_visible()
        expect(self.board.get_by_role("status")).to_contain_text("Closed. Committed:")
