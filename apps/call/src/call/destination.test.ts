import { expect, it } from "vitest";
import { destinationOf } from "./destination.ts";

const OWN = new URL("https://calls.example/call") as unknown as Location;
const LOCAL = new URL("http://127.0.0.1:4600/call") as unknown as Location;
const grant = (url: string, frame = false) =>
  ({ type: "page", connector: "link", url, frame }) as const;

it.each([
  ["https://meet.example:8443/room?x=1#y", OWN, "meet.example:8443"],
  ["https://calls.example/connectors/x/room", OWN, "calls.example"],
  ["http://localhost:5000/room", LOCAL, "localhost:5000"],
])("[PAGE27] a person is led to %s", (url, own, host) => {
  expect(destinationOf(grant(url), own)).toEqual({ url, host, isFramed: false });
});

it.each([
  ["javascript:alert(1)", OWN],
  ["data:text/html,<script>alert(1)</script>", OWN],
  ["blob:https://calls.example/1", OWN],
  ["file:///etc/passwd", OWN],
  ["http://meet.example/room", OWN],
  ["http://localhost:5000/room", OWN],
  ["http://meet.example/room", LOCAL],
  ["https://user:secret@meet.example/", OWN],
  ["//meet.example/room", OWN],
  ["", OWN],
])("[PAGE27] nobody is led to %j", (url, own) => {
  expect(() => destinationOf(grant(url), own)).toThrow(
    expect.objectContaining({ code: "connector-failed" }),
  );
});
