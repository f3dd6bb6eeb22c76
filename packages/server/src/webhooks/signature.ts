import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** A new secret, as receivers' libraries take it. */
export function newWebhookSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString("base64");
}

/** Whether it is `whsec_` and base64 of 24 to 64 bytes. */
export function isWebhookSecret(secret: string): boolean {
  if (!/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(secret)) return false;
  const { length } = keyOf(secret);
  return length >= 24 && length <= 64;
}

/** A message's id: 128 random bits. */
export function newMessageId(): string {
  return `msg_${randomBytes(16).toString("base64url")}`;
}

export interface Signed {
  id: string;
  /** When it is sent, seconds since 1970. */
  timestamp: number;
  body: string;
}

/** The headers of one sending, signed with each secret. @see https://www.standardwebhooks.com */
export function webhookHeaders(message: Signed, secrets: readonly string[]) {
  const signatures = secrets.map((secret) => `v1,${signatureOf(message, secret)}`);
  return {
    "webhook-id": message.id,
    "webhook-timestamp": String(message.timestamp),
    "webhook-signature": signatures.join(" "),
  };
}

function signatureOf({ id, timestamp, body }: Signed, secret: string): string {
  return createHmac("sha256", keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest("base64");
}

function keyOf(secret: string): Buffer {
  return Buffer.from(secret.slice(PREFIX.length), "base64");
}
