import type { HistoryEntry, Party, PersonId } from "@ringline/protocol";

/** A row to export: with whose it is, where it is not the reader's own. */
export type ExportedEntry = HistoryEntry & { person?: PersonId };

type Cell = string | number | boolean | undefined;

const COLUMNS: Readonly<Record<string, (entry: ExportedEntry) => Cell>> = {
  person: ({ person }) => person,
  call: ({ call }) => call,
  direction: ({ direction }) => direction,
  missed: ({ isMissed }) => isMissed,
  state: ({ state }) => state,
  "end-reason": ({ endReason }) => endReason,
  problem: ({ problem }) => problem,
  provider: ({ provider }) => provider,
  media: ({ media }) => media,
  title: ({ title }) => title,
  caller: ({ caller }) => nameOf(caller),
  "caller-id": ({ caller }) => idOf(caller),
  others: ({ others }) => others.map(nameOf).join("; "),
  "other-ids": ({ others }) => others.map(idOf).join("; "),
  "created-at": ({ createdAt }) => createdAt,
  "answered-at": ({ answeredAt }) => answeredAt,
  "ended-at": ({ endedAt }) => endedAt,
  "set-up-seconds": ({ setUpMs }) => setUpMs && setUpMs / 1_000,
  "duration-seconds": ({ durationMs }) => durationMs / 1_000,
  about: ({ about }) => about?.title,
  "about-url": ({ about }) => about?.url,
};

/** RFC 4180, each line ended by CRLF; the head line where it is the beginning. */
export function historyCsv(entries: readonly ExportedEntry[], hasHead: boolean): string {
  const head = Object.keys(COLUMNS).map(cellText);
  const lines = entries.map((entry) =>
    Object.values(COLUMNS).map((column) => cellText(column(entry))),
  );
  return [...(hasHead ? [head] : []), ...lines].map((cells) => `${cells.join(",")}\r\n`).join("");
}

/** What a spreadsheet runs as a formula when a cell begins with it, full width forms too. */
const FORMULA = /^[\s\p{Cc}]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]/u;

/** A quoted cell. Text that a spreadsheet would run gets an apostrophe before it. */
function cellText(value: Cell): string {
  if (typeof value === "number") return String(value);
  const text = String(value ?? "");
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

function nameOf(party: Party): string {
  return party.type === "address" ? (party.name ?? party.address) : party.name;
}

function idOf(party: Party): string {
  return party.type === "address" ? party.address : party.id;
}
