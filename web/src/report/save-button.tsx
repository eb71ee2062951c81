import { useState } from 'preact/hooks';
import { savedPage } from './save.ts';

/** Saves the page as a file, with what it shows. */
export function SaveButton() {
  const [trouble, setTrouble] = useState('');
  const [isBusy, setBusy] = useState(false);
  const onClick = async () => {
    setBusy(true);
    try {
      const { html, at } = await savedPage();
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
      link.download = `claude-code-metrics-${at.replace(/[^\dTZ]/g, '')}.html`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
      setTrouble('');
    } catch (error) {
      setTrouble((error as Error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <button type="button" disabled={isBusy} title="One file with what the page shows, which needs no simulator" onClick={onClick}>Save as a file</button>
      {trouble && <span class="trouble" role="alert">{trouble}</span>}
    </>
  );
}
