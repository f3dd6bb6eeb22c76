import { type CallError, isErrorCode, type LogLevel } from "@ringline/protocol";

const LEVEL_WIDTH = 5;
const MOST_CHARACTERS = 2_000;
const CUT = "… (cut)";

/** What a console line is made of. */
export interface ConsoleLine {
  level: LogLevel | "trace";
  /** `webrtc.call` */
  name: string;
  clientId: string;
  text: string;
  /** ISO 8601. */
  at: string;
  reference?: string | undefined;
}

/** `| ERROR | [webrtc.call_1a2b3c4d] Message. Error: reason -- 2027-01-01T12:00:00.000Z`: the same for every logger. */
export function consoleLine({ level, name, clientId, text, at, reference }: ConsoleLine): string {
  const grade = level.toUpperCase().padEnd(LEVEL_WIDTH);
  const found = reference === undefined ? "" : ` (reference ${reference})`;
  return `| ${grade} | [${name}_${clientId}] ${text} -- ${at}${found}`;
}

/** The message and, behind it, what is known of the error; never throws, whatever was thrown. */
export function withError(message: string, error: unknown): string {
  const reason = errorText(error);
  return cut(reason === "" ? message : `${message}. Error: ${reason}`);
}

/** What an error says: a text as it is, an error with its name and code, anything else as JSON; nothing for nothing. */
export function errorText(error: unknown): string {
  try {
    if (error === undefined || error === null) return "";
    if (typeof error === "string") return error;
    if (isCallError(error)) return `[${error.code}] ${error.message}${causeText(error)}`;
    if (typeof error !== "object") return String(error);
    const { name, message } = error as { name?: unknown; message?: unknown };
    if (typeof message === "string") return `${name === undefined ? "" : `[${name}] `}${message}`;
    return JSON.stringify(error) ?? String(error);
  } catch {
    return "an error that cannot be read";
  }
}

/** Known by its code, not by its class: it may come from another script than this one. */
export function isCallError(error: unknown): error is CallError {
  try {
    const { code, details } = (error ?? {}) as Partial<CallError>;
    return isErrorCode(code) && typeof details === "object";
  } catch {
    return false;
  }
}

function causeText({ cause }: Error): string {
  const reason = errorText(cause);
  return reason === "" ? "" : ` (${reason})`;
}

export function cut(text: string, most: number = MOST_CHARACTERS): string {
  return text.length <= most ? text : text.slice(0, most - CUT.length) + CUT;
}
