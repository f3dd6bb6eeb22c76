import type { Words } from "../locales/words.ts";
import type { PageView } from "./page-view.ts";

/** The window's title: where the call stands, and with whom. */
export function titleOf({ name, stage, ending }: PageView, words: Words): string {
  if (ending !== undefined) return words.text(ending.message, { name });
  if (name === "") return words.text("title-opening");
  const title = words.text("title-call", { name });
  return stage === "connected" ? title : `${words.text(stage)} ${title}`;
}
