/**
 * Server-sent events on their way to the caller, and the filters through which policies see, change, hold or stop them.
 */
@NullMarked
package fr.ecluse.spi.stream;

import org.jspecify.annotations.NullMarked;
