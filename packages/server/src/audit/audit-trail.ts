import {
  type AuditEntry,
  CallError,
  type Input,
  OPERATIONS,
  type OperationName,
} from "@ringline/protocol";
import { type Asker, isAdministrator } from "../auth/asker.ts";
import type { Clock } from "../clock.ts";
import type { Logger } from "../logs/logger.ts";
import { newReference } from "../logs/reference.ts";
import type { AuditRecord, AuditStore } from "../store/administration-store.ts";
import { TokenBuckets } from "../token-bucket.ts";
import { redacted } from "./redact.ts";

/** The field of an input that names what it is about, the first that is there. */
const TARGETS = [
  "call",
  "person",
  "provider",
  "connector",
  "key",
  "endpoint",
  "space",
  "room",
  "id",
] as const;

const OPENS_OTHERS: ReadonlySet<OperationName> = new Set([
  "history.find",
  "logs.find",
  "logs.export",
]);

interface AuditTrailOptions {
  store: AuditStore;
  clock: Clock;
  logger: Logger;
}

/** One thing under way. */
export interface Audited {
  name: OperationName;
  input: unknown;
  asker: Asker;
  /** What it is about, as it stands; asked before and after. Nothing secret. */
  look(): Promise<unknown>;
}

/** Who was not let in: what they showed, never the secret in it. */
interface NotAdmitted {
  name: OperationName;
  type: "setup" | "session" | "key";
  address: string;
  /** The id that the key says, whether or not there is such a key. */
  key?: string;
}

/** Nobody knows who it was. */
const NOBODY = { id: "not admitted", name: "Not admitted" };

/** Writes down what administrators do, before they do it, and then what became of it. */
export class AuditTrail {
  readonly #options: AuditTrailOptions;
  readonly #notAdmitted = new TokenBuckets(1 / 60, 1);

  constructor(options: AuditTrailOptions) {
    this.#options = options;
  }

  /**
   * Runs the work of an operation, written down. Without its line in the audit nothing is changed.
   * @throws {CallError} what the work throws, with the line's reference; storage-unavailable, storage-full
   */
  async run<Value>(audited: Audited, work: () => Promise<Value>): Promise<Value> {
    const reference = newReference();
    const before = await audited.look();
    const seq = await this.#options.store.begin({ ...this.#lineOf(audited, reference), before });
    try {
      const value = await work();
      await this.#finish(seq, { outcome: "done", after: await audited.look() });
      return value;
    } catch (error) {
      const refusal = withReference(error, reference);
      await this.#finish(seq, {
        outcome: refusal instanceof CallError ? refusal.code : "internal-error",
      });
      throw refusal;
    }
  }

  /** Somebody was refused before their operation could begin. */
  refused(audited: Omit<Audited, "look">, error: CallError): Promise<CallError> {
    return this.#writeRefusal((reference) => this.#lineOf(audited, reference), error);
  }

  /** A set-up link, session or key was not taken: one line per address and minute, so that no guesser fills the audit. */
  async notAdmitted(
    { name, type, address, key }: NotAdmitted,
    error: CallError,
  ): Promise<CallError> {
    const at = this.#options.clock.now();
    if (this.#notAdmitted.take(address, at) > 0) return error;
    const by = { type, ...NOBODY, address };
    const target = key === undefined ? {} : { target: key };
    const line = { at, by, action: name, ...target, input: {} };
    return this.#writeRefusal((reference) => ({ reference, ...line }), error);
  }

  tidy(): void {
    this.#notAdmitted.tidy(this.#options.clock.now());
  }

  async #writeRefusal(
    lineOf: (reference: string) => Omit<AuditRecord, "seq" | "outcome">,
    error: CallError,
  ): Promise<CallError> {
    const reference = newReference();
    try {
      await this.#options.store.begin({ ...lineOf(reference), outcome: error.code });
    } catch (failure) {
      this.#options.logger.warn({ err: failure, reference }, "a refusal could not be audited");
    }
    return withReference(error, reference) as CallError;
  }

  #lineOf({ name, input, asker }: Omit<Audited, "look">, reference: string) {
    const target = targetOf(input);
    return {
      reference,
      at: this.#options.clock.now(),
      by: whoIs(asker),
      action: name,
      ...(target !== undefined && { target }),
      input: redacted(input),
      outcome: "unknown",
    };
  }

  /** The deed is done: a line that cannot be finished must not take it back. It says `unknown` then. */
  async #finish(seq: number, end: Parameters<AuditStore["finish"]>[1]): Promise<void> {
    try {
      await this.#options.store.finish(seq, end);
    } catch (error) {
      this.#options.logger.error(
        { err: error, audit: seq, ...end },
        "an audit line is not finished",
      );
    }
  }
}

/**
 * What is audited: all that only administrators may do and that is no question, whichever door and credential; of questions,
 * those that open other people's history and log lines.
 */
export function isAudited(name: OperationName, asker: Asker, input: unknown): boolean {
  const { who, rest } = OPERATIONS[name];
  if (asker.kind === "seat") return false;
  if (rest.method === "GET" && !opensOthers(name, asker, input)) return false;
  if (who.includes("setup") || who.includes("session")) return name !== "admin.renew";
  return who.includes("admin") && (!who.includes("user") || isAdministrator(asker));
}

function opensOthers(name: OperationName, { person }: Asker, input: unknown): boolean {
  if (name !== "history.export") return OPENS_OTHERS.has(name);
  const { everybody, person: whose } = input as Input<"history.export">;
  return everybody === true || (whose !== undefined && whose !== person.id);
}

function whoIs(asker: Asker): AuditEntry["by"] {
  const credential = asker.kind === "rest" ? asker.credential : undefined;
  const { id, name } = asker.person;
  const address = asker.kind === "rest" ? asker.address : undefined;
  if (asker.kind === "program") return { type: "program", id, name };
  return { type: credential?.type ?? "token", id, name, ...(address !== undefined && { address }) };
}

function targetOf(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null) return undefined;
  const fields = input as Record<string, unknown>;
  const values = TARGETS.map((name) => fields[name]);
  const found = values.find((value) => typeof value === "string");
  return typeof found === "string" ? found.slice(0, 255) : undefined;
}

/** What the person is told leads to the line. */
function withReference(error: unknown, reference: string): unknown {
  if (!(error instanceof CallError)) return error;
  return new CallError(error.code, { ...error.details, reference, cause: error.cause });
}
