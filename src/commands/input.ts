/** What the completion of a shell offers: these words, or names that are looked up when they are needed. */
export type Suggestions =
  | readonly string[]
  | "services"
  | "namespaces"
  | "instances"
  | "attributes"
  | "settings"
  | "files";

export interface ArgumentDefinition {
  readonly summary: string;
  readonly required?: boolean;
  readonly variadic?: boolean;
  readonly choices?: readonly string[];
  readonly suggests?: Suggestions;
}

export interface FlagDefinition {
  /** `--tail <lines>` takes a value, `--follow` is a switch, and one like `--no-wait` is on until it is given. */
  readonly flag: string;
  readonly summary: string;
  readonly suggests?: Suggestions;
}

/** By the name that the command calls them, in the order in which help shows them. */
export type FlagDefinitions = Readonly<Record<string, FlagDefinition>>;

/** By the name that help shows, in the order in which they stand on the line. */
export type ArgumentDefinitions = Readonly<Record<string, ArgumentDefinition>>;

/** `--tail <lines>`: its text, where it was given. A switch: whether it is on. */
type FlagValue<Flag extends FlagDefinition> = FlagDefinition extends Flag
  ? string | boolean | undefined
  : Flag["flag"] extends `${string}<${string}`
    ? string | undefined
    : boolean;

type ArgumentValue<Argument extends ArgumentDefinition> = ArgumentDefinition extends Argument
  ? string | readonly string[] | undefined
  : Argument extends { readonly variadic: true }
    ? readonly string[]
    : Argument extends { readonly required: true }
      ? string
      : string | undefined;

export type FlagValues<Flags extends FlagDefinitions> = { readonly [Name in keyof Flags]: FlagValue<Flags[Name]> };

export type ArgumentValues<Arguments extends ArgumentDefinitions> = {
  readonly [Name in keyof Arguments]: ArgumentValue<Arguments[Name]>;
};

/** What a command with these flags and arguments reads. */
export interface InputOf<Flags extends FlagDefinitions, Arguments extends ArgumentDefinitions> {
  readonly flags: FlagValues<Flags>;
  readonly arguments: ArgumentValues<Arguments>;
}

/** What any command reads. */
export type CommandInput = InputOf<FlagDefinitions, ArgumentDefinitions>;
