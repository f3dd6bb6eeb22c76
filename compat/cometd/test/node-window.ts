/** The part of a browser's window that the official client uses, in Node. Its long-polling speaks XMLHttpRequest. */
class FetchRequest {
  status = 0;
  statusText = "";
  responseText = "";
  withCredentials = false;
  onload = () => {};
  onerror = () => {};
  onabort = () => {};
  readonly #abort = new AbortController();
  readonly #headers: Record<string, string> = {};
  #url = "";

  open(_method: string, url: string): void {
    this.#url = url;
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers[name] = value;
  }

  send(body: string): void {
    const { signal } = this.#abort;
    fetch(this.#url, { method: "POST", headers: this.#headers, body, signal })
      .then(async (response) => {
        this.status = response.status;
        this.statusText = response.statusText;
        this.responseText = await response.text();
        this.onload();
      })
      .catch(() => (signal.aborted ? this.onabort() : this.onerror()));
  }

  abort(): void {
    this.#abort.abort();
  }
}

Object.assign(globalThis, {
  window: {
    WebSocket,
    XMLHttpRequest: FetchRequest,
    setTimeout: setTimeout.bind(globalThis),
    clearTimeout: clearTimeout.bind(globalThis),
  },
});
