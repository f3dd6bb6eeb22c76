/** One record of a call as it reached one device. */
export interface Sighting {
  device: string;
  call: string;
  revision: number;
  phase: "ringing" | "active" | "ended";
  /** Told by a welcome or list, not by a frame of its own: it may skip revisions. */
  isSnapshot?: boolean;
}

/** What is wrong with what devices were told, in the order in which they were; nothing is a clean bill (G7, G13). */
export function faultsIn(sightings: readonly Sighting[]): string[] {
  const byDevice = Map.groupBy(sightings, ({ call, device }) => `${device}, ${call}`);
  const wrongOrder = [...byDevice].flatMap(([who, seen]) => orderFaults(who, seen));
  const byCall = Map.groupBy(sightings, ({ call }) => call);
  const forgotten = [...byCall].flatMap(([call, seen]) => unfinished(call, seen));
  return [...wrongOrder, ...forgotten];
}

function orderFaults(who: string, seen: readonly Sighting[]): string[] {
  return seen.slice(1).flatMap((sighting, index) => {
    const before = seen[index];
    if (!before) return [];
    const now = `${who}: ${sighting.phase} ${sighting.revision}`;
    const then = `after ${before.phase} ${before.revision}`;
    const isRepeated = sighting.revision <= before.revision && !sighting.isSnapshot;
    const isRevived = before.phase === "ended" && sighting.phase !== "ended";
    return [
      ...(isRepeated ? [`${now} ${then} (repeated or reordered)`] : []),
      ...(isRevived ? [`${now} ${then} (ended is for ever)`] : []),
    ];
  });
}

/** Every device that heard of a call must have heard of its end, if anybody did. */
function unfinished(call: string, seen: readonly Sighting[]): string[] {
  if (!seen.some(({ phase }) => phase === "ended")) return [];
  const byDevice = Map.groupBy(seen, ({ device }) => device);
  return [...byDevice].flatMap(([device, own]) =>
    own.at(-1)?.phase === "ended" ? [] : [`${device}, ${call}: never told of the end`],
  );
}
