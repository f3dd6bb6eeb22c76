import { type ExoProviderConfig, exoProviderConfig } from "../../calls/index.ts";
import { ExoRefusal } from "./exo-refusal.ts";
import type { Visit } from "./visit.ts";

/** What a page gives to `init(user, context)`. */
export interface ExoContextInfo {
  containerName: "portal";
  spaceId: string | null;
  roomTitle: string | null;
  /** Null without the Bayeux bridge: the browser module needs none. */
  cometdPath: string | null;
  /** This person's own token, as the token URL answers it; ends by itself within 15 minutes. */
  cometdToken: string | null;
  providersConfig: ExoProviderConfig[];
  /** The browser module has its own texts; a site may put others here. */
  messages: Record<string, string>;
  ringline: { server: string; tokenUrl: string };
}

/** `GET /context?name=&spaceId=&lang=`, of oneself. */
export async function contextInfo(visit: Visit): Promise<ExoContextInfo> {
  const { ask, me, query, options, token } = visit;
  const name = query.get("name");
  if (!name) throw new ExoRefusal(400, "Wrong request parameters: name");
  if (name !== me) throw new ExoRefusal(403, "Not allowed");
  const { providers } = await ask("providers.offered", {});
  const { cometdPath = null, server, tokenUrl = "/token" } = options;
  return {
    containerName: "portal",
    spaceId: await ownSpace(query.get("spaceId"), visit),
    roomTitle: null,
    cometdPath,
    cometdToken: cometdPath === null ? null : token,
    providersConfig: providers.map(exoProviderConfig),
    messages: {},
    ringline: { server: server.replace(/\/$/, ""), tokenUrl },
  };
}

/** A space that the page names, where this person is in it. */
async function ownSpace(id: string | null, { ask }: Visit): Promise<string | null> {
  if (!id) return null;
  const { spaces } = await ask("spaces.get", { spaces: [id] });
  return spaces[0]?.id ?? null;
}
