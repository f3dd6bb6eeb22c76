import { type ExoProviderConfig, exoProviderConfig } from "../../calls/index.ts";
import { ExoRefusal } from "./exo-refusal.ts";
import type { Visit } from "./visit.ts";

/** `GET /providers/configuration`: all ways to call, for administrators. */
export async function providersConfig({ ask }: Visit): Promise<ExoProviderConfig[]> {
  const { providers } = await ask("providers.list", {});
  return providers.map(exoProviderConfig);
}

/** `GET /provider/{type}/configuration`, for administrators. */
export async function providerConfig(visit: Visit): Promise<ExoProviderConfig> {
  const found = (await providersConfig(visit)).find(({ type }) => type === visit.path.type);
  if (found === undefined) throw new ExoRefusal(404, "Provider not found");
  return found;
}

/** `POST /provider/{type}/configuration` with `active=true`, or anything else for off; for administrators. */
export async function switchProvider(visit: Visit): Promise<ExoProviderConfig> {
  const active = visit.form.get("active");
  const before = await providerConfig(visit);
  if (active === null) throw new ExoRefusal(400, "Wrong request parameters: active");
  const isOn = active === "true";
  if (before.active !== isOn) await visit.ask("providers.switch", { provider: before.type, isOn });
  return { ...before, active: isOn };
}
