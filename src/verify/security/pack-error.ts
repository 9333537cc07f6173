/** A folder of checks that cannot be used; the message says where and why. */
export class SecurityPackError extends Error {}
