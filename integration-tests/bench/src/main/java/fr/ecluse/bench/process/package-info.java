/**
 * The processes that the bench starts: started with a log of their own, watched until they are ready, stopped by their
 * handle, and asked for memory and threads.
 */
@NullMarked
package fr.ecluse.bench.process;

import org.jspecify.annotations.NullMarked;
