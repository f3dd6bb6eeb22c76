import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TestServer } from "../../testing/test-server.ts";

const ADMIN = { claims: { roles: ["admin"] } };

describe("the directory", () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await TestServer.start();
    const admin = await server.device("root", ADMIN);
    await admin.socket.request("spaces.put", {
      spaces: [
        { id: "design", title: "  Design\u202e ", members: ["anna", "bob"] },
        { id: "board", title: "The board", members: ["carol"] },
      ],
    });
    await admin.socket.request("rooms.put", { rooms: [{ id: "lobby", title: "" }] });
  });
  afterEach(() => server.close());

  const claims = { spaces: [{ id: "fans", title: "Fans" }], rooms: [{ id: "lobby", title: "L" }] };

  it("[DIR3] tells a space to its members, and nobody else that there is one", async () => {
    const anna = await server.device("anna", { claims });
    const ask = { spaces: ["design", "board", "fans", "nowhere", "design"] };

    const { spaces } = await anna.socket.request("spaces.get", ask);

    expect(spaces).toEqual([
      { id: "design", title: "Design", members: ["anna", "bob"] },
      { id: "fans", title: "Fans" },
    ]);
  });

  it("[DIR3] takes a token's word for who is a member, and the directory's for what a room is", async () => {
    const anna = await server.device("anna", { claims });
    const bob = await server.device("bob");
    const ask = { rooms: ["lobby"] };

    const { rooms } = await anna.socket.request("rooms.get", ask);
    const others = await bob.socket.request("rooms.get", ask);

    expect(rooms).toEqual([{ id: "lobby", title: "lobby", members: [] }]);
    expect(others.rooms).toEqual([]);
  });

  it("[DIR3] tells administrators all; only they write", async () => {
    const admin = await server.device("root", ADMIN);
    const anna = await server.device("anna", { claims });

    await admin.socket.request("spaces.remove", { space: "board" });
    const { spaces } = await admin.socket.request("spaces.get", { spaces: ["design", "board"] });

    expect(spaces.map(({ id }) => id)).toEqual(["design"]);
    const refused = [
      anna.socket.request("spaces.put", { spaces: [] }),
      anna.socket.request("spaces.remove", { space: "design" }),
      anna.socket.request("rooms.put", { rooms: [] }),
      anna.socket.request("rooms.remove", { room: "lobby" }),
    ];
    for (const one of refused) await expect(one).rejects.toMatchObject({ code: "not-allowed" });
  });
});
