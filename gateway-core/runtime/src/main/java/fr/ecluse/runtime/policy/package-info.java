/**
 * The {@code policy:} component: runs one policy of the SPI as one node of a Camel route, under its deadline, with its failure mode, into the ledger.
 */
@NullMarked
package fr.ecluse.runtime.policy;

import org.jspecify.annotations.NullMarked;
