/** Configuration from the environment: every setting is read, checked and described in one place, before anything starts. */
@NullMarked
package dev.ovation.runtime.settings;

import org.jspecify.annotations.NullMarked;
