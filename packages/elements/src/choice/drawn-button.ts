import type { ProviderInfo } from "@ringline/protocol";
import type { ButtonPlace, HostConnectors } from "../connectors/host-connectors.ts";

/** What is to be drawn now. */
export interface WantedButton {
  hosts: HostConnectors;
  provider: ProviderInfo;
  at: Omit<ButtonPlace, "signal">;
}

/** A connector's own button in one place: asked for once per provider and target, and let go of when either is another. */
export class DrawnButton {
  readonly #onDrawn: () => void;
  #key = "";
  #end: AbortController | undefined;
  #element: HTMLElement | undefined;

  constructor(onDrawn: () => void) {
    this.#onDrawn = onDrawn;
  }

  /** Absent while it does not come, and where it never does. */
  get element(): HTMLElement | undefined {
    return this.#element;
  }

  follow(wanted: WantedButton | undefined): void {
    const key = wanted ? keyOf(wanted) : "";
    if (key === this.#key) return;
    this.#end?.abort();
    this.#key = key;
    this.#element = this.#end = undefined;
    if (!wanted) return;
    const { hosts, provider, at } = wanted;
    const end = new AbortController();
    this.#end = end;
    hosts.button(provider, { ...at, signal: end.signal }).then((element) => {
      if (end.signal.aborted) return;
      this.#element = element;
      this.#onDrawn();
    }, reportError);
  }
}

function keyOf({ provider, at }: WantedButton): string {
  return JSON.stringify([provider.id, provider.connector, at.target, at.name]);
}
