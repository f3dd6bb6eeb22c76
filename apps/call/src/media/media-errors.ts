import type { ErrorCode } from "@ringline/protocol";

export type MediaKind = "microphone" | "camera";

/** The code for what getUserMedia threw. */
export function mediaErrorCode(error: unknown, kind: MediaKind): ErrorCode {
  switch (error instanceof DOMException ? error.name : "") {
    case "NotAllowedError":
    case "SecurityError":
      if (isForbiddenByPage(kind)) return "permissions-policy-blocked";
      return kind === "camera" ? "camera-denied" : "microphone-denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "device-not-found";
    case "NotReadableError":
    case "AbortError":
      return "device-in-use";
    default:
      return "media-failed";
  }
}

/** Where the browser can tell: the host page framed us without `allow`, or its policy forbids the device. */
function isForbiddenByPage(kind: MediaKind): boolean {
  const { featurePolicy } = document as Document & {
    featurePolicy?: { allowsFeature(feature: string): boolean };
  };
  return featurePolicy?.allowsFeature(kind) === false;
}
