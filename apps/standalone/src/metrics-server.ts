import { createServer, type Server } from "node:http";

interface MetricsServerOptions {
  host: string;
  port: number;
  /** In the text format of Prometheus. */
  read(): Promise<string>;
}

/** Answers `/metrics` on a port of its own, so that what the public port serves never includes it. */
export async function startMetricsServer({
  host,
  port,
  read,
}: MetricsServerOptions): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    read().then(
      (text) => response.writeHead(200, { "content-type": "text/plain; version=0.0.4" }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return server;
}
