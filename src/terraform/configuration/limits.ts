/** How large a tree of modules may be. Terraform itself has no limit and runs on until memory ends. */
export const MAX_MODULES = 1_000;
export const MAX_MODULE_DEPTH = 100;
