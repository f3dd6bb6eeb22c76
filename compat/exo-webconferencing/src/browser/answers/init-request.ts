import { DualPromise } from "../promises/dual-promise.ts";

/** A request of jQuery, as far as it is read. */
interface JqXhr {
  status: number;
  statusText?: string;
  responseText?: string;
  responseJSON?: unknown;
  done(callback: (data: unknown, textStatus: string, xhr: JqXhr) => void): unknown;
  fail(callback: (xhr: JqXhr, textStatus: string, error: string) => void): unknown;
}

type Done = [data: unknown, status: number, textStatus: string, request: unknown];
type Fail = [data: unknown, status: number, error: string, request: unknown];

/** The portal answers so while it sends the page elsewhere: nothing is to be shown of it. */
const LEAVING = 309;
const BAD_GATEWAY = 502;

/**
 * A page's own request in the order of arguments that all requests of the module have. Takes what jQuery's `$.ajax` or the
 * browser's `fetch` returns.
 */
export function initRequest(request: unknown): DualPromise<Done, Fail> & { request: unknown } {
  const promise = isJqXhr(request) ? ofJQuery(request) : ofFetch(request);
  return Object.assign(promise, { request });
}

function ofJQuery(request: JqXhr): DualPromise<Done, Fail> {
  return new DualPromise((resolve, reject) => {
    request.done((data, textStatus, xhr) => resolve(data, xhr.status, textStatus, xhr));
    request.fail((xhr, textStatus, error) => {
      if (xhr.status === LEAVING) return;
      const data = xhr.responseJSON ?? parsed(xhr.responseText ?? "");
      reject(dataOf(data, xhr.status), xhr.status, error || textStatus, xhr);
    });
  });
}

function ofFetch(request: unknown): DualPromise<Done, Fail> {
  return new DualPromise((resolve, reject) => {
    const settle = async (response: Response): Promise<void> => {
      const data = parsed(await response.text());
      const { status, statusText } = response;
      if (response.ok) resolve(data, status, "success", response);
      else if (status !== LEAVING) reject(dataOf(data, status), status, statusText, response);
    };
    Promise.resolve(request as Promise<Response>)
      .then(settle)
      .catch((error: unknown) => reject(String(error), 0, "error", undefined));
  });
}

function dataOf(data: unknown, status: number): unknown {
  return status === BAD_GATEWAY && typeof data === "string" ? "Bad gateway" : data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isJqXhr(request: unknown): request is JqXhr {
  const { done, fail } = (request ?? {}) as Partial<JqXhr>;
  return typeof done === "function" && typeof fail === "function";
}
