// How a kernel says that it has ended, and how long a page waits for a line that is broken.

export const ENDED = ["restarting", "autorestarting", "starting", "terminating", "dead"];
export const LOST_AFTER = 2000; // milliseconds without a connection before a word is said of it
