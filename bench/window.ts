import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type CDPSession, type Page } from 'playwright';
import { z } from 'zod';
import { createMarketplace, type Marketplace } from '../e2e/marketplace.ts';
import { startPaydesk, type RunningPaydesk } from '../e2e/paydesk.ts';
import { fillSignIn } from '../e2e/vocabulary.ts';
import { ensureBuilt } from '../scripts/build.ts';
import { ensureChromium } from '../scripts/chromium.ts';
import { dataKeyFile } from '../src-main/world/data-key-file.ts';
import { limitFigure, percentile, type Figure } from './figures.ts';
import { generatedStore, openByDefault } from './generate.ts';
import type { Bench } from './part.ts';

const FIRST_SCREEN_MS = 120_000;
const WHEEL_STEPS = 300;
const WHEEL_PX = 120;
const WHEEL_EVERY_MS = 16;
const UPDATE_EVERY_MS = 200;
const READ_MEMORY_EVERY_MS = 10_000;

/**
 * B11w: the list of payments in Chromium over a large store: how long frames take while it is
 * scrolled through page after page, at rest and while payments are made beside it, and how the
 * memory of the page grows over minutes of such updates (`--minutes 60` for an hour).
 */
export async function windowFrames(bench: Bench): Promise<readonly Figure[]> {
  const { payments } = bench;
  const generated = await generatedStore(
    { payments, open: openByDefault(payments) }, bench.tell,
  );
  await ensureBuilt(['renderer']);
  const folder = join(bench.folder, 'b11w');
  const data = join(folder, 'paydesk');
  mkdirSync(data, { recursive: true });
  dataKeyFile(join(data, 'data.key'));
  copyFileSync(generated, join(data, 'paydesk.db'));
  const browser = await chromium.launch({ executablePath: ensureChromium() });
  let running: RunningPaydesk | null = null;
  try {
    running = await startPaydesk({ dataFolder: folder, sample: false, apart: false });
    const page = await browser.newPage({
      locale: 'en-GB', timezoneId: 'UTC', viewport: { width: 1920, height: 1080 },
    });
    page.setDefaultTimeout(FIRST_SCREEN_MS);
    await running.paydesk.open(page);
    await fillSignIn(page, running.paydesk.operator(0));
    // The file is checked and its pages are read for the first time meanwhile.
    await page.getByRole('heading', { name: 'Overview' }).waitFor({ timeout: FIRST_SCREEN_MS });
    return await measure(bench, page, createMarketplace(running.paydesk));
  } finally {
    await browser.close();
    await running?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  bench: Bench, page: Page, marketplace: Marketplace,
): Promise<readonly Figure[]> {
  const resting: (readonly number[])[] = [];
  const live: (readonly number[])[] = [];
  for (let round = 0; round < bench.pairs; round += 1) {
    resting.push(await scrollFrames(page));
    live.push(await whileUpdating(marketplace, () => scrollFrames(page)));
  }
  return [
    frameFigure(bench, 'frames while scrolling, p95', resting),
    frameFigure(bench, 'frames while scrolling, live updates, p95', live),
    await memoryFigure(bench, page, marketplace),
  ];
}

function frameFigure(
  { payments }: Bench, what: string, rounds: readonly (readonly number[])[],
): Figure {
  const all = rounds.flat();
  return limitFigure({
    part: 'B11w', what, unit: 'ms', target: 20,
    rounds: rounds.map((frames) => percentile(frames, 0.95)),
    detail: {
      payments: String(payments), frames: String(all.length), 'p50 ms': percentile(all, 0.5),
      'p99 ms': percentile(all, 0.99), 'worst ms': Math.max(...all),
    },
  });
}

/** Scrolls through the newest thousands of payments; answers how long each frame took. */
async function scrollFrames(page: Page): Promise<readonly number[]> {
  await page.goto(new URL('/payments', page.url()).href);
  const grid = page.getByRole('grid').first();
  await grid.getByRole('row').nth(5).hover();
  await page.evaluate(`(() => {
    const frames = [];
    let last = null;
    const note = (at) => {
      if (last !== null) frames.push(at - last);
      last = at;
      if (window.benchFrames === frames) requestAnimationFrame(note);
    };
    window.benchFrames = frames;
    requestAnimationFrame(note);
  })()`);
  for (let step = 0; step < WHEEL_STEPS; step += 1) {
    await page.mouse.wheel(0, WHEEL_PX);
    await pause(WHEEL_EVERY_MS);
  }
  return z.array(z.number()).parse(await page.evaluate(
    '(() => { const all = window.benchFrames; window.benchFrames = null; return all; })()',
  ));
}

/** Makes a payment five times a second meanwhile, each of which moves several times by itself. */
async function whileUpdating<T>(marketplace: Marketplace, run: () => Promise<T>): Promise<T> {
  const stopped = new AbortController();
  const update = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      await marketplace.createJob({ amount: '1.5', payee: 'Ana Lima' });
      await pause(UPDATE_EVERY_MS);
    }
  };
  const [ran] = await Promise.all([run().finally(() => { stopped.abort(); }), update()]);
  return ran;
}

async function memoryFigure(
  bench: Bench, page: Page, marketplace: Marketplace,
): Promise<Figure> {
  await page.goto(new URL('/payments', page.url()).href);
  await page.getByRole('grid').first().getByRole('row').nth(5).waitFor();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const heaps: number[] = [];
  const nodes: number[] = [];
  await whileUpdating(marketplace, async () => {
    const until = performance.now() + bench.minutes * 60_000;
    // What is read once and kept is there by the first reading.
    while (performance.now() < until) {
      await pause(READ_MEMORY_EVERY_MS);
      const now = await memoryOf(session);
      heaps.push(now.heapMb);
      nodes.push(now.nodes);
    }
  });
  const third = Math.max(1, Math.floor(heaps.length / 3));
  const grown = percentile(heaps.slice(-third), 0.5) - percentile(heaps.slice(0, third), 0.5);
  return limitFigure({
    part: 'B11w', what: 'memory of the page, last third less first', unit: 'MB', target: 5,
    rounds: [grown],
    detail: {
      minutes: String(bench.minutes), 'first MB': heaps[0] ?? Number.NaN,
      'last MB': heaps.at(-1) ?? Number.NaN, 'first nodes': nodes[0] ?? Number.NaN,
      'last nodes': nodes.at(-1) ?? Number.NaN,
    },
  });
}

async function memoryOf(
  session: CDPSession,
): Promise<{ readonly heapMb: number; readonly nodes: number }> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (name: string): number =>
    metrics.find((candidate) => candidate.name === name)?.value ?? Number.NaN;
  return { heapMb: metric('JSHeapUsedSize') / 1e6, nodes: metric('Nodes') };
}
