/**
 * What the acceptance tests stand on: the packaged gateway and the model simulator as processes, clients that show what
 * is on the wire, an upstream that does byte for byte what a test says, and readers of the traces that a request leaves.
 */
@NullMarked
package fr.ecluse.acceptance.support;

import org.jspecify.annotations.NullMarked;
