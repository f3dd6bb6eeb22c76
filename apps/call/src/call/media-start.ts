import type { SeatClient } from "@ringline/client";
import type { ErrorCode } from "@ringline/protocol";
import type { Entry } from "../entry/entry.ts";
import type { Opener } from "../entry/opener.ts";
import { LocalTracks } from "../media/local-tracks.ts";
import type { MediaPreferences, PreferenceStore } from "../media/preferences.ts";

export interface MediaStartOptions {
  entry: Entry;
  opener: Pick<Opener, "mayStartEarly" | "isTrusted" | "noteStarted">;
  seat: SeatClient;
  store: PreferenceStore;
  /** There is no microphone: the call cannot go on. */
  onNoMicrophone(code: ErrorCode): void;
  /** Who opened this page is not known: microphone and camera wait for a press, which runs this. */
  onNeedsPress(start: () => void): void;
}

/**
 * The person's own sound and picture, as they were last time. Opened by a page of a site that has opened a real call before,
 * they start together with the socket; behind a link of the site, or at its first call, once the server knows the call; from
 * any other page, and behind a link to somebody else's part in a call, after a press, so that a link switches nothing on (S49).
 * A host page that knows that the call takes place elsewhere says so, and then nothing is opened at all.
 */
export function startMedia(options: MediaStartOptions): LocalTracks {
  const { entry, opener, seat, store } = options;
  const expected = opener.mayStartEarly ? store.expected(entry.host) : undefined;
  const local = new LocalTracks(withChoice(store.of(expected ?? ""), entry));
  const open = (wantsCamera: boolean): void => {
    if (entry.withoutDevices) return;
    opener.noteStarted();
    void local.open(wantsCamera).then((code) => code && options.onNoMicrophone(code));
  };
  const hasPicture = ({ hasCamera }: MediaPreferences) => hasCamera && !isSoundOnly(options);
  if (expected !== undefined) open(hasPicture(local.preferences));
  const trusted = expected === undefined ? opener.isTrusted() : Promise.resolve(true);
  Promise.all([trusted, seat.ready]).then(
    ([isOfSite]) => {
      const person = seat.me?.party.id ?? "";
      const preferences = withChoice(store.of(person), entry);
      const wantsCamera = hasPicture(preferences);
      const begin = () => {
        if (isOfSite && entry.host !== undefined) store.expect(entry.host, person);
        if (expected === undefined) open(wantsCamera);
      };
      const hasBegun = expected !== undefined && entry.withoutDevices === undefined;
      void local.adopt(preferences, hasBegun && wantsCamera);
      const isOwn = opener.mayStartEarly || (store.expected(entry.host) ?? person) === person;
      if (isOfSite && isOwn) begin();
      else if (!entry.withoutDevices) options.onNeedsPress(begin);
      local.onChange(() => store.keep(person, local.preferences));
    },
    () => local.stop(),
  );
  return local;
}

function isSoundOnly({ entry, seat }: MediaStartOptions): boolean {
  return (seat.call ?? entry).media === "audio" && entry.camera === undefined;
}

function withChoice(preferences: MediaPreferences, { camera }: Entry): MediaPreferences {
  return camera === undefined ? preferences : { ...preferences, hasCamera: camera };
}
