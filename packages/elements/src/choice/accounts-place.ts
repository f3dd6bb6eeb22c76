/** Where people edit their accounts: the editor on this page, else the page that the site's script tag names. */
export interface AccountsPlace {
  go(): void;
}

export function accountsPlace(page: Document, server: string): AccountsPlace | undefined {
  const editor = page.querySelector<HTMLElement>("ringline-profile-accounts");
  if (editor) return { go: () => show(editor) };
  const tag = page.querySelector<HTMLScriptElement>(`script[data-accounts-url][src^="${server}/"]`);
  const url = tag?.dataset.accountsUrl;
  if (url === undefined) return undefined;
  const address = new URL(url, page.baseURI);
  if (!/^https?:$/.test(address.protocol)) return undefined;
  return { go: () => location.assign(address) };
}

function show(editor: HTMLElement): void {
  editor.scrollIntoView({ block: "nearest" });
  editor.shadowRoot?.querySelector<HTMLElement>("input:not([readonly])")?.focus();
}
