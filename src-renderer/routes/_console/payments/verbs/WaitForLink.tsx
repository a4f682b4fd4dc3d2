import { Progress, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { engineNow } from '../../../../engine/clock.ts';
import { useNow } from '../../../../engine/live.ts';
import { t } from '../../../../words/t.ts';

/** How long the engine waits for a wallet before it answers without a link, in milliseconds. */
const WAIT_MS = 25_000;

/** A quote and a link are being asked for: how much of the longest wait has passed. */
export function WaitForLink() {
  const [since] = useState(engineNow);
  const passed = Math.min(100, (Math.max(0, useNow(1_000) - since) / WAIT_MS) * 100);
  return (
    <Stack gap={4}>
      <Text size="sm" role="status">{t('consents.waiting')}</Text>
      <Progress value={passed} size="sm" aria-label={t('consents.waiting')} />
    </Stack>
  );
}
