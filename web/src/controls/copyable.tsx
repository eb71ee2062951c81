import { useRef, useState } from 'preact/hooks';

const saidMilliseconds = 2000;

/** A button that copies a text. */
export function CopyButton({ text, label, name }: { text: string; label: string; name: string }) {
  const [said, setSaid] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const onClick = async () => {
    clearTimeout(timer.current);
    setSaid(await copy(text) ? 'Copied' : 'Not copied');
    timer.current = setTimeout(() => setSaid(''), saidMilliseconds);
  };
  return (
    <>
      <button type="button" class="copy" aria-label={`${said || label} ${name}`} onClick={onClick}>{said || label}</button>
      <span class="unseen" role="status">{said && `${said}: ${name}`}</span>
    </>
  );
}

/** A text to be copied, such as a command. */
export function Copyable({ text, name }: { text: string; name: string }) {
  return (
    <figure class="copyable" aria-label={name}>
      <figcaption class="row"><span class="note">{name}</span><CopyButton text={text} label="Copy" name={name} /></figcaption>
      <pre>{text}</pre>
    </figure>
  );
}

// Browsers give the clipboard only to pages with HTTPS or of the same machine.
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'unseen';
    document.body.append(area);
    const before = document.activeElement as HTMLElement | null;
    area.select();
    const isCopied = document.execCommand('copy');
    area.remove();
    before?.focus();
    return isCopied;
  }
}
