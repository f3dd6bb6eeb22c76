import { BuiltPage } from "./built-page.ts";
import { launchChromium, pictureArrives, until, watch } from "./pages.ts";
import { SeatDoor } from "./seat-door.ts";

const out = "/tmp/x/callshots";
const built = await BuiltPage.start();
const door = new SeatDoor(built.server);
const browser = await launchChromium();
const open = async (seat: "p1" | "p2", size: { width: number; height: number }, lang = "en") => {
  const context = await browser.newContext({ viewport: size });
  await watch(context);
  const page = await context.newPage();
  page.on("console", (m) => console.log(seat, m.text()));
  page.on("pageerror", (e) => console.log(seat, "ERR", e.message));
  await page.goto(`${built.origin}/call?lang=${lang}#${door.secrets[seat]}`);
  return page;
};
try {
  const anna = await open("p1", { width: 1280, height: 800 });
  await anna.waitForTimeout(1200);
  await anna.screenshot({ path: `${out}/1-calling.png` });
  door.ring();
  await anna.waitForTimeout(500);
  await anna.screenshot({ path: `${out}/2-ringing.png` });
  door.answer();
  const bob = await open("p2", { width: 320, height: 568 }, "de");
  await until(anna, pictureArrives);
  await until(bob, pictureArrives);
  await bob.waitForTimeout(800);
  await anna.screenshot({ path: `${out}/3-connected.png` });
  await bob.screenshot({ path: `${out}/4-narrow.png` });
  await bob.getByRole("button", { name: "Mikrofon ausschalten" }).click();
  await bob.getByRole("button", { name: "Kamera ausschalten" }).click();
  await anna.getByRole("button", { name: "Devices" }).click();
  await anna.waitForTimeout(700);
  await anna.screenshot({ path: `${out}/5-muted-devices.png` });
  await bob.screenshot({ path: `${out}/6-narrow-muted.png` });
  await anna.keyboard.press("Escape");
  door.vanish();
  await anna.waitForTimeout(1500);
  await anna.screenshot({ path: `${out}/7-server-away.png` });
  await bob.screenshot({ path: `${out}/8-narrow-away.png` });
  door.comeBack();
  await anna.waitForTimeout(3000);
  await bob.getByRole("button", { name: "Auflegen" }).click();
  await anna.waitForTimeout(400);
  await anna.screenshot({ path: `${out}/9-ended.png` });
} finally {
  await browser.close();
  door.close();
  await built.close();
}
