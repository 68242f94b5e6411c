const turns = new WeakMap<object, Promise<unknown>>();

/** Lets one caller at a time use a session that several were given; who comes later waits. */
export function inTurn<Result>(session: object, action: () => Promise<Result>): Promise<Result> {
  const own = (turns.get(session) ?? Promise.resolve()).then(action);
  turns.set(
    session,
    own.catch(() => {}),
  );
  return own;
}
