import type { LocalMedia } from "@ringline/connector-spi/browser";

const KINDS = ["audio", "video"] as const;

/**
 * The one audio and one video line of a connection. Both are there from the first offer on, so that a camera switched on or a
 * microphone exchanged is `replaceTrack`, without a new negotiation.
 */
export class MediaLines {
  /** Everything that arrives from the other side. */
  readonly remote = new MediaStream();
  readonly #connection: RTCPeerConnection;
  readonly #local: LocalMedia;

  constructor(connection: RTCPeerConnection, local: LocalMedia) {
    this.#connection = connection;
    this.#local = local;
    connection.addEventListener("track", ({ track }) => this.remote.addTrack(track));
  }

  /** For the side that makes the first offer. */
  create(): void {
    for (const kind of KINDS) this.#connection.addTransceiver(kind, { direction: "sendrecv" });
    this.sync();
  }

  /** For the side that got the offer: sends on the lines that the other side made. */
  adopt(): void {
    for (const transceiver of this.#connection.getTransceivers())
      if (transceiver.direction !== "stopped") transceiver.direction = "sendrecv";
    this.sync();
  }

  /** Puts the present local tracks on the lines. */
  sync(): void {
    for (const { sender, receiver, currentDirection } of this.#connection.getTransceivers()) {
      if (currentDirection === "stopped") continue;
      const track = receiver.track.kind === "audio" ? this.#local.audio : this.#local.video;
      if (sender.track !== (track ?? null)) sender.replaceTrack(track ?? null).catch(ignoreClosed);
    }
  }

  /** Settles when the first sound or picture arrives. */
  onFlow(listener: () => void): void {
    this.#connection.addEventListener("track", ({ track }) => {
      if (track.muted) track.addEventListener("unmute", listener, { once: true });
      else listener();
    });
  }
}

/** The connection was closed meanwhile: nothing is sent, which is what a closed connection should do. */
function ignoreClosed(): void {}
