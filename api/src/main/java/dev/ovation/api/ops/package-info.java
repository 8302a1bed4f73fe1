/** For those who run and use the server: health, metrics and the documentation of the API. */
@NullMarked
package dev.ovation.api.ops;

import org.jspecify.annotations.NullMarked;
