// The body as a document that several write into: what is typed goes into it, what others type comes out of it, and where
// their cursors are is shown. Undoing takes back what was typed here alone.
import type { AnyExtension } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import type { SharedDraft } from '../saving/shared';

const colours = 8; // of editor/body.css

export const colour_of = (member: number) => `writer-${member % colours}`;

export function together(shared: SharedDraft, name: string, name_of: (member: number) => string): AnyExtension[] {
  const { awareness } = shared;
  // The extension hands on what stands under "user" alone; whose it is stands beside it.
  const member_of = (user: Record<string, unknown>) => {
    for (const state of awareness.getStates().values()) {
      const who = state['user'] as Record<string, unknown> | undefined;
      if (who && who['key'] === user['key']) return Number(state['member'] ?? 0);
    }
    return 0;
  };
  return [
    Collaboration.configure({ fragment: shared.body }),
    CollaborationCaret.configure({
      provider: { awareness },
      user: { name, color: '#000000', key: awareness.clientID },
      render: (user: Record<string, unknown>) => {
        const member = member_of(user);
        const caret = document.createElement('span');
        caret.className = `caret ${colour_of(member)}`;
        const label = document.createElement('span');
        label.className = 'name';
        label.textContent = name_of(member);
        label.setAttribute('aria-hidden', 'true');
        caret.append(label);
        return caret;
      },
      selectionRender: (user: Record<string, unknown>) => ({ nodeName: 'span', class: `selected-by ${colour_of(member_of(user))}` }),
    }),
  ];
}
