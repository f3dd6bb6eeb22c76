import { type MediaStatus, parseMediaStatus } from "./messages.ts";

const MAX_TEXT = 256;

/** Tells the other side, beside the media and without our server, what the tracks carry. */
export class StatusChannel {
  readonly #channel: RTCDataChannel;
  readonly #status: () => MediaStatus;

  constructor(
    connection: RTCPeerConnection,
    { status, onStatus }: { status: () => MediaStatus; onStatus: (status: MediaStatus) => void },
  ) {
    this.#status = status;
    this.#channel = connection.createDataChannel("status", { negotiated: true, id: 0 });
    this.#channel.addEventListener("open", () => this.tell());
    this.#channel.addEventListener("message", ({ data }) => {
      const told = parseText(data);
      if (told !== undefined) onStatus(told);
    });
  }

  /** Says it now, or as soon as there is a connection. */
  tell(): void {
    if (this.#channel.readyState === "open") this.#channel.send(JSON.stringify(this.#status()));
  }
}

function parseText(data: unknown): MediaStatus | undefined {
  if (typeof data !== "string" || data.length > MAX_TEXT) return undefined;
  try {
    return parseMediaStatus(JSON.parse(data));
  } catch {
    return undefined;
  }
}
