// The language of the interface: the person's choice, kept on this device; at first the browser's.
import { bg } from './bg';
import { en, type Words } from './en';

export type Language = 'bg' | 'en';

const key = 'vestnik.language';

function first_language(): Language {
  const kept = localStorage.getItem(key);
  if (kept === 'bg' || kept === 'en') return kept;
  return navigator.language.toLowerCase().startsWith('bg') ? 'bg' : 'en';
}

class Interface {
  language = $state<Language>(first_language());

  choose(language: Language) {
    this.language = language;
    localStorage.setItem(key, language);
  }

  get words(): Words {
    return this.language === 'bg' ? bg : en;
  }
}

export const ui = new Interface();

// The words in the person's language; in a component it follows a change of language.
export function t(): Words {
  return ui.words;
}
