"""How a lesson reads on its page: the letters of its lines, its edges, its type, its pictures."""

from playwright.sync_api import Page

from lessons.words.unbroken import PATTERN

LETTERS = 75  # at most, in a line
LEAST_TYPE = 16  # pixels
NARROW = {"width": 320, "height": 800}  # what is left of 1,280 pixels at 400 %

PROSE = ".jp-RenderedMarkdown :is(p, li), .lessons-citation p, .lessons-sentence p"
BLOCKS = ".jp-RenderedMarkdown, .lessons-citation, .lessons-sentence, .lessons-question, "
BLOCKS += ".lessons-prediction, .lessons-progress"
WIDE = ".lessons-explorer, .lessons-decision"

# The longest line of each paragraph, as it is broken on the page.
LONGEST_LINES = """(paragraphs) => paragraphs.map((paragraph) => {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const lines = [""];
    let bottom = -Infinity; // of a page that is scrolled, the lines above have a negative top
    for (let node; (node = walker.nextNode()); ) {
      [...node.data].forEach((letter, place) => {
        const range = document.createRange();
        range.setStart(node, place);
        range.setEnd(node, place + 1);
        const [box] = range.getClientRects();
        if (!box?.width) return;
        if (box.top >= bottom) lines.push("");
        bottom = Math.max(bottom, box.top + box.height / 2);
        lines[lines.length - 1] += letter;
      });
    }
    return lines.reduce((most, line) => (line.length > most.length ? line : most));
  })"""
SHOWN = "blocks => blocks.filter(one => one.getClientRects().length && one.checkVisibility())"
EDGES = f"blocks => ({SHOWN})(blocks).map(block => block.getBoundingClientRect())"
EDGES += ".map(({ left, right }) => [Math.round(left), Math.round(right)])"
CARDS = ".lessons-question, .lessons-prediction, .lessons-progress"
BARE = 24  # pixels of a card, at most, above its first words
# How far below the upper edge of each card its first words begin.
ABOVE = f"""cards => ({SHOWN})(cards).map((card) => {{
    const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    const tops = [];
    while (walker.nextNode()) {{
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const [box] = range.getClientRects();
      if (box?.height && walker.currentNode.data.trim()) tops.push(box.top);
    }}
    return Math.min(...tops) - card.getBoundingClientRect().top;
  }})"""
# Of each heading the height of its lines, as a multiple of its type.
HEADINGS = ".jp-RenderedMarkdown :is(h1, h2, h3)"
LEADING = "headings => headings.map(one => getComputedStyle(one))"
LEADING += ".map(({ lineHeight, fontSize }) => parseFloat(lineHeight) / parseFloat(fontSize))"
LEAST_LEADING = 1.2
TYPE = "paragraphs => paragraphs.map(one => parseFloat(getComputedStyle(one).fontSize))"
# Words of which a part stands on another line, though the whole of it has room in one.
BROKEN = """(paragraphs) => paragraphs.flatMap((paragraph) => {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const broken = [];
    for (let node; (node = walker.nextNode()); ) {
      for (const { 0: word, index } of node.data.matchAll(/\\p{L}+/gu)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        if (range.getClientRects().length > 1) broken.push(word);
      }
    }
    return broken;
  })"""
# Numbers at which a line may end before what they count.
LOOSE = """(texts, pattern) =>
  texts.flatMap(({ textContent }) => textContent.match(new RegExp(pattern, "g")) ?? [])"""
PICTURES = "pictures => pictures.map(one => [one.complete && one.naturalWidth > 0, one.alt])"


def check(page: Page) -> None:
    """Check the lesson that is open: its measure, its edges and middle, its type, its pictures."""
    prose, blocks = page.locator(PROSE), page.locator(BLOCKS)
    lines = prose.evaluate_all(LONGEST_LINES)
    assert len(lines) > 50  # a lesson
    long = [line for line in lines if len(line) > LETTERS]
    assert not long, long
    assert max(map(len, lines)) > LETTERS / 2
    assert min(prose.evaluate_all(TYPE)) >= LEAST_TYPE
    assert page.locator(f"{PROSE}, {CARDS}").evaluate_all(LOOSE, PATTERN) == []
    assert len({tuple(edges) for edges in blocks.evaluate_all(EDGES)}) == 1
    middles = {
        round(sum(edges) / 2)
        for found in (blocks, page.locator(WIDE))
        for edges in found.evaluate_all(EDGES)
    }
    assert max(middles) - min(middles) <= 1  # one middle, whatever needs more room
    assert min(page.locator(HEADINGS).evaluate_all(LEADING)) >= LEAST_LEADING
    above = page.locator(CARDS).evaluate_all(ABOVE)
    assert above
    assert not [room for room in above if room > BARE], above
    pictures = page.locator(".jp-RenderedMarkdown img").evaluate_all(PICTURES)
    assert len(pictures) == 1
    assert all(is_shown and alt for is_shown, alt in pictures)


def check_narrow(page: Page) -> None:
    """Check the lesson at 320 pixels: no word is broken, and nothing stands out of the page."""
    page.set_viewport_size(NARROW)
    prose, blocks = page.locator(PROSE), page.locator(BLOCKS)
    assert prose.evaluate_all(BROKEN) == []
    edges = blocks.evaluate_all(EDGES)
    assert edges
    assert all(left >= 0 and right <= NARROW["width"] for left, right in edges)
