import { createHash } from "node:crypto";
import type {
  ConnectorContext,
  Entry,
  Provider,
  RunningConnector,
  ServerConnector,
} from "@ringline/connector-spi/server";
import type { JoinGrant, Party } from "@ringline/protocol";
import { type LinkProvider, type LinkSettings, parseSettings } from "./settings.ts";
import { schema } from "./settings-schema.ts";
import { fillTemplate, originOf } from "./url-template.ts";

/** Calls that take place on any page that an address leads to: Jitsi, BigBlueButton, Whereby, Zoom, Teams … */
export const link: ServerConnector<LinkSettings> = {
  manifest: { id: "link", version: "0.1.0", providers: [], settings: schema, parseSettings },
  start: (context) => Promise.resolve(run(context)),
};

function run({ settings }: ConnectorContext<LinkSettings>): RunningConnector {
  const byId = new Map(settings.providers.map((provider) => [provider.id, provider]));
  const framed = settings.providers.filter(({ frame }) => frame);
  return {
    providers: settings.providers.map(asProvider),
    admit: async (entry) => grantFor(entry, byId.get(entry.call.provider)),
    csp: () => ({ frame: framed.map(({ template }) => originOf(template)) }),
    health: () => Promise.resolve({ ok: true }),
    stop: () => Promise.resolve(),
  };
}

function asProvider({ id, title, description, targets, media }: LinkProvider): Provider {
  const features: Provider["features"] = ["call-waiting"];
  return { id, title, description, targets, media, opens: "on-place", grant: "page", features };
}

function grantFor({ call, participant }: Entry, provider: LinkProvider | undefined): JoinGrant {
  if (provider === undefined) throw new Error(`there is no provider ${call.provider}`);
  const url = fillTemplate(provider.template, {
    call: roomOf(call.id),
    title: call.title,
    name: nameOf(participant.party),
    caller: nameOf(call.participants[0]?.party),
  });
  return { type: "page", connector: "link", url, frame: provider.frame };
}

/**
 * Where the call meets: the same on every node, for no other call, and without the call's own id, which stays between us and
 * its participants. Letters and digits of one case, as many systems know no others.
 */
function roomOf(call: string): string {
  return createHash("sha256").update(`ringline:${call}`).digest("hex").slice(0, 32);
}

function nameOf(party: Party | undefined): string {
  if (party === undefined) return "";
  return party.type === "address" ? (party.name ?? party.address) : party.name;
}
