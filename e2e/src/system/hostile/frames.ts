import { once } from "node:events";
import type { WebSocket } from "ws";
import type { Attack } from "./attack.ts";
import type { Answer, Attacker } from "./attacker.ts";

const COMMAND = { type: "request", operation: "calls.list", input: {} };
/** JSON that parsers read in more than one way, or at great cost. */
const BAD_JSON: Readonly<Record<string, string>> = {
  "a repeated key": '{"type":"request","id":7,"operation":"calls.list","input":{},"input":{}}',
  "ten thousand nested lists": `{"type":"request","id":7,"operation":"calls.list","input":${"[".repeat(10_000)}${"]".repeat(10_000)}}`,
  "an id with a NUL":
    '{"type":"request","id":7,"operation":"calls.get","input":{"call":"\\u0000"}}',
  "half a frame": '{"type":"request","id":7',
  "a byte order mark": '\ufeff{"type":"pong"}',
};

/** What is no frame, or too many of them: S24, S47, S61, S63, S64, S67, S69, S70. */
export const ATTACKS_BY_FRAMES: readonly Attack[] = [
  {
    row: "S24",
    what: "a ring of its own making, sent as the server does",
    answer: "invalid-input",
    make: (attacker) => firstProblem(attacker, '{"type":"call","call":{"id":"x"}}'),
  },
  {
    row: "S47",
    what: "a frame that would change every object's prototype",
    answer: "bad-json",
    make: (attacker) =>
      firstProblem(
        attacker,
        '{"type":"request","id":7,"operation":"calls.list","input":{"__proto__":{"polluted":1},"constructor":1}}',
      ),
  },
  {
    row: "S61",
    what: "a frame of 70 kB",
    answer: "1009",
    make: (attacker) => attacker.deviceSocket((socket) => socket.send("a".repeat(70_000))),
  },
  {
    row: "S61",
    what: "a frame in pieces of one byte that never ends",
    answer: "1008",
    make: (attacker) =>
      attacker.deviceSocket((socket) => {
        for (let n = 0; n < 100; n += 1) socket.send("a", { fin: false });
      }),
  },
  {
    row: "S61",
    what: "ten thousand small frames in a second",
    answer: "4004",
    make: (attacker) =>
      attacker.deviceSocket((socket) => {
        for (let n = 0; n < 10_000; n += 1) socket.send('{"type":"pong"}');
      }),
  },
  {
    row: "S63",
    what: "bytes that are no UTF-8",
    answer: "1007",
    make: (attacker) =>
      attacker.deviceSocket((socket) => socket.send(Buffer.from([0xff, 0xfe]), { binary: false })),
  },
  ...Object.entries(BAD_JSON).map(
    ([what, text]) =>
      ({
        row: "S63",
        what,
        answer: "bad-json",
        make: (attacker) => firstProblem(attacker, text),
      }) satisfies Attack,
  ),
  {
    row: "S64",
    what: "a binary frame that lies about its length",
    answer: "bad-json",
    make: (attacker) => firstProblem(attacker, Buffer.from([0xdf, 0xff, 0xff, 0xff, 0xff, 0x01])),
  },
  {
    row: "S67",
    what: "twenty-one sockets of one person: the oldest goes",
    answer: "4505",
    make: async (attacker) => {
      const oldest = await attacker.device("hoarder");
      for (let n = 0; n < 20; n += 1) await attacker.device("hoarder");
      return String(await oldest.closed);
    },
  },
  {
    row: "S69",
    what: "commands without a pause, on and on",
    answer: "4004",
    make: (attacker) =>
      attacker.deviceSocket((socket) => {
        for (let id = 1; id <= 400; id += 1) socket.send(JSON.stringify({ ...COMMAND, id }));
      }),
  },
  {
    row: "S70",
    what: "thirty frames that are none",
    answer: "4504",
    make: (attacker) =>
      attacker.deviceSocket((socket) => {
        for (let n = 0; n < 30; n += 1) socket.send("{]");
      }),
  },
];

/** The code of the first refusal that a device's socket hears after this frame. */
async function firstProblem(attacker: Attacker, frame: string | Buffer): Promise<Answer> {
  let code: Answer = "none";
  await attacker.deviceSocket(async (socket) => {
    socket.send(frame);
    code = await nextProblem(socket);
    socket.close(1000);
  });
  return code;
}

async function nextProblem(socket: WebSocket): Promise<Answer> {
  for (;;) {
    const [text] = await once(socket, "message");
    const { problem } = JSON.parse(String(text));
    if (problem !== undefined) return problem.code;
  }
}
