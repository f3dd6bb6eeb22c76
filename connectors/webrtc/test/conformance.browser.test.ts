import { checkBrowserHalf, failures } from "@ringline/connector-spi/conformance";
import { webrtc as connector } from "@ringline/connector-webrtc/server";
import { expect, it } from "vitest";
import { launchChromium as launch } from "./chromium.ts";

it("its browser half keeps the rules; those of texts, buttons and styles say nothing about it", async () => {
  const outcomes = await checkBrowserHalf({ connector, launch });
  const skipped = outcomes.filter(({ result }) => result === "skipped");

  expect(failures(outcomes)).toEqual([]);
  expect(skipped.map(({ rule }) => rule)).toEqual(["SPI15", "SPI17", "SPI18"]);
  expect(outcomes.length - skipped.length).toBeGreaterThanOrEqual(8);
});
