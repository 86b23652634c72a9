/**
 * The servers that the bench measures: the upstream, nginx, the gateway and its peers. Each is started with a
 * configuration of its own on free ports of the loopback interface.
 */
@NullMarked
package fr.ecluse.bench.server;

import org.jspecify.annotations.NullMarked;
