/** A message with one form per plural category of its language; `{count}` chooses. */
export type PluralMessage = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** The words of one language: key → text with `{placeholders}`. */
export type Messages = Readonly<Record<string, string | PluralMessage>>;

export type MessageValues = Readonly<Record<string, string | number>>;

/** The words of one catalogue in one language, for attributes and plain text. */
export interface Texts<Key extends string = string> {
  /** BCP 47. */
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  /** Values of the other direction are isolated by Unicode marks. */
  text(key: Key, values?: MessageValues): string;
}

/** A piece of a message: fixed words, or a value that belongs into a `<bdi>`. */
export interface TextPart {
  text: string;
  isValue: boolean;
}

/** The same for markup too. */
export interface Localiser<Key extends string = string> extends Texts<Key> {
  /** The caller puts each value into a `<bdi>`. */
  parts(key: Key, values?: MessageValues): TextPart[];
}

type Catalogue<Key extends string> = Readonly<Record<Key, string | PluralMessage>>;

const RTL_LANGUAGE = /^(ar|fa|he|ur)\b/;
const RTL_LETTER = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const BIDI_CONTROL = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const PLACEHOLDER = /\{(\w+)\}/g;
const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";

/** Speaks `messages` as words of `language`. A missing key is shown as itself; a missing value as nothing. */
export function createTexts<Key extends string>(
  language: string,
  messages: Catalogue<Key>,
): Texts<Key> {
  const direction = RTL_LANGUAGE.test(language) ? "rtl" : "ltr";
  const text = (key: Key, values: MessageValues = {}): string =>
    choosePattern(language, messages[key] ?? key, values).replace(PLACEHOLDER, (_, name: string) =>
      isolate(cleanValue(values[name]), direction),
    );
  return { language, direction, text };
}

/** `createTexts`, and messages in pieces. */
export function createLocaliser<Key extends string>(
  language: string,
  messages: Catalogue<Key>,
): Localiser<Key> {
  const parts = (key: Key, values: MessageValues = {}): TextPart[] =>
    choosePattern(language, messages[key] ?? key, values)
      .split(/(\{\w+\})/)
      .filter((piece) => piece !== "")
      .map((piece) => {
        const name = /^\{(\w+)\}$/.exec(piece)?.[1];
        if (name === undefined) return { text: piece, isValue: false };
        return { text: cleanValue(values[name]), isValue: true };
      });
  return { ...createTexts(language, messages), parts };
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

function choosePattern(
  language: string,
  message: string | PluralMessage,
  { count }: MessageValues,
): string {
  if (typeof message === "string") return message;
  return message[new Intl.PluralRules(language).select(Number(count))] ?? message.other;
}

/** A value as it may be shown: without marks that turn the text around it. */
function cleanValue(value: string | number | undefined): string {
  return String(value ?? "").replace(BIDI_CONTROL, "");
}

/** Only where it may matter, so that plain names stay plain for whoever searches the page by text. */
function isolate(value: string, direction: "ltr" | "rtl"): string {
  const mayDiffer = direction === "rtl" || RTL_LETTER.test(value);
  return mayDiffer ? `${FIRST_STRONG_ISOLATE}${value}${POP_ISOLATE}` : value;
}
