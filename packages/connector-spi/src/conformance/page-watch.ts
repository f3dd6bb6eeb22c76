// Runs in a browser.

type Asking = (...parameters: never[]) => unknown;

/** The functions that ask the person, or open something before them, that were called while `work` ran; then as before. */
export async function countAsked(work: () => unknown): Promise<string[]> {
  const asked: string[] = [];
  const undo = [
    ...watch(navigator.mediaDevices, ["getUserMedia", "getDisplayMedia"], asked),
    ...watch(globalThis, ["open", "alert", "confirm", "prompt"], asked),
    ...watch(Notification, ["requestPermission"], asked),
  ];
  try {
    await work();
  } finally {
    for (const restore of undo) restore();
  }
  return asked;
}

function watch(owner: object, names: readonly string[], asked: string[]): (() => void)[] {
  const functions = owner as Record<string, Asking | undefined>;
  return names.map((name) => {
    const original = functions[name];
    functions[name] = () => {
      asked.push(name);
      return Promise.reject(new Error(`${name} was called by a connector that is checked`));
    };
    return () => {
      functions[name] = original;
    };
  });
}

/** All connections that the page opens from now on. */
export function watchConnections(): RTCPeerConnection[] {
  const opened: RTCPeerConnection[] = [];
  const Original = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      opened.push(this);
    }
  };
  return opened;
}
