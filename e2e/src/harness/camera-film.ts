import { writeFile } from "node:fs/promises";
import type { Page } from "playwright-core";

const WIDTH = 640;
const HEIGHT = 360;

/**
 * Draws somebody before a wall, and writes it as a film that Chromium takes for a camera
 * (`--use-file-for-fake-video-capture`): raw frames in Y4M.
 */
export async function filmPortrait(page: Page, portrait: string, file: string): Promise<void> {
  const pixels = await page.evaluate(drawScene, { portrait, width: WIDTH, height: HEIGHT });
  const frame = toI420(Buffer.from(pixels, "base64"));
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F30:1 Ip A1:1 C420\n`);
  const frames = Array.from({ length: 2 }, () => [Buffer.from("FRAME\n"), frame]);
  await writeFile(file, Buffer.concat([header, ...frames.flat()]));
}

/** Runs in the page: RGBA, row by row, in base64. */
async function drawScene(scene: {
  portrait: string;
  width: number;
  height: number;
}): Promise<string> {
  const { width, height } = scene;
  const image = new Image();
  image.src = scene.portrait;
  await image.decode();
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  const size = height * 1.15;
  const [left, top] = [(width - size) / 2, height - size * 0.93];
  context.drawImage(image, left, top, size, size);
  // The wall has the colour that the portrait is painted on, so that nothing but the person stands out.
  const [red, green, blue] = context.getImageData(width / 2, 6, 1, 1).data;
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = `rgb(${red} ${green} ${blue})`;
  context.fillRect(0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const blob = new Blob([data]);
  const url = await new Promise<string>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsDataURL(blob);
  });
  return url.slice(url.indexOf(",") + 1);
}

/** Brightness of each pixel, then both colours of each block of four (BT.601). */
function toI420(rgba: Uint8Array): Buffer {
  const colours = (WIDTH / 2) * (HEIGHT / 2);
  const frame = Buffer.alloc(WIDTH * HEIGHT + 2 * colours);
  for (let pixel = 0; pixel < WIDTH * HEIGHT; pixel += 1) {
    const [r = 0, g = 0, b = 0] = rgba.subarray(pixel * 4, pixel * 4 + 3);
    frame[pixel] = 16 + (65.7 * r + 129.1 * g + 25.1 * b) / 256;
    const [x, y] = [pixel % WIDTH, Math.floor(pixel / WIDTH)];
    if (x % 2 === 1 || y % 2 === 1) continue;
    const block = WIDTH * HEIGHT + (y / 2) * (WIDTH / 2) + x / 2;
    frame[block] = 128 + (-37.9 * r - 74.5 * g + 112.4 * b) / 256;
    frame[block + colours] = 128 + (112.4 * r - 94.2 * g - 18.2 * b) / 256;
  }
  return frame;
}
