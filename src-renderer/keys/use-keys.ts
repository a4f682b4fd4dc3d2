import { useEffect, useLayoutEffect, useRef } from 'react';
import { registerKeys, type KeyBinding } from './registry.ts';

/** Answers to these keys while the component is on screen, with what it drew last. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const now = useRef(bindings);
  useLayoutEffect(() => { now.current = bindings; });
  useEffect(() => registerKeys(() => now.current), []);
}
