import { fileTypeFromBuffer } from 'file-type';
import { ServiceError } from '../../contracts/failures.js';
import { IMAGE_ENDINGS, type ImageType } from '../../contracts/images.js';

/** The type of an image by its content, whatever a server calls it. Throws ServiceError 'bad-reply' for anything else. */
export async function imageType(bytes: Uint8Array): Promise<ImageType> {
  const found = await fileTypeFromBuffer(bytes);
  const type = isImageType(found?.mime) ? found?.mime : undefined;
  if (type !== undefined && isImageType(type)) return type;
  const what = found === undefined ? 'what is no image' : `an image of the type ${found.mime}`;
  throw new ServiceError('bad-reply', `The image server answered with ${what}`);
}

function isImageType(mime: string | undefined): mime is ImageType {
  return mime !== undefined && mime in IMAGE_ENDINGS;
}
