/** Streams: every event at once and whole, at the caller's pace, and ended well or with an error that says so. */
@NullMarked
package fr.ecluse.acceptance.streaming;

import org.jspecify.annotations.NullMarked;
