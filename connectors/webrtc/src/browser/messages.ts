/** Names one document's part in one call: a reloaded page has another. */
export type SessionId = string;
/** Names one RTCPeerConnection of the offering side. */
export type ConnectionId = string;

/** What the sender's tracks carry now. */
export interface MediaStatus {
  isMuted: boolean;
  hasVideo: boolean;
}

/** What two call pages say to each other through the relay. */
export type PeerMessage =
  /** From the answering side: "I am here". `again`: something was lost, negotiate anew. */
  | { type: "ready"; session: SessionId; again?: boolean }
  | {
      type: "offer" | "answer";
      session: SessionId;
      connection: ConnectionId;
      /** Which session it is for; absent in the first offer, which waits for whoever comes. */
      to?: SessionId;
      /** Names the offer; the answer carries it back. */
      offer: string;
      sdp: string;
      status: MediaStatus;
    }
  | {
      type: "candidates";
      session: SessionId;
      connection: ConnectionId;
      /** In the order in which they were found; `null`: these were the last. */
      candidates: (RTCIceCandidateInit | null)[];
    };

export type DescriptionMessage = Extract<PeerMessage, { type: "offer" | "answer" }>;
export type CandidatesMessage = Extract<PeerMessage, { type: "candidates" }>;

/** Bounds of what is taken from the other side (S65). */
const MAX_SDP_LENGTH = 59_000;
const MAX_SDP_LINES = 2_000;
const MAX_SECTIONS = 64;
const MAX_CANDIDATE_LENGTH = 1_024;
const MAX_CANDIDATES = 100;
const ID = /^[\w-]{1,64}$/;

/** Parses what the other side sent; `undefined` for anything that is not one of our messages. */
export function parsePeerMessage(body: unknown): PeerMessage | undefined {
  if (!isRecord(body) || !isId(body.session)) return undefined;
  switch (body.type) {
    case "ready":
      return { type: "ready", session: body.session, again: body.again === true };
    case "offer":
    case "answer":
      return parseDescription(body, body.type, body.session);
    case "candidates":
      return parseCandidates(body, body.session);
    default:
      return undefined;
  }
}

/** `undefined` for anything that is not a status. */
export function parseMediaStatus(value: unknown): MediaStatus | undefined {
  if (!isRecord(value)) return undefined;
  const { isMuted, hasVideo } = value;
  return typeof isMuted === "boolean" && typeof hasVideo === "boolean"
    ? { isMuted, hasVideo }
    : undefined;
}

function parseDescription(
  body: Record<string, unknown>,
  type: "offer" | "answer",
  session: SessionId,
): DescriptionMessage | undefined {
  const { connection, to, offer, sdp } = body;
  const status = parseMediaStatus(body.status);
  if (!isId(connection) || !isId(offer) || !isSdp(sdp) || status === undefined) return undefined;
  if (to !== undefined && !isId(to)) return undefined;
  return { type, session, connection, offer, sdp, status, ...(to !== undefined && { to }) };
}

function parseCandidates(
  { connection, candidates }: Record<string, unknown>,
  session: SessionId,
): CandidatesMessage | undefined {
  if (!isId(connection) || !Array.isArray(candidates)) return undefined;
  if (candidates.length > MAX_CANDIDATES) return undefined;
  const parsed = candidates.map(parseCandidate);
  return parsed.includes(undefined)
    ? undefined
    : {
        type: "candidates",
        session,
        connection,
        candidates: parsed.filter((candidate) => candidate !== undefined),
      };
}

function parseCandidate(candidate: unknown): RTCIceCandidateInit | null | undefined {
  if (candidate === null) return null;
  if (!isRecord(candidate) || !isCandidateText(candidate.candidate)) return undefined;
  const { sdpMid, sdpMLineIndex, usernameFragment } = candidate;
  return {
    candidate: candidate.candidate,
    ...(typeof sdpMid === "string" && { sdpMid: sdpMid.slice(0, 64) }),
    ...(typeof sdpMLineIndex === "number" && { sdpMLineIndex }),
    ...(typeof usernameFragment === "string" && {
      usernameFragment: usernameFragment.slice(0, 256),
    }),
  };
}

function isSdp(value: unknown): value is string {
  if (typeof value !== "string" || value.length > MAX_SDP_LENGTH) return false;
  const lines = value.split("\n");
  const count = (start: string) => lines.filter((line) => line.startsWith(start)).length;
  const isSmall = lines.length <= MAX_SDP_LINES && count("m=") <= MAX_SECTIONS;
  return value.startsWith("v=0") && isSmall && count("a=candidate:") <= MAX_CANDIDATES;
}

function isCandidateText(value: unknown): value is string {
  return typeof value === "string" && value.length <= MAX_CANDIDATE_LENGTH;
}

function isId(value: unknown): value is string {
  return typeof value === "string" && ID.test(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
