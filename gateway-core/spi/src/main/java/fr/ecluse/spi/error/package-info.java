/**
 * Refusals: the codes of the conventions, with what a caller may be told, independent of the shape in which an endpoint writes errors.
 */
@NullMarked
package fr.ecluse.spi.error;

import org.jspecify.annotations.NullMarked;
