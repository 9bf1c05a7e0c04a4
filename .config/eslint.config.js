import { dirname } from "node:path";
import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const projectFolder = dirname(import.meta.dirname);
const limits = { "max-lines": ["error", 200], complexity: ["error", 10] };

const endsProcess = {
  object: "process",
  property: "exit",
  message: "Set process.exitCode, so that output is written to its end.",
};
const onlyMain = (property) => ({
  object: "process",
  property,
  message: "Only src/main.ts reads it; take it as an argument.",
});
const namedExportsOnly = {
  "no-restricted-syntax": [
    "error",
    { selector: "ExportDefaultDeclaration", message: "Export by name." },
    { selector: "ExportSpecifier[exported.name='default']", message: "Export by name." },
  ],
};
const noProcessImport = {
  "no-restricted-imports": [
    "error",
    ...["process", "node:process"].map((name) => ({ name, message: "Use the global, which the rules can watch." })),
  ],
};
const nodeGlobals = Object.fromEntries(
  "process console URL setTimeout clearTimeout setInterval clearInterval".split(" ").map((name) => [name, "readonly"]),
);

export default defineConfig(
  { basePath: projectFolder, ignores: ["dist/", "dist.*/", "node_modules/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.ts"],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: projectFolder } },
    rules: {
      ...limits,
      ...noProcessImport,
      "no-restricted-properties": ["error", endsProcess],
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
    },
  },
  // Fakes answer at once where the interface they stand in for waits.
  { files: ["test/**/*.ts"], rules: { "@typescript-eslint/require-await": "off" } },
  {
    files: ["src/**/*.ts", "test/**/*.ts", "bench/**/*.ts", "scripts/**/*.mjs"],
    // Vitest takes the function that ends a run only from a default export.
    ignores: ["test/end-to-end/support/global-setup.ts"],
    rules: namedExportsOnly,
  },
  {
    files: ["src/main.ts"],
    // A second Ctrl-C ends the process at once, whatever still runs.
    rules: { "no-restricted-properties": "off" },
  },
  {
    files: ["src/**/*.ts"],
    ignores: ["src/main.ts"],
    rules: {
      "no-restricted-properties": ["error", endsProcess, ...["env", "argv", "argv0", "exitCode"].map(onlyMain)],
    },
  },
  {
    files: ["**/*.{js,mjs}"],
    extends: [js.configs.recommended],
    languageOptions: { ecmaVersion: 2023, sourceType: "module", globals: nodeGlobals },
    rules: { ...limits, "no-restricted-properties": ["error", endsProcess] },
  },
  { files: ["bin/*.js"], languageOptions: { sourceType: "commonjs", globals: { __dirname: "readonly" } } },
);
