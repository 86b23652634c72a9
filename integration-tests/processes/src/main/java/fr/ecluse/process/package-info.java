/**
 * Child processes that serve: started with a log of their own, watched until they are ready, stopped by their handle.
 */
@NullMarked
package fr.ecluse.process;

import org.jspecify.annotations.NullMarked;
