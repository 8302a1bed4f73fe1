/**
 * The security chain, one class for each step, in the order in which every request passes them: CORS, security headers,
 * rate limit, size and syntax, access token, role.
 */
@NullMarked
package dev.ovation.runtime.security;

import org.jspecify.annotations.NullMarked;
