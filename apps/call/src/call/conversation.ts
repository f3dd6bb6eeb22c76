import {
  type ConnectionState,
  type Logger,
  type Logs,
  pauseAfter,
  type SeatClient,
} from "@ringline/client";
import type { MediaSession, Relay } from "@ringline/connector-spi/browser";
import {
  type Call,
  CallError,
  type JoinGrant,
  type Me,
  type ParticipantId,
  type QualityProblem,
} from "@ringline/protocol";
import type { CallForSession, PageConnectors } from "../connectors/page-connectors.ts";
import { FlowWitness } from "../media/flow-witness.ts";
import type { LocalTracks } from "../media/local-tracks.ts";
import { QualityMonitor } from "../media/quality-monitor.ts";
import { StatisticsLog } from "../media/statistics-log.ts";
import { type Destination, destinationOf } from "./destination.ts";
import { keepEarly } from "./early-relay.ts";
import { type Ending, endOfCall, endOfProblem, endOfRefusal, OWN_HANG_UP } from "./ending.ts";
import { PartnerAway } from "./partner-away.ts";

export interface ConversationOptions {
  seat: SeatClient;
  local: LocalTracks;
  connectors: Pick<PageConnectors, "join">;
  logs: Logs;
  /** Something that can be seen has changed. */
  onChange(): void;
}

/** This page's part in one call: its seat, its media session and how both end. */
export class Conversation {
  /** Set once; everything has been let go of by then (G40). */
  ending: Ending | undefined;
  session: MediaSession | undefined;
  /** The call takes place on a page elsewhere: then there is no session, and no device of this page is used. */
  destination: Destination | undefined;
  /** The socket was there and is away. */
  isServerAway = false;
  readonly local: LocalTracks;
  readonly #seat: SeatClient;
  readonly #options: ConversationOptions;
  readonly #relay: Relay;
  readonly #partnerAway: PartnerAway;
  readonly #over = new AbortController();
  #isJoining = false;
  #statistics: StatisticsLog | undefined;
  #quality: QualityMonitor | undefined;
  #witness: FlowWitness | undefined;
  /** The last sample of the media is under way, or logged. */
  #lastWords: Promise<void> | undefined;
  readonly #callListeners = new Set<(call: Call) => void>();

  constructor(options: ConversationOptions) {
    const { seat, local } = options;
    this.#options = options;
    this.#seat = seat;
    this.local = local;
    this.#relay = keepEarly(seat.relay);
    this.#partnerAway = new PartnerAway(options.onChange);
    seat.on("callChanged", ({ call }) => this.#follow(call));
    seat.on("connection", ({ state }) => this.#followConnection(state));
    seat.ready.then(
      () => this.#join(),
      (error: unknown) => this.#endWith(error),
    );
  }

  get call(): Call | undefined {
    return this.#seat.call;
  }

  get me(): Me | undefined {
    return this.#seat.me;
  }

  get participant(): string | undefined {
    return this.#seat.participant;
  }

  /** What people notice of the connection; nothing where it is not known. */
  get quality(): Pick<QualityMonitor, "level" | "problems"> {
    return this.#quality ?? UNKNOWN_QUALITY;
  }

  /** The other one's page has lost the server, as far as ours has not. */
  get isPartnerAway(): boolean {
    return this.#partnerAway.isAway && !this.isServerAway;
  }

  /** The person's own end. Media stops now; the server is told as soon as it can be reached. */
  hangUp(): void {
    if (this.ending !== undefined) return;
    const isRinging = this.call?.phase === "ringing";
    const told = isRinging ? this.#seat.cancel() : this.#seat.leave();
    // Answered in this very moment: then it is a call, and is hung up.
    void told.catch(() => this.#seat.leave()).then(() => this.#closeSeat());
    this.#log.info("hung up here");
    this.#end(OWN_HANG_UP);
  }

  /** This page cannot go on; the other side and the server are told why, and the person what finds the reason. */
  fail(code: CallError["code"], ending = endOfProblem(code, undefined), cause?: unknown): void {
    if (this.ending !== undefined) return;
    const reason = cause ?? new CallError(code);
    const reference = this.#log.error(`The call cannot go on here (${code})`, reason);
    void this.#seat.leave("failed", code);
    this.#end({ ...ending, reference });
    this.#closeSeat();
  }

  /** The log of this call's provider: known once the call is. */
  get #log(): Logger {
    return this.#options.logs.getLog(this.call?.provider).prefix("call");
  }

  /** What is to be said last goes first. */
  #closeSeat(): void {
    const close = (): void => {
      this.#options.logs.close();
      this.#seat.close();
    };
    void (this.#lastWords ?? Promise.resolve()).then(close);
  }

  #follow(call: Call): void {
    for (const listener of [...this.#callListeners]) listener(call);
    this.#partnerAway.follow(call, this.participant);
    if (call.phase === "ended" && this.ending === undefined) {
      this.#log.info(`the call has ended: ${call.endReason}`, { problem: call.problem });
      this.#end(endOfCall(call, this.participant));
    }
    this.#options.onChange();
  }

  #followConnection(state: ConnectionState): void {
    this.#log.info(`the connection to the server is ${state}`);
    this.isServerAway = state === "connecting" && this.me !== undefined;
    // A closed socket tells why to whoever asks it something; a join that got no answer is tried again.
    if (state !== "connecting" && this.me !== undefined) void this.#join();
    this.#options.onChange();
  }

  async #join(): Promise<void> {
    if (this.#isJoining || this.ending !== undefined || this.call?.phase === "ended") return;
    const isIn = this.session !== undefined || this.destination !== undefined;
    if (isIn && this.#seat.state === "connected") return;
    this.#isJoining = true;
    try {
      await this.#enter(await this.#seat.join());
      // Sent away meanwhile: asked again, the seat says why.
      if (this.#seat.state === "closed") await this.#seat.join();
    } catch (error) {
      const ms = pauseAfter(error);
      if (ms === undefined) this.#endWith(error);
      else setTimeout(() => void this.#join(), ms);
    } finally {
      this.#isJoining = false;
    }
  }

  async #enter(grant: JoinGrant): Promise<void> {
    if (this.ending !== undefined) return;
    if (grant.type === "page") return this.#show(destinationOf(grant, location));
    const session = await this.#options.connectors.join(grant, () => this.#callForSession());
    // Over while it was joined: what a connector made late must not stay open.
    if (this.#over.signal.aborted) return void session.leave();
    this.#log.info("joined", { connector: grant.connector });
    this.#statistics = new StatisticsLog(session, this.#log.prefix("media"));
    this.#quality = new QualityMonitor({
      session,
      local: this.local,
      onChange: this.#options.onChange,
      onProblem: (problem) => this.#report(problem),
    });
    this.#witness = new FlowWitness({
      session,
      lost: () => lostIn(this.call),
      onFlow: (from) => this.#seat.tellFlow(from),
    });
    session.on("state", this.#options.onChange);
    session.on("remote", this.#options.onChange);
    session.on("failed", ({ code }) => this.fail(code));
    this.session = session;
    this.#options.onChange();
  }

  /** Into the log and the metrics. Late is useless: a server that is away is not waited for. */
  #report(problem: QualityProblem): void {
    this.#log.warn(`people notice: ${problem}`);
    const { call } = this.#seat;
    if (call === undefined || this.isServerAway) return;
    this.#seat.request("calls.report", { call: call.id, problem }).catch(() => {});
  }

  #callForSession(): CallForSession {
    const { call, participant } = this.#seat;
    if (call === undefined || participant === undefined) throw new CallError("session-expired");
    return {
      call,
      me: participant,
      local: this.local,
      relay: this.#relay,
      onCall: (listener) => {
        this.#callListeners.add(listener);
        return () => this.#callListeners.delete(listener);
      },
      renewGrant: () => this.#seat.join(),
      signal: this.#over.signal,
    };
  }

  #show(destination: Destination): void {
    this.destination = destination;
    this.local.stop();
    this.#options.onChange();
  }

  /** The server's refusal, or a connector that cannot join. A lost connection ends nothing: it comes back, or the page goes. */
  #endWith(error: unknown): void {
    if (this.ending !== undefined) return;
    if (!isRefusal(error)) this.fail("connector-failed", undefined, error);
    else if (error.code !== "connection-lost") {
      const ending = endOfRefusal(error);
      const isExpected = EXPECTED.includes(error.code);
      const reference = isExpected ? undefined : this.#log.error("The server refused", error);
      this.#end(reference === undefined ? ending : { ...ending, reference });
      this.#closeSeat();
    }
  }

  #end(ending: Ending): void {
    if (this.ending !== undefined) return;
    this.ending = ending;
    this.#lastWords = this.#statistics?.stop();
    this.#quality?.stop();
    this.#witness?.stop();
    this.#partnerAway.stop();
    this.#over.abort();
    void this.session?.leave();
    this.local.stop();
    this.#options.onChange();
  }
}

/** Whose connection to the server is lost; one's own is not told as lost. */
function lostIn(call: Call | undefined): ParticipantId[] {
  const lost = call?.participants.filter(({ seat }) => seat?.connection === "reconnecting");
  return lost?.map(({ id }) => id) ?? [];
}

const UNKNOWN_QUALITY = { level: undefined, problems: [] };

/** Of a seat that another page has taken, or whose call is over. */
const EXPECTED: readonly string[] = ["stale-session", "session-expired", "call-ended"];

/** The server's word, or that it cannot be asked; a connector's failure here has no reference yet. */
function isRefusal(error: unknown): error is CallError {
  if (!(error instanceof CallError)) return false;
  return error.code !== "connector-failed" || error.details.reference !== undefined;
}
