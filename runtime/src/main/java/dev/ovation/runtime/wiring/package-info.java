/** How the servers are put together: settings become adapters, adapters fill the ports of the domain. */
@NullMarked
package dev.ovation.runtime.wiring;

import org.jspecify.annotations.NullMarked;
