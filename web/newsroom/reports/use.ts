// From a report to an article: chosen files, freed of what they tell, go to the media desk with the credit that the
// reader wished; a draft quotes the text.
import { assets } from '../assets.svelte';
import { post } from '../api/client';
import { stripped } from '../../report/metadata';
import { desk, type NamedFile, type Report } from './desk.svelte';
import { w } from './words';

interface Added { id: number }

const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });

/** The number of the draft. */
export async function use_report(report: Report, files: NamedFile[]): Promise<number> {
  const told = report.opened[0]?.content;
  if (!told) throw new Error(w().broken);
  const credit = told.credit === 'name' && told.name ? told.name : w().by_reader;
  const taken: number[] = [];
  for (const file of files) {
    const blob = await stripped(await desk.file(report, file));
    if (!blob) throw new Error(`${file.name}: ${w().unknown}`);
    // The reader's own name of the file may tell who sent it.
    const asset = await assets.upload(new File([blob], `report-${file.number}.${file.type.split('/')[1] ?? 'bin'}`, { type: file.type }));
    await assets.save(asset.id, { credit });
    taken.push(asset.id);
  }
  const quote = told.text.split(/\n+/).filter((line) => line.trim()).map(paragraph);
  const beginning = told.text.split('\n')[0]?.slice(0, 80) ?? '';
  const article = await post<Added>('articles', {
    headline: w().headline + beginning,
    deck: w().by_reader,
    ...(taken[0] === undefined ? {} : { lead_image: taken[0] }),
    body: {
      type: 'doc',
      content: [{ type: 'blockquote', content: quote }, paragraph(w().by_reader)],
    },
  });
  await desk.save(report, { label: 'used' });
  return article.id;
}
