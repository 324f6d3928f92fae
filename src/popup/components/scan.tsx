/** Reads a QR code with the camera (in a full tab only: a popup closes when permission is asked) or from a picture. */
import { Camera, CameraOff, Image as Picture } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { recovery } from '../../lib/text/recovery.en.ts';
import type { TextId } from '../../lib/text.ts';
import { learn, t } from '../text.ts';
import { Button } from './button.tsx';
import { decode, decodeFile } from './decode-qr.ts';
import { Icon } from './icon.tsx';
import { Note } from './note.tsx';
import './people.css';

learn(recovery);

const EVERY_MS = 150;

const inTab = () => location.pathname.endsWith('/tab.html');

type EyeProps = { onText: (text: string) => void; onFail: (why: TextId) => void };

const Eye = ({ onText, onFail }: EyeProps) => {
  const video = useRef<HTMLVideoElement>(null);
  const told = useRef({ onText, onFail });
  told.current = { onText, onFail };
  useEffect(() => {
    let gone = false;
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const shown = video.current;
      const text = shown?.videoWidth ? await decode(shown, shown.videoWidth, shown.videoHeight) : null;
      if (gone) return;
      if (text) told.current.onText(text);
      else timer = setTimeout(() => void look(), EVERY_MS);
    };
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).then(
      async (got) => {
        stream = got;
        if (gone || !video.current) return got.getTracks().forEach((track) => void track.stop());
        video.current.srcObject = got;
        await video.current.play();
        void look();
      },
      () => gone || told.current.onFail('scan.noCamera'),
    );
    return () => {
      gone = true;
      clearTimeout(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, []);
  return (
    <>
      <video ref={video} className="camera" muted playsInline aria-label={t('scan.sees')} />
      <p className="muted" role="status">
        {t('scan.hold')}
      </p>
    </>
  );
};

/** `onText` hears what a code says, once a code. What it means is the caller's to judge. */
export const Scan = ({ onText }: { onText: (text: string) => void }) => {
  const [looking, setLooking] = useState(false);
  const [wrong, setWrong] = useState<TextId | null>(null);
  const found = (text: string) => {
    setLooking(false);
    setWrong(null);
    onText(text);
  };
  const open = async (file: File | undefined) => {
    if (!file) return;
    setLooking(false);
    setWrong(null);
    const read = await decodeFile(file);
    if (read === 'no picture') setWrong('scan.noPicture');
    else if (read === null) setWrong('scan.noCode');
    else found(read.text);
  };
  return (
    <div className="stack">
      <div className="buttons">
        {inTab() && (
          <Button
            icon={looking ? CameraOff : Camera}
            data-testid="scan-camera"
            aria-pressed={looking}
            onClick={() => {
              setWrong(null);
              setLooking(!looking);
            }}
          >
            {t(looking ? 'scan.close' : 'scan.camera')}
          </Button>
        )}
        <label className="pick-file">
          <span className="btn">
            <Icon of={Picture} size="sm" />
            {t('scan.picture')}
          </span>
          <input
            type="file"
            className="sr"
            accept="image/*"
            data-testid="scan-picture"
            onChange={({ currentTarget }) => {
              void open(currentTarget.files?.[0]);
              currentTarget.value = '';
            }}
          />
        </label>
      </div>
      {looking && (
        <Eye
          onText={found}
          onFail={(why) => {
            setLooking(false);
            setWrong(why);
          }}
        />
      )}
      {wrong && (
        <Note level="care" alert>
          {t(wrong)}
        </Note>
      )}
    </div>
  );
};
