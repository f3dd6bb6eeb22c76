import type { CallTarget, PersonId, ProviderId } from "@ringline/protocol";

/** On the document: what a press would do may be another thing now. */
export const CHOICE_CHANGED = "ringline-choice-changed";
/** The oldest are forgotten. */
const MOST_TARGETS = 100;

interface Kept {
  last?: string;
  /** Newest last. */
  targets: [target: string, provider: string][];
}

/** How this person called last, overall and per target; kept in this browser, the same for all its pages of the site. */
export class ChoiceMemory {
  readonly #key: string;

  constructor(person: PersonId) {
    this.#key = `ringline-choice:${person}`;
  }

  /** What was chosen for this target, then what was chosen last, newest knowledge first. */
  preferred(target: CallTarget): ProviderId[] {
    const { last, targets } = this.#read();
    const own = targets.find(([key]) => key === keyOf(target))?.[1];
    return [own, last].filter((provider) => provider !== undefined);
  }

  remember(target: CallTarget, provider: ProviderId): void {
    const others = this.#read().targets.filter(([key]) => key !== keyOf(target));
    const targets = [...others, [keyOf(target), provider]].slice(-MOST_TARGETS);
    try {
      localStorage.setItem(this.#key, JSON.stringify({ last: provider, targets }));
    } catch {
      // Without storage it is remembered nowhere.
    }
    document.dispatchEvent(new Event(CHOICE_CHANGED));
  }

  /** After a choice on this page or another one; returns what ends it. */
  onChange(listener: () => void): () => void {
    const stored = ({ key }: StorageEvent): void => {
      if (key === this.#key || key === null) listener();
    };
    addEventListener("storage", stored);
    document.addEventListener(CHOICE_CHANGED, listener);
    return () => {
      removeEventListener("storage", stored);
      document.removeEventListener(CHOICE_CHANGED, listener);
    };
  }

  /** What stands there may be of another version, or of somebody else. */
  #read(): Kept {
    try {
      const { last, targets }: Partial<Kept> = JSON.parse(localStorage.getItem(this.#key) ?? "{}");
      return {
        ...(typeof last === "string" && { last }),
        targets: Array.isArray(targets) ? targets.filter(isPair) : [],
      };
    } catch {
      return { targets: [] };
    }
  }
}

function isPair(pair: unknown): pair is [string, string] {
  return Array.isArray(pair) && typeof pair[0] === "string" && typeof pair[1] === "string";
}

function keyOf(target: CallTarget): string {
  return `${target.type} ${target.type === "address" ? target.address : target.id}`;
}
