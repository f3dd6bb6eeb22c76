import type { Dialogs } from "@ringline/connector-spi/browser";
import type { DialogLabels } from "@ringline/elements";
import type { ExoCallInfo, ExoCallState } from "../calls/index.ts";
import { callAnswer, restAnswer, textAnswer } from "./answers/answers.ts";
import { errorText } from "./answers/exo-error.ts";
import { initRequest } from "./answers/init-request.ts";
import { ChoiceMemory } from "./buttons/choice-memory.ts";
import { PageButtons } from "./buttons/page-buttons.ts";
import { exoDialogs } from "./dialogs/exo-dialogs.ts";
import { Infos } from "./infos/infos.ts";
import { ExoLogs } from "./logs/exo-logs.ts";
import { buttonContext, contextId, pageContext } from "./page/call-context.ts";
import type { ExoPageContext, ExoUser, RinglineSettings } from "./page/exo-page.ts";
import { randomBetween } from "./page/exo-page.ts";
import { type MakeCalls, Session } from "./page/session.ts";
import { loadStyle, showCallPopup, showCallWindow } from "./page/windows.ts";
import { ownWord } from "./page/words.ts";
import { ProviderRegistry } from "./providers/provider-registry.ts";
import { type Callbacks, subscribeCall, subscribeUser } from "./subscriptions/subscriptions.ts";

/** What the module stands on. */
export interface WebConferencingOptions {
  makeCalls: MakeCalls;
  /** Dialogs with words of the portal's, where it has some. */
  makeDialogs(labels: () => DialogLabels): Dialogs;
  /** Where the script's own tag says them; `context.ringline` stands over it. */
  settings?: RinglineSettings | undefined;
}

/** The module as pages know it; they may add to it. */
export type WebConferencing = ReturnType<typeof createWebConferencing>;

interface Parts {
  session: Session;
  infos: Infos;
  logs: ExoLogs;
  dialogs: ReturnType<typeof exoDialogs>;
  registry: ProviderRegistry;
  buttons: PageButtons;
}

/** Makes the one object of a document. Each method may be taken off it and called by itself. */
export function createWebConferencing(options: WebConferencingOptions) {
  const parts = makeParts(options);
  return {
    ...pageMethods(parts),
    ...providerMethods(parts),
    ...infoMethods(parts),
    ...callMethods(parts),
    ...parts.dialogs,
    getLog: (type?: string) => parts.logs.get(type),
    errorText,
    contextId,
    getRandom: randomBetween,
    showCallPopup,
    showCallWindow,
    loadStyle,
    initRequest,
  };
}

function makeParts({ makeCalls, makeDialogs, settings }: WebConferencingOptions): Parts {
  const session = new Session({ makeCalls, settings });
  const infos = new Infos(session);
  const dialogs = exoDialogs(makeDialogs(() => labelsOf(session)));
  const logs = new ExoLogs(session, dialogs.showError);
  const log = logs.get();
  const registry = new ProviderRegistry({
    warn: (message, error) => log.warn(message, error),
    context: () => pageContext({ session, infos }),
    onChange: () => buttons.refresh(),
  });
  const buttons = new PageButtons({
    providers: () => registry.started,
    context: (target) => buttonContext(target, { session, infos }),
    ownId: () => session.user?.id,
    memory: new ChoiceMemory(() => session.user?.id),
    onChat: (target) => session.showChat(target),
    otherWays: () => wordOf(session, "otherWays"),
    onNone: (type, reason, fault) => {
      const message = `No button of ${type}: ${reason}`;
      if (fault) log.error(message, fault.error);
      else log.debug(message);
    },
  });
  followOffers(session, registry);
  session.onLink(({ client }) =>
    client.on("connection", ({ state }) => {
      if (state === "connected") buttons.retry();
    }),
  );
  return { session, infos, logs, dialogs, registry, buttons };
}

/** The server's word stands over what the portal wrote into the page: a provider that it does not offer is off. */
function followOffers(session: Session, registry: ProviderRegistry): void {
  session.onLink(({ client }) => {
    const look = (): void => {
      const offered = client.providers.map(({ id, title, description, log }) => {
        return { type: id, title, description, active: true, logEnabled: log };
      });
      const types = new Set(offered.map(({ type }) => type));
      const others = (session.configs ?? [])
        .filter(({ type }) => !types.has(type))
        .map((config) => ({ ...config, active: false }));
      session.configs = [...offered, ...others];
      registry.configure(session.configs, true);
    };
    client.on("providersChanged", look);
    // Nobody is signed in: what the portal wrote is all there is.
    client.ready.then(look, () => {
      if (session.link?.client === client) registry.configure(session.configs ?? [], true);
    });
  });
}

function pageMethods({ session, registry, buttons, logs }: Parts) {
  return {
    init(user: ExoUser | undefined, context: ExoPageContext | undefined): void {
      if (!context) return;
      session.init(user, context);
      if (!session.link) logs.get().warn("Ringline not found in context settings");
      if (session.configs) registry.configure(session.configs, !session.link);
      if (session.isPortal) buttons.start();
    },
    update: (): void => {
      if (session.user) buttons.start();
    },
    getUser: () => session.user,
    getCurrentSpaceId: () => session.spaceId,
    getCurrentRoomTitle: () => session.roomTitle,
    getBaseUrl: () => location.origin,
    message: (key: string) => wordOf(session, key),
  };
}

function providerMethods({ registry, session, infos }: Parts) {
  return {
    addProvider: (provider: unknown) => registry.add(provider),
    findProvider: (type: string) => registry.find(type),
    getProvider: (type: string) => registry.get(type),
    getProvidersConfig: (force?: boolean) =>
      restAnswer(async () => (!force && session.configs) || (await infos.providers())),
    getProviderConfig: (type: string) => restAnswer(() => infos.provider(type)),
    postProviderConfig: (type: string, active: boolean) =>
      restAnswer(() => infos.switchProvider(type, active === true || String(active) === "true")),
  };
}

function infoMethods({ infos }: Parts) {
  return {
    getUserInfo: (id: string) => restAnswer(() => infos.user(id)),
    getSpaceInfo: (id: string) => restAnswer(() => infos.group("space", id)),
    /** A title and members that a page names say nothing: both are the site's. */
    getRoomInfo: (id: string) => restAnswer(() => infos.group("chat_room", id)),
    getUserStatus: (id: string) => restAnswer(() => infos.status(id)),
    imAccount: (user: ExoUser | undefined, type: string) => user?.imAccounts?.[type]?.[0] ?? null,
  };
}

function callMethods({ session }: Parts) {
  const calls = () => session.needLink().calls;
  const updateCall = (id: string, state: ExoCallState) =>
    callAnswer(() => calls().updateCall(id, state));
  return {
    getCall: (id: string) => callAnswer(() => calls().getCall(id)),
    addCall: (id: string, info: ExoCallInfo) => callAnswer(() => calls().addCall(id, info)),
    updateCall,
    updateUserCall: updateCall,
    deleteCall: (id: string) => callAnswer(() => calls().deleteCall(id)),
    getUserGroupCalls: () => callAnswer(() => calls().getUserGroupCalls()),
    toCallUpdate: (id: string, data: unknown) => textAnswer(() => calls().toCallUpdate(id, data)),
    onUserUpdate: (id: string, onUpdate: Told, ...more: [Told?, Told?]) =>
      subscribeUser(session, id, callbacks(onUpdate, more)),
    onCallUpdate: (id: string, onUpdate: Told, ...more: [Told?, Told?]) =>
      subscribeCall(session, id, callbacks(onUpdate, more)),
  };
}

type Told = Callbacks["onUpdate"];

function callbacks(onUpdate: Told, [onError, onReady]: [Told?, Told?]): Callbacks {
  return { onUpdate, onError, onReady };
}

/** What the portal calls a dialog's buttons; where it says nothing, a dialog speaks the page's language. */
function labelsOf({ messages }: Session): DialogLabels {
  const word = (key: string) => messages[`webconferencing.${key}`];
  return { ok: word("ok"), cancel: word("cancel"), reference: word("errorReference") };
}

function wordOf({ messages }: Session, key: string): string {
  return messages[`webconferencing.${key}`] ?? ownWord(key);
}
