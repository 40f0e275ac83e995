// Stands in for @actions/http-client in the bundle: see NO_HTTP_CLIENT in build.ts.

/** Never constructed: only OIDC token requests of @actions/core would. */
export class HttpClient {}
/** Never constructed either. */
export class BearerCredentialHandler {}
