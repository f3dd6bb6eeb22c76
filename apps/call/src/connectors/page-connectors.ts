import type { Logs } from "@ringline/client";
import type {
  BrowserConnector,
  JoinContext,
  MediaSession,
  SessionGrant,
} from "@ringline/connector-spi/browser";
import {
  BrowserFence,
  BrowserHalves,
  createDialogs,
  logFault,
  StepMarks,
} from "@ringline/elements";

/** What a media session needs of its page; the rest of its context is the connector's own. */
export type CallForSession = Pick<
  JoinContext,
  "call" | "me" | "local" | "relay" | "onCall" | "renewGrant" | "signal"
>;

export interface PageConnectorsOptions {
  language: string;
  /** Not for marks of private pages: the browser may refuse it. */
  storage: Storage | undefined;
  logs: Pick<Logs, "getLog">;
  /** An error that a connector wants the person to read. */
  onError(text: string, reference: string): void;
}

/** The connectors' browser halves in the call page, behind their fence. */
export class PageConnectors {
  readonly #fence: BrowserFence;
  readonly #halves: BrowserHalves;
  readonly #marks: StepMarks;

  constructor({ language, storage, logs, onError }: PageConnectorsOptions) {
    this.#marks = new StepMarks({ storage });
    this.#fence = new BrowserFence({
      marks: this.#marks,
      onFault: (fault) => logFault(logs, fault),
    });
    this.#halves = new BrowserHalves({
      where: "call-page",
      server: location.origin,
      language,
      fence: this.#fence,
      urlOf: (id) => linkOf(id)?.href,
      log: (id) => logs.getLog(id),
      showError: onError,
      dialogs: createDialogs({ language, load: () => import("../view/dialogs.ts") }),
    });
    this.#marks.takeOrphans().then((orphans) => {
      for (const orphan of orphans) this.#fence.report(orphan);
    }, reportError);
  }

  /** Loads those that their server halves want to have at hand; a failure is told when a call needs them. */
  loadEarly(): void {
    for (const link of document.querySelectorAll<HTMLLinkElement>(EARLY))
      this.#halves.load(link.dataset.connector ?? "").catch(() => undefined);
  }

  /** `call` is asked once the connector is there: the call may have moved on by then. @throws {CallError} connector-failed */
  async join(grant: SessionGrant, call: () => CallForSession): Promise<MediaSession> {
    const connector = await this.#halves.load(grant.connector);
    const context = {
      ...this.#halves.contextOf(connector),
      ...marked(call(), { marks: this.#marks, connector: connector.id }),
    };
    return this.#fence.run(connector.id, "join", async () =>
      checkSession(await joinWith(connector, grant, context)),
    );
  }
}

/** The call's news reach the connector behind a mark, as all that it is asked. */
function marked(
  call: CallForSession,
  { marks, connector }: { marks: StepMarks; connector: string },
): CallForSession {
  const { relay, onCall } = call;
  return {
    ...call,
    onCall: (listener) => onCall(marks.listener(connector, listener)),
    relay: {
      send: (...message) => relay.send(...message),
      onMessage: (listener) => relay.onMessage(marks.listener(connector, listener)),
      onGap: (listener) => {
        const heard = marks.listener(connector, listener);
        return relay.onGap(() => heard(undefined));
      },
    },
  };
}

const EARLY = 'link[rel="modulepreload"][data-connector]';

/** The call server writes a link for each connector into the page. */
function linkOf(id: string): HTMLLinkElement | undefined {
  const links = document.querySelectorAll<HTMLLinkElement>("link[data-connector]");
  return [...links].find(({ dataset }) => dataset.connector === id);
}

function joinWith(
  connector: BrowserConnector,
  grant: SessionGrant,
  context: JoinContext,
): Promise<MediaSession> {
  if (connector.join === undefined) throw new Error("it joins no calls");
  return connector.join(grant, context);
}

/** @throws {Error} when it is not what the page is going to use */
function checkSession(session: MediaSession): MediaSession {
  const isSession =
    typeof session === "object" &&
    session !== null &&
    typeof session.on === "function" &&
    typeof session.leave === "function" &&
    typeof session.remote?.get === "function";
  if (!isSession) throw new Error("join answered no media session");
  return session;
}
