import { Refusal } from '../../refusal.ts';

/** The file's own fault, found while it was read. What goes wrong with the storage it lies in is thrown as it came. */
export class UnreadableFile extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'UnreadableFile';
    this.refusal = refusal;
  }
}

/** The file is not what it should be (422). */
export const unreadable = (code: string, message: string) => new UnreadableFile(new Refusal(422, code, message));

/** The file, or what it unpacks to, is too large (413). */
export const tooLarge = (code: string, message: string) => new UnreadableFile(new Refusal(413, code, message));

/** A part of the .xlsx cannot be read; `what` is a whole sentence. */
export const damaged = (what: string) =>
  unreadable('damaged_file', `${what} Open the file in Excel, save it again as .xlsx, and upload that.`);
