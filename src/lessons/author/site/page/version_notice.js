// Says that there is a newer version, and brings it when asked to.

import { leave, said, the } from "./site.js";

// Shows it once; `take` brings the newer version, and then the page is loaded anew.
/**
 * @param {string} phrase
 * @param {() => Promise<unknown>} take
 */
export function offerVersion(phrase, take) {
  const place = the(".lessons-site-version");
  if (!place.hidden) return;
  place.hidden = false;
  place.textContent = said(phrase);
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = said("site_take");
  button.addEventListener("click", async () => {
    button.disabled = true;
    await leave();
    await take();
    location.reload();
  });
  place.append(button);
}
