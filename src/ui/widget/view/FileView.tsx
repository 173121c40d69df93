import { useEffect, useState } from 'preact/hooks';
import type { SentFile } from '../../../contract/message.ts';
import { Icon } from './Icon.tsx';
import { useLanguage } from './language.ts';

interface Props {
  file: SentFile;
  /** Fetches its bytes; only this conversation's secret opens them, so that no address alone does. */
  onFile(key: string): Promise<Blob>;
}

/** A picture as it is, anything else as a name to save it by; nothing is opened inside the page. */
export function FileView({ file, onFile }: Props) {
  const { words } = useLanguage();
  const [picture, setPicture] = useState('');
  useEffect(() => {
    if (!file.image) return;
    let gone = false;
    // A picture that does not come can still be saved by its name.
    onFile(file.key).then(asAddress).then((address) => !gone && setPicture(address), () => undefined);
    return () => void (gone = true);
  }, [file.key]);
  const save = async (): Promise<void> => {
    const blob = await onFile(file.key).catch(() => undefined);
    if (!blob) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  return (
    <button type="button" class={picture ? 'file picture' : 'file'} aria-label={words.save(file.name)} onClick={save}>
      {picture ? <img src={picture} alt={file.name} /> : <><Icon name="clip" /><bdi>{file.name}</bdi></>}
    </button>
  );
}

/** As data, which the policies of more sites let a page show than an address of its memory. */
function asAddress(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
    reader.readAsDataURL(blob);
  });
}
