/**
 * Records that outlive a request: files of JSON lines, each with one writer that gathers what all exchanges have to say
 * and puts the file aside when it has grown.
 */
@NullMarked
package fr.ecluse.runtime.journal;

import org.jspecify.annotations.NullMarked;
