import type { Page } from "playwright-core";
import { median } from "../statistics.ts";

/** Round trips of a bare socket between two pages, through the bare server: the median in milliseconds. */
export async function bareRoundTrip(port: number, [from, to]: [Page, Page]): Promise<number> {
  const room = `trip-${Math.random()}`;
  await to.evaluate(echo, { port, room });
  return median(await from.evaluate(measure, { port, room }));
}

async function echo({ port, room }: { port: number; room: string }): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
  socket.onmessage = ({ data }) => socket.send(data);
  await new Promise((resolve) => {
    socket.onopen = resolve;
  });
  socket.send(JSON.stringify({ room }));
}

async function measure({ port, room }: { port: number; room: string }): Promise<number[]> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
  await new Promise((resolve) => {
    socket.onopen = resolve;
  });
  socket.send(JSON.stringify({ room }));
  const times: number[] = [];
  for (let n = 0; n < 25; n += 1) {
    const begin = performance.now();
    const back = new Promise((resolve) => {
      socket.onmessage = resolve;
    });
    socket.send(JSON.stringify({ body: { n } }));
    await back;
    times.push(performance.now() - begin);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  socket.close();
  return times;
}
