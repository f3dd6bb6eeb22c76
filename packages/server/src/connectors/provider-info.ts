import type { Provider } from "@ringline/connector-spi/server";
import type { ProviderInfo } from "@ringline/protocol";
import type { ProviderSwitches } from "./switches.ts";

/** What pages may know of a provider. */
export function infoOf(
  connector: string,
  provider: Provider,
  switches: Pick<ProviderSwitches, "logs">,
): ProviderInfo {
  const { id, title, description, targets, media, features, grant, draws, account } = provider;
  return {
    id,
    connector,
    title,
    description,
    targets: [...targets],
    media: [...media],
    features: [...features],
    grant,
    ...(draws && { draws: [...draws] }),
    ...(account && { account: { type: account.type, title: account.title } }),
    log: switches.logs(id),
  };
}
