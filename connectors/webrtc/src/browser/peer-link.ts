import type { LocalMedia } from "@ringline/connector-spi/browser";
import { MediaLines } from "./media-lines.ts";
import type {
  CandidatesMessage,
  ConnectionId,
  DescriptionMessage,
  MediaStatus,
  PeerMessage,
  SessionId,
} from "./messages.ts";
import { Negotiation } from "./negotiation.ts";
import { StatusChannel } from "./status-channel.ts";

/** What a link needs of its session. */
export interface LinkContext {
  session: SessionId;
  isPolite: boolean;
  local: LocalMedia;
  configuration: RTCConfiguration;
  /** The session on the other side, once it is known. */
  peer(): SessionId | undefined;
  send(message: PeerMessage): void;
  onState(link: PeerLink): void;
  onStatus(status: MediaStatus): void;
  onFlow(): void;
}

/** One RTCPeerConnection to one document of the other side. */
export class PeerLink {
  /** Chosen by the side that offers first; the other one learns it from the first offer. */
  id: ConnectionId | undefined;
  readonly #connection: RTCPeerConnection;
  readonly #lines: MediaLines;
  readonly #negotiation: Negotiation;
  readonly #status: StatusChannel;
  readonly #context: LinkContext;

  constructor(context: LinkContext) {
    this.#context = context;
    const connection = new RTCPeerConnection(context.configuration);
    this.#connection = connection;
    this.#lines = new MediaLines(connection, context.local);
    this.#lines.onFlow(context.onFlow);
    this.#status = new StatusChannel(connection, {
      status: () => statusOf(context.local),
      onStatus: context.onStatus,
    });
    this.#negotiation = new Negotiation(connection, {
      isPolite: context.isPolite,
      describe: (type, offer, sdp) => this.#describe({ type, offer, sdp }),
      trickle: (candidates) => this.#trickle(candidates),
      send: context.send,
      onRemoteOffer: () => this.#lines.adopt(),
    });
    connection.addEventListener("connectionstatechange", () => {
      if (connection.connectionState === "connected") this.#lines.sharpen();
      context.onState(this);
    });
  }

  get state(): RTCPeerConnectionState {
    return this.#connection.connectionState;
  }

  get stream(): MediaStream {
    return this.#lines.remote;
  }

  /** Makes the lines and the first offer, and keeps both here. */
  prepare(): void {
    this.id = crypto.randomUUID();
    this.#lines.create();
    this.#negotiation.prepare();
  }

  /** Sends the first offer, or a new one. */
  offer(options?: { iceRestart: boolean }): void {
    this.#negotiation.offer(options);
  }

  take(message: DescriptionMessage | CandidatesMessage): void {
    if (message.type === "candidates") {
      for (const candidate of message.candidates) this.#negotiation.takeCandidate(candidate);
    } else {
      this.#context.onStatus(message.status);
      this.#negotiation.takeDescription(message);
    }
  }

  /** The local tracks changed. */
  update(): void {
    this.#lines.sync();
    this.#status.tell();
  }

  /** New credentials for the next search of paths; the present ones go on. */
  configure(configuration: RTCConfiguration): void {
    this.#connection.setConfiguration(configuration);
  }

  stats(): Promise<RTCStatsReport> {
    return this.#connection.getStats();
  }

  close(): void {
    this.#connection.close();
  }

  #describe({ type, offer, sdp }: Pick<DescriptionMessage, "type" | "offer" | "sdp">): PeerMessage {
    const { session, local } = this.#context;
    const to = this.#context.peer();
    const connection = this.id ?? "";
    const status = statusOf(local);
    return { type, session, connection, offer, sdp, status, ...(to !== undefined && { to }) };
  }

  #trickle(candidates: (RTCIceCandidateInit | null)[]): PeerMessage {
    const { session } = this.#context;
    return { type: "candidates", session, connection: this.id ?? "", candidates };
  }
}

function statusOf(local: LocalMedia): MediaStatus {
  return {
    isMuted: local.isMuted || local.audio === undefined,
    hasVideo: local.video !== undefined,
  };
}
