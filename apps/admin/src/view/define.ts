import { AdminPersonAccounts } from "../sections/person-accounts.ts";
import { sections } from "../sections/sections.ts";
import { AdminConnectorSettings } from "../settings/connector-settings.ts";
import { AdminPage } from "./admin-page.ts";
import { AdminConfirm } from "./confirm.ts";
import { AdminSignIn } from "./sign-in.ts";

/** Makes the page's elements known to the browser. */
export function defineElements(): void {
  customElements.define("admin-page", AdminPage);
  customElements.define("admin-confirm", AdminConfirm);
  customElements.define("admin-sign-in", AdminSignIn);
  customElements.define("admin-connector-settings", AdminConnectorSettings);
  customElements.define("admin-person-accounts", AdminPersonAccounts);
  for (const { tag, element } of sections) customElements.define(tag, element);
}
