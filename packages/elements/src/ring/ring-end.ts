import type { Call, DeviceId, Me } from "@ringline/protocol";
import { isRingingFor } from "../card/rings.ts";
import { ownParticipant } from "../desk/parties.ts";
import type { Notice } from "../layer/notices.ts";

/** What this page knows of itself when a ring ends. */
export interface RingPage {
  me: Me | undefined;
  deviceId: DeviceId;
  /** The call was answered on this very page. */
  hasAnswered: boolean;
}

/** What to tell the person when a call stops ringing here; undefined when they know it already. */
export function ringEndNotice(
  call: Call,
  previous: Call | undefined,
  page: RingPage,
): Notice | undefined {
  if (previous === undefined || !isRingingFor(previous, page.me)) return undefined;
  const own = ownParticipant(call, page.me);
  if (call.phase === "active" && own?.state === "joined") {
    if (page.hasAnswered) return undefined;
    const { device } = own;
    if (device === undefined || device.id === page.deviceId) return { type: "elsewhere" };
    return { type: "elsewhere", device: device.label };
  }
  const isMissed = own?.state === "missed" || (call.phase === "ended" && own?.state !== "declined");
  return isMissed ? { type: "missed", caller: call.caller, count: 1 } : undefined;
}
