import { createHash, timingSafeEqual } from "node:crypto";
import type { ConnectorContext } from "@ringline/connector-spi/server";
import type { TemplateSettings } from "./settings.ts";

const ROOM = /\/room\/[0-9a-f]{32}$/;

/** Where everybody in a call meets: not the call's id, which is between us and its participants. */
export function roomUrl(
  call: string,
  { settings, url }: Pick<ConnectorContext<TemplateSettings>, "settings" | "url">,
): string {
  const room = createHash("sha256").update(`template:${call}`).digest("hex").slice(0, 32);
  return `${settings.roomUrl ?? `${url}room/`}${room}`;
}

/**
 * Answers below `/connectors/template/`: `GET room/…` is the page of a room, for want of a real one. The system that carries the calls reports here what became of them:
 * `POST hook` with the header `x-secret` and `{"call": "…", "left": "p2"}` or `{"call": "…", "ended": true}`.
 */
export async function answerRequest(
  request: Request,
  { settings, calls }: Pick<ConnectorContext<TemplateSettings>, "settings" | "calls">,
): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (request.method === "GET" && ROOM.test(pathname)) return roomPage();
  if (request.method !== "POST" || !pathname.endsWith("/hook")) return answer(404);
  if (!isSecret(request.headers.get("x-secret"), settings.hookSecret)) return answer(403);
  const report = parseReport(await request.text());
  if (report === undefined) return answer(400);
  if (report.left !== undefined) await calls.leg(report.call, report.left, "left");
  else await calls.ended(report.call, "hung-up");
  return answer(204);
}

/** In the same time, whatever was shown. */
function isSecret(shown: string | null, secret: string | undefined): boolean {
  if (secret === undefined) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(shown ?? ""), digest(secret));
}

function parseReport(text: string): { call: string; left?: string } | undefined {
  try {
    const { call, left, ended } = JSON.parse(text);
    if (typeof call !== "string") return undefined;
    if (typeof left === "string") return { call, left };
    return ended === true ? { call } : undefined;
  } catch {
    return undefined;
  }
}

function roomPage(): Response {
  const html = '<!doctype html><html lang="en"><title>Room</title><h1>You are in the room</h1>';
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
}

function answer(status: number): Response {
  return new Response(null, { status });
}
