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
  const page = globalThis.document;
  if (!page) return { isVisible: () => true, onChange: () => () => {} };
  return {
    isVisible: () => page.visibilityState === "visible",
    maySound: () => navigator.userActivation?.hasBeenActive ?? true,
    onChange: (listener) =>
      onAny(
        [page, "visibilitychange"],
        [window, "focus"],
        [page, "pointerup"],
        [page, "keyup"],
      )(listener),
  };
}

type Source = readonly [EventTarget, string];

function onAny(...sources: Source[]): (listener: () => void) => () => void {
  return (listener) => {
    for (const [target, name] of sources) target.addEventListener(name, listener, true);
    return () => {
      for (const [target, name] of sources) target.removeEventListener(name, listener, true);
    };
  };
}
