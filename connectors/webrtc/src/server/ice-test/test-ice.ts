import type { SettingsTest } from "@ringline/connector-spi/server";
import type { SettingsCheck } from "@ringline/protocol";
import { grantIceServers } from "../grant.ts";
import type { WebrtcSettings } from "../settings.ts";
import { isPublicServer } from "./public-servers.ts";
import { openStunLine, readIceUrl, type StunLine } from "./stun-line.ts";
import { type Challenge, METHOD, type StunAnswer, stunRequest } from "./stun-message.ts";

/** One address has this long; all are asked at once. */
const EACH_MS = 5_000;
const UNAUTHORISED = 401;

interface Account {
  username?: string;
  credential?: string;
}

/**
 * Asks each address of each server that is on: STUN what it sees of us, TURN for a relay, which is given back. With it goes what
 * the administrator's browser needs to try the same from where it is: accounts that end by themselves, never a secret.
 */
export async function testIce(settings: WebrtcSettings, now: number): Promise<SettingsTest> {
  const { iceServers } = grantIceServers(settings, { person: "administrator", now });
  const on = settings.iceServers.filter(({ enabled }) => enabled);
  const asked = on.flatMap((server, index) =>
    server.urls.map((url) => testAddress(url, iceServers[index] ?? {})),
  );
  return { checks: await Promise.all(asked), browser: { iceServers } };
}

async function testAddress(url: string, account: Account): Promise<SettingsCheck> {
  const notes = isPublicServer(url) ? (["public"] as const) : [];
  const began = performance.now();
  try {
    const { result, detail } = await ask(url, account);
    const ms = Math.round(performance.now() - began);
    return { subject: url, ok: result === "works", result, detail, ms, notes: [...notes] };
  } catch (error) {
    const detail = error instanceof Error ? error.message : "";
    return { subject: url, ok: false, result: reasonOf(detail), detail, notes: [...notes] };
  }
}

type Outcome = Pick<SettingsCheck, "result"> & { detail: string };

async function ask(url: string, account: Account): Promise<Outcome> {
  const signal = AbortSignal.timeout(EACH_MS);
  const address = readIceUrl(url);
  const line = await openStunLine(address, signal);
  try {
    if (address.isTurn) return await askForRelay(line, account);
    const { code, mapped } = await line.ask(stunRequest(METHOD.binding));
    if (code !== 0) return { result: "refused", detail: `error ${code}` };
    return { result: "works", detail: mapped ?? "" };
  } finally {
    line.close();
  }
}

/** The first question is answered by what to sign with. */
async function askForRelay(line: StunLine, { username, credential }: Account): Promise<Outcome> {
  const first = await line.ask(stunRequest(METHOD.allocate));
  if (first.code === 0) return { result: "open-relay", detail: first.relayed ?? "" };
  const challenge = challengeOf(first, username, credential);
  if (!challenge) return { result: "refused", detail: `error ${first.code}` };
  const answer = await line.ask(stunRequest(METHOD.allocate, { challenge }));
  if (answer.code === UNAUTHORISED) return { result: "wrong-account", detail: "error 401" };
  if (answer.code !== 0) return { result: "refused", detail: `error ${answer.code}` };
  await line.ask(stunRequest(METHOD.refresh, { challenge, lifetime: 0 })).catch(() => undefined);
  return { result: "works", detail: answer.relayed ?? "" };
}

function challengeOf(
  { code, realm, nonce }: StunAnswer,
  username = "",
  credential = "",
): Challenge | undefined {
  if (code !== UNAUTHORISED || !realm || !nonce) return undefined;
  return { username, credential, realm, nonce };
}

function reasonOf(message: string): SettingsCheck["result"] {
  if (/ENOTFOUND|EAI_AGAIN/.test(message)) return "no-such-name";
  if (/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|closed/.test(message)) return "refused";
  if (/certificate|SSL|TLS|altname/i.test(message)) return "wrong-certificate";
  return "no-answer";
}
