import type { PageHooks } from "./api.ts";

/** What happens to the page as a whole; each function takes its listeners off again. */
export interface PageLife {
  /** The network is back or the page is looked at. */
  onNudge(): void;
  /** The page goes away or into the back-forward cache. */
  onHide(): void;
  /** …and is back from there. */
  onShow(): void;
}

/** Listens on the window where there is one. */
export function followPage(life: PageLife): () => void {
  const abort = new AbortController();
  const follow = (name: string, hear: () => void) =>
    globalThis.addEventListener?.(name, hear, { signal: abort.signal });
  follow("online", () => life.onNudge());
  follow("pagehide", () => life.onHide());
  follow("pageshow", () => life.onShow());
  return () => abort.abort();
}

/** The hooks of a page with a `document`; a program without one counts as visible. */
export function documentHooks(): PageHooks {
  if (!globalThis.document) return { isVisible: () => true, onChange: () => () => {} };
  const maySound = () => navigator.userActivation?.hasBeenActive ?? true;
  return {
    isVisible: () => document.visibilityState === "visible",
    maySound,
    onChange: (listener) => {
      const abort = new AbortController();
      const how = { signal: abort.signal, capture: true };
      let couldSound = maySound();
      // The first gesture lets a page sound, and only that one is of interest.
      const hearGesture = () => {
        if (couldSound || !maySound()) return;
        couldSound = true;
        listener();
      };
      document.addEventListener("visibilitychange", listener, how);
      window.addEventListener("focus", listener, how);
      document.addEventListener("pointerup", hearGesture, how);
      document.addEventListener("keyup", hearGesture, how);
      return () => abort.abort();
    },
  };
}
