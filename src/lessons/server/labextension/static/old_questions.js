// JupyterLab asks what to do about a server that does not answer, and so does a hub, which offers to
// start another one. Once it answers again the question is old, and stands before the lesson.

// Where nothing is typed or chosen. All may have a tick below, not to be asked again.
const QUESTION = ".jp-Dialog:not(:has(.jp-Dialog-body :is(input, select, textarea)))";

// Says no to each, or to what there is to say.
export function putAwayOldQuestions() {
  for (const question of document.querySelectorAll(QUESTION)) {
    /** @type {NodeListOf<HTMLButtonElement>} */
    const answers = question.querySelectorAll(".jp-Dialog-footer button");
    const no = [...answers].find((one) => one.matches(".jp-mod-reject"));
    (no ?? (answers.length === 1 ? answers[0] : undefined))?.click();
  }
}
