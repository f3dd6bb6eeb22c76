import type { LocalMedia } from "@ringline/connector-spi/browser";

/** The first picture is sent at half its width and height: it is a quarter of the bytes, and there at once. */
const FIRST_SCALE = 2;
/** By then the browser has measured what the path carries. */
const SHARPEN_MS = 1_000;

/**
 * The one audio and one video line of a connection. Both are there from the first offer on, so that a camera switched on or a
 * microphone exchanged is `replaceTrack`, without a new negotiation.
 */
export class MediaLines {
  /** Everything that arrives from the other side. */
  readonly remote = new MediaStream();
  readonly #connection: RTCPeerConnection;
  readonly #local: LocalMedia;
  #isSharp = false;

  constructor(connection: RTCPeerConnection, local: LocalMedia) {
    this.#connection = connection;
    this.#local = local;
    connection.addEventListener("track", ({ track }) => this.remote.addTrack(track));
  }

  /** For the side that makes the first offer. */
  create(): void {
    this.#connection.addTransceiver("audio", { direction: "sendrecv" });
    this.#connection.addTransceiver("video", {
      direction: "sendrecv",
      sendEncodings: [{ scaleResolutionDownBy: FIRST_SCALE }],
    });
    this.sync();
  }

  /** For the side that got the offer: sends on the lines that the other side made. */
  adopt(): void {
    for (const transceiver of this.#connection.getTransceivers()) {
      if (transceiver.currentDirection !== null) continue;
      transceiver.direction = "sendrecv";
      scaleVideo(transceiver, FIRST_SCALE);
    }
    this.sync();
  }

  /** Sound and picture flow: the picture grows to its full size. */
  sharpen(): void {
    if (this.#isSharp) return;
    this.#isSharp = true;
    setTimeout(() => {
      for (const transceiver of this.#connection.getTransceivers()) scaleVideo(transceiver, 1);
    }, SHARPEN_MS);
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

function scaleVideo({ sender, receiver }: RTCRtpTransceiver, scaleResolutionDownBy: number): void {
  if (receiver.track.kind !== "video") return;
  const parameters = sender.getParameters();
  for (const encoding of parameters.encodings) Object.assign(encoding, { scaleResolutionDownBy });
  sender.setParameters(parameters).catch(ignoreClosed);
}

/** The connection was closed meanwhile: nothing is sent, which is what a closed connection should do. */
function ignoreClosed(): void {}
