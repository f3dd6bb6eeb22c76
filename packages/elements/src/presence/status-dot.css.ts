/**
 * Each status has a shape of its own beside its colour: disc, disc with a bar, crescent, disc with a core, ring.
 * The colours reach 3:1 on white and on near-black.
 */
export const STATUS_DOT_CSS = `
.dot {
  --size: var(--ringline-dot-size, 0.75rem);
  position: relative;
  display: inline-block;
  flex: none;
  box-sizing: border-box;
  inline-size: var(--size);
  block-size: var(--size);
  border-radius: 50%;
  forced-color-adjust: none;
  border: calc(var(--size) * 0.2) solid var(--ringline-offline, #7d8696);
}
.dot::after {
  position: absolute;
  content: "";
  border-radius: 1px;
}
.dot[data-status="available"] {
  border: 0;
  background: var(--ringline-available, #1f9d55);
}
.dot[data-status="away"] {
  border: 0;
  box-shadow: inset calc(var(--size) * 0.3) calc(var(--size) * -0.22) 0 0 var(--ringline-away, #c47d0a);
}
.dot[data-status="do-not-disturb"] {
  border: 0;
  background: var(--ringline-do-not-disturb, #d93848);
}
.dot[data-status="do-not-disturb"]::after {
  inset: 41% 22%;
  background: #fff;
}
.dot[data-status="in-call"] {
  border-color: var(--ringline-in-call, #8b5cf6);
}
.dot[data-status="in-call"]::after {
  inset: 22%;
  border-radius: 50%;
  background: var(--ringline-in-call, #8b5cf6);
}
`;
