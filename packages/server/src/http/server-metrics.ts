import type { QualityProblem } from "@ringline/protocol";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { CallRecord } from "../calls/call-record.ts";
import type { KnownCalls } from "../calls/known-calls.ts";

/** What is counted besides requests. */
export interface Counted {
  known: KnownCalls;
  /** Open sockets of devices and seats. */
  sockets(): number;
  /** Lines of the log that could not be written. */
  lostLines(): number;
}

/**
 * Counts calls and sockets as this process knows them: with many processes on one database each hears of every call that its
 * people are in, so calls must not be added up over processes.
 */
export function countServer(registry: Registry, { known, sockets, lostLines }: Counted): void {
  const registers = [registry];
  countCalls(known, registers);
  const read = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  const liveIn = (phase: CallRecord["phase"]) =>
    [...known.live()].filter((call) => call.phase === phase).length;
  read("ringline_sockets", "Open sockets of devices and call pages.", sockets);
  read("ringline_calls_ringing", "Calls that ring now.", () => liveIn("ringing"));
  read("ringline_calls_active", "Calls that are going on now.", () => liveIn("active"));
  new Counter({
    name: "ringline_log_lines_lost_total",
    help: "Lines of the process's log that could not be written.",
    registers,
    collect() {
      this.reset();
      this.inc(lostLines());
    },
  });
  read("process_resident_memory_bytes", "Memory of the process.", () => process.memoryUsage.rss());
}

/** What the call pages of this process notice, by problem. */
export function problemCounter(registry: Registry): (problem: QualityProblem) => void {
  const problems = new Counter({
    name: "ringline_call_problems_total",
    help: "What people began to notice of sound and picture, by problem.",
    labelNames: ["problem"],
    registers: [registry],
  });
  return (problem) => problems.inc({ problem });
}

function countCalls(known: KnownCalls, registers: Registry[]): void {
  const started = new Counter({
    name: "ringline_calls_started_total",
    help: "Calls that were placed.",
    registers,
  });
  const ended = new Counter({
    name: "ringline_calls_ended_total",
    help: "Calls that ended, by reason.",
    labelNames: ["reason"],
    registers,
  });
  const answered = new Histogram({
    name: "ringline_call_answer_seconds",
    help: "Time from placing a call to its answer.",
    buckets: [1, 2, 5, 10, 20, 45, 90, 180],
    registers,
  });
  known.onNews((call, previous) => {
    if (!previous && call.phase !== "ended") started.inc();
    if (call.phase === "active" && previous?.phase === "ringing")
      answered.observe((call.startedAt - call.createdAt) / 1_000);
    if (call.phase === "ended" && previous) ended.inc({ reason: call.endReason });
  });
}
