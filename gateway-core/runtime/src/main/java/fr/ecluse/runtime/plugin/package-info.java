/**
 * Finds policies: those on the class path, and those in the jars of the plugins folder, each jar behind a class loader that sees the SPI and nothing of the gateway.
 */
@NullMarked
package fr.ecluse.runtime.plugin;

import org.jspecify.annotations.NullMarked;
