import type { CallId } from "@ringline/protocol";

export interface RingWords {
  title: string;
  body: string;
  picture?: string;
}

/** System notifications of rings, one per call, where the person has allowed them; they leave when the ring does. */
export class RingNotifications {
  readonly #shown = new Map<CallId, Notification>();

  /** The browser would ask the person if we asked it; it has not been answered yet. */
  get canAsk(): boolean {
    return typeof Notification !== "undefined" && Notification.permission === "default";
  }

  /** Asks for leave; only ever after the person pressed a button that says so. */
  async ask(): Promise<void> {
    await Notification.requestPermission();
  }

  /** Shows those of `rings` that are new and takes the others away. */
  show(rings: ReadonlyMap<CallId, RingWords>): void {
    for (const [call, notification] of this.#shown) {
      if (rings.has(call)) continue;
      notification.close();
      this.#shown.delete(call);
    }
    for (const [call, words] of rings) {
      if (!this.#shown.has(call)) this.#add(call, words);
    }
  }

  #add(call: CallId, { title, body, picture }: RingWords): void {
    if (typeof Notification === "undefined" || Notification.permission !== "granted") return;
    try {
      const notification = new Notification(title, {
        body,
        // One per call, whatever number of pages shows it; our own ringtone sounds.
        tag: `ringline-${call}`,
        silent: true,
        requireInteraction: true,
        ...(picture !== undefined && { icon: picture }),
      });
      notification.addEventListener("click", () => {
        window.focus();
        notification.close();
      });
      this.#shown.set(call, notification);
    } catch {
      // Chrome on Android has no notifications without a service worker; the card and the sound remain.
    }
  }
}
