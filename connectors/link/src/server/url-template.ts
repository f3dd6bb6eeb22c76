/** What a template may name, and what it stands for. */
export interface TemplateValues {
  /** The same for everybody in a call, and for no other call: letters and digits. */
  call: string;
  title: string;
  /** Who enters. */
  name: string;
  caller: string;
}

const NAMES: readonly string[] = [
  "call",
  "title",
  "name",
  "caller",
] satisfies (keyof TemplateValues)[];
const PLACEHOLDER = /\{([^{}]*)\}/g;
/** Scheme, host and port are the administrator's: no value of a call gets there. */
const ORIGIN = /^https?:\/\/[^/?#{}\\@\s]+(?=[/?#]|$)/;
const LOOPBACK = /^http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;
const MOST_CHARACTERS = 128;
/** Control characters, and those that are not seen; but not the joiners that some scripts are written with. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const DOTS_ONLY = /^\.+$/;

/** What is wrong with a template, ending the sentence "template …"; nothing: it can be filled. */
export function templateFault(template: string): string | undefined {
  const origin = ORIGIN.exec(template)?.[0];
  if (origin === undefined || !URL.canParse(withSamples(template)))
    return 'must be an address like "https://meet.example.org/{call}"';
  if (!origin.startsWith("https:") && !LOOPBACK.test(origin))
    return "must begin with https, as people are sent there";
  const unknown = [...template.matchAll(PLACEHOLDER)].find(
    ([, name]) => !NAMES.includes(name ?? ""),
  );
  if (unknown !== undefined)
    return `names ${unknown[0]}; there are ${NAMES.map((name) => `{${name}}`).join(" ")}`;
  if (/[{}]/.test(template.replace(PLACEHOLDER, ""))) return "has a brace without its other half";
  return undefined;
}

/** The address with its values in place: whatever they hold, they stay the one piece of it that they stand for. */
export function fillTemplate(template: string, values: TemplateValues): string {
  const filled = template.replace(PLACEHOLDER, (_, name: keyof TemplateValues) =>
    encode(values[name]),
  );
  return new URL(filled).href;
}

/** Where a page may be framed from. */
export function originOf(template: string): string {
  return new URL(withSamples(template)).origin;
}

function encode(value: string): string {
  const text = [...value.toWellFormed().replace(INVISIBLE, "")]
    .slice(0, MOST_CHARACTERS)
    .join("")
    .trim();
  // Dots alone climb out of a path, also when they are encoded.
  if (DOTS_ONLY.test(text)) return "_".repeat(text.length);
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function withSamples(template: string): string {
  return template.replace(PLACEHOLDER, "x");
}
