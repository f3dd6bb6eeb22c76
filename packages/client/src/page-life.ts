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
  const listeners = [
    ["online", () => life.onNudge()],
    ["pagehide", () => life.onHide()],
    ["pageshow", () => life.onShow()],
  ] as const;
  for (const [name, listener] of listeners) globalThis.addEventListener?.(name, listener);
  return () => {
    for (const [name, listener] of listeners) globalThis.removeEventListener?.(name, listener);
  };
}

/** The hooks of a page with a `document`; a program without one counts as visible. */
export function documentHooks(): PageHooks {
  if (!globalThis.document) return { isVisible: () => true, onChange: () => () => {} };
  return {
    isVisible: () => document.visibilityState === "visible",
    maySound: () => navigator.userActivation?.hasBeenActive ?? true,
    onChange: (listener) => {
      const abort = new AbortController();
      const how = { signal: abort.signal, capture: true };
      document.addEventListener("visibilitychange", listener, how);
      window.addEventListener("focus", listener, how);
      hearFirstGesture(listener, abort.signal);
      return () => abort.abort();
    },
  };
}

/** The first gesture lets a page sound, and only that one is of interest. */
function hearFirstGesture(listener: () => void, signal: AbortSignal): void {
  const done = new AbortController();
  const how = { signal: AbortSignal.any([signal, done.signal]), capture: true };
  const hear = () => {
    if (navigator.userActivation?.hasBeenActive === false) return;
    done.abort();
    listener();
  };
  document.addEventListener("pointerup", hear, how);
  document.addEventListener("keyup", hear, how);
}
