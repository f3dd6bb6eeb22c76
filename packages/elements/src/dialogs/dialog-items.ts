import type { DialogAnswer, DialogOptions, NoticeOptions } from "@ringline/connector-spi/browser";

export type NoticeKind = "info" | "warn" | "error";
export type DialogKind = NoticeKind | "confirm";

interface Words {
  title: string;
  text: string;
  /** BCP 47: of the words around it. */
  language: string;
}

/** Words of the page's own, in place of ours; an empty one counts as none. */
export type DialogLabels = Partial<Record<DialogAnswer | "reference", string | undefined>>;

/** A dialog, shown or waiting. */
export interface DialogItem extends Words, DialogOptions {
  kind: DialogKind;
  labels?: DialogLabels;
  answer(answer: DialogAnswer): void;
}

/** A notice, shown or waiting. */
export interface NoticeItem extends Words, NoticeOptions {
  kind: NoticeKind;
  /** It is off the page again, or never came to stand there. */
  gone(): void;
}

/** How many wait behind what is shown. */
export const MOST_WAITING = 10;
/** Notices at once. */
export const MOST_NOTICES = 3;
const MOST_TITLE = 200;
const MOST_TEXT = 2_000;

/** How long a notice stays, milliseconds; an error until it is put away. */
export const NOTICE_MS: Readonly<Record<NoticeKind, number | undefined>> = {
  info: 8_000,
  warn: 30_000,
  error: undefined,
};

/** Words from wherever they come, as text of a bounded length. */
export function boundedWords(title: unknown, text: unknown): Pick<Words, "title" | "text"> {
  return { title: bounded(title, MOST_TITLE), text: bounded(text, MOST_TEXT) };
}

function bounded(words: unknown, most: number): string {
  const text = String(words ?? "");
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
