import type { ErrorCode } from "@ringline/protocol";
import { mediaErrorCode } from "./media-errors.ts";

/** Which devices; absent: the browser's choice. */
export interface DeviceChoice {
  microphone?: string;
  camera?: string;
}

/** What was got, and why the rest was not. */
export interface Captured {
  audio?: MediaStreamTrack;
  video?: MediaStreamTrack;
  microphoneProblem?: ErrorCode;
  cameraProblem?: ErrorCode;
}

/** Opens the microphone, and the camera with it: one question of the browser for both. Without a camera, sound alone. */
export async function captureBoth(choice: DeviceChoice): Promise<Captured> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: audioConstraints(choice.microphone),
      video: videoConstraints(choice.camera),
    });
    return { ...firstOf("audio", stream), ...firstOf("video", stream) };
  } catch (error) {
    const sound = await captureMicrophone(choice.microphone);
    return { ...sound, cameraProblem: mediaErrorCode(error, "camera") };
  }
}

export async function captureMicrophone(microphone?: string): Promise<Captured> {
  try {
    const audio = audioConstraints(microphone);
    return firstOf("audio", await navigator.mediaDevices.getUserMedia({ audio }));
  } catch (error) {
    return { microphoneProblem: mediaErrorCode(error, "microphone") };
  }
}

export async function captureCamera(camera?: string): Promise<Captured> {
  try {
    const video = videoConstraints(camera);
    return firstOf("video", await navigator.mediaDevices.getUserMedia({ video }));
  } catch (error) {
    return { cameraProblem: mediaErrorCode(error, "camera") };
  }
}

function firstOf(kind: "audio" | "video", stream: MediaStream): Captured {
  const track = stream.getTracks().find((candidate) => candidate.kind === kind);
  return track === undefined ? {} : { [kind]: track };
}

/** A remembered device is a wish: it may be unplugged. */
function audioConstraints(deviceId: string | undefined): MediaTrackConstraints {
  const voice = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  return deviceId === undefined ? voice : { ...voice, deviceId: { ideal: deviceId } };
}

function videoConstraints(deviceId: string | undefined): MediaTrackConstraints {
  return {
    width: { ideal: 1280 },
    height: { ideal: 720 },
    frameRate: { ideal: 30 },
    ...(deviceId === undefined ? { facingMode: "user" } : { deviceId: { ideal: deviceId } }),
  };
}
