import type { CallReports, Provider } from "@ringline/connector-spi/server";
import { CallError, type CallId, LIMITS, type ProviderId } from "@ringline/protocol";
import type { CallEvent } from "../calls/call-machine.ts";
import type { CallRecord } from "../calls/call-record.ts";
import { TokenBuckets } from "../token-bucket.ts";
import type { ConnectorRelay } from "./connector-relay.ts";
import { cleanParty, type IncomingParts, ringFromOutside } from "./incoming.ts";
import { REPORTS, readReport } from "./report-schemas.ts";

/** Per connector: reports, and messages for the relay. */
const REPORTS_PER_SECOND = 100;
const MESSAGES_PER_SECOND = 500;

export interface ReportParts extends IncomingParts {
  relay: ConnectorRelay;
  isOn(provider: ProviderId): boolean;
}

/** Whose reports they are. */
export interface Reporter {
  id: string;
  /** Undefined: not one of its providers. */
  provider(id: ProviderId): Provider | undefined;
}

/** Takes the facts that connectors tell from outside: of its own calls, in bounded numbers and sizes, decided by the call machine. */
export class Reports {
  readonly #parts: ReportParts;
  readonly #reports = new TokenBuckets(REPORTS_PER_SECOND, 2 * REPORTS_PER_SECOND);
  readonly #messages = new TokenBuckets(MESSAGES_PER_SECOND, 2 * MESSAGES_PER_SECOND);

  constructor(parts: ReportParts) {
    this.#parts = parts;
  }

  /** What a connector gets. */
  for(reporter: Reporter): CallReports {
    const move = async (id: CallId, event: CallEvent) => {
      this.#count(this.#reports, reporter);
      const call = await this.#live(id, reporter);
      if (call) await this.#parts.calls.move(call.id, event);
    };
    return {
      incoming: async (said) => this.#incoming(said, reporter),
      leg: async (call, participant, state) => {
        const leg = readReport(REPORTS.leg, { call, participant, state });
        await move(leg.call, { type: "leg", participant: leg.participant, state: leg.state });
      },
      replaced: async (call, participant, by) => {
        const said = readReport(REPORTS.replaced, { call, participant, by });
        const party = cleanParty(said.by as Parameters<typeof cleanParty>[0]);
        await move(said.call, { type: "replaced", participant: said.participant, by: party });
      },
      ended: async (call, reason) => {
        const said = readReport(REPORTS.ended, { call, reason });
        await move(said.call, { type: "over", reason: said.reason });
      },
      relay: async (call, body, to) => {
        const said = readReport(REPORTS.relay, { call, ...(to !== undefined && { to }) });
        await this.#relay(said.call, { body, to: said.to }, reporter);
      },
      onRelay: (call, listener) => this.#listen(call, listener, reporter),
    };
  }

  async #incoming(said: unknown, reporter: Reporter): Promise<CallId> {
    this.#count(this.#reports, reporter);
    const wish = readReport(REPORTS.incoming, said) as Parameters<CallReports["incoming"]>[0];
    const provider = reporter.provider(wish.provider);
    if (!provider?.incoming)
      throw new CallError("invalid-input", { detail: "provider: not one that reports calls" });
    if (!this.#parts.isOn(provider.id)) throw new CallError("provider-off");
    return ringFromOutside({ ...wish, connector: reporter.id }, provider, this.#parts);
  }

  async #relay(
    id: CallId,
    { body, to }: { body: unknown; to: string | undefined },
    reporter: Reporter,
  ): Promise<void> {
    this.#count(this.#messages, reporter);
    const text = textOf(body);
    const call = await this.#live(id, reporter);
    if (call?.phase === "active") await this.#parts.relay.send(id, text, to);
  }

  #listen(
    id: CallId,
    listener: Parameters<CallReports["onRelay"]>[1],
    reporter: Reporter,
  ): () => void {
    if (typeof listener !== "function") throw new CallError("invalid-input");
    let isWanted = true;
    let stop = () => {};
    this.#live(id, reporter).then(
      (call) => {
        if (call && isWanted) stop = this.#parts.relay.listen(id, listener);
      },
      () => undefined,
    );
    return () => {
      isWanted = false;
      stop();
    };
  }

  /** Of this connector, and not over. */
  async #live(id: CallId, reporter: Reporter): Promise<CallRecord | undefined> {
    const call = await this.#parts.store.calls.get(id);
    if (!call || call.phase === "ended") return undefined;
    return reporter.provider(call.provider) ? call : undefined;
  }

  /** @throws {CallError} rate-limited */
  #count(buckets: TokenBuckets, { id }: Reporter): void {
    const wait = buckets.take(id, this.#parts.clock.now());
    if (wait > 0) throw new CallError("rate-limited", { retryAfterMs: wait });
  }
}

/** @throws {CallError} invalid-input, too-big */
function textOf(body: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(body);
  } catch (cause) {
    throw new CallError("invalid-input", { detail: "body: no JSON", cause });
  }
  if (text === undefined) throw new CallError("invalid-input", { detail: "body: no JSON" });
  if (Buffer.byteLength(text) > LIMITS.relayBodyBytes) throw new CallError("too-big");
  return text;
}
