/** One device that can be chosen. */
export interface Device {
  id: string;
  /** Empty until the browser may tell names. */
  label: string;
}

export interface Devices {
  microphones: Device[];
  cameras: Device[];
  /** Empty where the browser cannot switch the speaker. */
  speakers: Device[];
}

export const NO_DEVICES: Devices = { microphones: [], cameras: [], speakers: [] };

/** Keeps the list of devices fresh while they are plugged in and out; returns what stops it. */
export function watchDevices(onDevices: (devices: Devices) => void): () => void {
  const refresh = (): void => {
    listDevices().then(onDevices, () => onDevices(NO_DEVICES));
  };
  navigator.mediaDevices.addEventListener("devicechange", refresh);
  refresh();
  return () => navigator.mediaDevices.removeEventListener("devicechange", refresh);
}

async function listDevices(): Promise<Devices> {
  const found = await navigator.mediaDevices.enumerateDevices();
  const ofKind = (kind: MediaDeviceKind): Device[] =>
    found
      .filter((device) => device.kind === kind && device.deviceId !== "")
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  return {
    microphones: ofKind("audioinput"),
    cameras: ofKind("videoinput"),
    speakers: canChooseSpeaker() ? ofKind("audiooutput") : [],
  };
}

function canChooseSpeaker(): boolean {
  return "setSinkId" in HTMLMediaElement.prototype;
}
