import type { HistoryEntry, Party } from "@ringline/protocol";
import { partyName } from "../desk/parties.ts";
import { formatDuration, type Texts } from "../localise.ts";
import type { HistoryMessage } from "./locales/en.ts";

type HistoryTexts = Texts<HistoryMessage>;

/** Names that are written out; the others are counted. */
const MOST_NAMES = 3;
const DAY_MS = 24 * 60 * 60_000;

/** Whom a call was with: a space or room by its title, people by their names. */
export function withWhom(entry: HistoryEntry, texts: HistoryTexts): string {
  const { target, title, others } = entry;
  if (target.type === "space" || target.type === "room") return title;
  if (others.length === 0) return partyName(target);
  const names = others.slice(0, MOST_NAMES).map(partyName);
  const count = others.length - names.length;
  if (count > 0) return texts.text("and-others", { names: names.join(", "), count });
  return new Intl.ListFormat(texts.language, { type: "conjunction" }).format(names);
}

/** Whose portrait stands beside it. */
export function portraitOf({ others, caller }: HistoryEntry): Party {
  return others[0] ?? caller;
}

/** Attributes for a button that calls back; nothing where there is nobody to call. */
export function callBackTarget(entry: HistoryEntry): { type: string; id: string } | undefined {
  const { target, direction, caller } = entry;
  if (target.type === "space" || target.type === "room")
    return { type: target.type, id: target.id };
  if (direction === "incoming") return partyTarget(caller);
  return target.type === "address"
    ? { type: "address", id: target.address }
    : { type: "user", id: target.id };
}

/** What kind of call it was, and how it ended where that is worth a word. */
export function kindOf({ isMissed, direction }: HistoryEntry): HistoryMessage {
  if (isMissed) return "missed-call";
  return direction === "incoming" ? "incoming-call" : "outgoing-call";
}

/** Why there was no conversation, or none to its end; nothing where there was one, or where "missed" says it. */
export function outcomeOf(entry: HistoryEntry): HistoryMessage | undefined {
  const { isMissed, state, endReason, problem, answeredAt } = entry;
  if (isMissed) return undefined;
  if (state === "declined") return "declined-call";
  if (endReason === "failed") return "failed-call";
  if (problem === "connection-lost") return "lost-call";
  if (answeredAt !== undefined) return undefined;
  switch (endReason) {
    case "declined":
      return "declined-call";
    case "busy":
      return "busy-call";
    case "unreachable":
      return "unreachable-call";
    case "cancelled":
      return "cancelled-call";
    default:
      return "unanswered";
  }
}

/** How long the conversation was; empty without one. */
export function durationOf({ durationMs }: HistoryEntry): string {
  return durationMs > 0 ? formatDuration(durationMs) : "";
}

/** When the call was placed: today by the hour, this week by its day, else by its date; in the reader's language and zone. */
export function timeOf({ createdAt }: HistoryEntry, language: string, now: number): string {
  const time = new Date(createdAt);
  const days = (startOfDay(now) - startOfDay(time.getTime())) / DAY_MS;
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, options).format(time);
  if (days < 1) return format({ timeStyle: "short" });
  if (days < 7) return format({ weekday: "short", hour: "numeric", minute: "2-digit" });
  return format({ dateStyle: "medium", timeStyle: "short" });
}

/** The whole of it, for who points at it or hears it. */
export function fullTimeOf({ createdAt }: HistoryEntry, language: string): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" });
  return format.format(new Date(createdAt));
}

function partyTarget(party: Party) {
  if (party.type === "address") return { type: "address", id: party.address };
  return party.type === "user" ? { type: "user", id: party.id } : undefined;
}

/** Counted by the calendar of the reader's zone, as UTC, so that a day of 23 hours is one. */
function startOfDay(at: number): number {
  const day = new Date(at);
  return Date.UTC(day.getFullYear(), day.getMonth(), day.getDate());
}
