import { isIP } from "node:net";

type Range = readonly [prefix: string, bits: number];

/** Of IPv4, what is not for everybody: IANA's special-purpose registry, multicast and the reserved rest. */
const NOT_PUBLIC_4: readonly Range[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

/** Of IPv6 only global unicast is for everybody… */
const PUBLIC_6: Range = ["2000::", 3];
/** …but for protocols' own addresses (Teredo too), documentation, and 6to4, behind which any IPv4 address may lie. */
const NOT_PUBLIC_6: readonly Range[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];
/** In these the last four bytes are an IPv4 address, and that one counts: mapped, and translated (NAT64). */
const EMBEDDING_6: readonly Range[] = [
  ["::ffff:0:0", 96],
  ["64:ff9b::", 96],
];

/**
 * Whether this IP address belongs to the public internet. Anything else, and what is no address, does not: an own list, because
 * `net.BlockList` misses IPv4 addresses inside of IPv6 ones. (S85)
 */
export function isPublicAddress(address: string): boolean {
  const bytes = bytesOf(address);
  if (!bytes) return false;
  if (bytes.length === 4) return !NOT_PUBLIC_4.some((range) => isIn(bytes, range));
  if (EMBEDDING_6.some((range) => isIn(bytes, range)))
    return isPublicAddress(bytes.slice(12).join("."));
  return isIn(bytes, PUBLIC_6) && !NOT_PUBLIC_6.some((range) => isIn(bytes, range));
}

function isIn(bytes: readonly number[], [prefix, bits]: Range): boolean {
  const start = bytesOf(prefix) ?? [];
  return bytes.every((byte, index) => {
    const counted = Math.min(8, Math.max(0, bits - index * 8));
    return byte >> (8 - counted) === (start[index] ?? 0) >> (8 - counted);
  });
}

/** 4 or 16 bytes. An address with a zone is only meant for this machine's links. */
function bytesOf(address: string): readonly number[] | undefined {
  switch (isIP(address)) {
    case 4:
      return address.split(".").map(Number);
    case 6:
      return address.includes("%") ? undefined : bytesOf6(address);
    default:
      return undefined;
  }
}

function bytesOf6(address: string): readonly number[] {
  const [head = "", tail] = withoutDots(address).split("::");
  const first = wordsOf(head);
  const last = wordsOf(tail ?? "");
  const between = Array<number>(8 - first.length - last.length).fill(0);
  return [...first, ...between, ...last].flatMap((word) => [word >> 8, word & 0xff]);
}

function wordsOf(part: string): number[] {
  return part === "" ? [] : part.split(":").map((word) => Number.parseInt(word, 16));
}

/** `::ffff:127.0.0.1` → `::ffff:7f00:1` */
function withoutDots(address: string): string {
  const dotted = /[\d.]+\.\d+$/.exec(address)?.[0];
  if (dotted === undefined) return address;
  const [a = 0, b = 0, c = 0, d = 0] = dotted.split(".").map(Number);
  const words = [a * 256 + b, c * 256 + d].map((word) => word.toString(16));
  return address.slice(0, -dotted.length) + words.join(":");
}
