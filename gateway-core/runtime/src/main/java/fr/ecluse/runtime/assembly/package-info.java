/**
 * Puts a gateway together from its configuration: the one place that knows all parts. Free of Quarkus, so that a test
 * can put one together too.
 */
@NullMarked
package fr.ecluse.runtime.assembly;

import org.jspecify.annotations.NullMarked;
