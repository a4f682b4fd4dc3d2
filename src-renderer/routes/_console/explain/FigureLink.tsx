import type { ReactNode } from 'react';
import { figureText, type Figure } from '../../../../src-main/contract/domain.ts';
import { TextLink } from '../payments/TextLink.tsx';
import { t } from '../../../words/t.ts';

/** A figure that opens the rows it is made of: "explain this number". */
export function FigureLink({ figure, children }: {
  readonly figure: Figure; readonly children: ReactNode;
}) {
  return (
    <TextLink to="/explain" search={{ figure: figureText(figure) }} title={t('explain.title')}>
      {children}
    </TextLink>
  );
}
