import type { Rejection } from '../../lead/submission.ts';

/** Why a mail is kept as rejected that its channel does not take. */
export const MAIL_NOT_ALLOWED: Rejection = {
  code: 'format_not_allowed',
  status: 415,
  message: "This channel does not take leads by mail. Turn that on in the channel's settings, and replay this lead.",
};
