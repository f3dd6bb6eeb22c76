const MDNS_NAME = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.local$/i;
const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Where the fields of a candidate line stand (RFC 8839, section 5.1). */
const ADDRESS_FIELD = 4;

/**
 * Whether a candidate of the other side names an address that a call may meet at. Each one that is taken makes this browser
 * knock there, so none may lead to this computer itself, to a cloud's metadata, to many at once, or to a name to look up. Addresses
 * of a local network stay: people in one house call each other. (S65)
 */
export function isMeetingPlace(candidate: string, pageHost: string): boolean {
  // The end of the candidates has no address.
  if (candidate === "") return true;
  const address = candidate.split(" ")[ADDRESS_FIELD] ?? "";
  if (LOOPBACK_HOST.test(pageHost) && isLoopback(address)) return true;
  if (MDNS_NAME.test(address)) return true;
  return address.includes(":") ? isFreeIpv6(address) : isFreeIpv4(address);
}

/** The description without the candidates that may not be taken. */
export function withMeetingPlaces(sdp: string, pageHost: string): string {
  const isKept = (line: string) =>
    !line.startsWith("a=candidate:") || isMeetingPlace(line.slice("a=".length).trim(), pageHost);
  return sdp.split("\n").filter(isKept).join("\n");
}

function isLoopback(address: string): boolean {
  return address.startsWith("127.") ? bytesOf(address) !== undefined : address === "::1";
}

function isFreeIpv4(address: string): boolean {
  const bytes = bytesOf(address);
  if (!bytes) return false;
  const [first, second] = bytes;
  const isLinkLocal = first === 169 && second === 254;
  const isAlibabaMetadata = address === "100.100.100.200";
  const isThisOrMany = first === 0 || first === 127 || first >= 224;
  return !isThisOrMany && !isLinkLocal && !isAlibabaMetadata;
}

/** Unicast of the net and of local networks alone: the other forms lead to IPv4, to this link, to this computer or to many. */
function isFreeIpv6(address: string): boolean {
  const url = URL.parse(`http://[${address}]/`);
  if (!url) return false;
  const first = Number.parseInt(url.hostname.slice(1), 16);
  const isGlobal = first >= 0x2000 && first <= 0x3fff && first !== 0x2002;
  const isLocal = first >= 0xfc00 && first <= 0xfdff && url.hostname !== "[fd00:ec2::254]";
  return isGlobal || isLocal;
}

function bytesOf(address: string): [number, number] | undefined {
  const found = IPV4.exec(address)?.slice(1).map(Number);
  if (!found || found.some((byte) => byte > 255)) return undefined;
  const [first = 0, second = 0] = found;
  return [first, second];
}
