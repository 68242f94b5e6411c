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

/** The error of this class with which a promise is rejected. */
export async function rejected<Failure extends Error>(
  type: new (...args: any[]) => Failure,
  promise: Promise<unknown>,
): Promise<Failure> {
  const error = await promise.then(
    () => "no error",
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(type);
  return error as Failure;
}
