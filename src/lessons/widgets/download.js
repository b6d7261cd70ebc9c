// Hands a file to whoever reads the page.

const UTF_8 = "\ufeff"; // the mark by which a spreadsheet knows in which letters a table is

/**
 * @param {string} name
 * @param {BlobPart} text
 * @param {string} type
 */
export function download(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/**
 * @param {string} name
 * @param {string} text as CSV
 */
export function downloadTable(name, text) {
  download(name, `${UTF_8}${text.replace(UTF_8, "")}`, "text/csv;charset=utf-8");
}
