import { serverChecks, testEach } from "@ringline/connector-spi/conformance";
import { webrtc as connector } from "@ringline/connector-webrtc/server";
import { it } from "vitest";

testEach(it, serverChecks({ connector }));
