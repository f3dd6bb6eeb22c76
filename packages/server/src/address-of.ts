import type { IncomingMessage } from "node:http";
import { BlockList, isIP, isIPv6 } from "node:net";

/** Who is at the other end, as limits count it: an IPv4 address, or the /64 of an IPv6 one, as one customer holds all of it. */
export type AddressOf = (request: Pick<IncomingMessage, "socket" | "headers">) => string;

/**
 * `X-Forwarded-For` counts only as far as trusted proxies wrote it, from the right: what stands left of the first stranger is
 * whatever that stranger liked to say (S7).
 * @throws {Error} for a range that is none
 */
export function createAddressOf(trustedProxies: readonly string[]): AddressOf {
  const trusted = new BlockList();
  for (const range of trustedProxies) addRange(trusted, range);
  const isTrusted = (address: string) =>
    isIP(address) > 0 && trusted.check(address, isIPv6(address) ? "ipv6" : "ipv4");
  return ({ socket, headers }) => {
    const told = [headers["x-forwarded-for"] ?? []].flat().join(",").split(",");
    let address = plainAddress(socket.remoteAddress ?? "");
    while (told.length > 0 && isTrusted(address)) {
      const next = plainAddress(told.pop()?.trim() ?? "");
      if (isIP(next) === 0) break;
      address = next;
    }
    return isIPv6(address) ? networkOf(address) : address;
  };
}

/** Whether this is an address, or a range such as `10.0.0.0/8`. */
export function isAddressRange(text: string): boolean {
  try {
    addRange(new BlockList(), text);
    return true;
  } catch {
    return false;
  }
}

function addRange(list: BlockList, range: string): void {
  const [address = "", bits] = range.split("/");
  const type = isIPv6(address) ? "ipv6" : "ipv4";
  if (bits === undefined) list.addAddress(address, type);
  else list.addSubnet(address, Number(bits), type);
}

/** A server that listens on `::` sees IPv4 clients as `::ffff:192.0.2.1`. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}

function networkOf(address: string): string {
  const [left = "", right] = address.split("::");
  const groups = left === "" ? [] : left.split(":");
  const rest = right ? right.split(":") : [];
  const zeros = right === undefined ? [] : Array(8 - groups.length - rest.length).fill("0");
  return `${[...groups, ...zeros, ...rest].slice(0, 4).join(":")}::/64`;
}
