import { describe, expect, it } from "vitest";
import { isMeetingPlace, withMeetingPlaces } from "./candidate-address.ts";

const at = (address: string) => `candidate:1 1 udp 2113937151 ${address} 49203 typ host`;
const PAGE = "calls.example.org";

describe("the address of a candidate", () => {
  it.each([
    "192.0.2.1",
    "192.168.1.7",
    "10.0.0.1",
    "172.16.0.1",
    "2001:db8::1",
    "fd12:3456::1",
    "0a1b2c3d-1111-4222-8333-0123456789ab.local",
  ])("[MEDIA22] %s is taken", (address) => {
    expect(isMeetingPlace(at(address), PAGE)).toBe(true);
  });

  it.each([
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "169.254.169.254",
    "169.254.170.2",
    "100.100.100.200",
    "224.0.0.251",
    "239.255.255.250",
    "255.255.255.255",
    "256.1.1.1",
    "0x7f.1",
    "2130706433",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "fe80::1",
    "ff02::fb",
    "fd00:ec2::254",
    "fd00:ec2:0:0:0:0:0:254",
    "1:2:3",
    "localhost",
    "localhost.",
    "printer.local",
    "internal.example.org",
    "metadata.google.internal",
    "",
  ])("[MEDIA22] %s is not taken", (address) => {
    expect(isMeetingPlace(at(address), PAGE)).toBe(false);
  });

  it("[MEDIA22] is this computer's only where the page itself is", () => {
    const hosts = ["127.0.0.1", "localhost", "[::1]", "127.0.0.1.example.org", "localhost.example"];

    expect(hosts.map((host) => isMeetingPlace(at("127.0.0.1"), host))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it("[MEDIA22] the end of the candidates is told", () => {
    expect(isMeetingPlace("", PAGE)).toBe(true);
  });

  it("[MEDIA22] counts in a description too, whose other lines stay", () => {
    const good = `a=${at("192.0.2.1")}`;
    const lines = [
      "v=0",
      "m=audio 9 UDP/TLS/RTP/SAVPF 111",
      good,
      `a=${at("127.0.0.1")}`,
      "a=mid:0",
      "",
    ];

    const taken = withMeetingPlaces(lines.join("\r\n"), PAGE);

    expect(taken.split("\r\n")).toEqual([
      "v=0",
      "m=audio 9 UDP/TLS/RTP/SAVPF 111",
      good,
      "a=mid:0",
      "",
    ]);
  });
});
