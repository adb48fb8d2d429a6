import { logEvent, logProblem } from '../../log.ts';
import type { InternalForm } from '../../published/form.ts';

/**
 * Whether this link may be told once more whether somebody is known. Whoever holds it could otherwise ask for number
 * after number; an answering service needs it twice a call. A limit that cannot be read keeps silent: no lead depends
 * on it.
 */
export async function mayAsk({ FORM_LOOK_UPS }: Pick<Env, 'FORM_LOOK_UPS'>, { id }: InternalForm): Promise<boolean> {
  try {
    const { success } = await FORM_LOOK_UPS.limit({ key: id });
    if (!success) logEvent('too many requests', { door: 'look-ups', formId: id });
    return success;
  } catch (error) {
    logProblem('limit of look-ups unknown', { formId: id, error });
    return false;
  }
}
