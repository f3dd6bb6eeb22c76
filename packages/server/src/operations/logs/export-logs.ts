import type { Operation } from "../operation.ts";
import { logPage } from "./log-page.ts";

const LINES = 1_000;

/** The same lines as text. Who may: administrators. @throws {CallError} not-found */
export const exportLogs: Operation<"logs.export"> = async ({ format, ...asked }, _asker, parts) => {
  const { lines, next } = await logPage({ ...asked, limit: LINES }, parts);
  const content =
    format === "json"
      ? JSON.stringify(lines)
      : lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  return { content, ...(next !== undefined && { next }) };
};
