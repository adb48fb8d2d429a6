import { type FlatSender, relabel, submission } from '../sender.ts';

const MEANINGS = new Map([
  ['1stphone', 'Phone'],
  ['2ndphone', 'OtherPhone'],
  ['streetaddress', 'Address'],
]);

/** Hyper's `Register_Client_Json`, as flat JSON or as a form. */
export const hyper: FlatSender = ({ pairs, has }) => {
  const isHyper = has('1stphone') || (has('tp_source') && (has('lead_source') || has('aff_num')));
  return isHyper ? submission('hyper', relabel(pairs, MEANINGS)) : undefined;
};
