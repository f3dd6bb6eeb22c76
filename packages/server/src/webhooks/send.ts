import { request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import { CallError } from "@ringline/protocol";
import type { Resolved, WebhookUrls } from "./webhook-url.ts";

/** Of an answer no more is read. */
const ANSWER_BYTES = 65_536;

/** What became of one sending. */
export interface Outcome {
  isDelivered: boolean;
  /** The answer's status, if one came. */
  status?: number;
  /** Why it failed, in one line without addresses. */
  problem?: string;
  /** What the receiver asked for. */
  retryAfterMs?: number;
}

export interface Sending {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Ends it. */
  signal: AbortSignal;
}

/**
 * Sends one webhook over a connection of its own to an address that was checked. Follows no redirect, reads no answer. Never
 * throws: what failed is in the outcome.
 */
export async function sendWebhook(
  { url: text, ...sending }: Sending,
  urls: WebhookUrls,
): Promise<Outcome> {
  try {
    const url = urls.parse(text);
    const answer = await post({ url, ...sending, addresses: await urls.addressesOf(url) });
    return outcomeOf(answer);
  } catch (error) {
    return { isDelivered: false, problem: problemOf(error, sending.signal) };
  }
}

interface Posting extends Omit<Sending, "url"> {
  url: URL;
  addresses: readonly Resolved[];
}

function post({ url, headers, body, signal, addresses }: Posting): Promise<IncomingMessage> {
  const options: RequestOptions = {
    method: "POST",
    agent: false,
    signal,
    lookup: pinnedTo(addresses),
    headers: {
      ...headers,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "user-agent": "Ringline",
    },
  };
  const request = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (answer) => {
      drain(answer);
      resolve(answer);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Whatever name is asked for: only what was checked is answered, so that no second look at the name can lead elsewhere. */
function pinnedTo(addresses: readonly Resolved[]): LookupFunction {
  return (_host, options, answer) => {
    const [first] = addresses;
    if (!first) answer(new Error("no address"), "");
    else if (options.all) answer(null, [...addresses]);
    else answer(null, first.address, first.family);
  };
}

/** The status is all that counts; a receiver that goes on talking is cut off. */
function drain(answer: IncomingMessage): void {
  let bytes = 0;
  answer.on("error", () => {});
  answer.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > ANSWER_BYTES) answer.destroy();
  });
}

function outcomeOf({ statusCode: status = 0, headers }: IncomingMessage): Outcome {
  if (status >= 200 && status < 300) return { isDelivered: true, status };
  const retryAfterMs = retryAfter(headers["retry-after"]);
  const isRedirect = status >= 300 && status < 400;
  const problem = isRedirect ? "redirects are not followed" : `answered ${status}`;
  return { isDelivered: false, status, problem, ...(retryAfterMs > 0 && { retryAfterMs }) };
}

/** Seconds, or a date (RFC 9110 §10.2.3). */
function retryAfter(value: string | undefined): number {
  if (value === undefined) return 0;
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

function problemOf(error: unknown, signal: AbortSignal): string {
  if (error instanceof CallError) return error.details.detail ?? error.code;
  if (signal.aborted) return "no answer in time";
  const code = (error as { code?: unknown }).code;
  return typeof code === "string" ? `connection failed: ${code}` : "connection failed";
}
