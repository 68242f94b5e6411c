import { expect } from "vitest";

/** The error of this class that an action throws. */
export function thrown<Failure extends Error>(
  type: new (...args: any[]) => Failure,
  action: () => unknown,
): Failure {
  let error: unknown = "no error";
  try {
    action();
  } catch (caught) {
    error = caught;
  }
  expect(error).toBeInstanceOf(type);
  return error as Failure;
}
