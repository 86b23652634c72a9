/**
 * A JSON text read once, with the place of every value in it, so that an edit replaces its own bytes and leaves all others as they came. {@link fr.ecluse.spi.json.TextWalker} lists what in a document is free text.
 */
@NullMarked
package fr.ecluse.spi.json;

import org.jspecify.annotations.NullMarked;
