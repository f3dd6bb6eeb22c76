import type { Operation } from "../operation.ts";
import { timestamp } from "../timestamp.ts";

const USUAL = 50;

/** What administrators did, the newest first. Who may: administrators. */
export const listAudit: Operation<"audit.list"> = async (input, _asker, parts) => {
  const { before, limit = USUAL, ...asked } = input;
  const query = { ...asked, ...(before !== undefined && { before: Number(before) }) };
  const records = await parts.store.audit.find({ ...query, limit: limit + 1 });
  const shown = records.slice(0, limit);
  const entries = shown.map(({ seq: _seq, at, ...entry }) => ({ ...entry, at: timestamp(at) }));
  const last = shown.at(-1)?.seq;
  return { entries, ...(records.length > limit && last !== undefined && { next: String(last) }) };
};
