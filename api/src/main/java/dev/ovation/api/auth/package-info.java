/** Sign-up, sessions and one's own profile. */
@NullMarked
package dev.ovation.api.auth;

import org.jspecify.annotations.NullMarked;
