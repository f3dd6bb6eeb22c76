import type { ExoPages, ExoProviderConfig } from "../../calls/index.ts";

/** Who is signed in, as the portal says: `init` gives it `clientId` and, of two names, `title`. */
export interface ExoUser {
  id: string;
  firstName?: string;
  lastName?: string;
  title?: string;
  clientId?: string;
  /** By account type. */
  imAccounts?: Record<string, { type: string; id: string }[]>;
  [field: string]: unknown;
}

/** Where the call server is, and where the site gives this person's token. */
export interface RinglineSettings {
  /** e.g. `https://calls.example.org` */
  server: string;
  /** POST, of the page's own origin; answers `{ token }`. */
  tokenUrl: string;
}

/** What the portal says of the page; `ringline` stands in for CometD's addresses. */
export interface ExoPageContext {
  ringline?: RinglineSettings;
  /** The page's space and chat room, where it shows one. */
  spaceId?: string | null;
  roomTitle?: string | null;
  providersConfig?: ExoProviderConfig[];
  messages?: Record<string, string>;
  [field: string]: unknown;
}

const MIN = 100_000;
const MAX = 999_998;

/** An integer strictly between two numbers. */
export function randomBetween(min: number, max: number): number {
  return Math.floor(Math.random() * (max - min - 1) + min) + 1;
}

/** Six digits that name this document in its log, made once. */
export function newClientId(): string {
  return String(randomBetween(MIN, MAX));
}

/** The portal around the page; absent on a call page that stands alone. */
export function isPortalPage(): boolean {
  return Boolean(portal());
}

/** Where the portal has people's profiles and spaces, as it says itself; a page outside of it knows no such place. */
export function portalPages(): ExoPages {
  const { context, portalName = "intranet" } = portal() ?? {};
  if (typeof context !== "string") return {};
  return {
    profile: (id) => `${context}/${portalName}/profile/${encodeURIComponent(id)}`,
    space: (id) => `${context}/g/:spaces:${encodeURIComponent(id)}/${encodeURIComponent(id)}`,
  };
}

function portal(): { context?: string; portalName?: string } | undefined {
  const { eXo } = globalThis as { eXo?: { env?: { portal?: { context?: string } } } };
  return eXo?.env?.portal;
}

/** From the tag that loads this script, where it says `data-token-url`. Must be asked while the script runs. */
export function settingsOfTag(): RinglineSettings | undefined {
  const tag = document.currentScript;
  if (!(tag instanceof HTMLScriptElement) || tag.dataset.tokenUrl === undefined) return undefined;
  return { server: new URL(tag.src).origin, tokenUrl: tag.dataset.tokenUrl };
}
