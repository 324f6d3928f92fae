import type { ReactNode } from 'react';
import type { Proof } from '../../messaging/ui-lane.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { ProofForm } from '../secrets/proof-form.tsx';
import { t } from '../text.ts';

type Props = {
  title: string;
  lead: string;
  verb: string;
  onProof: (proof: Proof) => Promise<void>;
  onClose: () => void;
  ready?: () => boolean;
  children?: ReactNode;
};

/** What is about to happen, and the password for it. */
export const Confirm = ({ title, lead, verb, onProof, onClose, ready, children }: Props) => (
  <Dialog title={title} onClose={onClose}>
    <div className="stack-lg confirm" data-testid="confirm">
      <p className="muted">{lead}</p>
      <ProofForm
        verb={verb}
        {...(ready && { ready })}
        onProof={async (proof) => {
          await onProof(proof);
          onClose();
        }}
        beside={
          <Button look="quiet" onClick={onClose} data-testid="confirm-cancel">
            {t('protect.form.cancel')}
          </Button>
        }
      >
        {children}
      </ProofForm>
    </div>
  </Dialog>
);
