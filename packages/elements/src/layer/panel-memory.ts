import type { CallId } from "@ringline/protocol";

const KEY = "ringline-panel";

/**
 * Remembers, over a navigation of this tab, that a call stands in a panel here. It holds the call's id and no
 * secret: the next page takes the seat anew, as its person may. Without storage a navigation ends the call after its grace
 * time.
 */
export const panelMemory = {
  keep(call: CallId): void {
    attempt(() => sessionStorage.setItem(KEY, call));
  },

  /** What was kept, once. */
  take(): CallId | undefined {
    const call = attempt(() => sessionStorage.getItem(KEY)) ?? undefined;
    attempt(() => sessionStorage.removeItem(KEY));
    return call;
  },
};

/** Pages may be without storage, by their sandbox or by the person's settings. */
function attempt<Value>(act: () => Value): Value | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
