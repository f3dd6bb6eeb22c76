import type { PersonId } from "./model.ts";
import type { OperationEntry } from "./operation-entry.ts";

/** A space or a room of the site. Its id is the site's own: printable Unicode, 1 to 255 bytes, NFC, compared bytewise. */
export interface Group {
  id: string;
  title: string;
  /** An https or same-origin URL. */
  picture?: string;
  /** Absent when only the asker's token names the group: then the server does not know who else is in it. At most 2,000. */
  members?: PersonId[];
}

export interface GroupOperations {
  /** Adds or replaces spaces of the site's directory, members included. Administrators only. */
  "spaces.put": { input: { spaces: Group[] }; result: { count: number } };
  /** Of these spaces, those in which this person is a member, by the directory or by the token; administrators get all. */
  "spaces.get": { input: { spaces: string[] }; result: { spaces: Group[] } };
  /** Takes a space out of the directory. Twice is once. Administrators only. */
  "spaces.remove": { input: { space: string }; result: Record<string, never> };
  /** The same for rooms. */
  "rooms.put": { input: { rooms: Group[] }; result: { count: number } };
  "rooms.get": { input: { rooms: string[] }; result: { rooms: Group[] } };
  "rooms.remove": { input: { room: string }; result: Record<string, never> };
}

export const GROUP_OPERATIONS: { readonly [Name in keyof GroupOperations]: OperationEntry } = {
  "spaces.put": { rest: { method: "PUT", path: "/v1/spaces" }, who: ["admin"], codes: [] },
  "spaces.get": { rest: { method: "GET", path: "/v1/spaces" }, who: ["user"], codes: [] },
  "spaces.remove": {
    rest: { method: "DELETE", path: "/v1/spaces/{space}" },
    who: ["admin"],
    codes: [],
  },
  "rooms.put": { rest: { method: "PUT", path: "/v1/rooms" }, who: ["admin"], codes: [] },
  "rooms.get": { rest: { method: "GET", path: "/v1/rooms" }, who: ["user"], codes: [] },
  "rooms.remove": {
    rest: { method: "DELETE", path: "/v1/rooms/{room}" },
    who: ["admin"],
    codes: [],
  },
};
