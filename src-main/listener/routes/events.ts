import { z } from 'zod';
import type { EventFeed } from '../event-feed.ts';
import { problem } from '../fields.ts';
import { get, refused, type Route } from '../route.ts';

const query = z.object({
  after: z.string().regex(/^\d{1,15}$/).optional().meta({
    description: 'Resumes after this event; the Last-Event-ID header says the same and wins.',
  }),
});

export function eventRoutes(feed: EventFeed): readonly Route[] {
  return [get({
    path: '/v1/events', access: ['events:read'], query,
    summary: "Streams what happens to the caller's payments, as server-sent events.",
    replies: {
      200: {
        description: 'Events named `payment`; their id resumes the stream.', schema: null,
        type: 'text/event-stream',
      },
      429: { description: 'The key has too many streams open.', schema: problem },
    },
  }, async (call, { after }) => {
    const resume = call.lastEventId ?? after ?? null;
    if (resume !== null && !/^\d{1,15}$/.test(resume)) {
      return refused({
        code: 'invalid_request', details: { 'Last-Event-ID': 'has to be the id of an event' },
        message: 'The Last-Event-ID is not one of ours; leave it out to begin with what comes.',
      });
    }
    const stream = feed.open({
      keyId: call.key.id, marketplaceId: call.key.marketplaceId,
      afterSeq: resume === null ? null : Number.parseInt(resume, 10),
    });
    if (stream !== null) return { kind: 'stream', stream };
    return {
      kind: 'refusal', headers: { 'retry-after': '5' },
      refusal: {
        code: 'rate_limited', details: {},
        message: 'This key has as many event streams open as it may; close one first.',
      },
    };
  })];
}
