import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createControl, type Control } from '../kill/control.ts';
import {
  startDoor, startStandIns, type ControlAddress, type DoorReady, type Running,
} from '../kill/processes.ts';

/** The Node door and the stand-ins as processes of their own, on a folder that is removed. */
export type Town = {
  /** The data folder of the door. */
  readonly folder: string;
  readonly control: Control;
  readonly address: ControlAddress;
  /** The door as it said it was ready; null while it is down. */
  readonly door: () => DoorReady | null;
  /** `kill -9`, and the next one on the same folder and the same listener; answers once it is. */
  readonly killAndStart: () => Promise<void>;
  /** SIGTERM to the door; answers its exit code. */
  readonly stopDoor: () => Promise<number | null>;
  /** Ends everything. `keep`: the folder stays, to be looked at. */
  readonly close: (keep?: boolean) => Promise<void>;
};

/** Starts both, the chain being anvil where there is one, or the model for a quick run. */
export async function openTown(chain: 'auto' | 'model'): Promise<Town> {
  const folder = mkdtempSync(join(tmpdir(), 'paydesk-payouts-'));
  const standIns = startStandIns(join(folder, 'stand-ins'), chain);
  const desk = join(folder, 'desk');
  const now: { running: Running<DoorReady> | null; ready: DoorReady | null } = {
    running: null, ready: null,
  };
  const close = async (keep = false): Promise<void> => {
    await now.running?.kill();
    await standIns.kill();
    if (!keep) rmSync(folder, { recursive: true, force: true });
  };
  const start = async (control: ControlAddress, listener: string): Promise<DoorReady> => {
    now.running = startDoor({ folder: desk, control, listener });
    now.ready = await now.running.ready;
    return now.ready;
  };
  try {
    const { control: address } = await standIns.ready;
    const first = await start(address, '127.0.0.1:0');
    const listener = new URL(first.listener.url).host;
    return {
      folder: desk, control: createControl(address), address, door: () => now.ready,
      killAndStart: async () => {
        now.ready = null;
        await now.running?.kill();
        await start(address, listener);
      },
      stopDoor: async () => {
        now.ready = null;
        return await now.running?.stop() ?? null;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
