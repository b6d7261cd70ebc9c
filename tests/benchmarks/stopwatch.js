// Times, on the page's own clock, how long a key on a slider takes to become a painted picture.
// The same for every way to draw: a picture of svg or text has changed when the geometry or words
// in it have, one on a canvas when something was drawn there.

(() => {
  const SHOWN = ["d", "transform", "style", "x", "y", "width", "height", "href", "xlink:href"];
  const DRAWS = ["drawImage", "putImageData", "stroke", "fill", "fillRect", "fillText"];
  const GIVES_UP_AFTER = 5_000; // milliseconds; a move may change nothing that can be seen
  const messages = [];
  let turn;
  let pressed; // when a button or an item of a menu last was

  const press = ({ timeStamp }) => (pressed = timeStamp);
  addEventListener("pointerdown", press, { capture: true });

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
  const shape = (root, parts) => {
    const marks = Array.from(root.querySelectorAll(parts), look).join("\n");
    return marks.replace(/url\("#p[\w-]+"\)/g, "pattern"); // a chart drawn anew names them by chance
  };
  const pixels = (root) =>
    Array.from(within(root, "canvas"), (canvas) => canvas.toDataURL()).join("\n");

  const pictures = () =>
    Array.from(document.querySelectorAll(".overplot")).filter((one) => one.querySelector(".trace"));

  // One move of a slider, from just before it until the picture has come to rest.
  class Turn {
    constructor(root, parts, startsWith) {
      Object.assign(this, { root, parts, changes: [], events: 0, inFrame: false });
      this.seen = shape(root, parts);
      this.before = this.seen + pixels(root);
      this.firstMessage = messages.length;
      this.listening = new AbortController();
      const heard = ({ timeStamp }) => {
        this.started ??= timeStamp;
        this.moved = timeStamp;
        this.events += 1;
      };
      addEventListener(startsWith, heard, { capture: true, signal: this.listening.signal });
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

    stop() {
      this.listening.abort();
      this.observer.disconnect();
      cancelAnimationFrame(this.frame);
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

    // Milliseconds since the first key or pointer event of the turn, and what was received.
    report() {
      const exchanged = messages.slice(this.firstMessage);
      const received = exchanged.filter(({ way }) => way === "received");
      const [first] = this.changes;
      const last = this.changes.at(-1);
      // Of what came before the change, the largest brought it; the rest is "busy" and "idle". What
      // was drawn ahead of the kernel is answered later.
      const before = received.filter(({ at }) => at <= first.at);
      // Where nothing was heard at all, the picture was there without an answer.
      const none = { bytes: 0, at: first.at };
      const answer = (before.length ? before : received).reduce(
        (one, other) => (other.bytes > one.bytes ? other : one),
        none,
      );
      return {
        answered: answer.at - this.started,
        drawn: first.at - this.started,
        painted: first.painted - this.started,
        rested: last.painted - this.started,
        lag: last.painted - this.moved,
        dragged: this.moved - this.started,
        events: this.events, // those that the browser put together are one
        frames: new Set(this.changes.map(({ painted }) => painted)).size,
        messages: received.length,
        bytes: received.reduce((sum, { bytes }) => sum + bytes, 0),
        another: this.before !== this.seen + pixels(this.root),
      };
    }
  }

  globalThis.stopwatch = {
    start(root, parts, startsWith) {
      turn?.stop();
      turn = new Turn(root, parts, startsWith);
    },

    // Resolves with what was measured, once nothing has changed for `quiet` milliseconds.
    stop(quiet) {
      return new Promise((resolve) => {
        const until = performance.now() + GIVES_UP_AFTER;
        const look = () => {
          if (turn.rested(quiet)) resolve(turn.report());
          else if (performance.now() > until) resolve({ another: false });
          else return setTimeout(look, 20);
          return turn.stop();
        };
        look();
      });
    },

    shape,

    // Waits for `count` pictures; resolves with the milliseconds since what was pressed last.
    expect(count) {
      this.expected = new Promise((resolve) => {
        const look = () => {
          if (pictures().length < count) return requestAnimationFrame(look);
          const { port1, port2 } = new MessageChannel();
          port2.onmessage = () => resolve(performance.now() - pressed);
          return port1.postMessage(undefined);
        };
        look();
      });
    },

    bytes: () => messages.reduce((sum, { bytes }) => sum + bytes, 0),
  };
})();
