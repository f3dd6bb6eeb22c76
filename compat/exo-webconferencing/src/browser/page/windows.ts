const FEATURES =
  "toolbar=no,menubar=no,scrollbars=no,resizable=no,location=no,directories=no,status=no";
/** Wider screens get a window, smaller ones all of it. */
const WIDE = 760;
const PART = 0.8;

/** A window of its own for a call: 80 % of the screen, in its middle. `null` where the browser does not let it open. */
export function showCallPopup(url: string, name: string): Window | null {
  const { availWidth, availHeight } = screen;
  const part = availWidth > WIDE ? PART : 1;
  const [width, height] = [Math.floor(availWidth * part), Math.floor(availHeight * part)];
  const left = Math.floor((availWidth - width) / 2);
  const top = Math.floor((availHeight - height) / 2);
  const place = `width=${width},height=${height},left=${left},top=${top}`;
  return focused(window.open(url, name, `${FEATURES},${place}`));
}

/** A page of its own, in a tab. */
export function showCallWindow(url: string, name: string): Window | null {
  return focused(window.open(url, name));
}

/** A style sheet of a connector, once however often it is asked for. Never throws: one that cannot be loaded is not there. */
export function loadStyle(url: string): void {
  const added = Object.assign(document.createElement("link"), { rel: "stylesheet", href: url });
  const links = [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")];
  if (!links.some(({ href }) => href === added.href)) document.head.append(added);
}

function focused(opened: Window | null): Window | null {
  opened?.focus();
  return opened;
}
