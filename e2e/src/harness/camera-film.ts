import { writeFile } from "node:fs/promises";
import type { Browser } from "playwright-core";

/** Frames of one film: a breath, up and down. */
const FRAMES = 12;

/**
 * Films a portrait as somebody's camera would: for Chromium's `--use-file-for-fake-video-capture`, which takes JPEG frames
 * one behind the other. `portrait` is the URL of the drawing.
 */
export async function filmPortrait(
  browser: Browser,
  film: { portrait: string; path: string },
): Promise<void> {
  const drawing = await (await fetch(film.portrait)).text();
  const wall = /<rect[^>]* fill="(#\w+)"/.exec(drawing)?.[1] ?? "#ccc";
  const page = await browser.newPage({ viewport: { width: 640, height: 480 } });
  await page.setContent(
    `<style>
       body { margin: 0; overflow: hidden; background: ${wall}; }
       svg { position: absolute; inset: auto 0 -16px; margin: auto; width: 500px; height: 500px; }
     </style>${drawing}`,
  );
  const frames: Buffer[] = [];
  for (let n = 0; n < FRAMES; n += 1) {
    const lift = 3 * Math.sin((2 * Math.PI * n) / FRAMES);
    await page.evaluate((y) => {
      document.querySelector("svg")?.setAttribute("transform", `translate(0 ${y})`);
    }, lift);
    frames.push(await page.screenshot({ type: "jpeg", quality: 92 }));
  }
  await writeFile(film.path, Buffer.concat(frames));
  await page.close();
}
