/** Plays through the chosen speaker, where the browser can switch it; an unplugged one leaves the sound where it is. */
export function playThrough(speaker: string | undefined): void {
  const video = document.querySelector<HTMLVideoElement>("video.remote-video");
  if (video === null || speaker === undefined || !("setSinkId" in video)) return;
  if (video.sinkId !== speaker) video.setSinkId(speaker).catch(stayWithDefault);
}

function stayWithDefault(): void {}
