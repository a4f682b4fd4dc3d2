import type { EscrowRail } from '../../src-main/engine/domain/rails.ts';
import type { createSeeded } from '../../src-main/testing/seeded.ts';

export type Seeded = ReturnType<typeof createSeeded>;

const firstNames = [
  'Ana', 'Kofi', 'Mei', 'Jonas', 'Priya', 'Luis', 'Sofia', 'Omar', 'Ingrid', 'Tomás', 'Wanjiru',
  'Eva', 'Noor', 'Pavel', 'Amara', 'Björn', 'Chiara', 'Dmitri', 'Élodie', 'Farid', 'Grace', 'Hugo',
  'Isabel', 'Jin', 'Katya', 'Liam', 'Marta', 'Nikhil', 'Olga', 'Paulo', 'Quynh', 'Rosa', 'Sami',
  'Tariq', 'Uma', 'Viktor', 'Wei', 'Ximena', 'Yara', 'Zoltán',
] as const;
const lastNames = [
  'Lima', 'Mensah', 'Tanaka', 'Weber', 'Nair', 'Ortega', 'Rossi', 'Haddad', 'Dahl', 'Silva',
  'Kamau', 'Novák', 'Aziz', 'Kolář', 'Okafor', 'Lindqvist', 'Bianchi', 'Petrov', 'Moreau', 'Khan',
  'Adeyemi', 'Laurent', 'Fernández', 'Park', 'Ivanova', 'Murphy', 'Kowalska', 'Rao', 'Sokolova',
  'Almeida', 'Nguyen', 'Delgado', 'Virtanen', 'Hussain', 'Reddy', 'Horváth', 'Zhang', 'Vargas',
  'Mansour', 'Szabó', 'Brandt', 'Castillo', 'Dubois', 'Eriksen', 'Fischer', 'Greco', 'Hansen',
  'Ito', 'Jensen', 'Kaya',
] as const;

export type Payee = {
  readonly name: string; readonly account: Readonly<Record<EscrowRail, string>>;
};

/** Flattens the head: the busiest payee of a million payments has about three thousand. */
const HEAD = 50;

/**
 * One of `count` payees, some of whom are paid often and most a few times: how often falls with the
 * rank (Zipf and Mandelbrot), as it does where people take jobs.
 */
export function pickPayee(seeded: Seeded, count: number): Payee {
  return payeeAt(Math.floor(HEAD * ((count + HEAD) / HEAD) ** seeded.next() - HEAD));
}

function payeeAt(rank: number): Payee {
  const first = firstNames[rank % firstNames.length] ?? '';
  const last = lastNames[Math.floor(rank / firstNames.length) % lastNames.length] ?? '';
  const round = Math.floor(rank / (firstNames.length * lastNames.length));
  const name = round === 0 ? `${first} ${last}` : `${first} ${last} ${round + 1}`;
  const number = String(rank).padStart(10, '0');
  return {
    name, account: { bitcoin: `bcrt1qpayee${number}`, aitbc: `aitbc1payee${number}` },
  };
}

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_DIGITS = 10;
const RANDOM_DIGITS = 16;

/** Ids of the form that the engine gives (`pay_` and a ULID), the same for the same seed. */
export function createSeededIds(seeded: Seeded): {
  readonly next: (prefix: string) => string;
  /** The time that ids carry from now on. */
  readonly setTime: (atMs: number) => void;
} {
  let time = '';
  return {
    next: (prefix) => {
      let random = '';
      for (let digit = 0; digit < RANDOM_DIGITS; digit += 1) random += DIGITS[seeded.below(32)];
      return `${prefix}_${time}${random}`;
    },
    setTime: (atMs) => {
      time = '';
      let rest = atMs;
      for (let digit = 0; digit < TIME_DIGITS; digit += 1) {
        time = (DIGITS[rest % 32] ?? '') + time;
        rest = Math.floor(rest / 32);
      }
    },
  };
}
