// What was typed or chosen and not handed over yet stands there again when its cell is run anew, as
// long as the page is open. It is no answer: the kernel hears nothing of it.
export const DRAFTS = (globalThis[Symbol.for("lessons.drafts")] ??= new Map()); // by what is asked

export function keepDraft(ask, given) {
  if (given === undefined) DRAFTS.delete(ask);
  else DRAFTS.set(ask, given);
}
