import type { Dialogs, NoticeHandle } from "@ringline/connector-spi/browser";
import { DualPromise } from "../promises/dual-promise.ts";

type DialogPromise = DualPromise<["ok" | "cancel"], [never]>;

/** A notice, also by the name that pages took it away with. */
export interface ExoNotice extends NoticeHandle {
  remove(): void;
  pnotify_remove(): void;
}

type OnInit = ((notice: ExoNotice) => void) | undefined;

/** Dialogs and notices with the older API's arguments: text is shown as text, whatever is in it. */
export function exoDialogs(dialogs: Dialogs) {
  const dialog =
    (kind: "info" | "confirm" | "warn" | "error") =>
    (title: unknown, text?: unknown, reference?: unknown): DialogPromise =>
      new DualPromise((resolve) => {
        const options = {
          ...(reference ? { reference: String(reference) } : {}),
          ...detailsOf(text),
        };
        dialogs[kind](wordsOf(title), wordsOf(text), options).then(resolve);
      });
  const notice =
    (kind: "info" | "warn" | "error") =>
    (title: unknown, text?: unknown, onInit?: OnInit): ExoNotice =>
      exoNotice(
        dialogs.notice[kind](wordsOf(title), wordsOf(text), {
          onShow: (handle) => onInit?.(exoNotice(handle)),
        }),
      );
  return {
    showInfo: dialog("info"),
    showConfirm: dialog("confirm"),
    showWarn: dialog("warn"),
    showError: dialog("error"),
    noticeInfo: notice("info"),
    noticeWarn: notice("warn"),
    noticeError: notice("error"),
  };
}

function exoNotice(handle: NoticeHandle): ExoNotice {
  const close = () => handle.close();
  return { close, remove: close, pnotify_remove: close };
}

/** An element that a connector made itself, or jQuery's wrapper around one, stands below the text. */
function detailsOf(text: unknown): { details?: HTMLElement } {
  if (text instanceof HTMLElement) return { details: text };
  const first = typeof text === "object" && text !== null && (text as ArrayLike<unknown>)[0];
  return first instanceof HTMLElement ? { details: first } : {};
}

function wordsOf(words: unknown): string {
  if (words === undefined || words === null || typeof words === "object") {
    return words instanceof Error ? words.message : "";
  }
  return String(words);
}
