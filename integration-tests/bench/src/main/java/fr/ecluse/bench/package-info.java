/**
 * The program behind {@code ./ecluse bench}: it starts the gateway and what it is compared with, puts load on them in
 * turn, and says which of the promised figures are kept.
 */
@NullMarked
package fr.ecluse.bench;

import org.jspecify.annotations.NullMarked;
