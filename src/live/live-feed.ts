import { DurableObject } from 'cloudflare:workers';
import { logProblem } from '../log.ts';
import type { News } from './news.ts';

/** So many listen to one database at once. */
const MOST_LISTENERS = 1_000;
/** Close codes of ours (RFC 6455 leaves 4000 to 4999 to applications). */
const ENDED = 4001;
const NOT_ASKED = 1008;

/**
 * Tells whoever listens to a database what has just been written: one object a database, whose sockets cost nothing
 * while nothing happens (they hibernate, and `ping` is answered without waking it).
 */
export class LiveFeed extends DurableObject<Env> {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
  }

  /**
   * Takes the WebSocket of a request whose listener may read this database; the header `kelet-listener` names it.
   * @returns 101 with the socket, or 503 while too many listen.
   */
  override async fetch(request: Request): Promise<Response> {
    if (this.ctx.getWebSockets().length >= MOST_LISTENERS) return new Response(null, { status: 503 });
    const { 0: theirs, 1: ours } = new WebSocketPair();
    this.ctx.acceptWebSocket(ours, [request.headers.get('kelet-listener') ?? '']);
    return new Response(null, { status: 101, webSocket: theirs });
  }

  /** Tells everybody who listens. Whoever cannot be told any more is forgotten. */
  tell(news: News): void {
    const text = JSON.stringify(news);
    for (const socket of this.ctx.getWebSockets()) {
      try {
        socket.send(text);
      } catch (error) {
        logProblem('listener not told', { error });
      }
    }
  }

  /** Lets a listener listen no longer: it may not read any more. */
  end(listener: string): void {
    for (const socket of this.ctx.getWebSockets(listener)) socket.close(ENDED, 'You may not read here any more.');
  }

  /** Nothing but `ping` is asked here. */
  override webSocketMessage(socket: WebSocket): void {
    socket.close(NOT_ASKED, 'Nothing is asked here but ping.');
  }

  override webSocketClose(socket: WebSocket): void {
    socket.close();
  }
}
