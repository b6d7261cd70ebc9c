// Every progress panel on the page hears that something was done, whichever notebook it is in.
export const DONE = "lessons-done";
export const tellDone = () => document.dispatchEvent(new Event(DONE));
