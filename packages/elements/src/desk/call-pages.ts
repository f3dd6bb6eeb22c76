/** A call page that this page has opened: a window or a panel. */
export interface CallPage {
  /** As far as can be known: a window that cut the tie to us looks closed. */
  readonly isReachable: boolean;
  show(): void;
  close(): void;
}

export interface CallPageOptions {
  /** The call server's URL. */
  server: string;
  language: string;
  /** Draws a panel; may load what draws it first. */
  openPanel(url: string, name: string): Promise<CallPage>;
}

export interface CallPageRequest {
  secret: string;
  /** With whom: the title of a panel. */
  name: string;
  /** Absent: as it was last time. */
  camera?: boolean;
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
  if (!matchMedia(SMALL_OR_TOUCH).matches) {
    const opened = window.open(url, "_blank", windowFeatures());
    if (opened !== null) return windowPage(opened);
  }
  return panelPage(options.openPanel(url, request.name));
}

/** The secret stands in the fragment, which no request carries and the call page wipes at once. */
export function callPageUrl(
  { server, language }: Pick<CallPageOptions, "server" | "language">,
  { secret, camera }: Pick<CallPageRequest, "secret" | "camera">,
): string {
  const url = new URL("/call", server);
  url.searchParams.set("lang", language);
  if (camera !== undefined) url.searchParams.set("camera", camera ? "on" : "off");
  url.hash = secret;
  return url.href;
}

function windowFeatures(): string {
  const width = Math.min(WINDOW_WIDTH, screen.availWidth);
  const height = Math.min(WINDOW_HEIGHT, screen.availHeight);
  const left = Math.round(window.screenX + (window.outerWidth - width) / 2);
  const top = Math.round(window.screenY + (window.outerHeight - height) / 2);
  return `popup,width=${width},height=${height},left=${left},top=${top}`;
}

function windowPage(opened: Window): CallPage {
  return {
    get isReachable() {
      return !opened.closed;
    },
    show: () => opened.focus(),
    close: () => opened.close(),
  };
}

function panelPage(opening: Promise<CallPage>): CallPage {
  let panel: CallPage | undefined;
  let isClosed = false;
  const opened = opening.then((page) => {
    panel = page;
    if (isClosed) page.close();
  });
  // Without the panel's code the call cannot be shown; the server cancels it, as nobody claims the seat.
  opened.catch(() => {
    isClosed = true;
  });
  return {
    get isReachable() {
      return !isClosed && (panel?.isReachable ?? true);
    },
    show: () => panel?.show(),
    close: () => {
      isClosed = true;
      panel?.close();
    },
  };
}
