/** How single measurements become one figure: alternating rounds and their median. */
@NullMarked
package fr.ecluse.bench.stats;

import org.jspecify.annotations.NullMarked;
