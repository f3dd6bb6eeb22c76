/** A message with one form per plural category of its language; `{count}` chooses. */
export type PluralMessage = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** The words of one language: key → text with `{placeholders}`. */
export type Messages = Readonly<Record<string, string | PluralMessage>>;

export type MessageValues = Readonly<Record<string, string | number>>;

/** A piece of a message: fixed words, or a value that belongs into a `<bdi>`. */
export interface TextPart {
  text: string;
  isValue: boolean;
}

/** The words of one catalogue in one language. */
export interface Localiser<Key extends string = string> {
  /** BCP 47. */
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  /** For attributes, titles and notifications: values of the other direction are isolated by Unicode marks. */
  text(key: Key, values?: MessageValues): string;
  /** For markup: the caller puts each value into a `<bdi>`. */
  parts(key: Key, values?: MessageValues): TextPart[];
}

const RTL_LANGUAGE = /^(ar|fa|he|ur)\b/;
const RTL_LETTER = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const BIDI_CONTROL = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";

/** Speaks `messages` as words of `language`. A missing key is shown as itself; a missing value as nothing. */
export function createLocaliser<Key extends string>(
  language: string,
  messages: Readonly<Record<Key, string | PluralMessage>>,
): Localiser<Key> {
  const direction = RTL_LANGUAGE.test(language) ? "rtl" : "ltr";
  const plural = new Intl.PluralRules(language);
  const parts = (key: Key, values: MessageValues = {}): TextPart[] => {
    const message: string | PluralMessage = messages[key] ?? key;
    const pattern =
      typeof message === "string"
        ? message
        : (message[plural.select(Number(values.count))] ?? message.other);
    return splitPattern(pattern, values);
  };
  const text = (key: Key, values?: MessageValues): string =>
    parts(key, values)
      .map((part) => (part.isValue ? isolate(part.text, direction) : part.text))
      .join("");
  return { language, direction, text, parts };
}

/** The first of `wanted` that is available, by language without region; else the first available one. */
export function chooseLanguage(
  available: readonly [string, ...string[]],
  wanted: readonly string[],
): string {
  const languages = wanted.map((tag) => tag.toLowerCase().split(/[-_]/)[0] ?? "");
  return languages.find((language) => available.includes(language)) ?? available[0];
}

/** `0:07`, `12:34`, `1:02:03`; never negative. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const twoDigits = (value: number): string => String(value).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  const clock = `${twoDigits(minutes % 60)}:${twoDigits(seconds % 60)}`;
  return minutes < 60 ? clock.replace(/^0/, "") : `${Math.floor(minutes / 60)}:${clock}`;
}

function splitPattern(pattern: string, values: MessageValues): TextPart[] {
  return pattern
    .split(/(\{\w+\})/)
    .filter((piece) => piece !== "")
    .map((piece) => {
      const name = /^\{(\w+)\}$/.exec(piece)?.[1];
      if (name === undefined) return { text: piece, isValue: false };
      return { text: String(values[name] ?? "").replace(BIDI_CONTROL, ""), isValue: true };
    });
}

/** Only where it may matter, so that plain names stay plain for whoever searches the page by text. */
function isolate(value: string, direction: "ltr" | "rtl"): string {
  const mayDiffer = direction === "rtl" || RTL_LETTER.test(value);
  return mayDiffer ? `${FIRST_STRONG_ISOLATE}${value}${POP_ISOLATE}` : value;
}
