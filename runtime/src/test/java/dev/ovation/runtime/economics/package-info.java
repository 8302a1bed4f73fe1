/** The contracts on a real chain against the model of their economics, operation by operation. */
@NullMarked
package dev.ovation.runtime.economics;

import org.jspecify.annotations.NullMarked;
