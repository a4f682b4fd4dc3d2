import { afterEach, describe, expect, test } from 'vitest';
import { errorText, RefusalError } from '../engine/call.ts';
import { prefer } from '../stores/preferences.ts';
import { engineText, toldText } from './engine-text.ts';

afterEach(() => prefer({ language: 'en' }));

const btc = { money: { minor: '1000', asset: 'BTC/8' } };

describe('a sentence of the engine', () => {
  test('stands as it was written in English', () => {
    expect(engineText('Nothing is held.')).toBe('Nothing is held.');
    expect(toldText({ key: 'where.failed', values: {} }, 'As written.')).toBe('As written.');
  });

  test('is said in Spanish by its key, with its values', () => {
    prefer({ language: 'es' });
    const told = {
      key: 'where.held', values: { amount: btc, place: 'bcrt1q', by: { word: 'provider' } },
    };
    expect(toldText(told, 'x'))
      .toBe('0.00001000 BTC están retenidos en bcrt1q por el proveedor.');
  });

  test('keeps names as they are, whatever they look like (R16)', () => {
    prefer({ language: 'es' });
    const payee = '{{amount}} $t(common.close) $& <b>x</b>';
    expect(toldText({ key: 'where.released', values: { amount: btc, payee } }, 'x'))
      .toBe(`Se liberaron 0.00001000 BTC a ${payee}.`);
  });

  test('translates the engine\'s words inside it, and keeps a provider\'s', () => {
    prefer({ language: 'es' });
    const waits = (says: string) => toldText({
      key: 'waits.refused', values: { act: { word: 'refund' }, amount: btc, why: { says } },
    }, 'x');
    expect(waits('no reason was given')).toContain('Detalle: sin motivo indicado.');
    expect(waits('insufficient funds')).toContain('Detalle: insufficient funds.');
  });

  test('of an unknown key or of no key stands as it came', () => {
    prefer({ language: 'es' });
    expect(toldText({ key: 'where.unheardOf', values: {} }, 'As written.')).toBe('As written.');
    expect([toldText(null, 'Nothing is held.'), engineText('Something new.')])
      .toEqual(['No hay nada retenido.', 'Something new.']);
  });
});

describe('a refusal', () => {
  const said = (code: string, message: string): string =>
    errorText(new RefusalError({ code, message, details: {} }));

  test('is the engine\'s own sentence in English', () => {
    expect(said('terminal', 'A more precise sentence.')).toBe('A more precise sentence.');
  });

  test('is said in Spanish by its sentence, else by its code, else as it came', () => {
    prefer({ language: 'es' });
    expect([
      said('name_taken', 'This marketplace already has that endpoint.'),
      said('terminal', 'A more precise sentence.'), said('unheard_of', 'As it came.'),
    ]).toEqual([
      'Esta plataforma ya tiene ese destino.', 'El pago ha terminado y no vuelve a cambiar.',
      'As it came.',
    ]);
  });
});
