/**
 * State that replicas share, on Infinispan: in this process, in a cluster of the gateway's replicas, or on servers that
 * are reached by Hot Rod. {@link fr.ecluse.runtime.state.SharedStates} is the way in; the other classes turn its maps,
 * counters and leases into the few operations of {@link fr.ecluse.runtime.state.Entries}.
 */
@NullMarked
package fr.ecluse.runtime.state;

import org.jspecify.annotations.NullMarked;
