import { checkBrowserHalf, failures } from "@ringline/connector-spi/conformance";
import { webrtc as connector } from "@ringline/connector-webrtc/server";
import { CALLS, launchChromium } from "@ringline/testing";
import { expect, it } from "vitest";

it("its browser half keeps the rules; those of texts, buttons and styles say nothing about it", async () => {
  const outcomes = await checkBrowserHalf({ connector, launch: () => launchChromium(CALLS) });
  const skipped = outcomes.filter(({ result }) => result === "skipped");

  expect(failures(outcomes)).toEqual([]);
  expect(skipped.map(({ rule }) => rule)).toEqual(["SPI15", "SPI17", "SPI18"]);
  expect(outcomes.length - skipped.length).toBeGreaterThanOrEqual(8);
});
