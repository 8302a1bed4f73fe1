/**
 * Payment gateways: where fiat comes in and goes out. Each speaks its own protocol and proves its reports by a
 * signature; {@link dev.ovation.runtime.gateway.Gateways} knows them by name.
 */
@NullMarked
package dev.ovation.runtime.gateway;

import org.jspecify.annotations.NullMarked;
