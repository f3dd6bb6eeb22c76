import { CallError, type JoinGrant } from "@ringline/protocol";

/** The page elsewhere where the call takes place; ours is its control strip. */
export interface Destination {
  url: string;
  /** As a person reads it: the host. */
  host: string;
  /** It may stand inside our page. */
  isFramed: boolean;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** @throws {CallError} connector-failed for anything that a person must not be led to */
export function destinationOf(
  { url, frame }: Extract<JoinGrant, { type: "page" }>,
  own: Pick<Location, "origin" | "hostname">,
): Destination {
  const parsed = URL.parse(url);
  if (parsed === null || !mayLeadTo(parsed, own)) throw new CallError("connector-failed");
  return { url: parsed.href, host: parsed.host, isFramed: frame === true };
}

/** Over https, to the call server itself, or around a machine on which somebody tries things out. */
function mayLeadTo(url: URL, own: Pick<Location, "origin" | "hostname">): boolean {
  if (url.username !== "" || url.password !== "") return false;
  if (url.protocol !== "http:") return url.protocol === "https:";
  const isLocal = LOOPBACK.test(url.hostname) && LOOPBACK.test(own.hostname);
  return isLocal || url.origin === own.origin;
}

/**
 * The window in which the destination was opened. Whether it still is there is never proof of anything: a destination may
 * cut the tie to us (COOP), and then looks closed from the first moment on.
 */
export class DestinationWindow {
  #opened: Window | null = null;

  /**
   * Must run inside the press. A window that can be reached comes to the front, any other is opened anew. Answers whether the
   * browser let it open.
   */
  enter({ url }: Destination): boolean {
    if (this.#opened?.closed === false) {
      this.#opened.focus();
      return true;
    }
    const opened = window.open("", "_blank");
    if (opened === null) return false;
    // Before the destination is there: it must not reach back (S46).
    opened.opener = null;
    opened.location.replace(url);
    this.#opened = opened;
    return true;
  }

  /** With the call; where the browser does not let us, the person closes it. */
  close(): void {
    this.#opened?.close();
    this.#opened = null;
  }
}
