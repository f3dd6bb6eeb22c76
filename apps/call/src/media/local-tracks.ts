import type { LocalMedia } from "@ringline/connector-spi/browser";
import type { ErrorCode } from "@ringline/protocol";
import { type Captured, captureBoth, captureCamera, captureMicrophone } from "./capture.ts";
import type { MediaPreferences } from "./preferences.ts";

/** The person's own microphone and camera, for as long as the page lives; every track that was ever opened ends in `stop`. */
export class LocalTracks implements LocalMedia {
  audio: MediaStreamTrack | undefined;
  video: MediaStreamTrack | undefined;
  /** What the person last wanted, in this call. */
  preferences: MediaPreferences;
  /** The camera is wanted, but cannot be had. */
  cameraProblem: ErrorCode | undefined;
  /** Wanted now: a call without picture leaves the preference as it is. */
  wantsCamera = false;
  /** The microphone was taken away in the call, and there is no other. */
  hasLostMicrophone = false;
  #isStopped = false;
  readonly #listeners = new Set<() => void>();

  constructor(preferences: MediaPreferences) {
    this.preferences = preferences;
  }

  get isMuted(): boolean {
    return this.preferences.isMuted;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Opens the microphone, and the camera if it is wanted. Answers why there is no microphone, if there is none. */
  async open(wantsCamera: boolean): Promise<ErrorCode | undefined> {
    if (this.#isStopped) return undefined;
    this.wantsCamera = wantsCamera;
    const captured = await (wantsCamera
      ? captureBoth(this.preferences)
      : captureMicrophone(this.preferences.microphone));
    this.#take(captured);
    return captured.microphoneProblem;
  }

  /** The page began before it knew whose call it is, or whether it is one with picture. */
  async adopt(preferences: MediaPreferences, wantsCamera: boolean): Promise<void> {
    this.preferences = preferences;
    this.setMuted(preferences.isMuted);
    if (wantsCamera !== this.wantsCamera) await this.#switchCamera(wantsCamera);
  }

  setMuted(isMuted: boolean): void {
    this.preferences = { ...this.preferences, isMuted };
    if (this.audio !== undefined) this.audio.enabled = !isMuted;
    this.#changed();
  }

  async setCamera(isOn: boolean): Promise<void> {
    this.preferences = { ...this.preferences, hasCamera: isOn };
    await this.#switchCamera(isOn);
  }

  /** Changes to another microphone; muted stays muted. The present one goes on if the other cannot be had. */
  async chooseMicrophone(microphone: string): Promise<void> {
    this.preferences = { ...this.preferences, microphone };
    this.#take(await captureMicrophone(microphone));
  }

  async chooseCamera(camera: string): Promise<void> {
    this.preferences = { ...this.preferences, camera };
    if (this.video !== undefined) this.#take(await captureCamera(camera));
  }

  chooseSpeaker(speaker: string): void {
    this.preferences = { ...this.preferences, speaker };
    this.#changed();
  }

  /** Gives the devices back; what is still being opened is stopped as soon as it is there. */
  stop(): void {
    this.#isStopped = true;
    this.audio?.stop();
    this.video?.stop();
    this.audio = undefined;
    this.video = undefined;
    this.#changed();
  }

  #take({ audio, video, cameraProblem }: Captured): void {
    if (this.#isStopped || !this.wantsCamera) video?.stop();
    else if (video !== undefined) this.#replace("video", video);
    if (this.#isStopped) audio?.stop();
    else if (audio !== undefined) this.#replace("audio", audio);
    if (cameraProblem !== undefined) {
      this.cameraProblem = cameraProblem;
      this.wantsCamera = this.video !== undefined;
    }
    this.#changed();
  }

  #replace(kind: "audio" | "video", track: MediaStreamTrack): void {
    this[kind]?.stop();
    this[kind] = track;
    if (kind === "audio") {
      track.enabled = !this.preferences.isMuted;
      this.hasLostMicrophone = false;
    }
    track.addEventListener("ended", () => void this.#recover(kind, track));
  }

  /** The device was pulled out or taken away: the browser's next choice takes its place. */
  async #recover(kind: "audio" | "video", track: MediaStreamTrack): Promise<void> {
    if (this[kind] !== track) return;
    this[kind] = undefined;
    this.#changed();
    const captured = await (kind === "audio" ? captureMicrophone() : captureCamera());
    this.hasLostMicrophone = captured.microphoneProblem !== undefined;
    this.#take(captured);
  }

  async #switchCamera(isOn: boolean): Promise<void> {
    this.wantsCamera = isOn;
    this.cameraProblem = undefined;
    if (!isOn) this.#closeCamera();
    this.#changed();
    if (isOn) this.#take(await captureCamera(this.preferences.camera));
  }

  #closeCamera(): void {
    this.video?.stop();
    this.video = undefined;
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
