/** The load on plain chat requests: as fast as the server answers, or at a fixed rate. */
@NullMarked
package fr.ecluse.bench.load;

import org.jspecify.annotations.NullMarked;
