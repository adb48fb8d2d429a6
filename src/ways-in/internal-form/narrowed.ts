import type { Channel } from '../../lead/channel/channel.ts';

/**
 * The channel as an internal form narrows it: its leads start in the form's process, and no stage of another can be
 * asked for. A process the database no longer has narrows nothing.
 */
export function narrowedTo(channel: Channel, processId: string | null | undefined): Channel {
  if (processId === null || processId === undefined) return channel;
  const stages = channel.stages.filter((stage) => stage.processId === processId);
  if (!stages.length) return channel;
  const { stageId } = channel;
  return { ...channel, processId, stages, stageId: stages.some(({ id }) => id === stageId) ? stageId : undefined };
}
