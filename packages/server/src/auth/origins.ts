/** Which pages may speak to this server. */
export interface Origins {
  /** The configured ones and the server's own, as configured. */
  readonly listed: readonly string[];
  /** Whether this `Origin` header is one of them, byte for byte; no header and `null` are not. */
  allows(origin: string | undefined): boolean;
}

const LABELS = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/;

/**
 * Compares exactly as browsers write origins; `https://*.example.org` stands for every host below `example.org`, not for itself.
 * @throws {Error} for the first entry that `isOriginPattern` refuses
 */
export function createOrigins(publicUrl: string, configured: readonly string[]): Origins {
  const listed = [...new Set([new URL(publicUrl).origin, ...configured])];
  const wrong = listed.find((entry) => !isOriginPattern(entry));
  if (wrong !== undefined) throw new Error(`not an origin: ${wrong}`);
  const exact = new Set(listed.filter((entry) => !isWild(entry)));
  const wild = listed.filter(isWild).map(splitWild);
  return {
    listed,
    allows: (origin) =>
      origin !== undefined && (exact.has(origin) || wild.some((one) => isBelow(origin, one))),
  };
}

/** `https://host`, `http://host:8080` or `https://*.host`: nothing after it, no `*` elsewhere, as a browser would write it. */
export function isOriginPattern(text: string): boolean {
  const plain = isWild(text) ? text.replace("*", "x") : text;
  if (!/^https?:\/\/[^*]+$/.test(plain)) return false;
  return URL.canParse(plain) && new URL(plain).origin === plain;
}

function isWild(pattern: string): boolean {
  return pattern.startsWith("https://*.");
}

interface Wild {
  start: string;
  /** With the dot: the label boundary. */
  end: string;
}

function splitWild(pattern: string): Wild {
  const [start = "", end = ""] = pattern.split("*");
  return { start, end };
}

function isBelow(origin: string, { start, end }: Wild): boolean {
  if (!origin.startsWith(start) || !origin.endsWith(end)) return false;
  return LABELS.test(origin.slice(start.length, -end.length));
}
