import type { Sounds } from "@ringline/elements";
import type { PageView, Stage } from "./page-view.ts";

/** Ringback while it rings, a sound when it was answered, and one for each kind of end. */
export class CallSounds {
  readonly #sounds: Sounds;
  #stage: Stage = "opening";
  #hasEnded = false;

  constructor(sounds: Sounds) {
    this.#sounds = sounds;
  }

  follow({ stage, ending }: Pick<PageView, "stage" | "ending">): void {
    if (ending !== undefined) this.#followEnd(ending.sound);
    else if (stage !== this.#stage) this.#followStage(stage);
  }

  #followStage(stage: Stage): void {
    const wasRinging = this.#stage === "calling" || this.#stage === "ringing";
    // A tone that waits for a touch would have the page offer sound that is there: the other side needs no touch.
    const isBlocked = this.#sounds.isBlocked;
    this.#stage = stage;
    if (stage === "ringing") this.#sounds.ringback.start();
    else this.#sounds.ringback.stop();
    if (wasRinging && !isBlocked && (stage === "connecting" || stage === "connected"))
      this.#sounds.answered.start();
  }

  #followEnd(sound: NonNullable<PageView["ending"]>["sound"]): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#sounds.ringback.stop();
    if (sound !== undefined) this.#sounds[sound].start();
  }
}
