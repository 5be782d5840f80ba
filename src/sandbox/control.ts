import { ok, type Answer } from './core/answer';
import type { Call, Route } from './core/call';
import { ApiError } from './core/errors';
import { readFaultRule } from './core/faults';
import type { Fields } from './core/fields';
import { isJsonObject } from './core/fields';
import { resizeCrowd } from './store/seed';

const MAX_PEOPLE = 100_000;

/** The sandbox's own switches, for tests and demonstrations on this machine. */
export const controlRoutes: readonly Route[] = [
  { method: 'GET', path: '/sandbox/faults', handle: guarded((call) => ok({ items: call.world.faults.list() })) },
  { method: 'POST', path: '/sandbox/faults', handle: guarded(addFaults) },
  { method: 'DELETE', path: '/sandbox/faults', handle: guarded(clearFaults) },
  { method: 'DELETE', path: '/sandbox/faults/:id', handle: guarded(removeFault) },
  { method: 'GET', path: '/sandbox/clock', handle: guarded(readClock) },
  { method: 'POST', path: '/sandbox/clock', handle: guarded(setClock) },
  { method: 'GET', path: '/sandbox/behaviour', handle: guarded(readBehaviour) },
  { method: 'POST', path: '/sandbox/behaviour', handle: guarded(setBehaviour) },
  { method: 'POST', path: '/sandbox/people', handle: guarded(setPeople) },
  { method: 'GET', path: '/sandbox/requests', handle: guarded((call) => ok({ items: call.world.log.entries })) },
  { method: 'DELETE', path: '/sandbox/requests', handle: guarded(clearRequests) },
];

/** A page of another site cannot send JSON here without asking first, and we never say yes. */
function guarded(handle: (call: Call) => Answer): (call: Call) => Answer {
  return (call) => {
    const { origin, host } = call.headers;
    const isJson = call.body === undefined || (call.headers['content-type'] ?? '').startsWith('application/json');
    if ((origin !== undefined && origin !== `http://${host}`) || !isJson) {
      throw new ApiError(403, 99991401, 'the sandbox controls take JSON from this machine only');
    }
    return handle(call);
  };
}

/** Takes one rule or several; nothing is added when one is wrong. */
function addFaults(call: Call): Answer {
  const given: unknown[] = Array.isArray(call.body) ? call.body : [call.body];
  const rules = given.map((rule) => {
    if (!isJsonObject(rule)) {
      throw new ApiError(400, 99992402, 'a fault rule is a JSON object');
    }
    return readFaultRule(rule);
  });
  return ok({ ids: rules.map((rule) => call.world.faults.add(rule)) });
}

function clearFaults(call: Call): Answer {
  call.world.faults.clear();
  return ok({});
}

function removeFault(call: Call): Answer {
  call.world.faults.remove(Number(call.param('id')));
  return ok({});
}

function readClock(call: Call): Answer {
  return ok({ now: call.world.clock.now(), skewMs: call.world.clock.skewMs });
}

function setClock(call: Call): Answer {
  const fields: Fields = call.fields();
  const skewMs = fields.int('skewMs', { required: true });
  fields.check();
  call.world.clock.skewMs = skewMs!;
  return readClock(call);
}

function readBehaviour(call: Call): Answer {
  return ok({ ...call.world.behaviour, quota: call.world.quota.enabled });
}

/** Takes the switches to change, `quota` among them. @throws ApiError 99992402 for an unknown one or another type */
function setBehaviour(call: Call): Answer {
  const { behaviour, quota } = call.world;
  const current: Readonly<Record<string, unknown>> = { ...behaviour, quota: quota.enabled };
  const wanted = isJsonObject(call.body) ? call.body : {};
  for (const [name, value] of Object.entries(wanted)) {
    const kind = (candidate: unknown) => (Array.isArray(candidate) ? 'list' : typeof candidate);
    if (!Object.hasOwn(current, name) || kind(current[name]) !== kind(value)) {
      call.violate(name, JSON.stringify(value), `a switch of the sandbox (${kind(current[name])})`);
    }
  }
  const { quota: enabled = quota.enabled, ...rest } = wanted;
  Object.assign(behaviour, rest);
  quota.enabled = enabled === true;
  return readBehaviour(call);
}

/** Takes how many people there are beside the usual ones, for trying a big company; gives their open ids. */
function setPeople(call: Call): Answer {
  const fields: Fields = call.fields();
  const count = fields.int('count', { required: true }) ?? 0;
  if (count < 0 || count > MAX_PEOPLE) {
    call.violate('count', String(count), `from 0 to ${MAX_PEOPLE}`);
  }
  fields.check();
  const crowd = resizeCrowd(call.state, count);
  call.world.store.changed();
  return ok({ open_ids: crowd.map(({ openId }) => openId) });
}

function clearRequests(call: Call): Answer {
  call.world.log.clear();
  return ok({});
}
