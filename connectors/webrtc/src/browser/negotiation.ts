import type { DescriptionMessage, PeerMessage } from "./messages.ts";

/** Short beside any path that a candidate could open. */
const BURST_MS = 15;

/** What a negotiation needs of the link around it. */
export interface NegotiationContext {
  isPolite: boolean;
  /** Sends a message of this connection. */
  describe(type: "offer" | "answer", offer: string, sdp: string): PeerMessage;
  trickle(candidates: (RTCIceCandidateInit | null)[]): PeerMessage;
  send(message: PeerMessage): void;
  /** An offer was applied: its lines exist now, and the answer is not made yet. */
  onRemoteOffer(): void;
}

/**
 * Perfect negotiation of one connection: either side may offer at any time, the polite one gives way. Steps run one after the
 * other, so that a candidate never overtakes its description.
 * @see https://www.w3.org/TR/webrtc/#perfect-negotiation-example
 */
export class Negotiation {
  readonly #connection: RTCPeerConnection;
  readonly #context: NegotiationContext;
  #found: (RTCIceCandidateInit | null)[] = [];
  #steps: Promise<void> = Promise.resolve();
  #prepared: RTCSessionDescriptionInit | undefined;
  /** The last offer of this side; answers to older ones are void. */
  #offer: string | undefined;

  constructor(connection: RTCPeerConnection, context: NegotiationContext) {
    this.#connection = connection;
    this.#context = context;
    connection.addEventListener("icecandidate", ({ candidate }) => this.#trickle(candidate));
  }

  /** Makes the first offer ready. Nothing is gathered and nothing is sent (G6, S59). */
  prepare(): void {
    this.#step(async () => {
      this.#prepared = await this.#connection.createOffer();
    });
  }

  /** Sends an offer; `iceRestart` looks for new paths. */
  offer({ iceRestart = false } = {}): void {
    this.#step(async () => {
      const prepared = iceRestart ? undefined : this.#prepared;
      this.#prepared = undefined;
      await this.#connection.setLocalDescription(
        prepared ?? (await this.#connection.createOffer({ iceRestart })),
      );
      this.#offer = crypto.randomUUID();
      this.#say("offer", this.#offer);
    });
  }

  takeDescription(message: DescriptionMessage): void {
    this.#step(() =>
      message.type === "offer" ? this.#takeOffer(message) : this.#takeAnswer(message),
    );
  }

  takeCandidate(candidate: RTCIceCandidateInit | null): void {
    this.#step(() => this.#connection.addIceCandidate(candidate ?? undefined));
  }

  async #takeOffer({ sdp, offer }: DescriptionMessage): Promise<void> {
    const collides = this.#connection.signalingState === "have-local-offer";
    if (collides && !this.#context.isPolite) return;
    await this.#connection.setRemoteDescription({ type: "offer", sdp });
    this.#context.onRemoteOffer();
    await this.#connection.setLocalDescription();
    this.#say("answer", offer);
  }

  async #takeAnswer({ sdp, offer }: DescriptionMessage): Promise<void> {
    if (offer !== this.#offer || this.#connection.signalingState !== "have-local-offer") return;
    await this.#connection.setRemoteDescription({ type: "answer", sdp });
  }

  #say(type: "offer" | "answer", offer: string): void {
    const { localDescription } = this.#connection;
    if (localDescription !== null)
      this.#context.send(this.#context.describe(type, offer, localDescription.sdp));
  }

  /** Candidates come in bursts: those of one burst go out together. */
  #trickle(candidate: RTCIceCandidate | null): void {
    this.#found.push(candidate?.toJSON() ?? null);
    if (candidate === null) this.#sendFound();
    else if (this.#found.length === 1) setTimeout(() => this.#sendFound(), BURST_MS);
  }

  #sendFound(): void {
    this.#step(() => {
      const isOpen = this.#connection.signalingState !== "closed";
      if (isOpen && this.#found.length > 0) this.#context.send(this.#context.trickle(this.#found));
      this.#found = [];
    });
  }

  /** A step that the browser refuses (a description it cannot read, a closed connection) leaves the state as it was. */
  #step(run: () => void | Promise<void>): void {
    this.#steps = this.#steps.then(run).catch(ignoreRefused);
  }
}

/** If no media comes of it, the session's recovery notices. */
function ignoreRefused(): void {}
