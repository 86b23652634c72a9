/**
 * What access rules demand of an exchange that they let pass. Whoever meets a demand reads it from the exchange; whoever
 * decides adds to it, and nothing takes a demand away again.
 */
@NullMarked
package fr.ecluse.spi.access;

import org.jspecify.annotations.NullMarked;
