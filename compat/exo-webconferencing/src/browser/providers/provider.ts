import type { ExoCallContext } from "../page/call-context.ts";

/** What a connector adds: a plain object or an instance of its own class. */
export interface ExoProvider {
  getType(): string;
  getSupportedTypes(): string[];
  getTitle(): string;
  /** A button, or a promise of one, of any kind; rejected where it does not apply. */
  callButton(context: ExoCallContext): unknown;
  init?(context: ExoCallContext): unknown;
  showSettings?(): unknown;
  /** Written by the module. */
  isInitialized?: boolean;
}

/** A provider as it was when it was added: what it answers later changes nothing. */
export interface Registration {
  /** Its major type. */
  readonly type: string;
  readonly types: readonly string[];
  readonly title: string;
  readonly provider: ExoProvider;
}

const NEEDED = ["getType", "getSupportedTypes", "getTitle", "callButton"] as const;

/** Reads a provider once. @throws {Error} in words, when it is none */
export function registrationOf(provider: unknown): Registration {
  if (typeof provider !== "object" || provider === null) throw new Error("Not a provider object");
  const candidate = provider as ExoProvider;
  const lacking = NEEDED.filter((name) => typeof candidate[name] !== "function");
  if (lacking.length > 0) throw new Error(`Not a provider object: no ${lacking.join(", ")}`);
  const type: unknown = candidate.getType();
  if (!isWord(type)) throw new Error("The provider is not configured: it has no type");
  const supported: unknown = candidate.getSupportedTypes();
  const others = Array.isArray(supported) ? supported.filter(isWord) : [];
  return {
    type,
    types: [...new Set([type, ...others])],
    title: String(candidate.getTitle() ?? type),
    provider: candidate,
  };
}

function isWord(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
