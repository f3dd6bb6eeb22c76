import * as official from "cometd";

// The official client as it is, for pages of these tests.
Object.assign(globalThis, { official });
