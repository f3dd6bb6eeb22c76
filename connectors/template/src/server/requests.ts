import { createHash, timingSafeEqual } from "node:crypto";
import type { ConnectorContext } from "@ringline/connector-spi/server";
import { deliver, parseReport, type Report } from "./reports.ts";
import type { TemplateSettings } from "./settings.ts";

/** In the connector's storage: shared by all processes, and there after a restart. */
export const LAST_REPORT = "last-report";

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
 * Answers below `/connectors/template/`: `GET room/…` is the page of a room, for want of a real one. The system that carries the
 * calls reports here what became of them: `POST hook` with the header `x-secret` and a `Report` as JSON.
 */
export async function answerRequest(
  request: Request,
  context: ConnectorContext<TemplateSettings>,
): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (request.method === "GET" && ROOM.test(pathname)) return roomPage();
  if (request.method !== "POST" || !pathname.endsWith("/hook")) return answer(404);
  if (!isSecret(request.headers.get("x-secret"), context.settings.hookSecret)) return answer(403);
  const report = parseReport(await request.text());
  return report === undefined ? answer(400) : take(report, context);
}

/** A refusal of the call server is told by its code; anything else is a fault of ours, and the fence's. */
async function take(
  report: Report,
  context: ConnectorContext<TemplateSettings>,
): Promise<Response> {
  try {
    await deliver(report, context);
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code !== "string") throw error;
    context.logger.warn({ report: report.report, code }, "a report was refused");
    return Response.json({ code }, { status: 409 });
  }
  await context.storage.put(LAST_REPORT, new Date(context.clock.now()).toISOString());
  return answer(204);
}

/** In the same time, whatever was shown. */
function isSecret(shown: string | null, secret: string | undefined): boolean {
  if (secret === undefined) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(shown ?? ""), digest(secret));
}

function roomPage(): Response {
  const html = '<!doctype html><html lang="en"><title>Room</title><h1>You are in the room</h1>';
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
}

function answer(status: number): Response {
  return new Response(null, { status });
}
