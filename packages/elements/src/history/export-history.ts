import type { CallClient } from "@ringline/client";
import type { HistoryFormat } from "@ringline/protocol";
import { saveFile } from "./save-file.ts";

/** A byte order mark, by which spreadsheets know UTF-8. */
const BOM = "\ufeff";

/** Fetches all of this person's rows and lets the browser save them. @throws {CallError} */
export async function exportHistory(
  client: Pick<CallClient, "request">,
  format: HistoryFormat,
): Promise<void> {
  const pages: string[] = [];
  let before: string | undefined;
  do {
    const from = before === undefined ? {} : { before };
    const { content, next } = await client.request("history.export", { format, ...from });
    pages.push(content);
    before = next;
  } while (before !== undefined);
  if (format === "csv") saveFile("calls.csv", "text/csv", BOM + pages.join(""));
  else {
    const rows = pages.flatMap((page) => JSON.parse(page) as unknown[]);
    saveFile("calls.json", "application/json", JSON.stringify(rows, null, 2));
  }
}
