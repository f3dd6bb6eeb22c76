import { z } from "zod";
import type { CometdLimits } from "./limits.ts";

/** A Bayeux message as a client sends it, checked. Fields that this door has no use for are left out. */
export type Message = z.infer<typeof message>;

/** A Bayeux message as this door sends it. */
export interface Reply {
  channel: string;
  id?: string | number;
  clientId?: string;
  successful?: boolean;
  /** `402::Unknown client`: a code, arguments, words. */
  error?: string;
  data?: unknown;
  [field: string]: unknown;
}

/** A body that holds no messages, or a message that is none; `reply` is what its sender is told. */
export class BadMessage extends Error {
  readonly reply: Reply;

  constructor(why: string, from: unknown = undefined) {
    super(why);
    const { channel, id } = (typeof from === "object" && from !== null ? from : {}) as Reply;
    this.reply = {
      channel: channelName.safeParse(channel).success ? channel : "/meta/unsuccessful",
      ...(messageId.safeParse(id).success && { id }),
      successful: false,
      error: `400::${why}`,
    };
  }
}

const CHANNEL = /^\/[\w!#$()*+\-./@{}~ %:]{1,600}$/;
const channelName = z.string().regex(CHANNEL);
const messageId = z.union([z.string().max(64), z.number()]);
const word = z.string().max(255);

const message = z.object({
  channel: channelName,
  id: messageId.optional(),
  clientId: z.string().max(64).nullish(),
  version: z.string().max(16).optional(),
  supportedConnectionTypes: z.array(z.string().max(64)).max(16).optional(),
  connectionType: z.string().max(64).optional(),
  subscription: z.union([channelName, z.array(channelName).min(1).max(64)]).optional(),
  advice: z.object({ timeout: z.number().min(0).optional() }).nullish(),
  data: z.unknown().optional(),
  ext: z.record(z.string().max(64), z.unknown()).nullish(),
  exoId: word.nullish(),
  exoToken: z.string().max(8_192).nullish(),
});

/**
 * The messages of one body: each one, or why it is none. A single object stands for a list of one.
 * @throws {BadMessage} for a body that is no JSON, too long, nested too deep, or of too many messages
 */
export function readMessages(body: string, limits: CometdLimits): (Message | BadMessage)[] {
  if (Buffer.byteLength(body) > limits.bodyBytes) throw new BadMessage("The body is too long");
  const value = parse(body);
  if (value === undefined) throw new BadMessage("The body is not JSON");
  if (isDeeperThan(value, limits.depth)) throw new BadMessage("The body is nested too deep");
  const list = Array.isArray(value) ? value : [value];
  if (list.length === 0) throw new BadMessage("There is no message in the body");
  if (list.length > limits.messagesPerBody) throw new BadMessage("Too many messages in one body");
  return list.map((one) => {
    const read = message.safeParse(one);
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    return new BadMessage(`Not a message: ${issue?.path.join(".") || "no object"}`, one);
  });
}

/** Nothing where it is no JSON. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Level by level, so that what is nested deep costs no stack. */
function isDeeperThan(value: unknown, most: number): boolean {
  let level = [value].filter(isObject);
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true;
    level = level.flatMap((one) => Object.values(one).filter(isObject));
  }
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
