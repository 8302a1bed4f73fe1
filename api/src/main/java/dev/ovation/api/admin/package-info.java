/** What staff see and decide. Every route names the roles that may use it; every decision is logged with its person. */
@NullMarked
package dev.ovation.api.admin;

import org.jspecify.annotations.NullMarked;
