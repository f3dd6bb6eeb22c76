import type { CallId } from "@ringline/protocol";

const KEY = "ringline-panel";
const SMALL = " small";

/** A panel, as the next page of the tab needs to know it. */
export interface KeptPanel {
  call: CallId;
  isSmall: boolean;
}

/**
 * Remembers, over a navigation of this tab, that a call stands in a panel here. It holds the call's id and no
 * secret: the next page takes the seat anew, as its person may. Without storage a navigation ends the call after its grace
 * time.
 */
export const panelMemory = {
  keep({ call, isSmall }: KeptPanel): void {
    attempt(() => sessionStorage.setItem(KEY, isSmall ? call + SMALL : call));
  },

  /** What was kept, once. */
  take(): KeptPanel | undefined {
    const kept = attempt(() => sessionStorage.getItem(KEY));
    attempt(() => sessionStorage.removeItem(KEY));
    if (!kept) return undefined;
    return { call: kept.replace(SMALL, ""), isSmall: kept.endsWith(SMALL) };
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
