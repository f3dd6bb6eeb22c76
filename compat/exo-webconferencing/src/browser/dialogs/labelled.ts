import type { DialogLabels, DialogPage } from "@ringline/elements";

/** The page's dialogs, with the portal's words on their buttons as they are when one is asked for. */
export function labelled(page: DialogPage, labels: () => DialogLabels): DialogPage {
  return {
    ask: (item) => page.ask({ ...item, labels: labels() }),
    tell: (item) => page.tell(item),
  };
}
