import { describe, expect, it } from "vitest";
import { pageStorage } from "./page-storage.ts";
import { SeatKey } from "./seat-key.ts";

const forbidden = (): Storage => {
  throw new DOMException("Access is denied for this document.", "SecurityError");
};

/** What a browser does with the state of one history entry: it keeps a structured clone. */
function historyEntry(): History {
  const entry = { state: null as unknown };
  return Object.assign(entry, {
    replaceState: (state: unknown) => {
      entry.state = structuredClone(state);
    },
  }) as unknown as History;
}

describe("storage of the call page", () => {
  it("keeps the key in the history entry where storage is forbidden", () => {
    const history = historyEntry();

    new SeatKey(pageStorage(forbidden, history)).keep("next");

    expect(new SeatKey(pageStorage(forbidden, history)).get()).toBe("next");
  });

  it("forgets the key there too", () => {
    const history = historyEntry();
    const key = new SeatKey(pageStorage(forbidden, history));
    key.keep("next");

    key.forget();

    expect(new SeatKey(pageStorage(forbidden, history)).get()).toBeUndefined();
  });
});
