/** `cancel`: also by Escape, and where it could not be shown. */
export type DialogAnswer = "ok" | "cancel";

export interface DialogOptions {
  /** Of an error: shown with a button that copies it. */
  reference?: string;
  /** Stands below the text until the dialog goes: the caller's own element, in the page's own styles. */
  details?: HTMLElement;
}

/** One after the other, above the page; with ten waiting, a further one answers `cancel` at once. Never rejects. */
export type ShowDialog = (
  title: string,
  text: string,
  options?: DialogOptions,
) => Promise<DialogAnswer>;

/** A notice, shown or still waiting. */
export interface NoticeHandle {
  /** Takes it off the page; idempotent. */
  close(): void;
}

export interface NoticeOptions {
  /** Once it stands on the page; never, where too many wait. */
  onShow?(notice: NoticeHandle): void;
}

export type ShowNotice = (title: string, text: string, options?: NoticeOptions) => NoticeHandle;

/** Tells and asks the person in words, as the page does. Titles and texts are text: up to 200 and 2,000 characters. */
export interface Dialogs {
  readonly info: ShowDialog;
  /** OK or Cancel. */
  readonly confirm: ShowDialog;
  readonly warn: ShowDialog;
  readonly error: ShowDialog;
  /** Beside the page's own work: information goes after 8 s, a warning after 30 s, an error when it is put away. */
  readonly notice: {
    readonly info: ShowNotice;
    readonly warn: ShowNotice;
    readonly error: ShowNotice;
  };
}
