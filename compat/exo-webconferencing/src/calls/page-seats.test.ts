import { CallError } from "@ringline/protocol";
import { expect, it, vi } from "vitest";
import type { Door } from "./door.ts";
import { PageSeats } from "./page-seats.ts";
import { Patience } from "./patience.ts";

it("[EXO7] opens no seat for a press that is refused", async () => {
  const openSeat = vi.fn(() => ({ ready: new Promise(() => {}), close: () => {} }));
  const seats = new PageSeats({ openSeat } as unknown as Door);
  const patience = new Patience();
  const call = Promise.reject(new CallError("call-not-found"));

  await expect(seats.take({ secret: "s", call }, patience)).rejects.toThrow(CallError);

  patience.end();
  expect(openSeat).not.toHaveBeenCalled();
});
