// What comes in from Word, Google Docs and web pages: the schema takes structure and drops looks; notes, tracked changes and
// lists of documents are read in editor/documents.ts; here go lists that are known by their signs alone, the spaces that
// mean nothing, and pictures, which are uploaded, or fetched from the site that they are on (editor/pictures.ts).
import { Extension, type Editor } from '@tiptap/core';
import { DOMParser, Fragment, Slice, type Node as Block, type ParseOptions, type Schema } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import { message_of } from '../api/client';
import { notices } from '../parts/notices.svelte';
import { t } from '../words/index.svelte';
import { is_document, is_of_word, read_as_meant, type LeftOut } from './documents';
import { provider_of } from './embeds';
import { is_lone_picture, new_place, take_pictures, type Taken } from './pictures';
import { pictures_of_rtf } from './rtf';
import { shallow } from './shallow';

// A dash or a "§" with one space after it is the text's own: somebody speaks, or a law is quoted. Word puts several.
const bullet = /^(?:[·•▪]\s+|[§o–-]\s{2,})/;
const number = /^\d{1,3}[.)]\s{2,}/;

const list_kind = (block: Block) =>
  block.type.name !== 'paragraph' ? null : bullet.test(block.textContent) ? 'bulletList' : number.test(block.textContent) ? 'orderedList' : null;

function without_sign(block: Block): Block {
  const sign = bullet.exec(block.textContent)?.[0] ?? number.exec(block.textContent)?.[0] ?? '';
  return block.cut(sign.length);
}

function with_plain_spaces(schema: Schema, fragment: Fragment): Fragment {
  const nodes: Block[] = [];
  fragment.forEach((node) => {
    if (node.isText && node.text) {
      nodes.push(schema.text(node.text.replace(/\u00a0(?=\S)|(?<=\S)\u00a0/g, ' '), node.marks));
    } else {
      nodes.push(node.copy(with_plain_spaces(schema, node.content)));
    }
  });
  return Fragment.fromArray(nodes);
}

// The policy of the page lets no style and no handler of a pasted document stand; what its styles say of the text is read
// from data (editor/schema.ts).
const tag = /<[a-z][^>]*>/gi;
const style = /\sstyle\s*=/i;
const sheet = /<style\b[\s\S]*?<\/style>/gi;
const handler = /\son\w+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*)/gi;
export function without_looks(html: string): string {
  return html.replace(sheet, '').replace(tag, (found) => found.replace(style, ' data-style=').replace(handler, ''));
}

const is_empty = (block: Block) => {
  if (block.type.name !== 'paragraph' || block.textContent.trim()) return false;
  let only_breaks = true;
  block.forEach((child) => (only_breaks &&= child.isText || child.type.name === 'hardBreak'));
  return only_breaks;
};

// Empty paragraphs out, Word's paragraphs with a sign in front into lists.
function tidy(schema: Schema, slice: Slice): Slice {
  if (slice.content.childCount < 2) return new Slice(with_plain_spaces(schema, slice.content), slice.openStart, slice.openEnd);
  const out: Block[] = [];
  let items: Block[] = [], kind: string | null = null;
  const finish = () => {
    const list = kind ? schema.nodes[kind] : undefined;
    if (list && items.length) out.push(list.create(null, items));
    items = [];
    kind = null;
  };
  const [first, last] = [slice.content.firstChild, slice.content.lastChild];
  let listed = false;
  slice.content.forEach((block) => {
    const next = list_kind(block);
    if (next !== kind) finish();
    if (next) {
      kind = next;
      listed = true;
      const item = schema.nodes['listItem']?.create(null, without_sign(block));
      if (item) items.push(item);
    } else if (!is_empty(block) || block === first || block === last) {
      out.push(block);
    }
  });
  finish();
  const content = with_plain_spaces(schema, Fragment.fromArray(out));
  return listed ? new Slice(content, 0, 0) : new Slice(content, slice.openStart, slice.openEnd);
}

// Reads what was pasted after `prepare` has had it in hand.
class Reader extends DOMParser {
  constructor(schema: Schema, private readonly prepare: (page: HTMLElement) => void) {
    super(schema, DOMParser.fromSchema(schema).rules);
  }
  override parseSlice(page: HTMLElement, options?: ParseOptions): Slice {
    this.prepare(page);
    return super.parseSlice(page, options);
  }
}

// Uploads a file that the text waits for at `place`, and puts it there (saving/work.svelte.ts).
export type TakeFile = (place: string, file: File) => Promise<void>;
// Takes over a picture that stands in the text by its address on another site. Until it is there, or where it cannot be
// had, the address stays: whatever happens to the tab, that much is kept.
export type TakeOver = (address: string) => Promise<void>;

const most_taken_over = 100; // of one paste

const as_sentences = (text: string) => text.replace(/(^|\. )\p{Ll}/gu, (begin) => begin.toUpperCase());

export function pasting(take: TakeFile, take_over: TakeOver) {
  const begin = (place: string, file: File) =>
    void take(place, file).catch((problem: unknown) => notices.say(t().file_failed(file.name, message_of(problem)), 'problem'));

  async function fetch_foreign(addresses: string[]) {
    const wanted = addresses.slice(0, most_taken_over);
    const outcomes = await Promise.allSettled(wanted.map(take_over));
    const failed = outcomes.filter((each) => each.status === 'rejected');
    const stay = failed.length + addresses.length - wanted.length;
    if (stay) notices.say(t().pictures_foreign(stay, as_sentences(message_of(failed[0]?.reason ?? ''))), 'problem');
  }

  function insert_files(editor: Editor, files: File[], at?: number) {
    const places = files.map((file) => [new_place(), file] as const);
    const content = places.map(([place, file]) => ({ type: file.type.replace(/\/.*/, ''), attrs: { src: place } }));
    if (at === undefined) editor.chain().insertContent(content).run();
    else editor.chain().insertContentAt(Math.min(at, editor.state.doc.content.size), content).run();
    for (const [place, file] of places) begin(place, file);
  }

  return Extension.create({
    name: 'pasting',
    addProseMirrorPlugins() {
      const editor = this.editor;
      const files_of = (data: DataTransfer | null) =>
        [...(data?.files ?? [])].filter((file) => /^(image|video|audio)\//.test(file.type));
      // Of the HTML that is coming in, until it stands in the text.
      let taken: (Taken & { document: boolean; left_out: LeftOut }) | null = null;
      let coming: DataTransfer | null = null;
      const prepare = (page: HTMLElement) => {
        if (!taken?.document) return;
        try {
          taken.left_out = read_as_meant(page, is_of_word(taken.html));
        } catch {
          return; // better as it came than not at all
        }
        const kept = new Set([...page.querySelectorAll('img')].map((image) => image.getAttribute('src') ?? ''));
        for (const place of taken.files.keys()) if (!kept.has(place)) taken.files.delete(place);
      };
      // Of those addresses, the ones at which a picture stands in the text by now.
      const standing = (addresses: Set<string>) => {
        const found = new Set<string>();
        editor.state.doc.descendants((node) => {
          const src: unknown = node.attrs['src'];
          if (node.type.name === 'image' && typeof src === 'string' && addresses.has(src)) found.add(src);
        });
        return [...found];
      };
      const arrived = () => {
        if (!taken) return;
        for (const [place, file] of taken.files) begin(place, file);
        const { deletions, comments } = taken.left_out;
        if (deletions || comments) notices.say(t().left_out(deletions, comments));
        if (taken.left) notices.say(t().pictures_left(taken.left), 'problem');
        void fetch_foreign(standing(taken.foreign));
        taken = null;
      };
      return [
        new Plugin({
          props: {
            transformPastedHTML: (html) => {
              const beside = coming;
              const pictures = take_pictures(html, () => pictures_of_rtf(beside?.getData('text/rtf') ?? ''));
              taken = { ...pictures, document: is_document(html), left_out: { deletions: 0, comments: 0 } };
              setTimeout(arrived);
              return without_looks(pictures.html);
            },
            clipboardParser: new Reader(editor.schema, prepare),
            handleDOMEvents: {
              paste: (_, event) => {
                coming = event.clipboardData; // can be read until its event is over
                setTimeout(() => (coming = null));
                return false;
              },
            },
            transformPasted: (slice) => tidy(editor.schema, shallow(slice)),
            handlePaste: (view, event) => {
              const data = event.clipboardData;
              // The address of a clip on a line of its own is the clip; anywhere else it is a link.
              const address = data?.getData('text/plain').trim() ?? '';
              const { $from, empty } = view.state.selection;
              if (empty && $from.depth === 1 && $from.parent.type.name === 'paragraph' && !$from.parent.content.size && provider_of(address)) {
                taken = null;
                const last = $from.after() === view.state.doc.content.size;
                editor.chain().insertContent([{ type: 'embed', attrs: { url: address } }, ...(last ? [{ type: 'paragraph' }] : [])]).run();
                return true;
              }
              const files = files_of(data);
              // Word puts a picture of the text beside the text.
              if (!files.length || (data?.types.includes('text/html') && !is_lone_picture(data.getData('text/html')))) return false;
              taken = null;
              insert_files(editor, files);
              return true;
            },
            handleDrop: (view, event) => {
              const files = files_of(event.dataTransfer);
              if (!files.length) return false;
              taken = null;
              insert_files(editor, files, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos);
              return true;
            },
          },
        }),
      ];
    },
  });
}
