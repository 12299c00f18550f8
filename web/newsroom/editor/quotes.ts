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

const opening = /(?:^|[\s([{—–/])(")$/;
const apostrophe = /\p{L}(')$/u; // of every language: "it’s", "О’Нийл"

const dashes = /\s(--)\s$/;
// In Bulgarian a hyphen between spaces is a dash that was typed with the key at hand.
const dash = /\S\s(-)\s$/;
const has_dashes = (language: string) => /^bg\b/i.test(language);

// What `text` ends with, and what becomes of it; null: it stays.
function sign_for(text: string, language: string): { of: string; sign: string } | null {
  const { open, close } = signs_of(language);
  if (text.endsWith('"')) return { of: '"', sign: opening.test(text) ? open : close };
  if (apostrophe.test(text)) return { of: "'", sign: '’' };
  if (dashes.test(text)) return { of: '-- ', sign: '– ' };
  return has_dashes(language) && dash.test(text) ? { of: '- ', sign: '– ' } : null;
}

// The same in a field of the page. The browser puts in what was typed and then its sign, so that undoing gives the first
// back too.
export function typographic(language: () => string) {
  return (field: HTMLTextAreaElement | HTMLInputElement) => {
    // The sign that was made with the last key: where it stands, and of what it was made.
    let made: { start: number; end: number; of: string } | null = null;
    let ours = false;
    function put(start: number, end: number, text: string) {
      ours = true;
      field.setSelectionRange(start, end);
      document.execCommand('insertText', false, text);
      ours = false;
    }
    function typed(event: Event) {
      if (ours) return;
      made = null;
      const { data, inputType, isComposing } = event as InputEvent;
      const at = field.selectionStart ?? 0;
      if (!data || inputType !== 'insertText' || isComposing || !field.value.slice(0, at).endsWith(data)) return;
      const found = sign_for(field.value.slice(0, at), language());
      if (!found) return;
      const start = at - found.of.length;
      put(start, at, found.sign);
      made = { start, end: start + found.sign.length, of: found.of };
    }
    function going_back(event: Event) {
      const here = field.selectionStart === made?.end && field.selectionEnd === made?.end;
      if ((event as InputEvent).inputType !== 'deleteContentBackward' || !made || !here) return;
      event.preventDefault();
      const { start, end, of } = made;
      put(start, end, of);
      made = null;
    }
    field.addEventListener('input', typed);
    field.addEventListener('beforeinput', going_back);
    return () => {
      field.removeEventListener('input', typed);
      field.removeEventListener('beforeinput', going_back);
    };
  };
}

export function typography(language: string) {
  const { open, close } = signs_of(language);
  return Extension.create({
    name: 'typography',
    addInputRules: () => [
      textInputRule({ find: opening, replace: open }),
      textInputRule({ find: /(")$/, replace: close }),
      textInputRule({ find: apostrophe, replace: '’' }),
      textInputRule({ find: /(?:^|\s)(--)\s$/, replace: '–' }),
      ...(has_dashes(language) ? [textInputRule({ find: dash, replace: '–' })] : []),
      textInputRule({ find: /(\.\.\.)$/, replace: '…' }),
    ],
  });
}
