// The least that a call page can do: a bare socket, the same devices as ours, one bare peer connection. With `?calls` it is
// the caller: it waits with its offer ready, and sends it when the other page says that it is there.
const parameters = new URLSearchParams(location.search);
const calls = parameters.has("calls");
const socket = new WebSocket(`ws://${location.host}/`);
const connection = new RTCPeerConnection();
const media = navigator.mediaDevices.getUserMedia({
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  video: {
    width: { ideal: 1280 },
    height: { ideal: 720 },
    frameRate: { ideal: 30 },
    facingMode: "user",
  },
});

const say = (body) => socket.send(JSON.stringify({ body }));
const opened = new Promise((resolve) => {
  socket.onopen = resolve;
});

function show(stream, isMuted) {
  const video = document.createElement("video");
  Object.assign(video, { autoplay: true, muted: isMuted, srcObject: stream });
  document.body.append(video);
}

connection.ontrack = ({ track, streams: [stream] }) =>
  track.kind === "video" && show(stream, false);
connection.onicecandidate = ({ candidate }) => say({ candidate });

async function addOwnMedia() {
  const stream = await media;
  show(stream, true);
  for (const track of stream.getTracks()) connection.addTrack(track, stream);
}

async function onDescription(description) {
  await connection.setRemoteDescription(description);
  if (description.type !== "offer") return;
  await addOwnMedia();
  await connection.setLocalDescription();
  say({ description: connection.localDescription });
}

/** One message after the other: a candidate must not overtake its description. */
let last = Promise.resolve();
socket.onmessage = ({ data }) => {
  const { body } = JSON.parse(data);
  last = last.then(() => take(body));
};

async function take({ here, description, candidate }) {
  if (here && calls) {
    await connection.setLocalDescription();
    say({ description: connection.localDescription });
  }
  if (description) await onDescription(description);
  if (candidate) await connection.addIceCandidate(candidate);
}

if (calls) await addOwnMedia();
await opened;
socket.send(JSON.stringify({ room: parameters.get("room") }));
document.title = "Ready";
if (!calls) say({ here: true });
