import type { ExoProviderConfig } from "../../calls/index.ts";
import { errorText } from "../answers/exo-error.ts";
import type { ExoCallContext } from "../page/call-context.ts";
import { adopt, DualPromise } from "../promises/dual-promise.ts";
import { type ExoProvider, type Registration, registrationOf } from "./provider.ts";

/** An `init` that has not settled by then counts as failed, until it does. */
const INIT_MS = 10_000;

/** Who asks for a provider is told by then what there is of it. */
const ANSWER_MS = 20_000;

/** `started`: it may offer buttons. `failed`: its `init` threw, rejected or hangs. `off`: an administrator switched it off. */
type Standing = "waiting" | "starting" | "started" | "failed" | "off" | "unknown";

export type ProviderAnswer = DualPromise<[ExoProvider, boolean], [string]>;

interface Entry extends Registration {
  standing: Standing;
  /** Its `init` was called. */
  isBegun: boolean;
}

export interface RegistryOptions {
  warn(message: string, error?: unknown): void;
  /** What its `init` is told. */
  context(): ExoCallContext;
  /** Which providers may offer buttons has changed. */
  onChange(): void;
  initMs?: number;
  answerMs?: number;
}

/** The providers that connectors added to this page, each fenced off from the others. */
export class ProviderRegistry {
  readonly #options: RegistryOptions;
  readonly #entries: Entry[] = [];
  readonly #waiting = new Map<string, (() => void)[]>();
  #configs: ReadonlyMap<string, ExoProviderConfig> = new Map();
  /** There are no others than those in `#configs`. */
  #isComplete = false;

  constructor(options: RegistryOptions) {
    this.#options = options;
  }

  /** Those that may offer buttons, in the order in which they were added. */
  get started(): readonly Registration[] {
    return this.#entries.filter(({ standing }) => standing === "started");
  }

  /** What is no provider, or of a type that is there already, is refused with a warning. */
  add(provider: unknown): void {
    const entry = this.#entryOf(provider);
    if (entry === undefined) return;
    this.#entries.push(entry);
    this.#look(entry);
    for (const type of entry.types) this.#tell(type);
  }

  find(type: string): ExoProvider | null {
    return this.#of(type)?.provider ?? null;
  }

  /**
   * Says how it went once that is known; waits for a type that is configured but was not added yet, and for `init`, twenty
   * seconds at most.
   */
  get(type: string): ProviderAnswer {
    return new DualPromise((resolve, reject) => {
      const late = setTimeout(() => {
        const entry = this.#of(type);
        if (entry) resolve(entry.provider, false);
        else reject(`${type} was not added to this page`);
      }, this.#options.answerMs ?? ANSWER_MS);
      const tell = (): boolean => {
        const entry = this.#of(type);
        const standing = entry?.standing ?? this.#unadded(type);
        if (standing === "unknown") reject(`${type} not configured`);
        else if (entry && standing !== "waiting" && standing !== "starting")
          resolve(entry.provider, standing === "started");
        else return false;
        clearTimeout(late);
        return true;
      };
      const wait = (): void => {
        if (!tell()) this.#waitFor(type, wait);
      };
      wait();
    });
  }

  /** What the server has; `isComplete` when there is nothing else. Switches those on and off that are here. */
  configure(configs: readonly ExoProviderConfig[], isComplete: boolean): void {
    this.#configs = new Map(configs.map((config) => [config.type, config]));
    this.#isComplete = isComplete;
    for (const entry of this.#entries) this.#look(entry);
    for (const type of [...this.#waiting.keys()]) this.#tell(type);
  }

  #entryOf(provider: unknown): Entry | undefined {
    const { warn } = this.#options;
    try {
      const entry: Entry = { ...registrationOf(provider), standing: "waiting", isBegun: false };
      const taken = entry.types.find((type) => this.#of(type) !== undefined);
      if (taken === undefined) return entry;
      warn(`Provider refused: there is one of type ${taken} already`);
    } catch (error) {
      warn("Provider refused", error);
    }
    return undefined;
  }

  #of(type: string): Entry | undefined {
    return this.#entries.find(({ types }) => types.includes(type));
  }

  #unadded(type: string): Standing {
    return this.#isComplete && !this.#configs.has(type) ? "unknown" : "waiting";
  }

  #waitFor(type: string, listener: () => void): void {
    this.#waiting.set(type, [...(this.#waiting.get(type) ?? []), listener]);
  }

  #tell(type: string): void {
    const listeners = this.#waiting.get(type) ?? [];
    this.#waiting.delete(type);
    for (const listener of listeners) listener();
  }

  #look(entry: Entry): void {
    const config = entry.types.map((type) => this.#configs.get(type)).find(Boolean);
    if (config?.active) this.#switchOn(entry);
    else if (config) this.#stand(entry, "off");
    else if (this.#isComplete && entry.standing !== "unknown") {
      this.#options.warn(`Provider ${entry.type} is not configured on the server`);
      this.#stand(entry, "unknown");
    }
  }

  #switchOn(entry: Entry): void {
    if (!entry.isBegun) this.#begin(entry);
    else if (entry.standing === "off" || entry.standing === "unknown")
      this.#stand(entry, entry.provider.isInitialized ? "started" : "failed");
  }

  #begin(entry: Entry): void {
    entry.isBegun = true;
    entry.standing = "starting";
    mark(entry.provider, false);
    const late = setTimeout(
      () => this.#fail(entry, "its init() has not settled"),
      this.#options.initMs ?? INIT_MS,
    );
    initialised(entry.provider, this.#options)
      .always(() => clearTimeout(late))
      .done(() => {
        mark(entry.provider, true);
        if (entry.standing === "starting" || entry.standing === "failed")
          this.#stand(entry, "started");
      })
      .fail((reason) => this.#fail(entry, errorText(reason) || "its init() was rejected"));
  }

  #fail(entry: Entry, reason: string): void {
    this.#options.warn(`Provider ${entry.type} is not initialised: ${reason}`);
    if (entry.standing === "starting") this.#stand(entry, "failed");
  }

  #stand(entry: Entry, standing: Standing): void {
    const was = entry.standing;
    if (was === standing) return;
    entry.standing = standing;
    for (const type of entry.types) this.#tell(type);
    if (was === "started" || standing === "started") this.#options.onChange();
  }
}

function initialised(provider: ExoProvider, { context }: RegistryOptions) {
  if (typeof provider.init !== "function") return adopt(undefined);
  try {
    return adopt(provider.init(context()));
  } catch (error) {
    return adopt(Promise.reject(error));
  }
}

/** An object that cannot be written to does without. */
function mark(provider: ExoProvider, isInitialized: boolean): void {
  Reflect.set(provider, "isInitialized", isInitialized);
}
