/**
 * How a plugin declares its options: records whose components carry a default and a line of documentation.
 */
@NullMarked
package fr.ecluse.spi.config;

import org.jspecify.annotations.NullMarked;
