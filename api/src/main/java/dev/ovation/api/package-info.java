/** The API server, port 3000. */
@NullMarked
package dev.ovation.api;

import org.jspecify.annotations.NullMarked;
