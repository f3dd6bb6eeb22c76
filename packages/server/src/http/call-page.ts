import type { HttpParts } from "./http-parts.ts";

const GRANTED =
  "camera, microphone, display-capture, autoplay, fullscreen, picture-in-picture, screen-wake-lock";
const DENIED = "geolocation, payment, usb, serial, hid, midi, browsing-topics";
/** A permissions policy takes origins only, and https ones. */
const ORIGIN = /^https:\/\/[\w.*-]+(:\d+)?$/;

/**
 * What the browser is told about the call page. No nonce: every script is a file of ours. `unsafe-none`, because with any
 * other opener policy a browser cuts the window from the page that opened it: that page could neither bring the window to
 * the front nor close it when the call was refused. The call page itself clears `opener` before anything else.
 */
export function callPageHeaders(parts: HttpParts): Record<string, string> {
  return {
    "content-security-policy": policy(parts),
    "permissions-policy": `${each(GRANTED, granted(parts))}, ${each(DENIED, "()")}`,
    "cross-origin-opener-policy": "unsafe-none",
    // The site's own panel may hold it, also where that page asks for isolation.
    "cross-origin-resource-policy": "cross-origin",
    "cache-control": "no-cache",
  };
}

/** Ours, and those of the pages in which calls take place inside our window. */
function granted({ pageSources }: HttpParts): string {
  const framed = pageSources().frame.filter((source) => ORIGIN.test(source));
  return `(self${framed.map((origin) => ` "${origin}"`).join("")})`;
}

function policy({ publicUrl, origins, pageSources }: HttpParts): string {
  const { connect, frame } = pageSources();
  const socket = publicUrl.replace(/^http/, "ws");
  const plain = origins.listed.filter((origin) => origin.startsWith("http:"));
  const directives: Record<string, readonly string[]> = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "connect-src": ["'self'", socket, ...connect],
    "img-src": ["'self'", "https:", "data:", "blob:", ...plain],
    "media-src": ["'self'", "blob:"],
    "worker-src": ["'self'"],
    "manifest-src": ["'self'"],
    "frame-src": frame.length > 0 ? frame : ["'none'"],
    "frame-ancestors": ["'self'", ...origins.listed],
    "form-action": ["'none'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${[...new Set(sources)].join(" ")}`)
    .join("; ");
}

function each(features: string, allowed: string): string {
  return features
    .split(", ")
    .map((feature) => `${feature}=${allowed}`)
    .join(", ");
}
