// Times, on the page's own clock, how long a key on a slider takes to become a painted picture.
// The same for every way to draw: a picture of svg or text has changed when the geometry or words
// in it have, one on a canvas when something was drawn there.

(() => {
  const SHOWN = ["d", "transform", "style", "x", "y", "width", "height", "href", "xlink:href"];
  const DRAWS = ["drawImage", "putImageData", "stroke", "fill", "fillRect", "fillText"];
  const GIVES_UP_AFTER = 5_000; // milliseconds
  const messages = [];
  let turn;

  globalThis.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => this.note("received", data));
    }

    send(data) {
      this.note("sent", data);
      super.send(data);
    }

    note(way, data) {
      if (!this.url.includes("/channels")) return;
      const bytes = data.byteLength ?? data.size ?? data.length;
      messages.push({ way, bytes, at: performance.now() });
    }
  };

  for (const name of DRAWS) {
    const native = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function draw(...given) {
      turn?.drawnOn(this.canvas);
      return native.apply(this, given);
    };
  }

  // An element's parts, also those in the shadow trees of which Bokeh makes its picture.
  function* within(root, selector) {
    yield* root.querySelectorAll(selector);
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) yield* within(element.shadowRoot, selector);
    }
  }

  function holds(root, element) {
    for (let at = element; at; at = at.getRootNode().host) if (root.contains(at)) return true;
    return false;
  }

  const words = (element) => (element.childElementCount ? "" : element.textContent);
  const look = (element) =>
    SHOWN.map((name) => element.getAttribute(name) ?? "").join(" ") + words(element);
  const shape = (root, parts) => Array.from(root.querySelectorAll(parts), look).join("\n");
  const pixels = (root) =>
    Array.from(within(root, "canvas"), (canvas) => canvas.toDataURL()).join("\n");

  // One move of a slider, from just before it until the picture has come to rest.
  class Turn {
    constructor(root, parts, startsWith) {
      Object.assign(this, { root, parts, changes: [], inFrame: false });
      this.seen = shape(root, parts);
      this.before = this.seen + pixels(root);
      this.firstMessage = messages.length;
      const started = (event) => (this.started ??= event.timeStamp);
      const last = (event) => (this.moved = event.timeStamp);
      addEventListener(startsWith, started, { capture: true, once: true });
      addEventListener(startsWith, last, { capture: true });
      this.stop = () => {
        removeEventListener(startsWith, started, { capture: true });
        removeEventListener(startsWith, last, { capture: true });
        this.observer.disconnect();
        cancelAnimationFrame(this.frame);
      };
      this.observer = new MutationObserver(() => this.changed());
      const all = { attributes: true, childList: true, characterData: true, subtree: true };
      this.observer.observe(root, all);
      // A message that is sent within a frame arrives just after that frame was painted.
      const { port1, port2 } = new MessageChannel();
      port2.onmessage = ({ data }) => this.painted(data);
      const tick = () => {
        this.inFrame = true;
        port1.postMessage(performance.now());
        this.frame = requestAnimationFrame(tick);
      };
      this.frame = requestAnimationFrame(tick);
    }

    changed() {
      if (this.started === undefined) return;
      const now = shape(this.root, this.parts);
      // An empty picture is one that is being replaced.
      if (now === "" || now === this.seen) return;
      this.seen = now;
      this.note();
    }

    drawnOn(canvas) {
      if (this.started !== undefined && holds(this.root, canvas)) this.note();
    }

    note() {
      this.changes.push({ at: performance.now(), inFrame: this.inFrame });
    }

    painted(began) {
      this.inFrame = false;
      const at = performance.now();
      for (const change of this.changes) {
        if (!change.painted && (change.inFrame || change.at <= began)) change.painted = at;
      }
    }

    rested(quiet) {
      const last = this.changes.at(-1);
      return last?.painted && performance.now() - last.painted > quiet;
    }

    report() {
      const exchanged = messages.slice(this.firstMessage);
      const sent = exchanged.find(({ way }) => way === "sent");
      const received = exchanged.filter(({ way }) => way === "received");
      const [first] = this.changes;
      const answer = received.findLast(({ at }) => at <= first.at);
      const frames = new Set(this.changes.map(({ painted }) => painted));
      return {
        painted: first.painted - this.started,
        final: this.changes.at(-1).painted - this.started,
        lag: this.changes.at(-1).painted - this.moved,
        frames: frames.size,
        changed: first.at - this.started, inFrame: first.inFrame, rec: received.map(({at,bytes})=>[at-this.started,bytes]),
        sent: sent && sent.at - this.started,
        answered: answer && answer.at - this.started,
        messages: received.length,
        bytes: received.reduce((sum, { bytes }) => sum + bytes, 0),
        another: this.before !== shape(this.root, this.parts) + pixels(this.root),
      };
    }
  }

  globalThis.stopwatch = {
    messages,

    start(root, parts, startsWith) {
      turn?.stop();
      turn = new Turn(root, parts, startsWith);
    },

    // Resolves with what was measured, once nothing has changed for `quiet` milliseconds.
    stop(quiet) {
      return new Promise((resolve, reject) => {
        const until = performance.now() + GIVES_UP_AFTER;
        const look = () => {
          if (turn.rested(quiet)) resolve(turn.report());
          else if (performance.now() > until) reject(new Error("The picture did not change."));
          else return setTimeout(look, 20);
          return turn.stop();
        };
        look();
      });
    },
  };
})();
