import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LogStream } from "./log-stream.ts";

const LINE = `${"x".repeat(99)}\n`;

let folder: string;
let files: number[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ringline-log-"));
  files = [];
});
afterEach(() => {
  for (const file of files) closeSync(file);
  rmSync(folder, { recursive: true });
});

function open(path: string, flags: number | string): number {
  const file = openSync(path, flags);
  files.push(file);
  return file;
}

/** A pipe that nobody reads, and its reader. */
function pipe(flags: number): { end: number; reader: number } {
  const path = join(folder, "pipe");
  execFileSync("mkfifo", [path]);
  const end = open(path, constants.O_RDWR | flags);
  return { end, reader: open(path, constants.O_RDONLY | constants.O_NONBLOCK) };
}

/** What comes out of the pipe until nothing more comes. */
async function read(reader: number): Promise<string> {
  const buffer = Buffer.alloc(65_536);
  let text = "";
  for (let silent = 0; silent < 20; silent += 1) {
    try {
      const count = readSync(reader, buffer);
      text += buffer.toString("utf8", 0, count);
      if (count > 0) silent = 0;
    } catch {
      await setTimeout(20);
    }
  }
  return text;
}

describe("the lines of the log", () => {
  it.each([
    ["at once", constants.O_NONBLOCK],
    ["never", 0],
  ])(
    "[LOG18] are bounded where nobody reads (a write that says so %s), counted, and told of",
    async (_name, flags) => {
      const { end, reader } = pipe(flags);
      const stream = new LogStream(end, 200_000);
      for (let count = 0; count < 5_000; count += 1) {
        stream.write(LINE);
        if (count % 100 === 0) await setTimeout(1);
      }
      const { lost } = stream;

      stream.write("the last one\n");
      const came = (await read(reader)).trimEnd().split("\n");
      const told = came.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));

      expect(lost).toBeGreaterThan(2_000);
      expect(stream.lost).toBe(lost + 1);
      expect(came.filter((line) => `${line}\n` === LINE)).toHaveLength(5_000 - lost);
      expect(told).toEqual([expect.objectContaining({ lost: lost + 1, level: 40 })]);
    },
  );

  it("[LOG18] are lost and counted where the disk is full", async () => {
    const stream = new LogStream(open("/dev/full", "w"));
    for (let count = 0; count < 500; count += 1) stream.write(LINE);
    await setTimeout(400);

    expect(stream.lost).toBe(500);
  });
});
