// What Voilà calls in the page of a lesson while it comes, and once it is there.
{
  const page = /** @type {any} */ (globalThis);
  page.voila_heartbeat = page.voila_process = () => {};
  page.voila_finish = page.display_cells = () => {
    page.cellLoaded = true;
    if (!page.themeLoaded) return;
    document.getElementById("loading")?.remove();
    /** @type {HTMLElement} */ (document.getElementById("rendered_cells")).style.display = "";
    // A link to a cell was followed while the cells were not to be seen.
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  };
  document.addEventListener("DOMContentLoaded", page.voila_finish);
}
