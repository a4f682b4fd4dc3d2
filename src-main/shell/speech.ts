import { contract } from '../contract/contract.ts';
import type { Dispatch } from '../contract/handlers.ts';
import type { WindowLanguage } from '../contract/session.ts';
import { shellWords, type ShellWords } from './words.ts';

/** The words of what stands outside the page, in the language that the window told last. */
export type Speech = {
  readonly words: () => ShellWords;
  /** Told when the language changes, until the answer is called. */
  readonly onChanged: (listener: () => void) => () => void;
  /** Hands calls on, and learns the window's language from those that tell it. */
  readonly learningFrom: (dispatch: Dispatch) => Dispatch;
};

/** English until the page has loaded and told its own. */
export function createSpeech(): Speech {
  let language: WindowLanguage = 'en';
  const listeners = new Set<() => void>();
  const speak = (next: WindowLanguage): void => {
    if (next === language) return;
    language = next;
    for (const listener of listeners) listener();
  };
  return {
    words: () => shellWords[language],
    onChanged: (listener) => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    learningFrom: (dispatch) => async (name, input, caller) => {
      const answer = await dispatch(name, input, caller);
      if (name === 'session.speak' && answer.ok) {
        speak(contract.session.speak.input.parse(input).language);
      }
      return answer;
    },
  };
}
