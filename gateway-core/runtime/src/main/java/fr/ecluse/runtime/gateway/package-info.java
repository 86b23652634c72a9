/**
 * The {@code gateway:} component: takes requests from the HTTP server, runs each on a virtual thread of its own through its flow, unwinds, writes the answer, and completes every policy exactly once.
 */
@NullMarked
package fr.ecluse.runtime.gateway;

import org.jspecify.annotations.NullMarked;
