import type {
  DialogAnswer,
  Dialogs,
  NoticeHandle,
  ShowDialog,
  ShowNotice,
} from "@ringline/connector-spi/browser";
import { boundedWords, type DialogKind, type NoticeKind } from "./dialog-items.ts";
import type { PageDialogsElement } from "./page-dialogs.ts";

/** An older product's holds a person's id, of 255 characters at most, and a time. */
const MOST_REFERENCE = 320;

/** What shows them on a page. */
export type DialogPage = Pick<PageDialogsElement, "ask" | "tell">;

export interface DialogsOptions {
  /** BCP 47; English where we do not speak it. */
  language: string;
  /** Loads what draws them, when the first one is wanted: a page that tells nothing need not load it. */
  load(): Promise<{ pageDialogs(): DialogPage }>;
}

/** Dialogs and notices of one owner. */
export interface OwnDialogs extends Dialogs {
  /** Takes all that it has shown off the page; what is asked answers `cancel`. */
  close(): void;
}

/** Dialogs and notices in the site's look. Whoever makes some, one page has one row of them. */
export function createDialogs({ language, load }: DialogsOptions): OwnDialogs {
  const shown = new Set<() => void>();
  const dialog =
    (kind: DialogKind): ShowDialog =>
    (title, text, { reference, details } = {}) =>
      new Promise<DialogAnswer>((resolve) => {
        const item = {
          kind,
          language,
          ...boundedWords(title, text),
          ...(reference !== undefined && { reference: String(reference).slice(0, MOST_REFERENCE) }),
          ...(details instanceof HTMLElement && { details }),
          answer: (answer: DialogAnswer) => {
            shown.delete(close);
            resolve(answer);
          },
        };
        const close = whenLoaded(
          load,
          (page) => page.ask(item),
          () => item.answer("cancel"),
        );
        shown.add(close);
      });
  const notice =
    (kind: NoticeKind): ShowNotice =>
    (title, text, { onShow } = {}): NoticeHandle => {
      const gone = (): void => void shown.delete(close);
      const words = { language, ...boundedWords(title, text) };
      const item = { kind, ...words, ...(onShow && { onShow }), gone };
      const close = whenLoaded(load, (page) => page.tell(item).close, gone);
      shown.add(close);
      return { close };
    };
  return {
    info: dialog("info"),
    confirm: dialog("confirm"),
    warn: dialog("warn"),
    error: dialog("error"),
    notice: { info: notice("info"), warn: notice("warn"), error: notice("error") },
    close: () => {
      for (const close of [...shown]) close();
      shown.clear();
    },
  };
}

/** Shows it once what draws it is there; returns what takes it away again, also before it came. */
function whenLoaded(
  load: DialogsOptions["load"],
  show: (page: DialogPage) => () => void,
  onNever: () => void,
): () => void {
  let close: (() => void) | undefined;
  let isClosed = false;
  load().then(
    ({ pageDialogs }) => {
      if (!isClosed) close = show(pageDialogs());
    },
    // Without connection nothing can be drawn.
    onNever,
  );
  return () => {
    if (isClosed) return;
    isClosed = true;
    if (close) close();
    else onNever();
  };
}
