/**
 * What must hold on every replica: maps with a time to live, counters, leases.
 */
@NullMarked
package fr.ecluse.spi.state;

import org.jspecify.annotations.NullMarked;
