/* SPDX-FileCopyrightText: 2026 Samspil contributors */
/* SPDX-License-Identifier: MPL-2.0 */
// The rules for JavaScript: `make check` counts a warning as an error. Form is left to `.editorconfig` and to eyes.

import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["**/vendor/**", "node_modules/**", ".venv/**", ".data/**", "staticfiles/**"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      complexity: ["error", 8],
      curly: ["error", "multi-line"],
      eqeqeq: ["error", "always"],
      "max-lines-per-function": ["error", 50],
      "no-alert": "error",
      "no-console": "error",
      "no-eval": "error",
      "no-implicit-coercion": "error",
      "no-implied-eval": "error",
      "no-shadow": "error",
      "no-unused-vars": ["error", { caughtErrors: "all" }],
      "no-use-before-define": ["error", { functions: false, classes: false, variables: false }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
    },
  },
  { files: ["samspil/**/static/**/*.js"], languageOptions: { globals: globals.browser } },
  { files: ["samspil/**/templates/**/*.js"], languageOptions: { sourceType: "script", globals: globals.serviceworker } },
  {
    files: ["**/*.mjs"],
    languageOptions: { globals: globals.nodeBuiltin },
  },
];
