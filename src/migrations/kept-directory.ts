/** Acts with code of others; where it changes the working directory, paths of what comes after mean the same as before. */
export async function keepingDirectory<Result>(action: () => Promise<Result>): Promise<Result> {
  const directory = process.cwd();
  try {
    return await action();
  } finally {
    if (process.cwd() !== directory) process.chdir(directory);
  }
}
