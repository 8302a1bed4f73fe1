/** What both servers share: settings, the wiring of ports to adapters, logs and metrics. */
@NullMarked
package dev.ovation.runtime;

import org.jspecify.annotations.NullMarked;
