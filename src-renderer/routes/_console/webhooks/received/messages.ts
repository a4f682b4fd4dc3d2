import { Ban, Check, Clock } from 'lucide-react';
import type { CallOutput } from '../../../../../src-main/contract/contract.ts';
import { call } from '../../../../engine/call.ts';
import { face, type Face } from '../../../../ui/face.ts';

export type Messages = CallOutput<'messages.list'>;
export type MessageLine = Messages['items'][number];
export type Message = CallOutput<'messages.get'>;
export type MessageState = MessageLine['state'];

export const messageStates = [
  'waiting', 'processed', 'refused',
] as const satisfies readonly MessageState[];

/** `refused`: stored, read, and not done; the sender was right about who it is and nothing else. */
export const messageFaces = {
  waiting: face('move', Clock, 'status.message.waiting'),
  processed: face('done', Check, 'status.message.processed'),
  refused: face('fail', Ban, 'status.message.refused'),
} as const satisfies Record<MessageState, Face>;

const PAGE_ROWS = 100;

export function readMessages(
  state: MessageState | null, cursor: string | null,
): Promise<Messages> {
  return call('messages.list', { state, cursor, limit: PAGE_ROWS });
}
