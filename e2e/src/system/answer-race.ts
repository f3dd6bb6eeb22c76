import { isLinearizable, type Operation } from "./call-history.ts";

/** One who asks for something; answers `ok`, a refusal's code, or nothing when no answer came. */
export type Asker = () => Promise<string | undefined>;

export interface Racer {
  who: string;
  kind: Operation["kind"];
  ask: Asker;
}

/** Lets them all ask at once, and records who was answered what, when. */
export function race(racers: readonly Racer[]): Promise<Operation[]> {
  return Promise.all(racers.map((racer, index) => record(racer, index + 1)));
}

/** Asks one thing and records it. */
export async function record({ who, kind, ask }: Racer, id: number): Promise<Operation> {
  const from = performance.now();
  const result = await ask();
  const asked: Operation = { id, kind, who, from };
  return result === undefined ? asked : { ...asked, result, until: performance.now() };
}

/** Who was told that they have the call. */
export function winners(history: readonly Operation[]): string[] {
  return history
    .filter(({ kind, result }) => kind === "answer" && result === "ok")
    .map(({ who }) => who);
}

/** What is wrong with the history of one call; nothing is a clean bill (G1, G4). */
export function faultsOf(history: readonly Operation[]): string[] {
  return [
    ...(winners(history).length > 1 ? [`${winners(history).length} devices won`] : []),
    ...(isLinearizable(history) ? [] : ["no order explains these answers"]),
  ];
}
