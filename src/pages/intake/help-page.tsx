import type { Channel } from '../../lead/channel/channel.ts';
import type { SampleField } from '../../lead/samples/sample-fields.ts';
import type { Samples } from '../../lead/samples/samples.ts';
import { Layout } from '../layout.tsx';
import { words } from '../words.ts';

interface Props {
  channel: Channel;
  intakeUrl: string;
  fields: SampleField[];
  samples: Samples;
}

const SAMPLES: (keyof Samples)[] = ['html', 'url', 'xml', 'json', 'curl'];

/** A channel explained to the one who wires it. */
export function helpPage({ channel, intakeUrl, fields, samples }: Props) {
  const say = words[channel.language];
  return (
    <Layout language={channel.language} title={say.helpTitle}>
      <h1>{say.helpTitle}</h1>
      <p class="lead">{say.helpLead}</p>
      <pre>{intakeUrl}</pre>
      <h2>{say.fieldsTitle}</h2>
      <p class="soft">
        {say.needsContact} {say.limit.replace('%', String(channel.maxCharacters))}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{say.field}</th>
            <th scope="col">{say.meaning}</th>
            <th scope="col">{say.required}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ name, label, isRequired }) => (
            <tr>
              <td>
                <code>{name}</code>
              </td>
              <td>{label}</td>
              <td>{isRequired ? say.yes : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{say.samplesTitle}</h2>
      {SAMPLES.filter((kind) => samples[kind] !== null).map((kind) => (
        <details class="sample">
          <summary>{say.samples[kind]}</summary>
          <pre>{samples[kind]}</pre>
        </details>
      ))}
    </Layout>
  );
}
