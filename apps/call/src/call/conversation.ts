import type { ConnectionState, SeatClient } from "@ringline/client";
import type { MediaSession, Relay } from "@ringline/connector-spi/browser";
import { type Call, CallError, type JoinGrant, type Me } from "@ringline/protocol";
import type { CallForSession, PageConnectors } from "../connectors/page-connectors.ts";
import type { LocalTracks } from "../media/local-tracks.ts";
import { type Destination, destinationOf } from "./destination.ts";
import { keepEarly } from "./early-relay.ts";
import { type Ending, endOfCall, endOfProblem, endOfRefusal, OWN_HANG_UP } from "./ending.ts";

export interface ConversationOptions {
  seat: SeatClient;
  local: LocalTracks;
  connectors: Pick<PageConnectors, "join">;
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
  readonly #over = new AbortController();
  #isJoining = false;
  readonly #callListeners = new Set<(call: Call) => void>();

  constructor(options: ConversationOptions) {
    const { seat, local } = options;
    this.#options = options;
    this.#seat = seat;
    this.local = local;
    this.#relay = keepEarly(seat.relay);
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

  /** The person's own end. Media stops now; the server is told as soon as it can be reached. */
  hangUp(): void {
    if (this.ending !== undefined) return;
    const isRinging = this.call?.phase === "ringing";
    const told = isRinging ? this.#seat.cancel() : this.#seat.leave();
    // Answered in this very moment: then it is a call, and is hung up.
    void told.catch(() => this.#seat.leave()).then(() => this.#seat.close());
    this.#end(OWN_HANG_UP);
  }

  /** This page cannot go on; the other side and the server are told why. */
  fail(code: CallError["code"], ending = endOfProblem(code, this.call?.id)): void {
    if (this.ending !== undefined) return;
    void this.#seat.leave("failed", code);
    this.#end(ending);
    this.#seat.close();
  }

  #follow(call: Call): void {
    for (const listener of [...this.#callListeners]) listener(call);
    if (call.phase === "ended") this.#end(endOfCall(call, this.participant));
    this.#options.onChange();
  }

  #followConnection(state: ConnectionState): void {
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
    } catch (error) {
      this.#endWith(error);
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
    session.on("state", this.#options.onChange);
    session.on("remote", this.#options.onChange);
    session.on("failed", ({ code }) => this.fail(code));
    this.session = session;
    this.#options.onChange();
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
    if (!(error instanceof CallError)) this.fail("connector-failed");
    else if (error.code !== "connection-lost") {
      this.#end(endOfRefusal(error));
      this.#seat.close();
    }
  }

  #end(ending: Ending): void {
    if (this.ending !== undefined) return;
    this.ending = ending;
    this.#over.abort();
    void this.session?.leave();
    this.local.stop();
    this.#options.onChange();
  }
}
