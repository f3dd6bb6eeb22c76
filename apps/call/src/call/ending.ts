import type { SoundName } from "@ringline/elements";
import type { CallError, EndedCall, EndReason, ErrorCode, ParticipantId } from "@ringline/protocol";
import type { BrowserFamily } from "../entry/abilities.ts";
import type { CallMessage } from "../locales/en.ts";

/** How the page's part ended: what is read, what is heard, and when the window goes. */
export interface Ending {
  message: CallMessage;
  /** What the person can do about it. */
  advice?: CallMessage;
  /** Finds the log lines of this call. */
  reference?: string;
  sound?: SoundName;
  /** Absent: the words stay until the person closes the window. */
  closesAfterMs?: number;
  /** The person's own doing. */
  isOwn?: true;
}

const READING_MS = 3_500;
/** Of a call's id: as long as every reference. */
const REFERENCE_LENGTH = 8;

const BY_REASON: Record<EndReason, Omit<Ending, "closesAfterMs">> = {
  "hung-up": { message: "end-hung-up", sound: "ended" },
  cancelled: { message: "end-cancelled", sound: "ended" },
  declined: { message: "end-declined", sound: "declined" },
  "no-answer": { message: "end-no-answer", sound: "declined" },
  busy: { message: "end-busy", sound: "busy" },
  unreachable: { message: "end-unreachable", sound: "busy" },
  transferred: { message: "end-transferred", sound: "ended" },
  failed: { message: "end-failed", sound: "declined" },
  expired: { message: "end-expired", sound: "ended" },
};

export const OWN_HANG_UP: Ending = { message: "end-own", closesAfterMs: 0, isOwn: true };
export const NO_CALL: Ending = { message: "end-no-call" };
export const NO_WEBRTC: Ending = { message: "end-no-webrtc" };

/** The end that the server told. */
export function endOfCall(call: EndedCall, me: ParticipantId | undefined): Ending {
  if (call.endReason === "failed") return endOfFailure(call);
  const ending = { ...BY_REASON[call.endReason], closesAfterMs: READING_MS };
  if (call.problem === "connection-lost") return { ...ending, message: "end-connection-lost" };
  const hasPartnerLeft = call.participants.some(({ id, state }) => id !== me && state === "left");
  return call.endReason === "hung-up" && !hasPartnerLeft
    ? { ...ending, message: "end-over" }
    : ending;
}

/** What this page could not do: the call ends with it. */
export function endOfProblem(code: ErrorCode, reference: string | undefined): Ending {
  return {
    message: problemMessage(code),
    sound: "declined",
    ...(reference !== undefined && { reference }),
  };
}

/** The server does not take this page any more, or never did. */
export function endOfRefusal({ code, details }: CallError): Ending {
  if (code === "stale-session") return { message: "end-moved", closesAfterMs: READING_MS };
  if (code === "session-expired" || code === "call-ended")
    return { message: "end-gone", sound: "ended", closesAfterMs: READING_MS };
  return endOfProblem(code, details.reference);
}

/** A microphone that cannot be had ends the call, with words that say how to allow it in this browser (U3). */
export function endOfMicrophone(code: ErrorCode, family: BrowserFamily): Ending {
  switch (code) {
    case "microphone-denied":
      return { message: "end-microphone-denied", advice: `advice-${family}`, sound: "declined" };
    case "permissions-policy-blocked":
      return { message: "end-policy", sound: "declined" };
    case "device-not-found":
      return { message: "end-microphone-missing", sound: "declined" };
    default:
      return { message: "end-microphone-in-use", sound: "declined" };
  }
}

const DEVICE_CODES: readonly string[] = [
  "microphone-denied",
  "device-not-found",
  "device-in-use",
  "permissions-policy-blocked",
] satisfies ErrorCode[];

function endOfFailure({ id, problem }: EndedCall): Ending {
  const reference = id.slice(0, REFERENCE_LENGTH);
  if (problem !== undefined && DEVICE_CODES.includes(problem))
    return {
      message: "end-partner-device",
      reference,
      sound: "declined",
      closesAfterMs: READING_MS,
    };
  return { message: problemMessage(problem), sound: "declined", reference };
}

function problemMessage(code: string | undefined): CallMessage {
  switch (code) {
    case "media-failed":
      return "end-media-failed";
    case "connector-failed":
      return "end-connector-failed";
    case "unsupported-version":
      return "end-old-page";
    case "not-allowed":
    case "not-authenticated":
    case "invalid-token":
    case "token-revoked":
    case "rate-limited":
      return "end-server";
    default:
      return "end-failed";
  }
}
