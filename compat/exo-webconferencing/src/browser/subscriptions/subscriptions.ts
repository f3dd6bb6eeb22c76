import type { ExoError } from "../../calls/index.ts";
import { asExoError, exoError } from "../answers/exo-error.ts";
import type { Session } from "../page/session.ts";

/** What a subscription answers; `callback` is called once nothing comes any more. */
export interface Subscription {
  off(callback?: () => void): void;
}

type Told = ((data: unknown) => unknown) | null | undefined;

/** The three callbacks of a subscription, each optional. */
export interface Callbacks {
  onUpdate: Told;
  onError: Told;
  onReady: Told;
}

/** Changes of this person's own calls. Of somebody else's: an error. May begin before the page is connected. */
export function subscribeUser(
  session: Session,
  userId: string,
  callbacks: Callbacks,
): Subscription {
  const subscription = open(callbacks, "User updates subscription failed");
  try {
    const { client, calls } = session.needLink();
    if (userId !== session.user?.id) throw notOneself();
    subscription.onOff(calls.onUserUpdate((update) => subscription.update(update)));
    client.ready.then(() => {
      // Who one is, the token says, whatever the page was told.
      if (client.me?.party.id === userId) return subscription.ready();
      subscription.fail(notOneself());
      subscription.off();
    }, subscription.fail);
  } catch (error) {
    queueMicrotask(() => subscription.fail(error));
  }
  return subscription;
}

/** What the pages of one call tell each other. The call need not be there yet. */
export function subscribeCall(
  session: Session,
  callId: string,
  callbacks: Callbacks,
): Subscription {
  const subscription = open(callbacks, "Call updates subscription failed");
  try {
    const { calls } = session.needLink();
    subscription.onOff(
      calls.onCallUpdate(callId, {
        onUpdate: (data) => subscription.update(data),
        onError: (error) => subscription.error(error),
        onReady: () => subscription.ready(),
      }),
    );
  } catch (error) {
    queueMicrotask(() => subscription.fail(error));
  }
  return subscription;
}

function notOneself(): ExoError {
  return exoError("CLIENT_ERROR", "Subscribing to other user not possible");
}

function open({ onUpdate, onError, onReady }: Callbacks, failure: string) {
  let isOff = false;
  let end = (): void => {};
  const tell = (callback: Told, value: unknown): void => {
    if (isOff || typeof callback !== "function") return;
    try {
      callback(value);
    } catch (error) {
      // The connector's own fault: reported as such, and the next message comes all the same.
      queueMicrotask(() => {
        throw error;
      });
    }
  };
  return {
    onOff(act: () => void): void {
      end = act;
    },
    update(data: unknown): void {
      tell(onUpdate, data);
    },
    fail(error: unknown): void {
      tell(onError, `${failure} (${asExoError(error).message})`);
    },
    /** Something that was said in the call as an error, or why nothing is heard. */
    error(error: unknown): void {
      if (error instanceof Error) this.fail(error);
      else tell(onError, error);
    },
    ready(): void {
      tell(onReady, { successful: true });
    },
    off(callback?: () => void): void {
      if (!isOff) end();
      isOff = true;
      if (typeof callback === "function") queueMicrotask(callback);
    },
  };
}
