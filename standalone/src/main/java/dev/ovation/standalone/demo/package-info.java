/** The whole story, told over HTTP as a client with its own wallets would live it. */
@NullMarked
package dev.ovation.standalone.demo;

import org.jspecify.annotations.NullMarked;
