import type {
  ConnectorContext,
  Entry,
  Provider,
  RunningConnector,
  ServerConnector,
} from "@ringline/connector-spi/server";
import type { JoinGrant } from "@ringline/protocol";
import { answerRequest, LAST_REPORT, roomUrl } from "./requests.ts";
import { parseSettings, schema, type TemplateSettings } from "./settings.ts";

/** The server half: what people may choose, who enters a call, and with what. */
export const connector: ServerConnector<TemplateSettings> = {
  manifest: {
    id: "template",
    version: "0.1.0",
    // `start` answers them: one of them depends on the settings.
    providers: [],
    settings: schema,
    parseSettings,
    // `use`: a call page loads it when it has such a call; a host page, when it draws such a button.
    browser: { module: new URL("../browser/index.js", import.meta.url).href, load: "use" },
  },
  start: (context) => Promise.resolve(run(context)),
};

function run(context: ConnectorContext<TemplateSettings>): RunningConnector {
  const { settings, logger } = context;
  return {
    providers: providersOf(settings),
    admit: async (entry) => {
      logger.info({ call: entry.call.id, participant: entry.participant.id }, "admitted");
      return grantFor(entry, context);
    },
    request: (request) => answerRequest(request, context),
    health: () => healthOf(context),
    stop: () => Promise.resolve(),
  };
}

/** Stands beside its providers at the administration page. */
async function healthOf({ storage }: Pick<ConnectorContext, "storage">) {
  const last = await storage.get(LAST_REPORT);
  return typeof last === "string" ? { ok: true, detail: `last report ${last}` } : { ok: true };
}

/** Two ways to call: in our own call window, and on a page elsewhere. */
function providersOf({ title, needsAccount }: TemplateSettings): Provider[] {
  const account = { type: "template", title: `${title} number`, pattern: "[0-9]{3,15}" };
  const first: Provider = {
    id: "template",
    title,
    description: "Sound and picture between two browsers.",
    targets: ["user"],
    media: ["audio", "video"],
    maxParticipants: 2,
    opens: "on-place",
    grant: "session",
    features: ["call-waiting"],
    draws: ["button"],
    ...(needsAccount && { account }),
  };
  const second: Provider = {
    id: "template_page",
    title: `${title} room`,
    description: "A room on a page of its own.",
    targets: ["user"],
    media: ["audio", "video"],
    opens: "on-place",
    grant: "page",
    incoming: true,
    features: ["call-waiting"],
  };
  return [first, second];
}

/** What a seat needs to enter, once it may: asked again after each reload. */
function grantFor(
  { call, participant }: Entry,
  context: ConnectorContext<TemplateSettings>,
): JoinGrant {
  if (call.provider === "template_page")
    return { type: "page", connector: "template", url: roomUrl(call.id, context), frame: false };
  // The caller's page makes the offer; the browser half parses what stands here.
  const isOfferer = call.participants[0]?.id === participant.id;
  return {
    type: "session",
    connector: "template",
    data: { isOfferer, stun: context.settings.stun },
  };
}
