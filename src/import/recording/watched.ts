/** A row that tells when one of its values is looked at. */
export function watchedRow<Row extends object>(row: Row, onRead: () => void): Row {
  const isValue = (name: string | symbol) => Object.hasOwn(row, name);
  const read = <Result>(result: Result): Result => {
    onRead();
    return result;
  };
  return new Proxy(row, {
    get: (target, name, receiver) => {
      const value: unknown = Reflect.get(target, name, receiver);
      return isValue(name) ? read(value) : value;
    },
    has: (target, name) => read(Reflect.has(target, name)),
    ownKeys: (target) => read(Reflect.ownKeys(target)),
    getOwnPropertyDescriptor: (target, name) =>
      read(Reflect.getOwnPropertyDescriptor(target, name)),
  });
}

/** Rows that tell when somebody looks at one, or at how many there are. */
export function watchedRows<Rows extends object[]>(rows: Rows, onRead: () => void): Rows {
  return new Proxy(rows, {
    get: (target, name, receiver) => {
      if (name === "length" || (typeof name === "string" && /^\d+$/.test(name))) onRead();
      return Reflect.get(target, name, receiver) as unknown;
    },
    ownKeys: (target) => {
      onRead();
      return Reflect.ownKeys(target);
    },
  });
}
