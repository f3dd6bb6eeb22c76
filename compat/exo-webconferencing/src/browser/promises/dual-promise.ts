/** How a promise stands, in the words of older pages. */
export type DualState = "pending" | "resolved" | "rejected";

/** One function, several, or nothing: `done(a, [b, c], null)`. */
type Listed<Args extends readonly unknown[]> =
  | ((...args: Args) => unknown)
  | readonly ((...args: Args) => unknown)[]
  | null
  | undefined;

type Callback = (...args: readonly unknown[]) => unknown;
type Settle<Args extends readonly unknown[]> = (...args: Args) => void;
type Handler = ((...args: never[]) => unknown) | null | undefined;

/** Fulfils or rejects with as many values as the older API hands to `done` and `fail`; the first is what `await` gets. */
type Executor<Done extends readonly unknown[], Fail extends readonly unknown[]> = (
  resolve: Settle<Done>,
  reject: Settle<Fail>,
  notify: (...args: unknown[]) => void,
) => void;

/**
 * A native promise that older pages can use as they used jQuery's: `done`, `fail` and `always` run in order and at once when it
 * is settled already, with every value; `then` and `catch` hand every value on too. What a callback throws is reported and
 * hinders no other. A rejection that nobody listens to is silent, as it was: whoever awaits it gets it.
 */
export class DualPromise<
  Done extends readonly unknown[] = [unknown],
  Fail extends readonly unknown[] = [unknown],
> extends Promise<Done[0]> {
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  #state: DualState = "pending";
  #args: readonly unknown[] = [];
  /** What it follows decides. */
  #isResolved = false;
  #isDraining = false;
  #lastNotice: readonly unknown[] | undefined;
  readonly #native: { resolve(value: unknown): void; reject(reason: unknown): void };
  readonly #callbacks = {
    resolved: [] as Callback[],
    rejected: [] as Callback[],
    progress: [] as Callback[],
  };

  constructor(executor: Executor<Done, Fail>) {
    const native = Promise.withResolvers<unknown>();
    super((resolve, reject) => {
      native.promise.then(resolve as (value: unknown) => void, reject);
    });
    super.then(undefined, () => {});
    this.#native = native;
    const once =
      (act: Callback) =>
      (...args: readonly unknown[]) => {
        if (this.#isResolved) return;
        this.#isResolved = true;
        act(...args);
      };
    const reject = once((...args) => this.#settle("rejected", args));
    try {
      executor(
        once((...args) => this.#follow(args)),
        reject,
        (...args) => this.#notify(args),
      );
    } catch (error) {
      reject(error);
    }
  }

  state(): DualState {
    return this.#state;
  }

  done(...callbacks: Listed<Done>[]): this {
    return this.#listen("resolved", callbacks);
  }

  fail(...callbacks: Listed<Fail>[]): this {
    return this.#listen("rejected", callbacks);
  }

  always(...callbacks: Listed<Done | Fail>[]): this {
    return this.#listen("resolved", callbacks).#listen("rejected", callbacks);
  }

  progress(...callbacks: Listed<unknown[]>[]): this {
    const listed = callbacks.flat().filter((one) => typeof one === "function") as Callback[];
    this.#callbacks.progress.push(...listed);
    const last = this.#lastNotice;
    if (last) for (const callback of listed) run(callback, last);
    return this;
  }

  /** Itself; with an object, that object with the methods of this promise. */
  promise<Target extends object>(target?: Target): this | (Target & Record<string, unknown>) {
    if (target === undefined || target === null) return this;
    const methods = ["state", "done", "fail", "always", "progress", "then", "catch"] as const;
    for (const name of methods) {
      const method = this[name] as Callback;
      Object.assign(target, {
        [name]: (...args: unknown[]) => {
          const result = method.apply(this, args);
          return result === this ? target : result;
        },
      });
    }
    return Object.assign(target, { promise: () => target });
  }

  /** A handler gets every value, as `done` does. */
  // biome-ignore lint/suspicious/noThenProperty: a promise's own.
  override then<A = Done[0], B = never>(
    onDone?: ((value: Done[0]) => A | PromiseLike<A>) | null,
    onFail?: ((reason: Fail[0]) => B | PromiseLike<B>) | null,
    onProgress?: ((...args: unknown[]) => unknown) | null,
  ): DualPromise<[A | B, ...unknown[]], [unknown, ...unknown[]]> {
    return new DualPromise((resolve, reject, notify) => {
      this.#listen("resolved", [handled(onDone, resolve as Callback, { resolve, reject })]);
      this.#listen("rejected", [handled(onFail, reject as Callback, { resolve, reject })]);
      this.progress((...args) => {
        if (typeof onProgress === "function") notify(onProgress(...args));
        else notify(...args);
      });
    });
  }

  override catch<B = never>(
    onFail?: ((reason: Fail[0]) => B | PromiseLike<B>) | null,
  ): DualPromise<[Done[0] | B, ...unknown[]], [unknown, ...unknown[]]> {
    return this.then(undefined, onFail);
  }

  #listen(state: "resolved" | "rejected", callbacks: readonly unknown[]): this {
    for (const callback of callbacks.flat()) {
      if (typeof callback === "function") this.#callbacks[state].push(callback as Callback);
    }
    if (this.#state === state) this.#drain(state);
    return this;
  }

  /** One after the other, also those that a callback adds. */
  #drain(state: "resolved" | "rejected"): void {
    if (this.#isDraining) return;
    this.#isDraining = true;
    const waiting = this.#callbacks[state];
    for (let next = waiting.shift(); next; next = waiting.shift()) run(next, this.#args);
    this.#isDraining = false;
  }

  #follow(args: readonly unknown[]): void {
    const [first] = args;
    if (first === this) this.#settle("rejected", [new TypeError("A promise of itself")]);
    else if (isThenable(first)) {
      adopt(first)
        .done((...values) => this.#settle("resolved", values))
        .fail((...values) => this.#settle("rejected", values));
    } else this.#settle("resolved", args);
  }

  #settle(state: "resolved" | "rejected", args: readonly unknown[]): void {
    this.#state = state;
    this.#args = args;
    if (state === "resolved") this.#native.resolve(args[0]);
    else this.#native.reject(args[0]);
    this.#drain(state);
  }

  #notify(args: readonly unknown[]): void {
    if (this.#state !== "pending") return;
    this.#lastNotice = args;
    for (const callback of this.#callbacks.progress) run(callback, args);
  }
}

/** Follows whatever a page hands over: a jQuery promise with all its values, any thenable, or a value as it is. */
export function adopt(value: unknown): DualPromise<unknown[], unknown[]> {
  if (value instanceof DualPromise) return value as DualPromise<unknown[], unknown[]>;
  return new DualPromise<unknown[], unknown[]>((resolve, reject, notify) => {
    if (!isThenable(value)) resolve(value);
    else if (isFunction(value.done) && isFunction(value.fail)) {
      value.done(resolve);
      value.fail(reject);
      if (isFunction(value.progress)) value.progress(notify);
    } else value.then(resolve, reject);
  });
}

interface Thenable {
  then: Callback;
  done?: unknown;
  fail?: unknown;
  progress?: unknown;
}

function isThenable(value: unknown): value is Thenable {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return false;
  return isFunction((value as Partial<Thenable>).then);
}

function isFunction(value: unknown): value is Callback {
  return typeof value === "function";
}

/** Later, as promises do; without a handler every value is passed on as it came. */
function handled(
  handler: Handler,
  pass: Callback,
  { resolve, reject }: { resolve: Callback | Settle<never>; reject: Callback | Settle<never> },
): Callback {
  return (...args) =>
    queueMicrotask(() => {
      if (typeof handler !== "function") return void pass(...args);
      try {
        (resolve as Callback)((handler as Callback)(...args));
      } catch (error) {
        (reject as Callback)(error);
      }
    });
}

function run(callback: Callback, args: readonly unknown[]): void {
  try {
    callback(...args);
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}
