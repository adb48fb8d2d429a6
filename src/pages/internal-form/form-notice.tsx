import type { Channel } from '../../lead/channel/channel.ts';
import { sampleFields } from '../../lead/samples/sample-fields.ts';
import type { Rejection } from '../../lead/submission.ts';
import { faultText } from '../intake/refused-page.tsx';
import { formWords } from './form-words.ts';

/** What the form has to say before anything is sent. */
export type Notice =
  | { kind: 'wrong'; rejection: Pick<Rejection, 'code' | 'message' | 'field'> }
  /** Values that look like filler, by the fields they stand in. */
  | { kind: 'junk'; targets: string[]; values: string[] }
  | { kind: 'known'; initials: string; typed: string }
  | { kind: 'unknown' | 'nothing-to-check' | 'cannot-check' | 'empty' };

export function FormNotice({ notice, channel }: { notice: Notice; channel: Channel }) {
  const say = formWords[channel.language];
  switch (notice.kind) {
    case 'wrong':
      return (
        <div class="box wrong" role="alert">
          <p>
            <strong>{say.wrongTitle}</strong> {faultText(channel.language, notice.rejection, channel)}
          </p>
        </div>
      );
    case 'empty':
      return (
        <div class="box wrong" role="alert">
          <p>
            <strong>{say.wrongTitle}</strong> {say.empty}
          </p>
        </div>
      );
    case 'junk':
      return (
        <div class="box careful" role="alert">
          <p>
            <strong>{say.junkTitle}</strong> {say.junkLead}
          </p>
          <ul>
            {notice.targets.map((target, i) => (
              <li>
                {labelOf(channel, target)}: <bdi>{notice.values[i]}</bdi>
              </li>
            ))}
          </ul>
        </div>
      );
    case 'known':
      return (
        <div class="box done" role="status">
          <p>
            <strong>{say.known}:</strong> <Person {...notice} language={channel.language} />
          </p>
          <p>{say.knownMore}</p>
        </div>
      );
    case 'unknown':
      return <Said text={say.unknown} />;
    case 'nothing-to-check':
      return <Said text={say.nothingToCheck} />;
    case 'cannot-check':
      return <Said text={say.cannotCheck} />;
  }
}

const Said = ({ text }: { text: string }) => (
  <div class="box done" role="status">
    <p>{text}</p>
  </div>
);

/** A person who is known, masked: `ד׳ ל׳, 052-•••-••67`. */
export function Person({ initials, typed, language }: { initials: string; typed: string; language: 'he' | 'en' }) {
  return (
    <>
      <bdi>{initials || formWords[language].noName}</bdi>
      {typed ? (
        <>
          , <span class="ltr">{typed}</span>
        </>
      ) : null}
    </>
  );
}

const labelOf = (channel: Channel, target: string) =>
  sampleFields(channel, true).find((field) => field.target === target)?.label ?? target;
