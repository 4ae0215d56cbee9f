// A list as a CSV file (RFC 4180) or a workbook, with all rows that the filters let through and not just those on the screen.
import { get, getFile } from "./api.js";

const PAGE_SIZE = 500;
const MOST_ROWS = 100_000;
const AMOUNT = /^-?\d+(\.\d+)?$/;

/**
 * Reads the list to its end and hands the file to the browser.
 * @param {string} path the list resource
 * @param {object} query its filters
 * @param {Array<[string, (row: object) => unknown]>} columns heading and value of each column
 * @param {string} name the file's name without its ending
 * @returns {Promise<number>} the number of rows written
 */
export async function exportCsv(path, query, columns, name) {
  const lines = [columns.map(([heading]) => cell(heading)).join(",")];
  let cursor;
  do {
    const page = await get(path, { ...query, limit: PAGE_SIZE, cursor });
    for (const row of page.items) lines.push(columns.map(([, value]) => cell(value(row))).join(","));
    cursor = page.nextCursor;
  } while (cursor && lines.length <= MOST_ROWS);
  download(new Blob([lines.join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" }), `${name}.csv`);
  return lines.length - 1;
}

const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Has the service write the list as a workbook, and hands it to the browser. */
export async function exportWorkbook(path, query, name) {
  download(await getFile(path, query, WORKBOOK), `${name}.xlsx`);
}

// Text that a spreadsheet would take for a formula is kept from being one; amounts stay numbers.
function cell(value) {
  const text = value === undefined || value === null ? "" : String(value);
  const harmless = /^[=+\-@\t\r]/.test(text) && !AMOUNT.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Hands a file to the browser. */
export function download(blob, name) {
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(address);
}
