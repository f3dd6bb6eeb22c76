import { Counter, Histogram, type Registry } from "prom-client";

/** What the REST door counts. No ids of people or calls, no paths that hold one. */
export interface HttpMetrics {
  readonly requests: Counter<"route" | "status">;
  readonly seconds: Histogram<"route">;
  readonly authFailures: Counter<"code">;
}

export function createHttpMetrics(registry: Registry): HttpMetrics {
  const registers = [registry];
  return {
    requests: new Counter({
      name: "ringline_http_requests_total",
      help: "HTTP requests answered, by route and status.",
      labelNames: ["route", "status"],
      registers,
    }),
    seconds: new Histogram({
      name: "ringline_http_request_seconds",
      help: "Time from a request's headers to its answer.",
      labelNames: ["route"],
      buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
      registers,
    }),
    authFailures: new Counter({
      name: "ringline_auth_failures_total",
      help: "REST requests refused for their token, by code.",
      labelNames: ["code"],
      registers,
    }),
  };
}
