import type { ExoError, ExoErrorCode } from "../../calls/index.ts";
import { DualPromise } from "../promises/dual-promise.ts";
import { asExoError } from "./exo-error.ts";

/** Of the call methods: one value, or one error. */
export type CallAnswer<Value> = DualPromise<[Value], [ExoError]>;

/** What the methods that were requests over HTTP hand on beside their answer: as far as pages read a `jqXHR`. */
export interface ExoRequest {
  readyState: number;
  status: number;
  statusText: string;
  responseText: string;
  responseJSON?: unknown;
  getResponseHeader(name: string): string | null;
  getAllResponseHeaders(): string;
  /** There is nothing to take back. */
  abort(): void;
}

type RestDone<Value> = [data: Value, status: number, textStatus: string, request: ExoRequest];
type RestFail = [data: unknown, status: number, error: string, request: ExoRequest];

/** Of the methods that were requests over HTTP. */
export type RestAnswer<Value> = DualPromise<RestDone<Value>, RestFail> & { request: ExoRequest };

const STATUS: Readonly<Record<ExoErrorCode, readonly [number, string]>> = {
  CLIENT_ERROR: [400, "Bad Request"],
  ACCESS_ERROR: [403, "Forbidden"],
  NOT_FOUND_ERROR: [404, "Not Found"],
  SERVER_ERROR: [500, "Internal Server Error"],
};

/** `done(result)`, `fail({ code, message, error: true })`. */
export function callAnswer<Value>(ask: () => Promise<Value>): CallAnswer<Value> {
  return new DualPromise((resolve, reject) => {
    asked(ask).then(resolve, (error: unknown) => reject(asExoError(error)));
  });
}

/** `done(result)`, `fail(reason)`. */
export function textAnswer<Value>(ask: () => Promise<Value>): DualPromise<[Value], [string]> {
  return new DualPromise((resolve, reject) => {
    asked(ask).then(resolve, (error: unknown) => reject(asExoError(error).message));
  });
}

/** `done(data, status, textStatus, request)`, `fail(data, status, error, request)`, and the request beside. */
export function restAnswer<Value>(ask: () => Promise<Value>): RestAnswer<Value> {
  const request = newRequest();
  const promise = new DualPromise<RestDone<Value>, RestFail>((resolve, reject) => {
    asked(ask).then(
      (data) => {
        fill(request, data, [200, "OK"]);
        resolve(data, 200, "success", request);
      },
      (reason: unknown) => {
        const { code, message } = asExoError(reason);
        const [status, text] = STATUS[code];
        fill(request, { code, message }, [status, text]);
        reject({ code, message }, status, text, request);
      },
    );
  });
  return Object.assign(promise, { request });
}

/** What is thrown at once is a rejection like any other. */
async function asked<Value>(ask: () => Promise<Value>): Promise<Value> {
  return await ask();
}

function newRequest(): ExoRequest {
  return {
    readyState: 1,
    status: 0,
    statusText: "",
    responseText: "",
    getResponseHeader: () => null,
    getAllResponseHeaders: () => "",
    abort: () => {},
  };
}

function fill(request: ExoRequest, data: unknown, [status, statusText]: readonly [number, string]) {
  const responseText = JSON.stringify(data);
  Object.assign(request, { readyState: 4, status, statusText, responseText, responseJSON: data });
}
