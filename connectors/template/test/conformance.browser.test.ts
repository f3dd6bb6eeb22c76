import { checkBrowserHalf, failures } from "@ringline/connector-spi/conformance";
import { connector } from "@ringline/connector-template/server";
import { chromium } from "playwright-core";
import { expect, it } from "vitest";

const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const args = ["--no-sandbox", "--allow-loopback-in-peer-connection"];
const launch = () => chromium.launch({ executablePath, args });

it("its browser half keeps the rules", async () => {
  expect(failures(await checkBrowserHalf({ connector, launch }))).toEqual([]);
});
