import type { PageHooks } from "./api.ts";

/** What happens to the page as a whole; each function takes its listeners off again. */
export interface PageLife {
  /** The network is back or the page is looked at. */
  onNudge: () => void;
  /** The page goes away, into the back-forward cache, or is frozen where it stands. */
  onHide: () => void;
  /** …and is back from there. */
  onShow: () => void;
}

/** Listens on the window where there is one. */
export function followPage(life: PageLife): () => void {
  const abort = new AbortController();
  const how = { signal: abort.signal, capture: true };
  const follow = (name: string, hear: () => void) => globalThis.addEventListener?.(name, hear, how);
  follow("online", life.onNudge);
  follow("pagehide", life.onHide);
  // Of the document, like "resume", and they do not bubble: heard on their way down.
  follow("freeze", life.onHide);
  follow("pageshow", life.onShow);
  follow("resume", life.onShow);
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
