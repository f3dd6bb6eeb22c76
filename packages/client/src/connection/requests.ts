import {
  CallError,
  type Input,
  isErrorCode,
  type OperationName,
  type Request,
  type Result,
} from "@ringline/protocol";
import type { Refusal } from "../tabs/messages.ts";

/** A command that has no answer after this long is given up, so that it cannot take effect much later. */
const PATIENCE_MS = 10_000;

/** A response of the server, or what the leader tells of one. */
type Answer = { result?: unknown; problem?: Refusal };

interface Pending {
  frame: Request;
  settle(answer: Answer): void;
  fail(error: CallError): void;
}

/** Commands that wait for their answer. Each keeps its id, so that it may be sent again. */
export class Requests {
  #lastId = 0;
  readonly #pending = new Map<number, Pending>();
  readonly #send: (frame: Request) => void;

  /** `send` may do nothing while there is no connection: `resend` is called when there is one. */
  constructor(send: (frame: Request) => void) {
    this.#send = send;
  }

  /** @throws {CallError} what the server answers; `connection-lost` after `patienceMs` without an answer. */
  request<Name extends OperationName>(
    operation: Name,
    input: Input<Name>,
    patienceMs = PATIENCE_MS,
  ): Promise<Result<Name>> {
    this.#lastId += 1;
    const id = this.#lastId;
    const frame = { type: "request", id, operation, input } as Request;
    return new Promise<Result<Name>>((resolve, reject) => {
      const fail = (error: CallError) => {
        clearTimeout(timer);
        this.#pending.delete(id);
        reject(error);
      };
      const settle: Pending["settle"] = ({ result, problem }) => {
        if (problem) return fail(callErrorOf(problem));
        clearTimeout(timer);
        this.#pending.delete(id);
        resolve(result as Result<Name>);
      };
      const timer =
        patienceMs === Number.POSITIVE_INFINITY
          ? undefined
          : setTimeout(() => fail(new CallError("connection-lost")), patienceMs);
      this.#pending.set(id, { frame, settle, fail });
      this.#send(frame);
    });
  }

  /** Answers to requests that do not wait (any more) are ignored. A server that drains is no answer: another one will be. */
  settle({ id, ...answer }: Answer & { id: number }): void {
    if (answer.problem?.code !== "draining") this.#pending.get(id)?.settle(answer);
  }

  /** Sends again what has no answer yet, in order. */
  resend(): void {
    for (const { frame } of [...this.#pending.values()]) this.#send(frame);
  }

  failAll(error: CallError): void {
    for (const pending of [...this.#pending.values()]) pending.fail(error);
  }
}

/** A code that this version does not know is an `internal-error`. */
function callErrorOf({ code, status: _, ...details }: Refusal): CallError {
  return new CallError(isErrorCode(code) ? code : "internal-error", details);
}
