import { CallError } from "@ringline/protocol";
import { isAdministrator } from "../../auth/asker.ts";
import { historyCsv } from "../../history/history-csv.ts";
import type { Operation } from "../operation.ts";
import { historyPage } from "./history-page.ts";
import { withoutPerson } from "./list-history.ts";

const ROWS = 1_000;

/**
 * Rows as text. Who may: everybody, their own; administrators, anybody's.
 * @throws {CallError} not-allowed
 */
export const exportHistory: Operation<"history.export"> = async (
  { format, person, everybody = false, missed = false, before },
  asker,
  parts,
) => {
  const own = asker.person.id;
  const isOwn = !everybody && (person ?? own) === own;
  if (!isOwn && !isAdministrator(asker)) throw new CallError("not-allowed");
  const whose = everybody ? {} : { person: person ?? own };
  const from = before === undefined ? {} : { before };
  const asked = { ...whose, ...from, isMissed: missed, limit: ROWS };
  const { entries, ...rest } = await historyPage(asked, parts);
  const rows = isOwn ? entries.map(withoutPerson) : entries;
  const content = format === "json" ? JSON.stringify(rows) : historyCsv(rows, before === undefined);
  return { content, ...rest };
};
