// A box is a stop of the keyboard as long as it must be scrolled, and only then.
/**
 * @param {HTMLElement} box
 * @param {AbortSignal} signal
 */
export function reachScrolled(box, signal) {
  const size = new ResizeObserver(() => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  });
  // The page's own size too: a box that is not in view does not hear that its room has changed.
  const parts = () => [document.body, box, ...box.children];
  const follow = () => parts().forEach((part) => size.observe(part));
  const content = new MutationObserver(follow);
  content.observe(box, { childList: true });
  follow();
  signal.addEventListener("abort", () => {
    content.disconnect();
    size.disconnect();
  });
}
