import type { Page } from "playwright-core";

declare global {
  interface Window {
    openedSockets?: WebSocket[];
  }
}

/** For `addInitScript`: remembers each WebSocket, changes nothing else. */
export function installSocketProbe(): void {
  const opened: WebSocket[] = [];
  window.openedSockets = opened;
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      opened.push(this);
    }
  };
}

/** How many sockets the page holds now. */
export function openSocketsIn(page: Page): Promise<number> {
  return page.evaluate(() => {
    const isOpen = ({ readyState }: WebSocket) => readyState === WebSocket.OPEN;
    return window.openedSockets?.filter(isOpen).length ?? 0;
  });
}
