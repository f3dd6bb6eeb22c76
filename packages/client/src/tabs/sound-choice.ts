import type { PageId, Sight } from "./messages.ts";

/**
 * The one page that sounds: of the pages that may (of all, where none may) the one that was looked at last among the
 * visible ones; where none is visible the leader, or else the one looked at last. @see SPEC SOUND1
 */
export function soundingPage(
  sights: ReadonlyMap<PageId, Sight>,
  leader: PageId,
): PageId | undefined {
  const all = [...sights];
  const allowed = all.filter(([, { maySound }]) => maySound);
  const candidates = allowed.length > 0 ? allowed : all;
  const visible = candidates.filter(([, sight]) => sight.visible);
  if (visible.length > 0) return lastSeen(visible);
  return candidates.some(([page]) => page === leader) ? leader : lastSeen(candidates);
}

function lastSeen(pages: readonly [PageId, Sight][]): PageId | undefined {
  return pages.toSorted(([, a], [, b]) => b.seenAt - a.seenAt)[0]?.[0];
}
