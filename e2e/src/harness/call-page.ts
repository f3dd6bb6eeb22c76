import type { Frame, Locator, Page } from "playwright-core";
import { eventually } from "./eventually.ts";
import { type Flow, flowIn, leakIn, liveTracksIn } from "./media-probe.ts";

/** A call page as a person sees it: in a window of its own, or in a panel of the page. */
export class CallPage {
  readonly view: Page | Frame;

  constructor(view: Page | Frame) {
    this.view = view;
  }

  get hangUpButton(): Locator {
    return this.view.getByRole("button", { name: "Hang up" });
  }

  /** Named by what it does next: "Mute microphone" or "Unmute microphone". */
  get microphoneButton(): Locator {
    return this.view.getByRole("button", { name: /mute microphone$/i });
  }

  get cameraButton(): Locator {
    return this.view.getByRole("button", { name: /^Turn camera (on|off)$/ });
  }

  async hangUp(): Promise<void> {
    await this.hangUpButton.click();
  }

  /** Waits until these words stand on the page. */
  async says(words: string | RegExp, withinMs = 10_000): Promise<void> {
    await this.view.getByText(words).first().waitFor({ timeout: withinMs });
  }

  /** Waits until picture and sound of the other side both grow. */
  async flows(withinMs = 20_000): Promise<Flow> {
    const before = await this.flow();
    return eventually("sound and picture arrive", () => this.#grownSince(before), { withinMs });
  }

  /** Waits until the sound of the other side grows; for calls without pictures. */
  async sounds(withinMs = 20_000): Promise<void> {
    const { audioBytesReceived } = await this.flow();
    const grows = async () => (await this.flow()).audioBytesReceived > audioBytesReceived + 500;
    await eventually("sound arrives", grows, { withinMs });
  }

  flow(): Promise<Flow> {
    return flowIn(this.view);
  }

  leak(): Promise<{ candidates: number; bytes: number }> {
    return leakIn(this.view);
  }

  liveTracks(): Promise<number> {
    return liveTracksIn(this.view);
  }

  /** G40: waits until no microphone and camera of this page runs; a closed window has none. */
  async releasesDevices(withinMs = 1_000): Promise<void> {
    const isReleased = async () => this.isClosed || (await this.liveTracks()) === 0;
    await eventually("microphone and camera are released", isReleased, { withinMs });
  }

  get isClosed(): boolean {
    return "isClosed" in this.view ? this.view.isClosed() : this.view.isDetached();
  }

  async closes(withinMs = 10_000): Promise<void> {
    await eventually("the call page closes", () => this.isClosed, { withinMs });
  }

  async #grownSince(before: Flow): Promise<Flow | undefined> {
    const now = await this.flow();
    const grows =
      now.framesDecoded > before.framesDecoded + 5 &&
      now.audioBytesReceived > before.audioBytesReceived + 500;
    return grows ? now : undefined;
  }
}
