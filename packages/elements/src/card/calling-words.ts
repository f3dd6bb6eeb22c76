import type { Call } from "@ringline/protocol";
import { isGroup, partyName } from "../desk/parties.ts";
import type { LayerMessage } from "../locales/en.ts";
import type { MessageValues } from "../localise.ts";

/** Who is calling, and of a call to a space or room what they call: a message and its values. */
export function callingWords({
  caller,
  target,
  title,
}: Pick<Call, "caller" | "target" | "title">): [LayerMessage, MessageValues] {
  const name = partyName(caller);
  return isGroup(target)
    ? ["is-calling-group", { name, group: title }]
    : ["is-calling-you", { name }];
}
