/** What the relay mostly carries: an ICE candidate, about 250 bytes. */
export function candidateMessage(n: number): unknown {
  return {
    type: "candidate",
    candidate: {
      candidate: `candidate:842163049 1 udp 1677729535 203.0.113.7 ${40_000 + (n % 20_000)} typ srflx raddr 192.0.2.5 rport 54321 generation 0 ufrag EsAw network-id 1 network-cost 10`,
      sdpMid: "0",
      sdpMLineIndex: 0,
      usernameFragment: "EsAw",
    },
  };
}
