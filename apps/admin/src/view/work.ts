import type { ReactiveController, ReactiveControllerHost } from "lit";
import { AdminProblem } from "../session/api.ts";

/**
 * What a section has under way, and what went wrong the last time. Nothing fails in silence: whatever its work throws is shown
 * until the next work goes well.
 */
export class Work implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setInterval> | undefined;
  #again: (() => Promise<unknown>) | undefined;
  isBusy = false;
  problem: AdminProblem["problem"] | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }

  /** Does it now; answers whether it went well. */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    this.isBusy = true;
    this.#host.requestUpdate();
    try {
      await work();
      this.problem = undefined;
      return true;
    } catch (error) {
      if (!(error instanceof AdminProblem)) throw error;
      this.problem = error.problem;
      return false;
    } finally {
      this.isBusy = false;
      this.#host.requestUpdate();
    }
  }

  /** Does it now, and again every few seconds while the page is looked at and nothing else is under way. */
  keep(work: () => Promise<unknown>, everyMs: number): void {
    this.#again = work;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => {
      if (document.visibilityState === "visible" && !this.isBusy) void this.#refresh();
    }, everyMs);
    void this.run(work);
  }

  /** Quietly: a problem of what somebody did stays to be read. */
  async #refresh(): Promise<void> {
    try {
      await this.#again?.();
      if (this.problem?.code === "connection-lost") this.problem = undefined;
    } catch (error) {
      if (!(error instanceof AdminProblem)) throw error;
      this.problem ??= error.problem;
    }
    this.#host.requestUpdate();
  }
}
