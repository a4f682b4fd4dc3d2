import { useEffect, useRef } from 'react';
import { usePreferences } from '../stores/preferences.ts';

const TONE_HZ = 660;
const TONE_SECONDS = 0.12;
const LOUDNESS = 0.08;

/** Sounds once when more needs a person than before; silent until the operator asked for it. */
export function useNeedsMeSound(needsMe: number): void {
  const before = useRef(needsMe);
  const wanted = usePreferences((preferences) => preferences.sound);
  useEffect(() => {
    const isMore = needsMe > before.current;
    before.current = needsMe;
    if (isMore && wanted) soundOnce();
  }, [needsMe, wanted]);
}

function soundOnce(): void {
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = TONE_HZ;
  volume.gain.value = LOUDNESS;
  tone.connect(volume).connect(audio.destination);
  tone.addEventListener('ended', () => void audio.close());
  tone.start();
  tone.stop(audio.currentTime + TONE_SECONDS);
}
