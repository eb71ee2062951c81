import { useState } from 'preact/hooks';
import { act, Problem } from '../api/client.ts';
import { follow } from '../state/live.ts';

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
}

/** The acts of one control. */
export function useActing(): Acting {
  const [state, setState] = useState<Omit<Acting, 'perform'>>({ isBusy: false, problem: null, done: '' });
  return {
    ...state,
    perform: async (change, tell) => {
      setState({ isBusy: true, problem: null, done: '' });
      try {
        const answer = await act(change.method, change.path, change.body);
        setState({ isBusy: false, problem: null, done: tell(answer as never) });
        await follow();
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        setState({ isBusy: false, problem: error, done: '' });
      }
    },
  };
}
