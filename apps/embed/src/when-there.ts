/** Runs once, as soon as the document has an element that fits; not before what stands in shadow roots. */
export function whenThere(selector: string, run: () => Promise<void>): void {
  const look = (): boolean => {
    if (document.querySelector(selector) === null) return false;
    observer.disconnect();
    // Without it the page lacks a list: what rings is not touched.
    run().catch(() => undefined);
    return true;
  };
  const observer = new MutationObserver(look);
  if (!look()) observer.observe(document, { subtree: true, childList: true });
}
