// A draft as a document that several browsers write into at once (Yjs): the body as a tree, the texts around it letter
// by letter, choices from lists as a whole. What two people change at the same time comes out the same for both.
import { getSchema, type JSONContent } from '@tiptap/core';
import { Node as Block } from '@tiptap/pm/model';
import { updateYFragment, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { extensions } from '../editor/schema';
import { empty_draft, same_value, type Draft, type Fields } from './draft';

// Who has changed it, as far as it matters: another browser; this program by itself (a merge); a field beside the body.
// Everything else is somebody writing here.
export type Origin = 'others' | 'program' | 'field';

const schema = getSchema(extensions({ placeholder: () => '', on_find: () => {}, more: [] }));

const texts = ['headline', 'deck', 'lead_caption', 'description'] as const;
const choices = (Object.keys(empty_draft) as (keyof Draft)[]).filter((name) => name !== 'body' && !(texts as readonly string[]).includes(name));

// Names all that a document may consist of. Whose program knows less would cut the rest out of it.
export const shape: string = (() => {
  const known = [...Object.values(schema.nodes), ...Object.values(schema.marks)].map((type) => [
    type.name,
    'content' in type.spec ? type.spec.content : '',
    Object.keys(type.spec.attrs ?? {}),
  ]);
  let hash = 2166136261;
  for (const letter of JSON.stringify([known, texts, choices])) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16777619);
  return (hash >>> 0).toString(36);
})();

// What differs between the two ends that are the same.
function write_text(into: Y.Text, text: string) {
  const before = into.toString();
  if (before === text) return;
  const shorter = Math.min(before.length, text.length);
  let front = 0;
  while (front < shorter && before[front] === text[front]) ++front;
  let back = 0;
  while (back < shorter - front && before[before.length - 1 - back] === text[text.length - 1 - back]) ++back;
  // Not through the middle of a letter that takes two places.
  if (front > 0 && /[\ud800-\udbff]/.test(text[front - 1] ?? '')) --front;
  if (back > 0 && /[\udc00-\udfff]/.test(text[text.length - back] ?? '')) --back;
  if (before.length - back > front) into.delete(front, before.length - back - front);
  if (text.length - back > front) into.insert(front, text.slice(front, text.length - back));
}

export class SharedDraft {
  readonly doc = new Y.Doc();
  readonly body = this.doc.getXmlFragment('body');
  readonly awareness = new Awareness(this.doc);

  static of(draft: Draft): SharedDraft {
    const made = new SharedDraft();
    made.write(draft);
    return made;
  }
  static from(updates: Uint8Array[]): SharedDraft {
    const made = new SharedDraft();
    for (const update of updates) Y.applyUpdate(made.doc, update, 'others' satisfies Origin);
    return made;
  }
  // Another one that says the same and goes on by itself.
  fork(): SharedDraft {
    return SharedDraft.from([this.all()]);
  }

  all(): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc);
  }
  // What `other` does not have of it; null: nothing.
  beyond(other: SharedDraft): Uint8Array | null {
    const update = Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(other.doc));
    return update.length > 2 ? update : null;
  }
  // Something that was written into `other`, in this browser, has come into it: they are one document.
  holds(other: SharedDraft): boolean {
    return Y.decodeStateVector(Y.encodeStateVector(this.doc)).has(other.doc.clientID);
  }
  take(update: Uint8Array, origin: Origin) {
    Y.applyUpdate(this.doc, update, origin);
  }

  read_body(): JSONContent {
    return yXmlFragmentToProseMirrorRootNode(this.body, schema).toJSON() as JSONContent;
  }
  read_fields(): Fields {
    const map = this.doc.getMap('choices');
    const fields: Record<string, unknown> = {};
    for (const name of texts) fields[name] = this.doc.getText(name).toString();
    for (const name of choices) fields[name] = map.has(name) ? map.get(name) : empty_draft[name];
    return structuredClone(fields) as unknown as Fields;
  }
  read(): Draft {
    return { ...this.read_fields(), body: this.read_body() };
  }

  write_fields(fields: Fields, origin: Origin) {
    this.doc.transact(() => {
      const map = this.doc.getMap('choices');
      for (const name of texts) write_text(this.doc.getText(name), fields[name]);
      for (const name of choices) {
        if (JSON.stringify(map.get(name)) !== JSON.stringify(fields[name as keyof Fields])) map.set(name, fields[name as keyof Fields]);
      }
    }, origin);
  }
  // As few changes as make it say that.
  write(draft: Draft) {
    this.doc.transact(() => {
      this.write_fields(draft, 'program');
      if (this.body.length && same_value('body', draft, { ...draft, body: this.read_body() })) return;
      updateYFragment(this.doc, this.body, Block.fromJSON(schema, draft.body), { mapping: new Map(), isOMark: new Map() });
    }, 'program' satisfies Origin);
  }

  // A block that waited for its file at `place` has it; null: it does not come. Whoever has the article open sees it.
  settle(place: string, file: { kind: string; id: number } | null) {
    const blocks = [...this.body.createTreeWalker((each) => each instanceof Y.XmlElement)] as Y.XmlElement<{ src: string; asset: number }>[];
    this.doc.transact(() => {
      for (const block of blocks.filter((each) => each.getAttribute('src') === place)) {
        block.removeAttribute('src');
        if (!file) continue;
        if (block.nodeName === file.kind) {
          block.setAttribute('asset', file.id);
        } else if (block.parent === this.body && ['image', 'video', 'audio'].includes(file.kind)) {
          const at = this.body.toArray().findIndex((each) => each === (block as unknown));
          const made = new Y.XmlElement<{ asset: number }>(file.kind);
          made.setAttribute('asset', file.id);
          this.body.delete(at, 1);
          this.body.insert(at, [made as unknown as Y.XmlElement]);
        }
      }
    });
  }

  destroy() {
    this.awareness.destroy();
    this.doc.destroy();
  }
}
