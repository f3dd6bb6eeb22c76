/** What the person can do on the page. */
export interface Actions {
  setMuted(isMuted: boolean): void;
  setCamera(isOn: boolean): void;
  hangUp(): void;
  chooseMicrophone(id: string): void;
  chooseCamera(id: string): void;
  chooseSpeaker(id: string): void;
  turnSoundOn(): void;
  /** Opens microphone and camera where that waited for a press. */
  startDevices(): void;
  /** The browser does not let the other side be heard before a gesture. */
  soundRefused(): void;
  /** Opens the page where the call takes place. */
  enter(): void;
  /** A link has opened it, as the browser would not let us. */
  enterByLink(): void;
  /** Ends this call and answers the one that knocks. */
  answerKnock(call: string): void;
  declineKnock(call: string): void;
  close(): void;
}
