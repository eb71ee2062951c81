import { useState } from 'preact/hooks';
import { act, Problem } from '../api/client.ts';
import { follow } from '../state/live.ts';
import { beforeNextFrame } from '../store/frame.ts';

/** A change of the run, and how it can be made without the page. */
export interface Act {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: object;
  /** What a file would say that does the same; undefined if no file can. */
  yaml?: object;
}

/** How an act goes that a control makes. */
export interface Acting {
  isBusy: boolean;
  /** Why the run was not changed; null if it was, or if nobody has tried. */
  problem: Problem | null;
  /** What has changed; empty if nothing has. */
  done: string;
  /** Makes the act, then says what has changed. */
  perform: <T>(change: Act, tell: (answer: T) => string) => Promise<void>;
  /** Forgets what has become of the last act. */
  forget: () => void;
}

const idle: Omit<Acting, 'perform' | 'forget'> = { isBusy: false, problem: null, done: '' };

/** The acts of one control. */
export function useActing(): Acting {
  const [state, setState] = useState(idle);
  return {
    ...state,
    forget: () => setState(idle),
    perform: async (change, tell) => {
      const focused = document.activeElement;
      setState({ isBusy: true, problem: null, done: '' });
      try {
        const answer = await act(change.method, change.path, change.body);
        setState({ isBusy: false, problem: null, done: tell(answer as never) });
        beforeNextFrame(() => focusAgain(focused));
        await follow();
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        setState({ isBusy: false, problem: error, done: '' });
        beforeNextFrame(() => focusAgain(focused?.closest('form')?.querySelector('[aria-invalid="true"]') ?? focused));
      }
    },
  };
}

// A button that is disabled meanwhile loses the focus.
function focusAgain(element: Element | null): void {
  if (element instanceof HTMLElement && element.isConnected && (document.activeElement === null || document.activeElement === document.body || element.ariaInvalid === 'true')) element.focus();
}
