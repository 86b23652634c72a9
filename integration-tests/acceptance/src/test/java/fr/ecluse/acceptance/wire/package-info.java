/** What goes over the wire: what the gateway changes of a request and an answer, and that it changes nothing else. */
@NullMarked
package fr.ecluse.acceptance.wire;

import org.jspecify.annotations.NullMarked;
