/** What tells one drawn face from another; all of it SVG, in a square of 160. */
interface Features {
  background: string;
  skin: string;
  /** Ears, neck and nose: the skin in shadow. */
  shade: string;
  brow: string;
  /** Behind the head. */
  back: string;
  clothes: string;
  mouth: string;
  /** In front of the face. */
  front: string;
}

const smile =
  '<path d="M68 97q12 11 24 0" fill="none" stroke="#7d2f35" stroke-width="3.4" stroke-linecap="round"/>';
const grin =
  '<path d="M66 95h28q-2 14-14 14t-14-14z" fill="#fff" stroke="#7d2f35" stroke-width="2.6" stroke-linejoin="round"/>';
const smirk =
  '<path d="M70 99q13 5 21-5" fill="none" stroke="#7d2f35" stroke-width="3.4" stroke-linecap="round"/>';

const FEATURES: Readonly<Record<string, Features>> = {
  anna: {
    background: "#ffd9c2",
    skin: "#f6c9a4",
    shade: "#e3a67c",
    brow: "#7c3219",
    back: '<path d="M36 78c0-36 20-54 44-54s44 18 44 54c0 20 1 34-9 38H45c-10-4-9-18-9-38z" fill="#a8431f"/>',
    clothes:
      '<path d="M22 160c2-30 24-41 58-41s56 11 58 41z" fill="#1f7a78"/><path d="M61 122q19 18 38 0" fill="none" stroke="#15605e" stroke-width="6" stroke-linecap="round"/>',
    mouth: smile,
    front:
      '<path d="M46 74c0-28 14-42 34-42s34 14 34 42c-6-16-20-20-27-22 1 6-2 10-5 12-1-5-3-9-7-12-9 3-24 8-29 22z" fill="#c2552b"/><g fill="#d98e63"><circle cx="60" cy="88" r="1.7"/><circle cx="65" cy="91" r="1.7"/><circle cx="95" cy="91" r="1.7"/><circle cx="100" cy="88" r="1.7"/></g>',
  },
  bob: {
    background: "#cfe8d8",
    skin: "#8a5a3c",
    shade: "#6f452c",
    brow: "#1c1412",
    back: '<path d="M44 70V42q0-20 36-20t36 20v28z" fill="#1f1714"/>',
    clothes:
      '<path d="M20 160c2-30 24-42 60-42s58 12 60 42z" fill="#f2b632"/><path d="M56 121l24 22 24-22" fill="none" stroke="#c98f14" stroke-width="7" stroke-linejoin="round"/><path d="M73 137v14M87 137v14" stroke="#fff6dd" stroke-width="3.4" stroke-linecap="round"/>',
    mouth: grin,
    front:
      '<path d="M47 60q4-16 14-18h38q10 2 14 18l2-18q-5-16-35-16T45 42z" fill="#2a1f1b"/><path d="M48 84c1 26 14 36 32 36s31-10 32-36c-4 12-10 8-16 6-9-3-23-3-32 0-6 2-12 6-16-6z" fill="#2a1f1b"/>' +
      grin,
  },
  carol: {
    background: "#d8d3f3",
    skin: "#f3d3bd",
    shade: "#ddb195",
    brow: "#8f8c97",
    back: '<path d="M41 84c-4-42 14-60 39-60s43 18 39 60l-6 8H47z" fill="#c9c8d1"/>',
    clothes:
      '<path d="M22 160c2-29 24-40 58-40s56 11 58 40z" fill="#5b3f8f"/><path d="M64 108h32v18q-16 8-32 0z" fill="#6d4ea8"/>',
    mouth: smile,
    front:
      '<path d="M45 76c-1-26 14-42 37-42 21 0 34 14 33 40-5-7-8-13-9-20-17 5-36 4-46-2-2 10-8 18-15 24z" fill="#e3e2e9"/><g fill="#fff" fill-opacity=".12" stroke="#37304d" stroke-width="3.2"><circle cx="65" cy="79" r="12"/><circle cx="95" cy="79" r="12"/></g><path d="M77 78q3-3 6 0" fill="none" stroke="#37304d" stroke-width="3"/>',
  },
  dave: {
    background: "#c5e1f5",
    skin: "#f1c99b",
    shade: "#d9a873",
    brow: "#17161a",
    back: '<path d="M41 72c-2-32 14-49 39-49s41 17 39 49z" fill="#1b1a20"/>',
    clothes:
      '<path d="M20 160c2-30 24-41 60-41s58 11 60 41z" fill="#3557a5"/><path d="M64 119l16 16 16-16" fill="#fff"/><path d="M64 119l16 18 16-18" fill="none" stroke="#274483" stroke-width="5" stroke-linejoin="round"/>',
    mouth: smirk,
    front:
      '<path d="M44 74c-2-30 13-44 35-45 24-1 38 15 37 45-3-5-5-9-6-15l-8-9-4 7-9-10-8 10-9-8-8 11-8-3c-3 6-8 11-12 17z" fill="#26242c"/><path d="M38 80c-3-42 16-60 42-60s45 18 42 60" fill="none" stroke="#e5533d" stroke-width="5.4"/><g fill="#e5533d" stroke="#a93322" stroke-width="2"><rect x="30" y="70" width="15" height="28" rx="7"/><rect x="115" y="70" width="15" height="28" rx="7"/></g>',
  },
  erin: {
    background: "#fbe6a8",
    skin: "#d9a277",
    shade: "#bd8257",
    brow: "#2c1712",
    back: '<g fill="#38201a"><circle cx="44" cy="58" r="20"/><circle cx="58" cy="36" r="20"/><circle cx="82" cy="29" r="20"/><circle cx="104" cy="38" r="20"/><circle cx="117" cy="59" r="20"/><circle cx="40" cy="84" r="19"/><circle cx="120" cy="84" r="19"/><circle cx="46" cy="106" r="15"/><circle cx="114" cy="106" r="15"/></g>',
    clothes:
      '<path d="M22 160c2-30 24-41 58-41s56 11 58 41z" fill="#b3303f"/><path d="M58 121l22 30 22-30-22 8z" fill="#fff3ea"/>',
    mouth: grin,
    front:
      '<g fill="#4a2c22"><circle cx="58" cy="48" r="11"/><circle cx="72" cy="42" r="11"/><circle cx="88" cy="42" r="11"/><circle cx="102" cy="48" r="11"/></g><g fill="none" stroke="#e0b23c" stroke-width="3"><circle cx="44" cy="97" r="6"/><circle cx="116" cy="97" r="6"/></g>',
  },
  admin: {
    background: "#cdd6dd",
    skin: "#e8b990",
    shade: "#cc9566",
    brow: "#3b2a20",
    back: '<circle cx="80" cy="24" r="17" fill="#4a3527"/><path d="M43 78c-2-32 13-47 37-47s39 15 37 47z" fill="#4a3527"/>',
    clothes:
      '<path d="M22 160c2-30 24-41 58-41s56 11 58 41z" fill="#2f4a3c"/><path d="M66 119l-8 14 22 10 22-10-8-14-14 10z" fill="#3f6350"/><circle cx="112" cy="143" r="6.5" fill="none" stroke="#f2c14e" stroke-width="4" stroke-dasharray="3.4 1.7"/>',
    mouth: smirk,
    front:
      '<path d="M46 72c0-24 13-37 34-37s34 13 34 37c-9-6-15-13-19-22-11 8-30 10-49 22z" fill="#5d4433"/><path d="M46 60q34-27 68 0" fill="none" stroke="#d8563f" stroke-width="7" stroke-linecap="round"/>',
  },
};

/** The portrait of a demo person as an SVG document; undefined for somebody else. */
export function drawPortrait(id: string): string | undefined {
  const features = Object.hasOwn(FEATURES, id) ? FEATURES[id] : undefined;
  return features && draw(features);
}

function draw({ background, skin, shade, brow, back, clothes, mouth, front }: Features): string {
  const neck = `<path d="M66 96h28v22q-14 16-28 0z" fill="${shade}"/>`;
  const ears = `<g fill="${shade}"><circle cx="46" cy="82" r="8"/><circle cx="114" cy="82" r="8"/></g>`;
  const head = `<path d="M46 70c0-22 14-34 34-34s34 12 34 34v12c0 22-16 36-34 36S46 104 46 82z" fill="${skin}"/>`;
  const eyes =
    '<g fill="#241b1b"><circle cx="66" cy="79" r="4"/><circle cx="94" cy="79" r="4"/></g>';
  const light =
    '<g fill="#fff"><circle cx="67.4" cy="77.6" r="1.3"/><circle cx="95.4" cy="77.6" r="1.3"/></g>';
  const brows = `<path d="M59 68q7-5 13-1M88 67q6-4 13 1" fill="none" stroke="${brow}" stroke-width="3.2" stroke-linecap="round"/>`;
  const nose = `<path d="M80 80q-5 9 1 10" fill="none" stroke="${shade}" stroke-width="3" stroke-linecap="round"/>`;
  const face = `${neck}${ears}${head}${eyes}${light}${brows}${nose}${mouth}`;
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 160" width="160" height="160">' +
    `<rect width="160" height="160" fill="${background}"/>${back}${clothes}${face}${front}</svg>`
  );
}
