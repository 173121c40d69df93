/** What the server takes. */
export const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/webp'];

/** Four times as wide as it is shown at most, for screens with many pixels. */
const EDGE = 256;

/**
 * The picture at the size at which it is needed, drawn anew, so that what a camera wrote into it (where it was taken) stays behind. What is
 * no picture of ours goes as it is, for the server to judge. @returns `null` for one that cannot be read.
 */
export async function smaller(file: File): Promise<Blob | null> {
  if (!PICTURE_TYPES.includes(file.type)) return file;
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return null;
  }
  const scale = Math.min(1, EDGE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d');
  if (context === null) return file;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
