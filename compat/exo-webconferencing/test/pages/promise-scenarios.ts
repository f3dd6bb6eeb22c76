import { adopt, DualPromise } from "../../src/browser/promises/dual-promise.ts";

/** What the same use of a promise does, by ours and by jQuery's: what its callbacks were given, in their order. */
type Note = (...words: unknown[]) => void;

interface Deferred {
  resolve(...values: unknown[]): void;
  reject(...values: unknown[]): void;
  notify(...values: unknown[]): void;
  promise: Dual;
}

interface Dual {
  state(): string;
  done(...callbacks: unknown[]): Dual;
  fail(...callbacks: unknown[]): Dual;
  always(...callbacks: unknown[]): Dual;
  progress(...callbacks: unknown[]): Dual;
  then(...callbacks: unknown[]): Dual;
  catch(callback: unknown): Dual;
  promise(target?: object): Dual;
}

type Scenario = (make: () => Deferred, note: Note) => void;

export const SCENARIOS: Record<string, Scenario> = {
  "done gets every value, at once": (make, note) => {
    const { promise, resolve } = make();
    promise.done((...values: unknown[]) => note("done", values));
    resolve("a", true, { c: 1 });
    note("after resolve", promise.state());
    promise.done((...values: unknown[]) => note("late", values));
    note("after late");
  },
  "fail gets every value, at once": (make, note) => {
    const { promise, reject } = make();
    promise.fail((...values: unknown[]) => note("fail", values));
    promise.done(() => note("never"));
    reject({ code: "X" }, 404, "Not Found");
    note("after reject", promise.state());
    promise.fail((...values: unknown[]) => note("late", values));
  },
  "always is called in line with the others": (make, note) => {
    const { promise, resolve } = make();
    promise
      .done(() => note(1))
      .always((...values: unknown[]) => note(2, values))
      .done(() => note(3));
    resolve("x", "y");
  },
  "always hears of a failure": (make, note) => {
    const { promise, reject } = make();
    promise.always((...values: unknown[]) => note("always", values)).fail(() => note("fail"));
    reject("no", 1);
  },
  "lists of callbacks, and nothing": (make, note) => {
    const { promise, resolve } = make();
    promise.done([() => note(1), () => note(2)], null, () => note(3), undefined);
    resolve();
  },
  "then hands every value on": (make, note) => {
    const { promise, resolve } = make();
    promise.then((...values: unknown[]) => note("then", values));
    promise.then().done((...values: unknown[]) => note("done of then", values));
    resolve("provider", true);
  },
  "then runs later": (make, note) => {
    const { promise, resolve } = make();
    resolve(1);
    promise.then(() => note("then"));
    note("sync");
  },
  "then answers what its handler returns": (make, note) => {
    const { promise, resolve } = make();
    promise.then((n: number) => n + 1).done((...values: unknown[]) => note(values));
    resolve(1, 2);
  },
  "a failure goes past then to fail": (make, note) => {
    const { promise, reject } = make();
    promise.then(() => note("never")).fail((...values: unknown[]) => note("fail", values));
    reject("reason", 502, "error");
  },
  "catch answers for the failure": (make, note) => {
    const { promise, reject } = make();
    promise
      .catch((...values: unknown[]) => {
        note("catch", values);
        return "mended";
      })
      .done((...values: unknown[]) => note("done", values));
    reject("broken", 1);
  },
  "then's second handler": (make, note) => {
    const { promise, reject } = make();
    promise
      .then(null, (reason: string) => `${reason}!`)
      .then((...values: unknown[]) => note(values));
    reject("oh");
  },
  "a handler that throws rejects": (make, note) => {
    const { promise, resolve } = make();
    promise
      .then(() => {
        throw new TypeError("thrown");
      })
      .fail((error: Error) => note("fail", error.name, error.message));
    resolve();
  },
  "a returned promise is followed with all its values": (make, note) => {
    const outer = make();
    const inner = make();
    outer.promise.then(() => inner.promise).done((...values: unknown[]) => note("done", values));
    outer.resolve("outer");
    setTimeout(() => inner.resolve("p", false), 5);
  },
  "a returned promise's failure is followed with all its values": (make, note) => {
    const outer = make();
    const inner = make();
    outer.promise
      .then(() => inner.promise)
      .done(() => note("never"))
      .fail((...values: unknown[]) => note("fail", values));
    outer.resolve();
    setTimeout(() => inner.reject("no", 403), 5);
  },
  "a returned native promise is followed": (make, note) => {
    const { promise, resolve } = make();
    promise.then(() => Promise.resolve("native")).done((...values: unknown[]) => note(values));
    resolve();
  },
  "what is settled stays as it is": (make, note) => {
    const { promise, resolve, reject } = make();
    resolve(1);
    resolve(2);
    reject(3);
    promise.always((...values: unknown[]) => note(values, promise.state()));
  },
  "progress is told while it lasts, and to those who come later": (make, note) => {
    const { promise, notify, resolve } = make();
    promise.progress((...values: unknown[]) => note("early", values));
    notify("half", 50);
    promise.progress((...values: unknown[]) => note("late", values));
    notify("more", 75);
    resolve();
    notify("never");
    note(promise.state());
  },
  "done, fail, always and progress answer the promise itself": (make, note) => {
    const { promise } = make();
    const none = () => {};
    note(
      promise.done(none) === promise,
      promise.fail(none) === promise,
      promise.always(none) === promise,
      promise.progress(none) === promise,
      promise.promise() === promise,
      promise.then(none) === promise,
      promise.state(),
    );
  },
  "promise(target) gives an object its methods": (make, note) => {
    const { promise, resolve } = make();
    const target = { own: 1 };
    const dressed = promise.promise(target);
    note((dressed as unknown) === target, dressed.state());
    dressed.done((value: string) => note("done", value));
    resolve("x");
  },
  "callbacks added by callbacks": (make, note) => {
    const { promise, resolve } = make();
    promise.done(() => {
      note(1);
      promise.done(() => note("inner"));
    });
    promise.done(() => note(2));
    resolve();
  },
};

export interface Outcome {
  title: string;
  notes: unknown[][];
}

function ours(): Deferred {
  let parts: Omit<Deferred, "promise"> | undefined;
  const promise = new DualPromise<unknown[], unknown[]>((resolve, reject, notify) => {
    parts = { resolve, reject, notify };
  });
  return { ...(parts as Omit<Deferred, "promise">), promise: promise as unknown as Dual };
}

interface JQuery {
  Deferred(): Omit<Deferred, "promise"> & { promise(): Dual };
  when(...values: unknown[]): Dual;
}

function ofJQuery($: JQuery): () => Deferred {
  return () => {
    const { resolve, reject, notify, promise } = $.Deferred();
    return { resolve, reject, notify, promise: promise() };
  };
}

async function run(make: () => Deferred): Promise<Outcome[]> {
  const outcomes = Object.entries(SCENARIOS).map(([title, scenario]) => {
    const notes: unknown[][] = [];
    scenario(make, (...words) => notes.push(words));
    return { title, notes };
  });
  await new Promise((resolve) => setTimeout(resolve, 150));
  return outcomes;
}

Object.assign(globalThis, {
  DualPromise,
  adopt,
  runScenarios: ($?: JQuery) => run($ ? ofJQuery($) : ours),
});
