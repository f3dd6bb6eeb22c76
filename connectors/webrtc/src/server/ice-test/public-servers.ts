/** Servers that anybody may use: good for a try, not for a site, which depends on them and lets them see its people's addresses. */
const PUBLIC =
  /(^|\.)(l\.google\.com|cloudflare\.com|metered\.ca|services\.mozilla\.com|stunprotocol\.org|twilio\.com|exoplatform\.org|nextcloud\.com|ekiga\.net|sipgate\.net|schlund\.de|freeswitch\.org|viagenie\.ca)$/;

/** Whether this address of an ICE server is one of the well-known public ones. */
export function isPublicServer(url: string): boolean {
  const host = url.replace(/^\w+:/, "").split(/[:?]/)[0] ?? "";
  return PUBLIC.test(host.toLowerCase());
}
