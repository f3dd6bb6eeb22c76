import { serverChecks, testEach } from "@ringline/connector-spi/conformance";
import { connector } from "@ringline/connector-template/server";
import { it } from "vitest";

testEach(it, serverChecks({ connector }));
