import type { Provider } from "@ringline/connector-spi/server";
import { isPattern, type JoinGrant } from "@ringline/protocol";
import { providerId, text } from "@ringline/protocol/schemas";
import * as z from "zod";

/*
 * What connectors answer, in the form in which it is taken: plain copies of what is asked for, and nothing else of it.
 */

const word = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/);

/** Our button and card open our call page, which could not join such a call. */
function isWhole(draws: readonly string[]): boolean {
  return !draws.includes("window") || (draws.includes("button") && draws.includes("ring"));
}

const pattern = z
  .string()
  .max(500)
  .refine(isPattern, "is no regular expression with the v flag")
  .optional();

const provider = z.object({
  id: providerId,
  title: text.min(1),
  description: text,
  targets: z.array(z.enum(["user", "space", "room", "address"])).max(4),
  media: z.array(z.enum(["audio", "video"])).max(2),
  maxParticipants: z.number().int().min(1).optional(),
  opens: z.enum(["on-place", "on-answer"]),
  grant: z.enum(["session", "page"]),
  features: z
    .array(z.enum(["hold", "transfer", "dtmf", "mute", "remove", "screen", "e2ee", "call-waiting"]))
    .max(8),
  incoming: z.boolean().optional(),
  draws: z
    .array(z.enum(["button", "ring", "window"]))
    .max(3)
    .refine(isWhole, "who draws the window draws button and ring too: ours lead to our own window")
    .optional(),
  account: z
    .object({
      type: word,
      title: text.min(1),
      description: text.optional(),
      pattern,
      fields: z
        .array(z.looseObject({ key: z.string().max(64), pattern }))
        .max(9)
        .optional(),
      isShared: z.boolean().optional(),
    })
    .optional(),
});

const MOST_PROVIDERS = 50;

/** @throws {Error} says what is wrong */
export function readProviders(answer: unknown): Provider[] {
  return read(z.array(provider).max(MOST_PROVIDERS), answer, "providers") as Provider[];
}

const expiresAt = z.iso.datetime().optional();
const grant = z.discriminatedUnion("type", [
  z.object({ type: z.literal("session"), data: z.unknown(), expiresAt }),
  z.object({
    type: z.literal("page"),
    url: z.string().max(2_048).refine(isPageUrl, "is not https"),
    frame: z.boolean(),
    expiresAt,
  }),
]);

/** The grant of one connector, whatever it calls itself. @throws {Error} says what is wrong */
export function readGrant(answer: unknown, connector: string): JoinGrant {
  return { ...read(grant, answer, "grant"), connector } as JoinGrant;
}

const health = z.object({ ok: z.boolean(), detail: text.optional() });

/** @throws {Error} says what is wrong */
export function readHealth(answer: unknown): { ok: boolean; detail?: string } {
  return read(health, answer, "health") as { ok: boolean; detail?: string };
}

/** One source of a policy: a scheme, host and port; nothing that would begin another directive. */
const source = z.string().regex(/^(https|wss|http|ws):\/\/[A-Za-z0-9.*[\]:_-]{1,255}$/);
const sources = z.array(source).max(50).optional();
const csp = z.object({ connect: sources, frame: sources });

/** @throws {Error} says what is wrong */
export function readCsp(answer: unknown): { connect?: string[]; frame?: string[] } {
  return read(csp, answer, "csp") as { connect?: string[]; frame?: string[] };
}

function read<Schema extends z.ZodType>(
  schema: Schema,
  answer: unknown,
  what: string,
): z.output<Schema> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`nonsense: ${[what, ...(issue?.path ?? [])].join(".")}: ${issue?.message}`);
}

/** People are sent there: by https, or on this machine. */
function isPageUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  if (protocol === "https:") return true;
  return protocol === "http:" && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
