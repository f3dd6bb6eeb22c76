import { readdirSync, readFileSync } from "node:fs";
import type { Page } from "playwright-core";

/** Processor time of every renderer of this browser, by process id; in ticks. */
function rendererTimes(browserPid: number): Map<number, number> {
  const times = new Map<number, number>();
  for (const entry of readdirSync("/proc")) {
    const pid = Number(entry);
    if (!pid || !isRendererOf(pid, browserPid)) continue;
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    times.set(pid, Number(fields[11]) + Number(fields[12]));
  }
  return times;
}

function isRendererOf(pid: number, browserPid: number): boolean {
  try {
    if (!readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--type=renderer")) return false;
    return ancestorsOf(pid).includes(browserPid);
  } catch {
    // It ended while we looked.
    return false;
  }
}

function ancestorsOf(pid: number): number[] {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  return parent > 1 ? [parent, ...ancestorsOf(parent)] : [parent];
}

/** The process that draws a page: the one that works while the page is kept busy. Nothing else tells which it is. */
export async function rendererOf(page: Page, browserPid: number): Promise<number> {
  const before = rendererTimes(browserPid);
  await page.evaluate(() => {
    const until = performance.now() + 600;
    while (performance.now() < until);
  });
  const after = [...rendererTimes(browserPid)];
  const worked = after.map(([pid, time]) => ({ pid, ticks: time - (before.get(pid) ?? 0) }));
  const [busiest] = worked.toSorted((a, b) => b.ticks - a.ticks);
  if (!busiest) throw new Error("the browser has no renderer");
  return busiest.pid;
}
