import type { CDPSession, Page } from "playwright-core";

/** What a person at this page hears, as far as a machine without ears can tell. */
export interface Heard {
  /** Somebody has clicked or typed in this page. */
  isTouched: boolean;
  /** Of each AudioContext that the page has. */
  contexts: AudioContextState[];
  /** The loudest sample that goes to the loudspeaker now, 0 to 1, over all contexts that run. */
  loudness: number;
  /** The element that plays the other side. */
  remote?: { isPaused: boolean; isMuted: boolean; seconds: number };
}

interface Probe {
  outputs: { context: BaseAudioContext; analyser: AnalyserNode }[];
}

declare global {
  interface Window {
    soundProbe?: Probe;
  }
}

/** For `addInitScript`: listens at each way to the loudspeaker, changes nothing else. */
export function installSoundProbe(): void {
  if (!window.AudioNode || window.soundProbe) return;
  const probe: Probe = { outputs: [] };
  window.soundProbe = probe;
  const connect = AudioNode.prototype.connect as (this: AudioNode, ...to: unknown[]) => unknown;
  AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
    const { context } = this;
    if (to[0] === context.destination) {
      const analyser = new AnalyserNode(context);
      connect.call(this, analyser);
      probe.outputs.push({ context, analyser });
    }
    return connect.apply(this, to);
  } as typeof connect & AudioNode["connect"];
}

/**
 * Listens in the page without touching it. Playwright's own `evaluate`, and with it every locator, tells the browser that a
 * person acts: after it the page may sound.
 */
export function heardIn(page: Page): Promise<Heard> {
  return peek(page, hear);
}

/** Runs a function in the page, in nobody's name; its answer is awaited. It sees nothing of what stands around it. */
export function peek<Answer>(page: Page, ask: () => Answer | Promise<Answer>): Promise<Answer> {
  return inSession(page, async (session) => {
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
      expression: `(${ask})()`,
      awaitPromise: true,
      returnByValue: true,
      userGesture: false,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
    return result.value as Answer;
  });
}

/** Whether a screen reader finds these words on the page; does not touch it either. */
export function reads(page: Page, words: string): Promise<boolean> {
  return inSession(page, async (session) => {
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    return nodes.some(({ ignored, name }) => !ignored && String(name?.value).includes(words));
  });
}

async function inSession<Answer>(
  page: Page,
  act: (session: CDPSession) => Promise<Answer>,
): Promise<Answer> {
  const session = await page.context().newCDPSession(page);
  try {
    return await act(session);
  } finally {
    await session.detach();
  }
}

function hear(): Heard {
  const outputs = window.soundProbe?.outputs ?? [];
  const peaks = outputs.map(({ context, analyser }) => {
    const samples = new Float32Array(analyser.fftSize);
    analyser.getFloatTimeDomainData(samples);
    return context.state === "running" ? Math.max(...samples.map(Math.abs)) : 0;
  });
  const video = document.querySelector<HTMLVideoElement>("video.remote-video");
  return {
    isTouched: navigator.userActivation.hasBeenActive,
    contexts: outputs.map(({ context }) => context.state),
    loudness: Math.max(0, ...peaks),
    ...(video && {
      remote: { isPaused: video.paused, isMuted: video.muted, seconds: video.currentTime },
    }),
  };
}
