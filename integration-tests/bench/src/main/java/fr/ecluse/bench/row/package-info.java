/** The rows of the bench's table: each starts what it needs, measures, and reports its figures. */
@NullMarked
package fr.ecluse.bench.row;

import org.jspecify.annotations.NullMarked;
