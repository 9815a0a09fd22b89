/** @file What a command is: one file, one value of this type, one line in the registry. */
export interface Command {
  readonly name: string;
  /** Words after the name */
  readonly usage: string;
  /** One line for the list of commands */
  readonly summary: string;
  /**
   * @param words the command line after the command's name
   * @throws UsageError where they are wrong; any other error is a failure of the work itself
   */
  run(words: readonly string[]): Promise<void>;
}
