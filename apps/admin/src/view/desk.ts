import type { Words } from "../locales/words.ts";
import type { AdminApi } from "../session/api.ts";

/** What every section works with. */
export interface Desk {
  readonly api: AdminApi;
  readonly words: Words;
  /** Tells what was done, seen and heard. */
  say(text: string): void;
  /** Asks before something that cannot be taken back. */
  confirm(question: { title: string; text: string; action: string }): Promise<boolean>;
}
