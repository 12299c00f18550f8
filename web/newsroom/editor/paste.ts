// What comes in from Word, Google Docs and web pages: the schema takes structure and drops looks; here go the lists that
// Word writes as paragraphs, the spaces that mean nothing, and pictures, which are uploaded.
import { Extension, type Editor } from '@tiptap/core';
import { Fragment, Slice, type Node as Block, type Schema } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import { message_of } from '../api/client';
import { assets } from '../assets.svelte';
import { notices } from '../parts/notices.svelte';
import { t } from '../words/index.svelte';

const bullet = /^[·•▪§o–-](?:\u00a0|\s)+/;
const number = /^\d{1,3}[.)](?:\u00a0|\s){2,}/;

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
const handler = /\son\w+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*)/gi;
export function without_looks(html: string): string {
  return html.replace(tag, (found) => found.replace(style, ' data-style=').replace(handler, ''));
}

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
    } else if (block.type.name !== 'paragraph' || block.content.size > 0 || block === first || block === last) {
      out.push(block);
    }
  });
  finish();
  const content = with_plain_spaces(schema, Fragment.fromArray(out));
  return listed ? new Slice(content, 0, 0) : new Slice(content, slice.openStart, slice.openEnd);
}

export async function insert_files(editor: Editor, files: File[], at?: number) {
  for (const file of files) {
    try {
      const asset = await assets.upload(file);
      const kind = asset.kind === 'document' ? null : asset.kind;
      if (!kind || editor.isDestroyed) continue;
      const block = { type: kind, attrs: { asset: asset.id } };
      if (at === undefined) editor.chain().insertContent(block).run();
      else editor.chain().insertContentAt(Math.min(at, editor.state.doc.content.size), block).run();
    } catch (problem) {
      notices.say(t().file_failed(file.name, message_of(problem)), 'problem');
    }
  }
}

function file_of(address: string): File | null {
  const found = /^data:(image\/[a-z+.-]+);base64,(.+)$/i.exec(address);
  if (!found?.[1] || !found[2]) return null;
  const bytes = Uint8Array.from(atob(found[2]), (char) => char.charCodeAt(0));
  return new File([bytes], `picture.${found[1].slice(6)}`, { type: found[1] });
}

// Pictures that came inside a paste as data: addresses become assets where they stand.
function upload_inside(editor: Editor) {
  const found = new Set<string>();
  editor.state.doc.descendants((node) => {
    const src: unknown = node.attrs['src'];
    if (node.type.name === 'image' && typeof src === 'string' && src.startsWith('data:')) found.add(src);
  });
  for (const src of found) {
    const file = file_of(src);
    const replace = (asset: number | null) => {
      const change = editor.state.tr;
      editor.state.doc.descendants((node, at) => {
        if (node.type.name === 'image' && node.attrs['src'] === src) change.setNodeMarkup(at, undefined, { ...node.attrs, asset, src: null });
      });
      if (change.docChanged) editor.view.dispatch(change);
    };
    if (!file) replace(null);
    else {
      assets.upload(file).then(
        (asset) => replace(asset.id),
        (problem: unknown) => {
          replace(null);
          notices.say(t().file_failed(file.name, message_of(problem)), 'problem');
        },
      );
    }
  }
}

export const Pasting = Extension.create({
  name: 'pasting',
  addProseMirrorPlugins() {
    const editor = this.editor;
    const files_of = (data: DataTransfer | null) =>
      [...(data?.files ?? [])].filter((file) => /^(image|video|audio)\//.test(file.type));
    return [
      new Plugin({
        props: {
          transformPastedHTML: without_looks,
          transformPasted: (slice) => tidy(editor.schema, slice),
          handlePaste: (_view, event) => {
            const data = event.clipboardData;
            const files = files_of(data);
            // Word puts a picture of the text beside the text.
            if (files.length && !data?.types.includes('text/html')) {
              void insert_files(editor, files);
              return true;
            }
            if (data?.types.includes('text/html')) setTimeout(() => !editor.isDestroyed && upload_inside(editor));
            return false;
          },
          handleDrop: (view, event) => {
            const files = files_of(event.dataTransfer);
            if (!files.length) return false;
            void insert_files(editor, files, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos);
            return true;
          },
        },
      }),
    ];
  },
});
