// A ringtone that sounds in one page of the browser, however many show the card. Classic script: connectors use `meadowRing`.
window.meadowRing = (callId) => {
  const stopped = new AbortController();
  let audio;
  const sound = async () => {
    audio = new AudioContext();
    while (!stopped.signal.aborted) {
      beep(audio);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
    }
  };
  const ring = {
    isAloud: false,
    stop() {
      stopped.abort();
      if (ring.isAloud) delete document.documentElement.dataset.ringing;
      audio?.close().catch(() => undefined);
    },
  };
  navigator.locks
    .request(`meadow-ring:${callId}`, { signal: stopped.signal }, async () => {
      ring.isAloud = true;
      document.documentElement.dataset.ringing = callId;
      await sound();
    })
    .catch(() => undefined); // it was stopped while another page rang
  return ring;

  function beep(context) {
    const tone = new OscillatorNode(context, { frequency: 660 });
    const volume = new GainNode(context, { gain: 0.08 });
    tone.connect(volume).connect(context.destination);
    tone.start();
    tone.stop(context.currentTime + 0.4);
  }
};
