/**
 * The gate: the one place that decides whether an exchange may leave the gateway, and the {@link fr.ecluse.runtime.gate.Pass} that it gives. It believes nothing that it cannot see in the ledger.
 */
@NullMarked
package fr.ecluse.runtime.gate;

import org.jspecify.annotations.NullMarked;
