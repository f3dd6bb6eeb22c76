import { partnerName } from "@ringline/elements";
import type { Call, Participant, Party, QualityProblem } from "@ringline/protocol";
import type { CallMessage } from "../locales/en.ts";
import type { Devices } from "../media/device-list.ts";
import type { MediaPreferences } from "../media/preferences.ts";
import type { Conversation } from "./conversation.ts";
import type { Destination } from "./destination.ts";
import type { Ending } from "./ending.ts";
import type { Knock } from "./knocks.ts";

/** Where the call stands, for who looks at the page. */
export type Stage = "opening" | "calling" | "ringing" | "connecting" | "connected" | "reconnecting";

/** All that is drawn. */
export interface PageView {
  stage: Stage;
  ending: Ending | undefined;
  /** Whom one talks with; empty until the server has told. */
  name: string;
  partner: Party | undefined;
  remote: { stream: MediaStream; isMuted: boolean; hasVideo: boolean } | undefined;
  /** One's own picture. */
  ownVideo: MediaStreamTrack | undefined;
  isMuted: boolean;
  hasCamera: boolean;
  notices: CallMessage[];
  /** The other one's page has lost the server. */
  isPartnerAway: boolean;
  /** What people notice of the connection: told in words, the other side by name. */
  problems: readonly QualityProblem[];
  /** Absent while it is not known. */
  quality: "good" | "weak" | undefined;
  /** Milliseconds since 1970. */
  startedAt: number | undefined;
  preferences: MediaPreferences;
  /** The devices in use. */
  microphoneId: string | undefined;
  cameraId: string | undefined;
  devices: Devices;
  isSoundBlocked: boolean;
  /** The person has hung up, and the server does not know it yet. */
  isHangUpUnsent: boolean;
  /** The call takes place there, and this window is its control strip. */
  destination: Destination | undefined;
  /** The person has opened it. */
  hasEntered: boolean;
  /** The browser did not let its window open: a link is not blocked. */
  isWindowBlocked: boolean;
  /** Microphone and camera wait for a press: who opened this page is not known. */
  needsPress: boolean;
  /** What a connector wants the person to know; untrusted. */
  problem: { text: string; reference: string } | undefined;
  /** Others who call while this call runs. */
  knocks: readonly Knock[];
}

/** What the page shows of the conversation now. */
export function viewOf(
  conversation: Conversation,
  around: Pick<
    PageView,
    | "devices"
    | "isSoundBlocked"
    | "hasEntered"
    | "isWindowBlocked"
    | "needsPress"
    | "problem"
    | "knocks"
  >,
): PageView {
  const { call, me, local, session, ending, destination } = conversation;
  const partner = partnerOf(conversation);
  const remote = partner && session?.remote.get(partner.id);
  return {
    ...around,
    stage: stageOf(conversation),
    ending,
    name: call === undefined ? "" : partnerName(call, me),
    partner: groupOf(call) ?? partner?.party,
    remote: ending === undefined ? remote : undefined,
    ownVideo: local.video,
    isMuted: local.isMuted,
    hasCamera: local.video !== undefined || (local.wantsCamera && ending === undefined),
    notices: noticesOf(conversation),
    isPartnerAway: ending === undefined && conversation.isPartnerAway,
    problems: ending === undefined ? conversation.quality.problems : [],
    quality: ending === undefined ? conversation.quality.level : undefined,
    startedAt: startOf(call),
    preferences: local.preferences,
    microphoneId: local.audio?.getSettings().deviceId,
    cameraId: local.video?.getSettings().deviceId,
    destination: ending === undefined ? destination : undefined,
    needsPress: around.needsPress && ending === undefined && destination === undefined,
    isHangUpUnsent: ending?.isOwn === true && conversation.isServerAway && call?.phase !== "ended",
  };
}

/** A space or room, drawn as somebody of that name. */
function groupOf(call: Call | undefined): Party | undefined {
  if (call?.target.type !== "space" && call?.target.type !== "room") return undefined;
  return { type: "user", id: call.target.id, name: call.title };
}

function partnerOf({ call, participant }: Conversation): Participant | undefined {
  return call?.participants.find(({ id }) => id !== participant);
}

function stageOf(conversation: Conversation): Stage {
  const { call, session, destination } = conversation;
  if (call === undefined) return "opening";
  if (call.phase === "ringing")
    return partnerOf(conversation)?.state === "ringing" ? "ringing" : "calling";
  if (destination !== undefined) return "connected";
  if (session === undefined || session.state === "closed") return "connecting";
  return session.state;
}

function startOf(call: Call | undefined): number | undefined {
  return call?.phase === "active" ? Date.parse(call.startedAt) : undefined;
}

function noticesOf(conversation: Conversation): CallMessage[] {
  const { ending, isServerAway, session, local, destination } = conversation;
  if (ending !== undefined) return [];
  const notices: CallMessage[] = [];
  const goesOn = destination !== undefined || session?.state === "connected";
  if (isServerAway) notices.push(goesOn ? "server-away-in-call" : "server-away");
  if (destination !== undefined) return notices;
  if (local.hasLostMicrophone) notices.push("no-microphone-now");
  const camera = cameraNotice(local.cameraProblem);
  if (camera !== undefined) notices.push(camera);
  if (local.isMuted) notices.push("you-are-muted");
  return notices;
}

function cameraNotice(problem: string | undefined): CallMessage | undefined {
  switch (problem) {
    case undefined:
      return undefined;
    case "device-not-found":
      return "camera-missing";
    case "device-in-use":
      return "camera-in-use";
    default:
      return "camera-denied";
  }
}
