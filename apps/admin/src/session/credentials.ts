const NAMES = ["setup", "token"];

/**
 * What the address brought along to sign in with: a set-up link's secret, or the site's token. It is wiped from the address
 * before anything else happens; browsers send a fragment to nobody.
 */
export function takeCredential({ location, history }: Pick<Window, "location" | "history">) {
  const credential = credentialIn(location.hash);
  if (credential !== undefined) history.replaceState(null, "", location.pathname);
  return credential;
}

/** From a whole link, or what stands behind its `#`, or the bare secret: whatever somebody pasted. */
export function credentialIn(text: string): string | undefined {
  const after = text.includes("#") ? text.slice(text.indexOf("#") + 1) : text;
  const fields = new URLSearchParams(after.trim());
  const named = NAMES.map((name) => fields.get(name)).find((value) => value);
  if (named) return named;
  return /^[\w.-]{40,8192}$/.test(after.trim()) ? after.trim() : undefined;
}
