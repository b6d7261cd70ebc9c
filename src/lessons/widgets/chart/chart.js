// The page's side of the chart: its title, its picture and its sentence, as the kernel tells them.

function notice(drawing, words) {
  const paragraph = document.createElement("p");
  paragraph.className = "lessons-chart-notice";
  paragraph.textContent = words;
  drawing.replaceChildren(paragraph);
}

function build(el, phrases) {
  const figure = document.createElement("figure");
  figure.className = "lessons-chart";
  const part = (tag, name) => {
    const element = figure.appendChild(document.createElement(tag));
    element.className = `lessons-chart-${name}`;
    return element;
  };
  const title = part("p", "title");
  const kept = part("p", "kept");
  const drawings = part("div", "drawings");
  const drawing = part("div", "drawing");
  const sentence = part("figcaption", "sentence");
  notice(drawing, phrases.waiting);
  drawing.dataset.waiting = "true";
  drawing.setAttribute("role", "img");
  sentence.setAttribute("aria-live", "polite");
  el.append(figure);
  return { figure, title, kept, drawings, drawing, sentence };
}

function listen(model, parts, picture, signal) {
  const heard = (content, buffers) => {
    if (content.kind !== "whole" && content.kind !== "move") return;
    const message = withArrays(content, buffers);
    const title = message.layout?.title;
    if (title) {
      parts.title.textContent = unbroken(title.text);
      parts.drawing.setAttribute("aria-label", title.text);
    }
    parts.kept.textContent = unbroken(message.kept ?? "");
    // A screen reader waits with the sentence until the slider has settled.
    parts.sentence.setAttribute("aria-busy", String(content.kind === "move"));
    parts.sentence.textContent = unbroken(message.sentence);
    picture[content.kind](message);
  };
  model.on("msg:custom", heard);
  signal.addEventListener("abort", () => model.off("msg:custom", heard));
}

function watch(picture, signal) {
  const size = new ResizeObserver(() => picture.resize());
  size.observe(picture.drawing);
  const theme = new MutationObserver(() => picture.settle());
  theme.observe(document.body, { attributeFilter: ["data-jp-theme-name", "data-jp-theme-light"] });
  signal.addEventListener("abort", () => {
    size.disconnect();
    theme.disconnect();
    picture.close();
  });
}

async function render({ model, el, signal }) {
  const phrases = model.get("phrases");
  const parts = build(el, phrases);
  const picture = new Picture(parts, phrases);
  listen(model, parts, picture, signal);
  watch(picture, signal);
  printWell(picture, signal);
  model.send({ kind: "whole" });
  try {
    const Plotly = await plotly(model, signal);
    delete parts.drawing.dataset.waiting;
    picture.start(Plotly);
  } catch (error) {
    if (signal.aborted) return;
    delete parts.drawing.dataset.waiting;
    notice(parts.drawing, phrases.failed.replace("{reason}", error.message));
  }
}

export default { render };
