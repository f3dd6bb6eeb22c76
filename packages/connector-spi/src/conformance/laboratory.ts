import type { ActiveCall, Call, JoinGrant, ParticipantId, RingingCall } from "@ringline/protocol";
import type {
  BrowserConnector,
  BrowserContext,
  BrowserLogger,
  Dialogs,
  JoinContext,
  LocalMedia,
  MediaSession,
  Relay,
  SessionGrant,
} from "../browser/index.ts";

// Runs in a browser: two sides of one call in one page, over a relay in memory that keeps the order.

type Message = { from: ParticipantId; body: unknown };

const PARTIES = {
  p1: { type: "user", id: "anna", name: "Anna" },
  p2: { type: "user", id: "bob", name: "Bob" },
} as const;

/** The call, as both sides' pages see it, and what they say to each other. */
export class Laboratory {
  readonly sent: Message[] = [];
  readonly sides: Side[];
  #call: Call = ringing();

  constructor(connector: BrowserConnector, grants: Readonly<Record<"p1" | "p2", JoinGrant>>) {
    this.sides = (["p1", "p2"] as const).map(
      (me) => new Side(this, { me, connector, grant: grants[me] }),
    );
  }

  get call(): Call {
    return this.#call;
  }

  /** Both pages are there, and it rings. */
  async join(): Promise<void> {
    for (const side of this.sides) await side.join();
  }

  answer(): void {
    const { ringDeadline: _, ...parts } = ringing();
    const active: ActiveCall = {
      ...parts,
      phase: "active",
      startedAt: new Date().toISOString(),
      revision: 2,
    };
    this.#call = active;
    for (const side of this.sides) side.tell(active);
  }

  say(message: Message): void {
    this.sent.push(message);
    for (const side of this.sides) if (side.me !== message.from) side.hear(message);
  }

  async leave(): Promise<void> {
    for (const side of this.sides) {
      await side.session?.leave();
      side.local.stop();
    }
  }
}

interface SideOptions {
  me: "p1" | "p2";
  connector: BrowserConnector;
  grant: JoinGrant;
}

/** One document of one side. */
export class Side {
  readonly me: "p1" | "p2";
  readonly local = new PaintedMedia();
  readonly failures: string[] = [];
  readonly end = new AbortController();
  session: MediaSession | undefined;
  readonly #laboratory: Laboratory;
  readonly #options: SideOptions;
  readonly #calls = new Set<(call: Call) => void>();
  readonly #messages = new Set<(message: Message) => void>();

  constructor(laboratory: Laboratory, options: SideOptions) {
    this.me = options.me;
    this.#laboratory = laboratory;
    this.#options = options;
  }

  async join(): Promise<void> {
    const { connector, grant } = this.#options;
    const session = await connector.join?.(grant as SessionGrant, this.#context());
    if (session === undefined) throw new Error("join answered nothing");
    session.on("failed", ({ code }) => this.failures.push(code));
    this.session = session;
  }

  tell(call: Call): void {
    for (const listener of [...this.#calls]) listener(call);
  }

  /** As from the wire: JSON, and later. */
  hear({ from, body }: Message): void {
    const text = JSON.stringify(body) ?? "null";
    setTimeout(() => {
      for (const listener of [...this.#messages]) listener({ from, body: JSON.parse(text) });
    });
  }

  #context(): JoinContext {
    const { connector, grant, me } = this.#options;
    return {
      ...browserContext(connector),
      call: this.#laboratory.call,
      me,
      local: this.local,
      relay: this.#relay(),
      onCall: (listener) => keep(this.#calls, listener),
      renewGrant: async () => grant,
      signal: this.end.signal,
    };
  }

  #relay(): Relay {
    return {
      send: (body) => this.#laboratory.say({ from: this.me, body }),
      onMessage: (listener) => keep(this.#messages, listener),
      onGap: () => () => undefined,
    };
  }
}

function keep<Listener>(all: Set<Listener>, listener: Listener): () => void {
  all.add(listener);
  return () => all.delete(listener);
}

/** A picture and a tone that need no devices. */
class PaintedMedia implements LocalMedia {
  audio: MediaStreamTrack | undefined;
  video: MediaStreamTrack | undefined;
  readonly isMuted = false;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #sound = new AudioContext();

  constructor() {
    const canvas = document.createElement("canvas");
    const paint = canvas.getContext("2d");
    let frame = 0;
    this.#timer = setInterval(() => {
      frame += 1;
      if (paint === null) return;
      paint.fillStyle = `hsl(${frame % 360} 60% 50%)`;
      paint.fillRect(0, 0, canvas.width, canvas.height);
    }, 50);
    const tone = this.#sound.createOscillator();
    const out = this.#sound.createMediaStreamDestination();
    tone.connect(out);
    tone.start();
    [this.audio] = out.stream.getAudioTracks();
    [this.video] = canvas.captureStream(20).getVideoTracks();
  }

  onChange(): () => void {
    return () => undefined;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.audio?.stop();
    this.video?.stop();
    void this.#sound.close();
  }
}

/** A page that a browser half runs in. */
export function browserContext(
  { id, messages }: BrowserConnector,
  where: BrowserContext["where"] = "call-page",
): BrowserContext {
  const quiet = () => undefined;
  const fill = (text: string, values: Readonly<Record<string, string | number>>) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
  const log: BrowserLogger = {
    trace: quiet,
    debug: quiet,
    info: quiet,
    warn: quiet,
    error: () => "reference",
    prefix: () => log,
  };
  return {
    where,
    url: `${location.origin}/connectors/${id}/`,
    language: "en",
    text: (key, values = {}) => fill(messages?.en[key] ?? key, values),
    log,
    showError: () => "reference",
    dialogs: noDialogs(),
  };
}

/** Nobody is there to answer. */
function noDialogs(): Dialogs {
  const ask = async () => "cancel" as const;
  const tell = () => ({ close: () => undefined });
  const notice = { info: tell, warn: tell, error: tell };
  return { info: ask, confirm: ask, warn: ask, error: ask, notice };
}

function ringing(): RingingCall {
  return {
    id: "conformance-call-1",
    revision: 1,
    target: { type: "user", id: "bob" },
    caller: PARTIES.p1,
    provider: "conformance",
    media: "video",
    title: "Anna, Bob",
    participants: [
      { id: "p1", party: PARTIES.p1, role: "caller", state: "joined" },
      { id: "p2", party: PARTIES.p2, role: "callee", state: "joined" },
    ],
    createdAt: "2026-01-01T00:00:00.000Z",
    phase: "ringing",
    ringDeadline: "2026-01-01T00:00:45.000Z",
  };
}
