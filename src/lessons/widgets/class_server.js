// Whether the server of this page holds rooms in which a class predicts together, and what it says
// of itself. In the browser edition, in VS Code and on a plain page there is no such server.

/** @returns {{ baseUrl?: string, lessons?: { classroom?: boolean } }} */
function settings() {
  const told = document.getElementById("jupyter-config-data")?.textContent;
  return JSON.parse(told || "{}");
}

export const canAskAClass = () => settings().lessons?.classroom === true;

// Where rooms are, as the page's own server has it.
export const roomsAt = () => `${settings().baseUrl ?? "/"}class`;

/**
 * A question that a class may be asked: it takes its board to a place, and back home.
 * @typedef {object} Askable
 * @property {(place: HTMLElement) => void} ask
 * @property {() => void} home
 * @property {boolean} hides whether the chart has the answer on it
 */
