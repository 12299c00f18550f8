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

// The same in a field of the page. The browser puts in what was typed and then its sign, so that undoing gives the first
// back too.
export function typographic(language: () => string) {
  return (field: HTMLTextAreaElement | HTMLInputElement) => {
    let made = -1; // where the sign ends that was made with the last key
    let ours = false;
    function put(at: number, text: string) {
      ours = true;
      field.setSelectionRange(at - 1, at);
      document.execCommand('insertText', false, text);
      ours = false;
    }
    function typed(event: Event) {
      if (ours) return;
      made = -1;
      const { data, inputType, isComposing } = event as InputEvent;
      const at = field.selectionStart ?? 0;
      if (data !== '"' || inputType !== 'insertText' || isComposing || field.value[at - 1] !== data) return;
      const { open, close } = signs_of(language());
      put(at, opening.test(field.value.slice(0, at)) ? open : close);
      made = field.selectionStart ?? 0;
    }
    function going_back(event: Event) {
      const here = field.selectionStart === made && field.selectionEnd === made;
      if ((event as InputEvent).inputType !== 'deleteContentBackward' || !here) return;
      event.preventDefault();
      put(made, '"');
      made = -1;
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
      textInputRule({ find: /(?:^|\s)(--)\s$/, replace: '–' }),
      textInputRule({ find: /(\.\.\.)$/, replace: '…' }),
    ],
  });
}
