import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Person } from "@ringline/protocol";
import type { AddressOf } from "../address-of.ts";
import type { Administration } from "../admin/administration.ts";
import type { AuditTrail } from "../audit/audit-trail.ts";
import type { Identity } from "../auth/asker.ts";
import type { Origins } from "../auth/origins.ts";
import type { Logger } from "../logs/logger.ts";
import type { RunOperation } from "../operations/operation.ts";
import type { BrowserFiles } from "./browser-files.ts";
import type { ConnectorPages } from "./connector-files.ts";
import type { HttpMetrics } from "./metrics.ts";
import type { Readiness } from "./readiness.ts";

/** What the REST door works with. */
export interface HttpParts {
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** Of this server. */
  readonly version: string;
  readonly origins: Origins;
  /** Turns a token into who it is: verified, not revoked, name kept. @throws {CallError} */
  readonly signIn: { verify(token: string): Promise<Identity> };
  /** Who asks with a secret that this server made. */
  readonly administration: Pick<Administration, "admit">;
  /** Writes down who was not let in. */
  readonly audit: Pick<AuditTrail, "notAdmitted">;
  readonly addressOf: AddressOf;
  readonly run: RunOperation;
  readonly logger: Logger;
  readonly metrics: HttpMetrics;
  readonly readiness: Readiness;
  readonly files: BrowserFiles;
  /** The administration page is on an origin of its own. */
  readonly isAdminApart: boolean;
  /** The connectors' browser halves. */
  readonly connectorPages: ConnectorPages;
  /** A connector's own routes; nothing where it has none. @throws {CallError} connector-failed */
  connectorRequest(id: string, request: Request, person?: Person): Promise<Response | undefined>;
  /** What the connectors' browser halves need of the call page's Content-Security-Policy. */
  pageSources(): { connect: readonly string[]; frame: readonly string[] };
}

/** Answers requests that are not for the call server, such as a site on another host name; `undefined`: it is for us. */
export type Front = (request: Request) => Response | Promise<Response> | undefined;

/**
 * Another way in beside `/v1`, such as an older protocol's; asked after the front. `address`: who is at the other end, as limits
 * count it. The server's own limits and checks of origins do not stand before it.
 */
export interface SideDoor {
  /** `undefined`: it is not for this door. */
  request(request: Request, address: string): Promise<Response> | undefined;
  /** Takes over an upgrade that is for this door; answers whether it did. */
  upgrade(
    request: IncomingMessage,
    socket: Duplex,
    how: { head: Buffer; address: string },
  ): boolean;
  /** The server goes: what is held open here ends. */
  close?(): void;
}
