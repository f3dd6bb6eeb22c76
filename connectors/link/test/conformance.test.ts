import { connector } from "@ringline/connector-link/server";
import { serverChecks, testEach } from "@ringline/connector-spi/conformance";
import { it } from "vitest";

const template = "https://meet.example/{call}?name={name}&by={caller}";
const settings = { providers: [{ id: "meet", title: "Meet", template, frame: true }] };

testEach(it, serverChecks({ connector, settings }));
