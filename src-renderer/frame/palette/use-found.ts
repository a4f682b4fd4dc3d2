import { useDebouncedCallback } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { findAll, LETTERS_MIN, nothingFound, type Found } from './find.ts';

const SEARCH_AFTER_MS = 120;

/** What is found for what is typed, shortly after the last letter; an older answer never shows. */
export function useFound() {
  const [found, setFound] = useState<Found>(nothingFound);
  const [searching, setSearching] = useState(false);
  const wanted = useRef('');
  const search = useDebouncedCallback(async (text: string) => {
    const answer = await findAll(text);
    if (wanted.current !== text) return;
    setFound(answer);
    setSearching(false);
  }, SEARCH_AFTER_MS);
  return {
    found, searching,
    look: (typed: string): void => {
      const text = typed.trim();
      if (text === wanted.current) return;
      wanted.current = text;
      const isEnough = text.length >= LETTERS_MIN;
      setSearching(isEnough);
      if (isEnough) search(text);
      else setFound(nothingFound);
    },
  };
}
