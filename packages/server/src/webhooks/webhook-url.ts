import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { CallError, LIMITS } from "@ringline/protocol";
import { isPublicAddress } from "./public-address.ts";

/** One address that a name leads to. */
export interface Resolved {
  address: string;
  family: number;
}

/** All addresses of a name, in the order of the system. */
export type Resolve = (host: string) => Promise<readonly Resolved[]>;

const resolveBySystem: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/** Names that mean this machine or this network, whatever a name server says. */
const INNER_NAME = /(^|\.)(localhost|local|internal|lan|home\.arpa|test|invalid|example|onion)$/;

/** Where webhooks may go. `allow`: origins that whoever runs the server listed, such as `http://127.0.0.1:4999`. */
export class WebhookUrls {
  readonly #allowed: ReadonlySet<string>;
  readonly #resolve: Resolve;

  constructor(allow: readonly string[] = [], resolve: Resolve = resolveBySystem) {
    this.#allowed = new Set(allow.map((origin) => new URL(origin).origin));
    this.#resolve = resolve;
  }

  /**
   * What can be said without asking a name server; the rest is looked at with each connection.
   * @throws {CallError} url-not-allowed
   */
  parse(text: string): URL {
    const url = text.length <= LIMITS.urlBytes && URL.canParse(text) ? new URL(text) : undefined;
    const fault = url ? this.#fault(url) : "not a URL";
    if (!url || fault) throw new CallError("url-not-allowed", { detail: `url: ${fault}` });
    return url;
  }

  /** The same, and where its name leads now; a name that leads nowhere yet may do so later. @throws {CallError} url-not-allowed */
  async check(text: string): Promise<URL> {
    const url = this.parse(text);
    if (this.#isListed(url)) return url;
    const found = await this.#resolve(hostOf(url)).catch(() => []);
    if (found.length > 0) refuseInner(found);
    return url;
  }

  /**
   * The addresses of a URL that a connection may go to: the very ones, so that a name which leads elsewhere a moment later leads
   * nowhere. One inner address among them spoils all.
   * @throws {CallError} url-not-allowed
   */
  async addressesOf(url: URL): Promise<readonly Resolved[]> {
    const found = await this.#resolve(hostOf(url));
    if (!this.#isListed(url)) refuseInner(found);
    return found;
  }

  #isListed(url: URL): boolean {
    return this.#allowed.has(url.origin);
  }

  #fault(url: URL): string | undefined {
    if (url.protocol !== "https:" && url.protocol !== "http:") return "neither https nor http";
    if (url.username !== "" || url.password !== "") return "it holds a name or password";
    if (url.hash !== "") return "it has a fragment";
    if (this.#isListed(url)) return undefined;
    if (url.protocol !== "https:") return "not https";
    if (url.port !== "") return "another port than 443";
    const host = hostOf(url);
    const isPublic = isIP(host) > 0 ? isPublicAddress(host) : isOuterName(host);
    return isPublic ? undefined : "not an address of the public internet";
  }
}

/** Without the brackets of IPv6 and the dot that ends a full name. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}

function isOuterName(host: string): boolean {
  return host.includes(".") && !INNER_NAME.test(host);
}

function refuseInner(found: readonly Resolved[]): void {
  if (found.length === 0 || !found.every(({ address }) => isPublicAddress(address)))
    throw new CallError("url-not-allowed", {
      detail: "url: its name leads to an address that is not of the public internet",
    });
}
