import { z } from "zod";
import { ERROR_CODES, type ErrorCode } from "../errors.ts";
import { LIMITS, TIMES } from "../limits.ts";
import type { Input, OperationName } from "../operations.ts";
import { ACCOUNT_SCHEMAS } from "./accounts.ts";
import { ADMINISTRATION_SCHEMAS } from "./administration.ts";
import { CHANNEL_SCHEMAS } from "./channel.ts";
import { GROUP_SCHEMAS } from "./groups.ts";
import { HISTORY_SCHEMAS } from "./history.ts";
import {
  callId,
  callKey,
  clientId,
  participantId,
  providerId,
  secretHash,
  siteId,
  text,
  url,
} from "./ids.ts";
import { LOG_SCHEMAS } from "./logs.ts";
import { PROVIDER_SCHEMAS } from "./providers.ts";
import { QUALITY_SCHEMAS } from "./quality.ts";
import { WEBHOOK_SCHEMAS } from "./webhooks.ts";

const people = z.array(siteId).max(LIMITS.presenceBatch);
const nothing = z.strictObject({});
const onlyCall = z.strictObject({ call: callId });
const onlyPeople = z.strictObject({ people });
const onlyPerson = z.strictObject({ person: siteId });

const named = { id: siteId, name: text.optional() };

export const callTarget = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("user"), ...named }),
  z.strictObject({ type: z.literal("space"), ...named }),
  z.strictObject({ type: z.literal("room"), ...named }),
  z.strictObject({
    type: z.literal("address"),
    address: z.string().regex(/^(tel:\+?[0-9*#]{1,32}|sips?:[^\s<>"]{1,200})$/),
    name: text.optional(),
  }),
]);

const person = z.strictObject({
  type: z.enum(["user", "guest"]),
  id: siteId,
  name: text,
  picture: url.optional(),
});

/** The input schema of every operation: unknown fields are refused. */
export const INPUT_SCHEMAS: { readonly [Name in OperationName]: z.ZodType<Input<Name>> } = {
  "calls.place": z.strictObject({
    key: clientId,
    target: callTarget,
    media: z.enum(["audio", "video"]),
    seat: secretHash,
    provider: providerId.optional(),
    about: z.strictObject({ title: text, url: url.optional() }).optional(),
    ringMs: z.number().int().min(TIMES.ringMinMs).max(TIMES.ringMaxMs).optional(),
    leave: callId.optional(),
    restart: callKey.optional(),
  }),
  "calls.answer": z.strictObject({ call: callId, seat: secretHash, leave: callId.optional() }),
  "calls.reseat": z.strictObject({ call: callId, seat: secretHash }),
  "calls.join": onlyCall,
  "calls.decline": onlyCall,
  "calls.cancel": onlyCall,
  "calls.leave": z.strictObject({
    call: callId,
    epoch: z.number().int().min(0).optional(),
    reason: z.enum(["hung-up", "failed"]).optional(),
    problem: z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]).optional(),
  }),
  "calls.end": onlyCall,
  "calls.remove": z.strictObject({ call: callId, participant: participantId }),
  "calls.get": onlyCall,
  "calls.list": z.strictObject({ named: z.array(callId).max(64).optional() }),
  "calls.find": z.strictObject({ key: callKey }),
  "calls.keyed": nothing,
  "calls.ringing": onlyCall,
  "presence.subscribe": onlyPeople,
  "presence.unsubscribe": onlyPeople,
  "presence.get": onlyPeople,
  "presence.set": z
    .strictObject({
      status: z.enum(["available", "away", "do-not-disturb", "invisible"]).optional(),
      whileInCall: z.enum(["knock", "busy"]).optional(),
    })
    .refine((chosen) => Object.keys(chosen).length > 0, "nothing is chosen"),
  "people.get": onlyPeople,
  "people.put": z.strictObject({ people: z.array(person).max(500) }),
  "people.block": onlyPerson,
  "people.unblock": onlyPerson,
  "people.blocked": nothing,
  "people.revoke": onlyPerson,
  "people.erase": onlyPerson,
  ...ACCOUNT_SCHEMAS,
  ...CHANNEL_SCHEMAS,
  ...GROUP_SCHEMAS,
  ...HISTORY_SCHEMAS,
  ...LOG_SCHEMAS,
  ...PROVIDER_SCHEMAS,
  ...QUALITY_SCHEMAS,
  ...ADMINISTRATION_SCHEMAS,
  ...WEBHOOK_SCHEMAS,
};
