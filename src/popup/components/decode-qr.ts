/** Finds a QR code in a picture. The reader is loaded at the first picture; nothing leaves the page. @module */

/** Larger pictures are made smaller: a code that fills the picture keeps its modules well apart. */
const LONGEST = 1600;
/** A picture is looked at once, so it gets more time than a frame of the camera. */
const PICTURE = { effort: 3, timeLimit: 3000 };

/** @returns the text of the code, or null when none can be read */
export const decode = async (
  source: CanvasImageSource,
  width: number,
  height: number,
  opts?: typeof PICTURE,
): Promise<string | null> => {
  const { decodeQR } = await import('qr/decode.js');
  const scale = Math.min(1, LONGEST / Math.max(width, height, 1));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  try {
    return decodeQR({ width: canvas.width, height: canvas.height, data }, { format: 'RGBA', ...opts });
  } catch {
    return null; // the reader throws for every picture without a code that it can read
  } finally {
    // A page before the camera may be a secret: it does not stay in the canvas.
    context.clearRect(0, 0, canvas.width, canvas.height);
    data.fill(0);
  }
};

/** @returns null when there is no code in the picture */
export const decodeFile = async (file: Blob): Promise<{ text: string } | null | 'no picture'> => {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return 'no picture';
  }
  try {
    const text = await decode(picture, picture.width, picture.height, PICTURE);
    return text === null ? null : { text };
  } finally {
    picture.close();
  }
};
