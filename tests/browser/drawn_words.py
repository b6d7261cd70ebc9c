"""What is wrong with the words of a drawing: cut, hidden, over each other, or crossed."""

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
    const ticks = [...drawing.querySelectorAll("svg :is(.xtick, .ytick) text")];
    const isHidden = (text) => text.textContent.trim()
      && !text.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const pairs = lines.flatMap((one, place) => lines.slice(place + 1).map((next) => [one, next]));
    return [
      ...ticks.filter(isHidden).map((text) => `hidden: ${text.textContent}`),
      ...lines.filter(({ box }) => isCut(box)).map(({ words }) => `cut: ${words}`),
      ...pairs.filter(([one, other]) => one.text !== other.text && !areApart(one.box, other.box))
        .map(([one, other]) => `over each other: ${one.words} / ${other.words}`),
    ];
  }"""


STEP = 3  # pixels between the places of a word at which a line is looked for

# A line may run behind a word that lies on a plate, but a mark would be hidden there. Where either
# is clipped away, or has no width, it is not drawn. A bar is a ground for the words that are drawn
# after it.
CROSSED = """(drawing, [over, step]) => {
    const seen = (text) => text.textContent.trim() && !text.closest(".hoverlayer")
      && text.checkVisibility({ visibilityProperty: true });
    const texts = [...drawing.querySelectorAll("svg text")].filter(seen);
    const isBar = (path) => Boolean(path.closest(".barlayer"));
    const isMark = (path) => Boolean(path.closest(".scatterlayer .points"));
    const paths = [...drawing.querySelectorAll(
      ":is(.scatterlayer :is(.lines path.js-line, .points path), .barlayer .point path)")]
      .filter((path) =>
        path.getTotalLength() && path.checkVisibility({ opacityProperty: true })
        && (isMark(path) || isBar(path) || parseFloat(path.style.strokeWidth)));
    const isClipped = (path, at) => {
      const clipped = path.closest("[clip-path]");
      if (!clipped) return false;
      const [, id] = /#([^"')]+)/.exec(clipped.getAttribute("clip-path"));
      const { x, y, width, height } = document.getElementById(id).firstElementChild.getBBox();
      const point = at.matrixTransform(clipped.getScreenCTM().inverse());
      return point.x < x || point.x > x + width || point.y < y || point.y > y + height;
    };
    // What holds for all places of a path is asked once: a style costs as much as a place.
    const drawnAt = (path) => {
      const turned = path.getScreenCTM().inverse(), { fill } = getComputedStyle(path);
      const isOn = (point) =>
        path.isPointInStroke(point) || (fill !== "none" && path.isPointInFill(point));
      return (at) => isOn(at.matrixTransform(turned)) && !isClipped(path, at);
    };
    const placesOf = (line) => {
      const turned = line.getScreenCTM(), places = [];
      [...line.textContent].forEach((letter, place) => {
        const { x, y, width, height } = line.getExtentOfChar(place);
        if (!letter.trim()) return;
        for (let across = x; across < x + width; across += step) {
          for (let down = y + over; down < y + height - over; down += step) {
            places.push(new DOMPoint(across, down).matrixTransform(turned));
          }
        }
      });
      return places;
    };
    const isBehind = (path, text) => !isMark(path)
      && (isBar(path) || getComputedStyle(text).filter !== "none")
      && path.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
    const isNear = (path, text) => {
      const [one, other] = [path, text].map((part) => part.getBoundingClientRect());
      return one.left < other.right && other.left < one.right
        && one.top < other.bottom && other.top < one.bottom;
    };
    for (const path of paths) path.style.strokeDasharray = "none"; // a gap hides nothing for long
    return texts.flatMap((text) => {
      const parts = [...text.querySelectorAll("tspan.line")];
      const near = paths.filter((path) => !isBehind(path, text) && isNear(path, text));
      const places = near.length ? (parts.length ? parts : [text]).flatMap(placesOf) : [];
      const crossing = near.filter((path) => places.some(drawnAt(path)));
      const by = (path) => (isBar(path) ? "bar" : isMark(path) ? "mark" : "line");
      return crossing.map((path) => `crossed by a ${by(path)}: ${text.textContent.trim()}`);
    });
  }"""


def crossed(drawing: Locator) -> list[str]:
    """Return the words of a drawing that a line or a mark runs through."""
    return drawing.evaluate(CROSSED, [OVER, STEP])


def faults(drawing: Locator) -> list[str]:
    """Return the words of a drawing that nobody can read in full, and what is wrong with them."""
    return drawing.evaluate(FAULTS, [CUT, OVER])
