import type { Operation } from "../operation.ts";
import { historyPage } from "./history-page.ts";

/** Rows of anybody, at any time, newest first. Who may: administrators. */
export const findHistory: Operation<"history.find"> = async (
  { missed = false, since, until, ...rest },
  _asker,
  parts,
) =>
  historyPage(
    {
      ...rest,
      isMissed: missed,
      ...(since !== undefined && { since: Date.parse(since) }),
      ...(until !== undefined && { until: Date.parse(until) }),
    },
    parts,
  );
