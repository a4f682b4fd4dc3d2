import { useEffect, useLayoutEffect, useRef } from 'react';
import { registerKeys, type KeyBinding } from './registry.ts';

type Bindings = readonly KeyBinding[];

/** Answers to these keys while the component is on screen, with what it drew last. */
export function useKeys(bindings: Bindings | (() => Bindings)): void {
  const now = useRef(bindings);
  useLayoutEffect(() => { now.current = bindings; });
  useEffect(() => registerKeys(() =>
    typeof now.current === 'function' ? now.current() : now.current), []);
}
