// From a report to an article: chosen files, freed of what they tell, go to the media desk with the credit that the
// reader wished; a draft quotes the text, and says to readers that it came from one and how it was checked.
import { assets } from '../assets.svelte';
import { post } from '../api/client';
import { catalogue } from '../catalogue.svelte';
import { stripped } from '../../report/metadata';
import { desk, type NamedFile, type Report } from './desk.svelte';
import type { MaterialCheck } from './material';
import { w, words_in } from './words';

interface Added { id: number }

const longest_line = 300;
const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const block_of = (file: NamedFile, asset: number) => ({ type: file.type.split('/')[0] ?? 'image', attrs: { asset } });

/** What readers see: that a reader reported it, and how it was checked. */
function source_note(checked: string) {
  // The article's language, not the desk's.
  const said = words_in(catalogue.language);
  const name = [said.by_reader, checked.replace(/\s+/g, ' ').trim()].filter(Boolean).join('. ').slice(0, longest_line);
  return { type: 'sourceNote', attrs: { name } };
}

/** What was settled at the desk: readers are told how it was checked; a second person sees the rest before publishing. */
export interface Settled {
  how: string;
  checks: MaterialCheck[];
  permission: string;
}

/** The number of the draft. */
export async function use_report(report: Report, files: NamedFile[], settled: Settled): Promise<number> {
  const told = report.opened[0]?.content;
  if (!told) throw new Error(w().broken);
  await catalogue.load();
  const said = words_in(catalogue.language);
  const credit = told.credit === 'name' && told.name ? told.name : said.by_reader;
  const freed: { file: NamedFile; blob: Blob }[] = [];
  for (const file of files) {
    const blob = await stripped(await desk.file(report, file));
    // Before the first goes to the library: nothing of a report that cannot be taken over lies there.
    if (!blob) throw new Error(w().cannot_free(file.name ?? ''));
    freed.push({ file, blob });
  }
  const taken: { file: NamedFile; asset: number }[] = [];
  for (const { file, blob } of freed) {
    // The reader's own name of the file may tell who sent it.
    const type = blob.type || file.type;
    const named = new File([blob], `report-${file.number}.${type.split('/')[1] ?? 'bin'}`, { type });
    const asset = await assets.upload(named, {}, { credit, from_reader: 'true' });
    taken.push({ file, asset: asset.id });
  }
  const lead = taken.find(({ file }) => file.type.startsWith('image/'));
  const quote = told.text.split(/\n+/).filter((line) => line.trim()).map(paragraph);
  const beginning = told.text.split('\n')[0]?.slice(0, 80) ?? '';
  const article = await post<Added>('articles', {
    headline: said.headline + beginning,
    deck: said.by_reader,
    reader_material: settled,
    ...(lead ? { lead_image: lead.asset } : {}),
    body: {
      type: 'doc',
      content: [
        { type: 'blockquote', content: quote },
        ...taken.filter((each) => each !== lead).map(({ file, asset }) => block_of(file, asset)),
        source_note(settled.how),
      ],
    },
  });
  await desk.save(report, { label: 'used' });
  return article.id;
}
