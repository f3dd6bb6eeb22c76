import type { CallMedia, CallTarget, ProviderId, ProviderInfo } from "@ringline/protocol";

/**
 * The providers that call such a target by such media, those that lack an account too. One that draws its own window has no call
 * page of ours, and so no press of ours: its calls begin at its own button.
 */
export function waysTo(
  target: CallTarget,
  media: CallMedia,
  providers: readonly ProviderInfo[],
): ProviderInfo[] {
  return providers.filter(
    ({ targets, media: own, draws }) =>
      targets.includes(target.type) && own.includes(media) && !draws?.includes("window"),
  );
}

/** The one that a plain press takes: the first preferred one that can be chosen, else the first of all. */
export function wayOf(
  ways: readonly ProviderInfo[],
  preferred: readonly ProviderId[],
): ProviderInfo | undefined {
  const open = ways.filter(({ lacksAccount }) => !lacksAccount);
  const known = preferred.flatMap((id) => open.find((way) => way.id === id) ?? []);
  return known[0] ?? open[0];
}
