/**
 * What a policy is written against. A {@link fr.ecluse.spi.PolicyFactory} makes one {@link fr.ecluse.spi.Policy} for
 * each step of a flow; the gateway shows it every {@link fr.ecluse.spi.Exchange} that passes the step and carries out
 * its {@link fr.ecluse.spi.Decision}. Nothing in here knows Camel or Quarkus, and all of it may be called from the
 * exchange's own virtual thread, where blocking is fine.
 */
@NullMarked
package fr.ecluse.spi;

import org.jspecify.annotations.NullMarked;
