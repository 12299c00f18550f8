// Whether a colour can be read on the pages' paper, and what becomes of one that cannot: as src/pages/look.cpp has it.

// Paper and tint of theme/style/paper.css.
const papers = { light: ['#fdfbf7', '#f4f0e7'], dark: ['#151311', '#211e1a'] } as const;
const readable_contrast = 4.5;
const steps = 50;

type Colour = [number, number, number];
const colour_of = (text: string): Colour => [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16)) as Colour;
const text_of = (colour: Colour) => `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Colour;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(colour_of(one)), luminance(colour_of(other))].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

export const on_paper = (colour: string, scheme: 'light' | 'dark') => Math.min(...papers[scheme].map((paper) => contrast(colour, paper)));
export const paper_of = (scheme: 'light' | 'dark') => papers[scheme][0];

export function readable(accent: string, scheme: 'light' | 'dark'): string {
  const end = scheme === 'dark' ? 255 : 0;
  for (let step = 0; step < steps; ++step) {
    const mixed = text_of(colour_of(accent).map((part) => part + ((end - part) * step) / steps) as Colour);
    if (on_paper(mixed, scheme) >= readable_contrast) return mixed;
  }
  return scheme === 'dark' ? '#ffffff' : '#000000';
}
