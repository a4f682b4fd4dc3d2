import { NativeSelect, SimpleGrid, Text } from '@mantine/core';
import { plainText, shorten } from '../../../../format/text.ts';
import { wordFor, t } from '../../../../words/t.ts';
import type { CsvFile } from './csv-file.ts';
import { fields, type Field, type Mapping } from './mapping.ts';

type ColumnMappingProps = {
  readonly file: CsvFile;
  readonly mapping: Mapping;
  readonly isRemembered: boolean;
  readonly disabled: boolean;
  readonly onChange: (mapping: Mapping) => void;
};

const NONE = '-';

/** Which column stands for what, with the first row as an example. */
export function ColumnMapping(props: ColumnMappingProps) {
  const { file, mapping, isRemembered, disabled, onChange } = props;
  const [first] = file.rows;
  const columns = file.headers.map((header, at) => ({
    value: String(at), label: plainText(header === '' ? `${at + 1}` : header),
  }));
  const choose = (field: Field, value: string): void => {
    onChange({ ...mapping, [field]: value === NONE ? null : Number.parseInt(value, 10) });
  };
  const needed = mapping.payee === null || mapping.amount === null;
  return (
    <>
      {isRemembered && <Text size="sm" c="dimmed">{t('payoutImport.mapping.remembered')}</Text>}
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
        {fields.map((field) => {
          const at = mapping[field];
          const example = at === null ? null : first?.cells[at]?.trim() ?? '';
          return (
            <NativeSelect key={field} label={t(`payoutImport.mapping.field.${field}`)}
              description={example === null || example === ''
                ? wordFor('payoutImport.mapping.hint', field) ?? ''
                : t('payoutImport.mapping.example', { value: shorten(plainText(example), 18, 6) })}
              inputWrapperOrder={['label', 'input', 'description', 'error']} disabled={disabled}
              required={field === 'payee' || field === 'amount'}
              value={at === null ? NONE : String(at)}
              data={[{ value: NONE, label: t('payoutImport.mapping.notMapped') }, ...columns]}
              onChange={({ currentTarget }) => choose(field, currentTarget.value)} />
          );
        })}
      </SimpleGrid>
      {needed ? <Text size="sm" role="status">{t('payoutImport.mapping.needed')}</Text>
        : mapping.task === null && mapping.key === null && (
          <Text size="sm" c="dimmed">{t('payoutImport.mapping.identityFile')}</Text>
        )}
    </>
  );
}
