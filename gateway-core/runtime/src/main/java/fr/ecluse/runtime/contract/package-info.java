/**
 * The OpenAPI contracts that the gateway serves: read from a folder, checked, and turned into {@link fr.ecluse.spi.Operation}s. The extension {@code x-ecluse} carries what OpenAPI has no word for.
 */
@NullMarked
package fr.ecluse.runtime.contract;

import org.jspecify.annotations.NullMarked;
