import { Problem } from './problem.ts';

interface Route {
  method: string;
  path: string;
}

/**
 * The answer to a method that the operations at this path do not have; undefined when there is nothing at this path.
 */
export function otherMethod(routes: readonly Route[], path: string): Response | undefined {
  const methods = routes
    .filter((route) => route.method !== 'ALL' && isAt(route.path, path))
    .map(({ method }) => method);
  if (!methods.length) return undefined;
  const allowed = [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].join(', ');
  const problem = new Problem(405, 'method_not_allowed', `At this address there is only ${allowed}.`);
  return problem.toResponse({ allow: allowed });
}

/** Whether a path is one of a route's, in which `:id` stands for anything. */
function isAt(route: string, path: string): boolean {
  const wanted = route.split('/');
  const parts = path.split('/');
  return (
    wanted.length === parts.length && wanted.every((part, i) => (part.startsWith(':') ? parts[i] : part === parts[i]))
  );
}
