import { renderTune } from "./sounds/synthesis.ts";
import { type SoundName, TUNES } from "./sounds/tunes.ts";

export type { SoundName } from "./sounds/tunes.ts";

/** One sound: `start` begins it anew unless it plays; `stop` ends it at once; both may be called at any time. */
export interface Sound {
  start(): void;
  stop(): void;
}

/** The sounds of one page, made by Web Audio when they are first needed: no file, no request. */
export interface Sounds extends Readonly<Record<SoundName, Sound>> {
  /** A sound is wanted, but the browser lets none out before the person touches the page; then it starts by itself. */
  readonly isBlocked: boolean;
  /** Called after `isBlocked` changed; returns what takes the listener off. */
  onBlockedChanged(listener: (isBlocked: boolean) => void): () => void;
  /** 0 (silent) to 1; kept for sounds that start later. */
  setVolume(volume: number): void;
  /** Stops everything and gives the audio device back. */
  close(): void;
}

const GESTURES = ["pointerdown", "keydown", "touchend"] as const;
/** Volume moves within this time constant, seconds, so that it does not crackle. */
const VOLUME_GLIDE = 0.02;
/** A new context is `suspended` for a moment even where sound is allowed. */
const SETTLE_MS = 300;

/** Makes the sounds of a page. Where the browser has no Web Audio they are silent. */
export function createSounds(options: { volume?: number } = {}): Sounds {
  const output = new SoundOutput(options.volume ?? 0.7);
  const names = Object.keys(TUNES) as SoundName[];
  const sounds = Object.fromEntries(
    names.map((name) => [
      name,
      { start: () => output.start(name), stop: () => output.stop(name) } satisfies Sound,
    ]),
  ) as Record<SoundName, Sound>;
  return {
    ...sounds,
    get isBlocked() {
      return output.isBlocked;
    },
    onBlockedChanged: (listener) => output.onBlockedChanged(listener),
    setVolume: (volume) => output.setVolume(volume),
    close: () => output.close(),
  };
}

class SoundOutput {
  #volume: number;
  #context: AudioContext | undefined;
  #gain: GainNode | undefined;
  #wasBlocked = false;
  readonly #buffers = new Map<SoundName, AudioBuffer>();
  readonly #playing = new Map<SoundName, AudioBufferSourceNode>();
  readonly #listeners = new Set<(isBlocked: boolean) => void>();

  constructor(volume: number) {
    this.#volume = volume;
  }

  get isBlocked(): boolean {
    return this.#playing.size > 0 && this.#context?.state === "suspended";
  }

  onBlockedChanged(listener: (isBlocked: boolean) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(name: SoundName): void {
    if (this.#playing.has(name)) return;
    const context = this.#open();
    if (context === undefined || this.#gain === undefined) return;
    const source = new AudioBufferSourceNode(context, {
      buffer: this.#bufferOf(context, name),
      loop: TUNES[name].loops,
    });
    source.connect(this.#gain);
    source.addEventListener("ended", () => this.#forget(name, source));
    this.#playing.set(name, source);
    source.start();
    this.#resume();
    setTimeout(this.#checkBlocked, SETTLE_MS);
  }

  stop(name: SoundName): void {
    const source = this.#playing.get(name);
    if (source === undefined) return;
    this.#forget(name, source);
    source.stop();
    source.disconnect();
  }

  setVolume(volume: number): void {
    this.#volume = Math.max(0, Math.min(1, volume));
    const now = this.#context?.currentTime ?? 0;
    this.#gain?.gain.setTargetAtTime(this.#volume, now, VOLUME_GLIDE);
  }

  close(): void {
    for (const name of [...this.#playing.keys()]) this.stop(name);
    this.#listenForGesture(false);
    const context = this.#context;
    this.#context = undefined;
    this.#gain = undefined;
    this.#buffers.clear();
    context?.close().catch(ignore);
  }

  #open(): AudioContext | undefined {
    if (this.#context !== undefined || typeof AudioContext === "undefined") return this.#context;
    const context = new AudioContext();
    this.#gain = new GainNode(context, { gain: this.#volume });
    this.#gain.connect(context.destination);
    context.addEventListener("statechange", this.#checkBlocked);
    this.#context = context;
    return context;
  }

  #bufferOf(context: AudioContext, name: SoundName): AudioBuffer {
    const known = this.#buffers.get(name);
    if (known !== undefined) return known;
    const samples = renderTune(TUNES[name], context.sampleRate);
    const buffer = context.createBuffer(1, samples.length, context.sampleRate);
    buffer.copyToChannel(samples, 0);
    this.#buffers.set(name, buffer);
    return buffer;
  }

  #forget(name: SoundName, source: AudioBufferSourceNode): void {
    if (this.#playing.get(name) !== source) return;
    this.#playing.delete(name);
    this.#checkBlocked();
  }

  readonly #resume = (): void => {
    this.#context?.resume().catch(ignore);
  };

  readonly #checkBlocked = (): void => {
    const { isBlocked } = this;
    if (isBlocked === this.#wasBlocked) return;
    this.#wasBlocked = isBlocked;
    this.#listenForGesture(isBlocked);
    for (const listener of this.#listeners) listener(isBlocked);
  };

  #listenForGesture(isWanted: boolean): void {
    for (const gesture of GESTURES) {
      if (isWanted)
        window.addEventListener(gesture, this.#resume, { capture: true, passive: true });
      else window.removeEventListener(gesture, this.#resume, { capture: true });
    }
  }
}

/** A context that cannot be resumed or closed now is as silent as we asked. */
function ignore(): void {}
