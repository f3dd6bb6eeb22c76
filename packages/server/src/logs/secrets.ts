type Masks = readonly (readonly [RegExp, string])[];

/** What is taken out of every line, and what stands there instead. The order counts: the longer form first. (S95) */
const SECRETS: Masks = [
  // Session descriptions as a whole: fingerprints, ICE passwords and addresses are in them.
  [/v=0(\\r\\n|\\n|\r?\n)[\s\S]*?(?:\1|\r?\n)m=[\s\S]*/g, "(session description)"],
  [/\ba=(?:ice-pwd|ice-ufrag|fingerprint|crypto|candidate)[^\r\n\\"]*/g, "(session description)"],
  [/\bcandidate:[^\r\n\\"]*/g, "(candidate)"],
  [/\b(?:Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, "(credentials)"],
  [/\beyJ[\w-]{5,}\.[\w-]{5,}\.?[\w-]*/g, "(token)"],
  [/\bwhsec_[\w+/=-]{8,}/g, "(secret)"],
  // Keys and hashes of this server's own: 256 bits as base64url, hexadecimal or base64.
  [/(?<![\w-])[\w-]{43}(?![\w-])/g, "(secret)"],
  [/\b[0-9a-f]{64}\b/gi, "(secret)"],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, "(key)"],
  [
    /(["']?\b(?:password|passwd|pwd|secret|token|access_token|credential|api_?key)["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s,;&}]+)/gi,
    "$1(removed)",
  ],
  // user:password@ of a URL.
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@:]+:[^\s/@]+@/gi, "$1(credentials)@"],
];

/** Of people's networks; who runs the server must see with which host it could not speak. */
const ADDRESSES: Masks = [
  [/(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]|\.\d)(?::\d{1,5}\b)?/g, "(address)"],
  [
    /(?<![\w:])(?:(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{0,4}|(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*)?|::(?:[0-9a-f]{1,4}:)*[0-9a-f]{1,4})(?![\w:])/gi,
    "(address)",
  ],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.local\b/gi, "(address)"],
];

const MOST_DEPTH = 6;
/** Members whose value is a secret or a session description whatever it looks like. */
export const SECRET_NAME =
  /pass(word|wd|phrase)?|secret|token|credential|authori[sz]ation|cookie|pwd|ufrag|\bsdp\b|apikey|api_key|privatekey/i;

/** The text without tokens, passwords, keys, session descriptions and network addresses. */
export function withoutSecrets(text: string): string {
  return masked(masked(text, SECRETS), ADDRESSES);
}

/** What is logged of an error, without the same but for addresses, in every part of it. */
export function errorWithoutSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return masked(value, SECRETS);
  if (typeof value !== "object" || value === null) return value;
  if (depth === MOST_DEPTH) return "(too deep)";
  if (Array.isArray(value)) return value.map((member) => errorWithoutSecrets(member, depth + 1));
  const members = Object.entries(value).map(([name, member]) => [
    name,
    SECRET_NAME.test(name) ? "(removed)" : errorWithoutSecrets(member, depth + 1),
  ]);
  return Object.fromEntries(members);
}

function masked(text: string, masks: Masks): string {
  return masks.reduce((left, [pattern, instead]) => left.replace(pattern, instead), text);
}
