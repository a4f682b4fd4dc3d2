import type { RailHint } from '../rail.ts';
import { isGenuine, notificationKey, readNotification } from './notification.ts';

const KEY_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Circle's webhooks, in the words of the rail port. */
export const circleHint: RailHint = {
  isKeyId: (keyId) => KEY_ID.test(keyId),
  key: async (call, keyId) => {
    const found = await notificationKey(call, keyId);
    return found.kind === 'key' ? { kind: 'key', key: found.publicKey } : { kind: found.kind };
  },
  isSigned: ({ body, signature }, publicKey) => isGenuine(body, { signature, publicKey }),
  read: (body) => {
    const told = readNotification(body);
    return told === null ? null
      : { messageId: told.notificationId, type: told.type, key: told.refId };
  },
};
