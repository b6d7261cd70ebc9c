// What the browser's own storage cannot do for Python. Python asks it by way of the service worker,
// and stands still until it is answered; JupyterLite answers nothing where the storage fails. So that
// is answered here, as if there were nothing: Python reads back what it has written.

const CHANNEL = "/sw-api.v1"; // on which JupyterLite is asked
/** @type {Record<string, unknown>} */
const NOTHING = { getattr: {}, readdir: [], lookup: { ok: false } };

/** @typedef {{ data?: { method: string }, response?: unknown, browsingContextId: string, requestId: string }} Told */

// Answers for JupyterLite what it has left unanswered when its storage fails in this page.
export function answerFailures() {
  const channel = new BroadcastChannel(CHANNEL);
  /** @type {Map<string, Told>} */
  const asked = new Map();
  const own = ownAnswers();
  channel.addEventListener("message", ({ data: told }) => {
    if ("response" in told) asked.delete(told.requestId);
    else if (told.data?.method) asked.set(told.requestId, told);
  });
  addEventListener("unhandledrejection", () => {
    for (const { data, browsingContextId, requestId } of asked.values()) {
      if (browsingContextId !== own.context) continue;
      asked.delete(requestId);
      const response = NOTHING[data?.method ?? ""] ?? null;
      own.channel?.postMessage({ response, browsingContextId, requestId });
    }
  });
}

// What JupyterLite calls this page when it answers, as other pages may be asked as well, and the
// channel on which it does.
function ownAnswers() {
  /** @type {{ context?: string, channel?: BroadcastChannel }} */
  const own = {};
  const post = BroadcastChannel.prototype.postMessage;
  BroadcastChannel.prototype.postMessage = function (/** @type {Told} */ told) {
    if (this.name === CHANNEL) {
      Object.assign(own, { channel: this, context: told.browsingContextId });
    }
    post.call(this, told);
  };
  return own;
}
