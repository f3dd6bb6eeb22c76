import type { CallMedia } from "@ringline/protocol";

/** A call page that this page has opened: a window or a panel. */
export interface CallPage {
  /** As far as can be known: a window that cut the tie to us looks closed. */
  readonly isReachable: boolean;
  /** Absent for a panel: that one stands below the cards of its page. */
  readonly opened?: Window;
  show(): void;
  close(): void;
}

export interface CallPageOptions {
  /** The call server's URL. */
  server: string;
  language: string;
  /** Draws a panel; may load what draws it first. */
  openPanel(url: string): Promise<CallPage>;
}

export interface CallPageRequest {
  secret: string;
  /** Absent: as it was last time. */
  camera?: boolean | undefined;
  /** Of the call; absent: as its provider has it. */
  media?: CallMedia | undefined;
  /** The call takes place on another page: ours needs neither microphone nor camera. */
  isElsewhere?: boolean;
  /** Windows do not come here. */
  isPanel?: boolean | undefined;
}

const WINDOW_WIDTH = 960;
const WINDOW_HEIGHT = 640;
const SMALL_OR_TOUCH = "(max-width: 600px), (pointer: coarse) and (max-width: 1024px)";

/**
 * Opens the call page inside a click: a window of its own, or a panel on phones and where windows are blocked. Blocked
 * means that `window.open` answered null; a window that reports itself closed may only have cut the tie (COOP).
 */
export function openCallPage(options: CallPageOptions, request: CallPageRequest): CallPage {
  const url = callPageUrl(options, request);
  if (!request.isPanel && !matchMedia(SMALL_OR_TOUCH).matches) {
    const opened = window.open(url, "_blank", windowFeatures());
    if (opened !== null) return windowPage(opened);
  }
  return panelPage(options.openPanel(url));
}

/** The secret stands in the fragment, which no request carries and the call page wipes at once. */
export function callPageUrl(
  { server, language }: Pick<CallPageOptions, "server" | "language">,
  { secret, camera, media, isElsewhere }: CallPageRequest,
): string {
  const sound = media === "audio" ? "&media=audio" : "";
  const picture = camera === undefined ? sound : `&camera=${camera ? "on" : "off"}`;
  const choice = isElsewhere ? "&devices=none" : picture;
  return `${new URL("/call", server)}?lang=${language}${choice}#${secret}`;
}

/** In the middle of the screen; on a smaller one browsers make the window smaller. */
function windowFeatures(): string {
  const left = (screen.availWidth - WINDOW_WIDTH) >> 1;
  const top = (screen.availHeight - WINDOW_HEIGHT) >> 1;
  return `popup,width=${WINDOW_WIDTH},height=${WINDOW_HEIGHT},left=${left},top=${top}`;
}

function windowPage(opened: Window): CallPage {
  return {
    opened,
    get isReachable() {
      return !opened.closed;
    },
    show: () => opened.focus(),
    close: () => opened.close(),
  };
}

/** Without the panel's code the call cannot be shown; the server cancels it, as nobody claims the seat. */
function panelPage(opening: Promise<CallPage>): CallPage {
  let panel: CallPage | undefined;
  let isClosed = false;
  const opened = (page: CallPage): void => {
    panel = page;
    if (isClosed) page.close();
  };
  opening.then(opened, () => undefined);
  return {
    get isReachable() {
      return panel?.isReachable ?? false;
    },
    show: () => panel?.show(),
    close: () => {
      isClosed = true;
      panel?.close();
    },
  };
}
