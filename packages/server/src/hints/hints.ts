import type { CallId, PersonId } from "@ringline/protocol";

/** "Look at this row": never what stands in it, so a lost or repeated one does no harm. */
export type Hint =
  | { type: "call"; call: CallId }
  /** Devices, status, block list or revocation of this person may differ. */
  | { type: "person"; person: PersonId }
  | { type: "relay"; call: CallId }
  /** What administrators switched may differ. */
  | { type: "providers" };

/** Hints between server processes. The next look at changed rows finds everything without them, a second later. */
export interface Hints {
  /** Never throws and never waits: what cannot be sent is lost. */
  publish(hint: Hint): void;
  /** Hints of the other processes; not necessarily without one's own. */
  onHint(listener: (hint: Hint) => void): void;
  /** Idempotent. */
  close(): Promise<void>;
}

/** One process has nobody to hint to. */
export function noHints(): Hints {
  return { publish: () => {}, onHint: () => {}, close: async () => {} };
}

/** The short text that travels. */
export function hintText(hint: Hint): string {
  switch (hint.type) {
    case "person":
      return `p${hint.person}`;
    case "providers":
      return "s-";
    default:
      return `${hint.type.charAt(0)}${hint.call}`;
  }
}

/** What a text says, or nothing: whoever can write to the channel must not be able to break a process. */
export function parseHint(text: string): Hint | undefined {
  const id = text.slice(1);
  if (id === "") return undefined;
  switch (text.charAt(0)) {
    case "c":
      return { type: "call", call: id };
    case "p":
      return { type: "person", person: id };
    case "r":
      return { type: "relay", call: id };
    case "s":
      return { type: "providers" };
    default:
      return undefined;
  }
}
