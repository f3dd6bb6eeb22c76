import { type CallClient, createClient, fetchToken } from "@ringline/client";
import type { ExoCalls, ExoProviderConfig } from "../../calls/index.ts";
import { exoError } from "../answers/exo-error.ts";
import type { ButtonTarget } from "./call-context.ts";
import {
  type ExoPageContext,
  type ExoUser,
  isPortalPage,
  newClientId,
  type RinglineSettings,
} from "./exo-page.ts";

/** No promise of the module is pending for longer because of the way to the server. */
const READY_MS = 20_000;

/** The connection of this page, once `init` has said where to. */
export interface Link {
  readonly client: CallClient;
  readonly calls: ExoCalls;
}

export type MakeCalls = (client: CallClient) => ExoCalls;

export interface SessionOptions {
  makeCalls: MakeCalls;
  /** Where the script's own tag says it. */
  settings?: RinglineSettings | undefined;
}

/** What this page is: who is signed in, where it is in the portal, and its connection. One for the life of the document. */
export class Session {
  readonly clientId = newClientId();
  user: ExoUser | undefined;
  messages: Readonly<Record<string, string>> = {};
  /** As the portal wrote them into the page; absent when it wrote none. */
  configs: readonly ExoProviderConfig[] | undefined;
  /** What the page is about by the portal's word, and what its chat shows. */
  #page: { spaceId: string | null; roomTitle: string | null } = { spaceId: null, roomTitle: null };
  #chat: ButtonTarget | undefined;
  #link: Link | undefined;
  #settings: RinglineSettings | undefined;
  readonly #options: SessionOptions;
  readonly #linked: ((link: Link) => void)[] = [];

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** Takes in what the portal says; a later call replaces it. */
  init(user: ExoUser | undefined, context: ExoPageContext): void {
    if (user) {
      user.clientId = this.clientId;
      const names = [user.firstName, user.lastName].filter(Boolean);
      if (names.length > 0) user.title = names.join(" ");
      this.user = user;
    }
    this.#page = { spaceId: context.spaceId || null, roomTitle: context.roomTitle || null };
    this.messages = context.messages ?? {};
    this.configs = context.providersConfig;
    this.#connect(context.ringline ?? this.#options.settings);
  }

  /** The page's own space; on a page without one, that of the chat's room. */
  get spaceId(): string | null {
    return this.#page.spaceId ?? (this.#chat?.type === "space" ? this.#chat.id : null);
  }

  /** Of the room that the chat shows; before there is one, what the portal said. */
  get roomTitle(): string | null {
    return this.#chat?.room?.title || this.#page.roomTitle;
  }

  /** Somebody chose whom to write to; `undefined`: nobody. */
  showChat(target: ButtonTarget | undefined): void {
    this.#chat = target;
  }

  get link(): Link | undefined {
    return this.#link;
  }

  get isPortal(): boolean {
    return isPortalPage();
  }

  /** Tells each connection of this page, the present one too. */
  onLink(listener: (link: Link) => void): void {
    this.#linked.push(listener);
    if (this.#link) listener(this.#link);
  }

  /** @throws {ExoError} CLIENT_ERROR before `init`, or where it named no call server */
  needLink(): Link {
    if (this.#link) return this.#link;
    throw exoError(
      "CLIENT_ERROR",
      "Ringline required: init(user, { ringline: { server, tokenUrl } })",
    );
  }

  /** Once this person is known to the call server. @throws {ExoError} SERVER_ERROR when that takes too long */
  async ready(): Promise<Link> {
    const link = this.needLink();
    const late = Promise.withResolvers<never>();
    const failure = exoError("SERVER_ERROR", "The call server cannot be reached now.");
    const timer = setTimeout(() => late.reject(failure), READY_MS);
    try {
      await Promise.race([link.client.ready, late.promise]);
    } finally {
      clearTimeout(timer);
    }
    return link;
  }

  #connect(settings: RinglineSettings | undefined): void {
    if (!settings?.server || !settings.tokenUrl) return;
    const isSame =
      this.#settings?.server === settings.server && this.#settings.tokenUrl === settings.tokenUrl;
    if (isSame && this.#link) return;
    this.#link?.calls.close();
    this.#link?.client.close();
    this.#settings = settings;
    const { server, tokenUrl } = settings;
    const client = createClient({
      server: server.replace(/\/$/, ""),
      getToken: () => fetchToken(tokenUrl),
    });
    this.#link = { client, calls: this.#options.makeCalls(client) };
    for (const listener of this.#linked) listener(this.#link);
  }
}
