/**
 * Streams of numbered events: the model server that sends them, the client that opens thousands of them and notices
 * each event that is missing, doubled or out of order, and how long each took.
 */
@NullMarked
package fr.ecluse.bench.stream;

import org.jspecify.annotations.NullMarked;
