import type { LogLine, Result, TracedCall } from "@ringline/protocol";

type Found = Result<"logs.find">;

const LEVEL_WIDTH = 5;

/** A call's history for a terminal: who was in it, how it ended, then a line per line. Everything was made harmless before. */
export function traceText(found: Pick<Found, "call" | "entry">, lines: readonly LogLine[]): string {
  const names = namesOf(found.call);
  const head = found.call === undefined ? [] : headOf(found.call);
  return [...head, ...lines.map((line) => lineText(line, names, found.entry)), ""].join("\n");
}

function headOf(call: TracedCall): string[] {
  const { id, provider = "?", createdAt = "?", endedAt, endReason, problem } = call;
  const end =
    endedAt === undefined ? "not ended" : `ended ${endedAt} ${endReason} ${problem ?? ""}`;
  return [
    `call ${id} by ${provider}, placed ${createdAt}, ${end.trimEnd()}`,
    ...call.participants.map(
      ({ id: participant, party, role, state }) =>
        `  ${participant} ${role} ${state}: ${partyText(party)}`,
    ),
    "",
  ];
}

function partyText(party: TracedCall["participants"][number]["party"]): string {
  if (party.type === "address") return party.address;
  return party.name === party.id ? party.id : `${party.name} (${party.id})`;
}

function namesOf(call: TracedCall | undefined): ReadonlyMap<string, string> {
  const pairs = call?.participants.map(
    ({ id, party }) => [party.type === "address" ? party.address : party.id, id] as const,
  );
  return new Map(pairs);
}

/** `12:00:00.123 ERROR p2 webrtc.call_1a2b3c4d No sound (reference xK3_v9Qa) {…}`; the one that was asked for is marked. */
function lineText(line: LogLine, names: ReadonlyMap<string, string>, entry?: LogLine): string {
  const { at, level, source, message, person, page, provider, prefix, reference, details } = line;
  const who = person === undefined ? source : (names.get(person) ?? person);
  const name = [provider, prefix].filter((part) => part !== undefined).join(".");
  const where = source === "page" ? `${name}_${page}` : `${source}${name && ` ${name}`}`;
  const parts = [
    reference !== undefined && reference === entry?.reference ? "→" : " ",
    at,
    level.toUpperCase().padEnd(LEVEL_WIDTH),
    who,
    where,
    message,
    reference === undefined ? "" : `(reference ${reference})`,
    details === undefined ? "" : JSON.stringify(details),
  ];
  return parts.filter((part) => part !== "").join(" ");
}
