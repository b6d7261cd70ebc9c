"""What is wrong with the words of a drawing: they are cut at its edge, or lie over each other."""

from playwright.sync_api import Locator

CUT = 1  # pixels that a word may reach out of its drawing
OVER = 2  # pixels that two words may share: the box of a letter is higher than the letter

# Each line of a text counts as a box, which is turned as the text is. Two boxes are apart if a
# side of one of them has the other one beyond it.
FAULTS = """(drawing, [cut, over]) => {
    const corners = (line) => {
      const { x, y, width, height } = line.getBBox(), turned = line.getScreenCTM();
      const places = [[x, y], [x + width, y], [x + width, y + height], [x, y + height]];
      return places.map((place) => new DOMPoint(...place).matrixTransform(turned));
    };
    const seen = (text) => text.textContent.trim() && !text.closest(".hoverlayer")
      && text.checkVisibility({ visibilityProperty: true });
    const lines = [...drawing.querySelectorAll("svg text")].filter(seen).flatMap((text) => {
      const parts = [...text.querySelectorAll("tspan.line")];
      return (parts.length ? parts : [text]).map((line) => (
        { text, words: line.textContent.trim(), box: corners(line) }));
    });
    const reach = (box, { x, y }) => {
      const along = box.map((corner) => corner.x * x + corner.y * y);
      return [Math.min(...along), Math.max(...along)];
    };
    const side = (box, place) => {
      const x = box[place + 1].x - box[place].x, y = box[place + 1].y - box[place].y;
      const length = Math.hypot(x, y) || 1;
      return { x: x / length, y: y / length };
    };
    const areApart = (one, other) => [[one, 0], [one, 1], [other, 0], [other, 1]].some(
      ([box, place]) => {
        const along = side(box, place);
        const [[start, end], [from, to]] = [reach(one, along), reach(other, along)];
        return start > to - over || from > end - over;
      });
    const { left, right, top, bottom } = drawing.getBoundingClientRect();
    const isCut = (box) => box.some(({ x, y }) =>
      x < left - cut || x > right + cut || y < top - cut || y > bottom + cut);
    const pairs = lines.flatMap((one, place) => lines.slice(place + 1).map((next) => [one, next]));
    return [
      ...lines.filter(({ box }) => isCut(box)).map(({ words }) => `cut: ${words}`),
      ...pairs.filter(([one, other]) => one.text !== other.text && !areApart(one.box, other.box))
        .map(([one, other]) => `over each other: ${one.words} / ${other.words}`),
    ];
  }"""


def faults(drawing: Locator) -> list[str]:
    """Return the words of a drawing that nobody can read in full, and what is wrong with them."""
    return drawing.evaluate(FAULTS, [CUT, OVER])
