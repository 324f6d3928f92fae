import { type ReactNode, useEffect, useId, useRef } from 'react';

/** A question above the page. It is open as long as it is rendered; Esc and the browser's own ways out call `onClose`. */
export const Dialog = ({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) => {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={id} className="t-xl">
        {title}
      </h2>
      {children}
    </dialog>
  );
};
