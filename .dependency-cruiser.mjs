// Who may know whom: docs/architecture.md as rules. tools/check-layers.test.ts plants a violation of each.
const tests = "[.]test[.]ts$|/(test|testing)/";
const browserCode =
  "^(packages/(client|elements)/src|(connectors|compat)/[^/]+/src/browser|apps/(embed|call|admin)/src)";
const serverCode =
  "^(packages/(server|host)/src|(connectors|compat)/[^/]+/src/server|apps/standalone/src)";
const bayeux = "^compat/cometd/src/server/";
const server = "^packages/server/src/";
const domain = `${server}(calls|presence|people|spaces|connectors|auth)/`;
const machine = `${server}calls/(call-machine[^/]*|call-record)[.]ts$`;

/** @type {import("dependency-cruiser").IForbiddenRuleType[]} */
const forbidden = [
  // — everywhere —
  {
    name: "no-cycles",
    comment: "Types may speak of each other: they are gone before anything is loaded.",
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
  },
  {
    name: "resolvable",
    comment: "`virtual:` modules are made by a Vite config.",
    from: {},
    to: { couldNotResolve: true, pathNot: "^virtual:" },
  },
  {
    name: "no-undeclared",
    from: { path: "^(packages|connectors|compat|apps|demo)/", pathNot: tests },
    to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
  },
  { name: "not-to-test", from: { pathNot: tests }, to: { path: tests, pathNot: "/testing/" } },
  {
    name: "testing-is-for-tests",
    comment: "What tests of several packages share.",
    from: { path: "^(packages|connectors|compat|apps|demo)/", pathNot: tests },
    to: { path: "^testing/" },
  },
  {
    name: "no-deep-imports",
    from: { path: "^(packages|connectors|compat|apps|demo)/([^/]+)/" },
    to: {
      path: "^(packages|connectors|compat|apps|demo)/(?!$2/)[^/]+/src/(?!((server|browser|calls|schemas|conformance|testing)/)?index[.]ts$)",
    },
  },

  // — between packages: imports go down only —
  {
    name: "protocol-stands-alone",
    from: { path: "^packages/protocol/src" },
    to: { path: "^(packages/(?!protocol/)|connectors|compat|apps|demo|e2e|bench)" },
  },
  {
    name: "contract-imports-nothing",
    comment: "What the browser loads of protocol is types and constants; Zod stays in schemas/.",
    from: { path: "^packages/protocol/src/(?!schemas/)", pathNot: tests },
    to: { path: "node_modules|^packages/protocol/src/schemas/" },
  },
  {
    name: "spi-knows-only-protocol",
    from: { path: "^packages/connector-spi/src" },
    to: { path: "^(packages/(?!protocol/|connector-spi/)|connectors|apps|demo)" },
  },
  {
    name: "host-stands-alone",
    comment: "Sites install it by itself.",
    from: { path: "^packages/host/src", pathNot: tests },
    to: { path: "^(packages/(?!host/)|connectors|apps|demo)" },
  },
  {
    name: "client-below-elements",
    from: { path: "^packages/client/src" },
    to: { path: "^packages/(elements|host)/" },
  },
  {
    name: "client-without-dependencies",
    from: { path: "^packages/client/src", pathNot: tests },
    to: { path: "node_modules" },
  },
  {
    name: "connectors-know-only-the-spi",
    from: { path: "^connectors/([^/]+)/", pathNot: tests },
    to: { path: "^(packages/(?!protocol/|connector-spi/)|connectors/(?!$1/)|apps|demo|e2e|bench)" },
  },
  {
    name: "libraries-know-no-connector",
    from: { path: "^packages/", pathNot: tests },
    to: { path: "^(connectors|compat)/" },
  },
  {
    name: "libraries-know-no-app",
    from: { path: "^(packages|connectors|compat)/" },
    to: { path: "^(apps|demo|e2e|bench)/" },
  },
  {
    name: "only-standalone-knows-the-demo",
    from: { path: "^(packages|connectors|compat|apps/(?!standalone/))" },
    to: { path: "^demo/" },
  },
  {
    name: "demo-is-any-site",
    comment:
      "The demo signs tokens and adds a script; it knows nothing that another site could not.",
    from: { path: "^demo/", pathNot: tests },
    to: { path: "^(packages/(?!host/)|connectors/|compat/|apps/)" },
  },

  // — browser and server —
  {
    name: "browser-without-node",
    from: { path: browserCode, pathNot: tests },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "browser-without-server",
    from: { path: browserCode, pathNot: tests },
    to: { path: serverCode },
  },
  {
    name: "server-without-browser",
    from: { path: serverCode, pathNot: `${tests}|${bayeux}` },
    to: { path: browserCode },
  },
  {
    name: "bayeux-is-a-client",
    comment: "The Bayeux door is a client of the call server, one for each session.",
    from: { path: bayeux, pathNot: tests },
    to: { path: `${browserCode}|^packages/server/`, pathNot: "^packages/client/src/index[.]ts$" },
  },

  // — inside the server —
  {
    name: "doors-know-operations",
    comment:
      "http and signalling are two doors to the same operations: neither goes through the other.",
    from: { path: `${server}(http|signalling)/`, pathNot: tests },
    to: { path: `${server}(http|signalling)/`, pathNot: `${server}$1/` },
  },
  {
    name: "domain-knows-no-transport",
    from: { path: `${domain}|${server}operations/`, pathNot: tests },
    to: { path: `${server}(http|signalling)/|node_modules/(hono|@hono/node-server|ws|kysely|pg)/` },
  },
  {
    name: "domain-below-operations",
    from: { path: domain, pathNot: tests },
    to: { path: `${server}operations/` },
  },
  {
    name: "store-knows-nobody-above",
    comment:
      "What is kept is the call record and its next deadline; what they mean, the domain says.",
    from: { path: `${server}(store|hints)/`, pathNot: tests },
    to: {
      path: `${server}(?!store/|hints/|clock[.]ts|limits[.]ts|logs/logger[.]ts|calls/call-(record|machine)[.]ts)`,
    },
  },
  {
    name: "only-open-knows-the-database",
    from: {
      path: server,
      pathNot: `${tests}|${server}(server|store/open)[.]ts$|${server}store/(sqlite|postgres)`,
    },
    to: { path: `${server}store/(sqlite|postgres)` },
  },
  {
    name: "machine-is-pure",
    from: { path: machine, pathNot: tests },
    to: { pathNot: `^packages/protocol/src|${machine}` },
  },
];

export default {
  forbidden: forbidden.map((rule) => ({ severity: "error", ...rule })),
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    // Anchored to our own folders: the entries of npm packages mostly lie in a `dist` too.
    exclude: { path: "^((packages|connectors|compat|apps|demo)/[^/]+|e2e|bench)/dist/" },
    enhancedResolveOptions: {
      conditionNames: ["ringline-source", "import", "types", "default"],
      exportsFields: ["exports"],
      extensions: [".ts", ".js"],
    },
  },
};
