/**
 * What the processes that the bench starts use: memory, threads, processors.
 */
@NullMarked
package fr.ecluse.bench.process;

import org.jspecify.annotations.NullMarked;
