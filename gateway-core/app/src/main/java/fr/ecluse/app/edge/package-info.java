/**
 * What stands between the socket and the routes: it refuses requests whose framing or host could be read in two ways,
 * answers in the gateway's own shape where the HTTP server would answer with nothing, and sends away clients that are
 * too slow. Quarkus keeps its HTTP servers and their configuration; {@link fr.ecluse.app.edge.EdgeTransportProvider}
 * places the handlers of this package in every connection that they accept.
 */
@NullMarked
package fr.ecluse.app.edge;

import org.jspecify.annotations.NullMarked;
