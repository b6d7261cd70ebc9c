// When a learner goes elsewhere than where a page holds them, by whatever way.

const GOING = ["wheel", "touchstart", "pointerdown", "keydown"];

// Aborted as soon as the learner goes elsewhere.
export function untilElsewhere() {
  const gone = new AbortController();
  const listening = { signal: gone.signal, capture: true, passive: true };
  for (const way of GOING) addEventListener(way, () => gone.abort(), listening);
  return gone;
}
