// Quotes and dashes as the language prints them, made while typing; Backspace gives back what was typed.
import { Extension, textInputRule } from '@tiptap/core';

interface Signs {
  open: string;
  close: string;
}
const signs: Record<string, Signs> = {
  bg: { open: '„', close: '“' },
  de: { open: '„', close: '“' },
  en: { open: '“', close: '”' },
  fr: { open: '« ', close: ' »' },
  ru: { open: '«', close: '»' },
};

export function signs_of(language: string): Signs {
  return signs[language.slice(0, 2).toLowerCase()] ?? { open: '“', close: '”' };
}

export function typography(language: string) {
  const { open, close } = signs_of(language);
  return Extension.create({
    name: 'typography',
    addInputRules: () => [
      textInputRule({ find: /(?:^|[\s([{—–/])(")$/, replace: open }),
      textInputRule({ find: /(")$/, replace: close }),
      textInputRule({ find: /(?:^|\s)(--)\s$/, replace: '–' }),
      textInputRule({ find: /(\.\.\.)$/, replace: '…' }),
    ],
  });
}
