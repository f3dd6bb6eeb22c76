import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestServer } from "../testing/test-server.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ringline-admin-"));
  mkdirSync(join(folder, "admin"));
  writeFileSync(join(folder, "admin", "index.html"), "<!doctype html><title>Ringline</title>");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the administration page", () => {
  it("[ADMIN7] runs our scripts only, stands in no frame and gives its opener no handle", async () => {
    const server = await TestServer.start({ files: folder });
    const answer = await fetch(`${server.url}/admin/`);
    await server.close();

    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(answer.headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(answer.headers.get("permissions-policy")).toContain("camera=()");
    expect(answer.headers.get("set-cookie")).toBeNull();
  });

  it("[ADMIN7] is nowhere else once it has a port of its own, where the API is asked by its own origin alone", async () => {
    const server = await TestServer.start({ files: folder, isAdminApart: true });
    const { url } = await server.server.listenForAdmin({ port: 0, host: "127.0.0.1" });
    const beside = await fetch(`${server.url}/admin/`);
    const page = await fetch(`${url}/admin/`);
    const own = await fetch(`${url}/v1/admin/status`, { headers: { origin: url } });
    const foreign = await fetch(`${url}/v1/admin/status`, {
      headers: { origin: "https://site.example" },
    });
    const call = await fetch(`${url}/call`);
    await server.close();

    expect([beside.status, page.status, call.status]).toEqual([404, 200, 404]);
    expect([own.status, foreign.status]).toEqual([401, 403]);
    expect(own.headers.get("access-control-allow-origin")).toBe(url);
  });
});
